//! Plays the membership engine's neighbours until it is ended. `cargo xtask serve --members` starts it.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use neighbours::{Demo, Error, Inbox, Provider, Shop};
use pico_args::Arguments;

const USAGE: &str = "\
usage: neighbours --smtp PORT --inbox PORT --provider PORT --engine URL --site URL --secret SECRET [--demo FILE]

  --smtp      where the engine sends its letters
  --inbox     where they are read
  --provider  the payment provider's pages
  --engine    the engine, which has the plans and is told of payments
  --site      the newspaper, to which payers are sent back
  --secret    signs what the engine is told
  --demo      whom an engine without members is filled with";

fn main() -> ExitCode {
    let asked = match Asked::read(Arguments::from_env()) {
        Ok(asked) => asked,
        Err(problem) => {
            eprintln!("neighbours: {problem}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match play(asked) {
        Ok(never) => match never {},
        Err(error) => {
            eprintln!("neighbours: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What the command line says.
struct Asked {
    smtp: SocketAddr,
    inbox: SocketAddr,
    provider: SocketAddr,
    shop: Shop,
    demo: Option<PathBuf>,
}

impl Asked {
    fn read(mut arguments: Arguments) -> Result<Self, String> {
        let mut value = |name: &'static str| -> Result<String, String> {
            arguments.value_from_str(name).map_err(|error| error.to_string())
        };
        let mut port = |name| -> Result<SocketAddr, String> {
            let port = value(name)?;
            let port = port.parse().map_err(|_| format!("{name} {port} is no port"))?;
            Ok((Ipv4Addr::LOCALHOST, port).into())
        };
        let (smtp, inbox, provider) = (port("--smtp")?, port("--inbox")?, port("--provider")?);
        let shop = Shop {
            engine: value("--engine")?,
            site: value("--site")?,
            secret: value("--secret")?,
        };
        let demo = arguments
            .opt_value_from_str("--demo")
            .map_err(|error| error.to_string())?;
        match arguments.finish().first() {
            Some(unknown) => Err(format!("unknown argument {}", unknown.display())),
            None => Ok(Self {
                smtp,
                inbox,
                provider,
                shop,
                demo,
            }),
        }
    }
}

fn play(asked: Asked) -> Result<Infallible, Error> {
    let engine = asked.shop.engine.clone();
    let _inbox = Inbox::start(asked.smtp, asked.inbox)?;
    let provider = Provider::start(asked.provider, asked.shop)?;
    if let Some(demo) = asked.demo {
        Demo::read(&demo)?.fill(&engine, &format!("http://{}", provider.web))?;
    }
    loop {
        thread::park();
    }
}

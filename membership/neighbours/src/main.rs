//! Plays the membership engine's neighbours until it is ended. `cargo xtask serve --members` starts it.

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
    match play() {
        Ok(never) => never,
        Err(error) => {
            eprintln!("neighbours: {error}\n\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn play() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut arguments = Arguments::from_env();
    let mut port = |name| -> Result<SocketAddr, pico_args::Error> {
        Ok((Ipv4Addr::LOCALHOST, arguments.value_from_str(name)?).into())
    };
    let (smtp, inbox, provider) = (port("--smtp")?, port("--inbox")?, port("--provider")?);
    let shop = Shop {
        engine: arguments.value_from_str("--engine")?,
        site: arguments.value_from_str("--site")?,
        secret: arguments.value_from_str("--secret")?,
    };
    let demo: Option<PathBuf> = arguments.opt_value_from_str("--demo")?;
    if let Some(unknown) = arguments.finish().first() {
        return Err(Box::new(Error::from(format!(
            "unknown argument {}",
            unknown.display()
        ))));
    }
    let engine = shop.engine.clone();
    let _inbox = Inbox::start(smtp, inbox)?;
    let provider = Provider::start(provider, shop)?;
    if let Some(demo) = demo {
        Demo::read(&demo)?.fill(&engine, &format!("http://{}", provider.web))?;
    }
    loop {
        thread::park();
    }
}

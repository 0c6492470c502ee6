//! Plays the membership engine's neighbours until it is ended. `cargo xtask serve --members` starts it.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::thread;

use neighbours::{Error, Inbox, Provider, Shop};
use pico_args::Arguments;

const USAGE: &str = "\
usage: neighbours --smtp PORT --inbox PORT --provider PORT --engine URL --site URL --secret SECRET

  --smtp      where the engine sends its letters
  --inbox     where they are read
  --provider  the payment provider's pages
  --engine    the engine, which has the plans and is told of payments
  --site      the newspaper, to which payers are sent back
  --secret    signs what the engine is told";

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
    if let Some(unknown) = arguments.finish().first() {
        return Err(Box::new(Error::from(format!(
            "unknown argument {}",
            unknown.display()
        ))));
    }
    let _inbox = Inbox::start(smtp, inbox)?;
    let _provider = Provider::start(provider, shop)?;
    loop {
        thread::park();
    }
}

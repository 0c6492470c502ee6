//! Kiosque's program for newsrooms: checks a newspaper's content and derives what the reader fetches.

mod address;
mod blocks;
mod build;
mod check;
mod cli;
mod content;
mod files;
mod fingerprint;
mod gallery;
mod hosts;
mod identities;
mod import;
mod language_tag;
mod links;
mod membership;
mod moment;
mod new;
mod precompress;
mod preview;
mod progress;
mod reader;
mod redirects;
mod report;
mod schema;
mod serve;
mod stamp;
mod syndication;
mod unseen;
mod watch;
mod whole;
mod why;

use std::{
    env, fmt,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Parser;
use jiff::Timestamp;
use kiosque::contract::Membership;

use cli::{Cli, Command};
use report::Format;
use why::Why;

/// Why the press stopped.
enum Stop {
    Usage(String),
    /// The content's errors; they have been printed.
    Content,
    /// Another press is at work there.
    Busy(String),
    Failure(String),
}

/// A failure of the file system, in words: what could not be done, to what, and why.
fn failed(what: &str, path: &Path, why: impl Why) -> Stop {
    Stop::Failure(format!("{what} {}: {}", path.display(), why.told()))
}

/// A line to a terminal or a pipe; whoever closed the pipe has read enough.
fn say(mut to: impl Write, line: impl fmt::Display) {
    let _ = writeln!(to, "{line}");
}

/// A large archive is millions of small texts; with the system's allocator their pages cost as much as
/// the work itself (docs/decisions/0013).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let command = Cli::parse().command;
    let format = command.format();
    match run(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            tell(&stop, format);
            match stop {
                Stop::Usage(_) => ExitCode::from(2),
                _ => ExitCode::FAILURE,
            }
        }
    }
}

/// Says why the program stops.
fn tell(stop: &Stop, format: Format) {
    match stop {
        Stop::Usage(why) | Stop::Busy(why) | Stop::Failure(why) => report::tell(why, format),
        // They have been printed.
        Stop::Content => {}
    }
}

fn run(command: Command) -> Result<(), Stop> {
    match command {
        Command::New(options) => new::command(options),
        Command::Check {
            content,
            moment,
            told,
        } => {
            let now = moment.now.unwrap_or_else(Timestamp::now);
            check::command(&content.folder, now, told.format())
        }
        Command::Build {
            site,
            afresh,
            precompress,
            redirect_renamed,
        } => {
            let job = build::Job {
                afresh,
                precompress,
                redirect_renamed,
                ..site.job()?
            };
            build::command(&job).map(drop)
        }
        Command::Serve(options) => serve::command(options),
        Command::Watch { site } => watch::command(&build::Job {
            pictures_may_miss: true,
            ..site.job()?
        }),
        Command::Import(options) => import::command(options),
        Command::Identities { content, told } => {
            identities::command(&content.folder, Timestamp::now(), told.format())
        }
        Command::Schema { out } => schema::command(&out),
        Command::Membership { out } => membership::command(&out),
        Command::Manual { out } => cli::write_manual(&out),
        Command::Trunk => build::command(&trunk_job()?).map(drop),
    }
}

/// What Trunk says to its hooks (https://trunkrs.dev/assets/#hooks).
fn trunk_job() -> Result<build::Job, Stop> {
    let out = env::var_os("TRUNK_STAGING_DIR")
        .ok_or_else(|| Stop::Usage("`trunk` is for Trunk's hook, which sets TRUNK_STAGING_DIR".to_owned()))?;
    let content = env::var_os("KIOSQUE_CONTENT").unwrap_or_else(|| "public".into());
    let base = env::var("TRUNK_PUBLIC_URL").unwrap_or_default();
    Ok(build::Job {
        content: content.into(),
        out: out.into(),
        // That folder is a new one each time.
        cache: PathBuf::from("target/press/cache"),
        base: address::base_path(&base).map_err(|why| Stop::Usage(format!("TRUNK_PUBLIC_URL: {why}")))?,
        membership: match env::var("KIOSQUE_MEMBERSHIP").as_deref() {
            Ok("pocketbase") => Some(Membership::Pocketbase),
            Ok("none") => Some(Membership::None),
            Ok(engine) => return Err(Stop::Usage(format!("there is no membership engine \"{engine}\""))),
            Err(_) => None,
        },
        pictures_may_miss: env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug"),
        afresh: false,
        // What Trunk has made is not final yet: `cargo xtask dist` minifies it.
        precompress: false,
        redirect_renamed: false,
        now: Timestamp::now(),
        preview: false,
        format: Format::usual(),
    })
}

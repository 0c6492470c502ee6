//! The press: checks a newspaper's content and derives what the reader fetches.

mod address;
mod blocks;
mod build;
mod check;
mod content;
mod files;
mod fingerprint;
mod gallery;
mod hosts;
mod identities;
mod language_tag;
mod links;
mod moment;
mod precompress;
mod preview;
mod progress;
mod report;
mod schema;
mod stamp;
mod syndication;
mod watch;

use std::{
    env,
    ffi::{OsStr, OsString},
    fmt,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use jiff::Timestamp;
use kiosque::contract::Membership;
use pico_args::Arguments;

const USAGE: &str = "\
The press of Kiosque: checks a newspaper and derives what its readers fetch.

usage: press check DIR [--now MOMENT]
       press build DIR --out OUT [--base PATH] [--cache CACHE] [--membership ENGINE] [--now MOMENT]
                   [--afresh] [--precompress] [--preview-unpublished]
       press watch DIR --out OUT [--base PATH] [--cache CACHE] [--membership ENGINE] [--now MOMENT]
                   [--preview-unpublished]
       press build --trunk
       press identities DIR
       press schema

  check    says everything that is wrong in a content folder (docs/content.md), changing nothing
  build    checks, then writes data/, pictures/, files/ and the pages of every route into OUT, and removes
           what it wrote there before and would not write now (OUT/.press/ keeps the list: do not upload it);
           PATH is where the newspaper is deployed on its host, \"/\" if not said;
           pictures are made once and kept in CACHE, OUT/.press/cache if not said;
           ENGINE is none or pocketbase, what site.json says if not said;
           built again, only what changed since is made anew, and what is gone or cut off in OUT;
           with --afresh all of it, as when somebody has changed files there to others of the same size;
           an article whose \"datePublished\" is later than MOMENT waits: it is nowhere in OUT;
           MOMENT is such as 2026-11-28T07:00:00Z, and now if not said;
           --preview-unpublished shows what waits, too (until MOMENT, if said), to the newsroom alone:
           each page says so, search engines are kept out, and OUT must be a folder whose name ends
           in \"-unpublished\", also where a link leads, and that lies in no site;
           --precompress writes a .br and a .gz beside what gets smaller by it (docs/deploy.md)
           --trunk takes the folders from Trunk's hook, the content from $KIOSQUE_CONTENT
           (public/ if not said) and ENGINE from $KIOSQUE_MEMBERSHIP
  watch    builds, and again after each change and whenever an article is due, until it is
           interrupted; a picture that is not there yet is then no error; from MOMENT on, if said
  identities
           keeps what articles are known by in DIR/identities.json, before site.json has a \"feedId\"
           (docs/content.md)
  schema   writes the JSON Schema of the contract into docs/schema/

exit status: 0 done, 1 the content has errors or could not be read or written, 2 wrong usage";

/// Why the press stopped.
enum Stop {
    Usage(String),
    /// The content's errors; they have been printed.
    Content,
    Failure(String),
}

fn usage(why: pico_args::Error) -> Stop {
    Stop::Usage(why.to_string())
}

/// A failure of the file system, in words: what could not be done, to what, and why.
fn failed(what: &str, path: &Path, why: impl fmt::Display) -> Stop {
    Stop::Failure(format!("{what} {}: {why}", path.display()))
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
    match run(Arguments::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Usage(why)) => {
            say(io::stderr(), format_args!("press: {why}\n\n{USAGE}"));
            ExitCode::from(2)
        }
        Err(Stop::Content) => ExitCode::FAILURE,
        Err(Stop::Failure(why)) => {
            say(io::stderr(), format_args!("press: {why}"));
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: Arguments) -> Result<(), Stop> {
    let command = arguments.subcommand().map_err(usage)?;
    if command.as_deref() == Some("help") || arguments.contains(["-h", "--help"]) {
        say(io::stdout(), USAGE);
        return Ok(());
    }
    match command.as_deref() {
        Some("check") => {
            let now = now(&mut arguments)?.unwrap_or_else(Timestamp::now);
            check::command(&folder(arguments)?, now)
        }
        Some("build") if arguments.contains("--trunk") => {
            nothing_more(arguments)?;
            build::command(&trunk_job()?).map(drop)
        }
        Some("build") => {
            let afresh = arguments.contains("--afresh");
            let precompress = arguments.contains("--precompress");
            build::command(&build::Job {
                afresh,
                precompress,
                ..job(arguments)?
            })
            .map(drop)
        }
        Some("watch") => watch::command(&build::Job {
            pictures_may_miss: true,
            ..job(arguments)?
        }),
        Some("identities") => identities::command(&folder(arguments)?, Timestamp::now()),
        Some("schema") => {
            nothing_more(arguments)?;
            schema::command()
        }
        Some(other) => Err(Stop::Usage(format!("`{other}` is none of its commands"))),
        None => Err(Stop::Usage("say what to do".to_owned())),
    }
}

/// What `build` and `watch` have in common.
fn job(mut arguments: Arguments) -> Result<build::Job, Stop> {
    let out: Option<PathBuf> = arguments.opt_value_from_str("--out").map_err(usage)?;
    let cache: Option<PathBuf> = arguments.opt_value_from_str("--cache").map_err(usage)?;
    let base: Option<String> = arguments.opt_value_from_str("--base").map_err(usage)?;
    let engine: Option<String> = arguments.opt_value_from_str("--membership").map_err(usage)?;
    let chosen = now(&mut arguments)?;
    let preview = arguments.contains("--preview-unpublished");
    let content = folder(arguments)?;
    let out = out
        .filter(|out| !out.as_os_str().is_empty())
        .ok_or_else(|| Stop::Usage("say with --out OUT which folder to write".to_owned()))?;
    if preview {
        preview::refuse_public(&out)?;
    }
    let machines = Timestamp::now();
    if let Some(now) = chosen.filter(|now| *now > machines && !preview) {
        say(
            io::stderr(),
            format_args!(
                "press: warning: {now} is still to come; what is built for it is not to be published before"
            ),
        );
    }
    Ok(build::Job {
        content,
        cache: cache.unwrap_or_else(|| out.join(".press/cache")),
        out,
        base: address::base_path(&base.unwrap_or_default()).map_err(base_refused)?,
        membership: engine.as_deref().map(membership).transpose()?,
        pictures_may_miss: false,
        afresh: false,
        precompress: false,
        now: chosen.unwrap_or(if preview { Timestamp::MAX } else { machines }),
        preview,
    })
}

/// The moment that `--now` says.
fn now(arguments: &mut Arguments) -> Result<Option<Timestamp>, Stop> {
    let text: Option<String> = arguments.opt_value_from_str("--now").map_err(usage)?;
    let moment = |text: String| {
        moment::parse(&text)
            .map_err(|why| Stop::Usage(format!("--now: {}; {}", why.what(&text), why.remedy())))
    };
    text.map(moment).transpose()
}

/// The content folder: what is left when all options are taken.
fn folder(arguments: Arguments) -> Result<PathBuf, Stop> {
    let mut rest = arguments.finish().into_iter();
    let folder = rest.next();
    refuse(folder.iter().filter(|it| is_option(it)).cloned().chain(rest))?;
    match folder {
        Some(folder) if !folder.is_empty() => Ok(folder.into()),
        _ => Err(Stop::Usage("say which content folder".to_owned())),
    }
}

fn nothing_more(arguments: Arguments) -> Result<(), Stop> {
    refuse(arguments.finish().into_iter())
}

/// Refuses what no command asked for, such as an option that is there twice.
fn refuse(mut rest: impl Iterator<Item = OsString>) -> Result<(), Stop> {
    match rest.next() {
        None => Ok(()),
        Some(argument) => Err(Stop::Usage(format!(
            "`{}` is too much, or no option of this command",
            argument.display()
        ))),
    }
}

fn is_option(argument: &OsStr) -> bool {
    argument.to_string_lossy().starts_with('-')
}

/// What Trunk says to its hooks (https://trunkrs.dev/assets/#hooks).
fn trunk_job() -> Result<build::Job, Stop> {
    let out = env::var_os("TRUNK_STAGING_DIR")
        .ok_or_else(|| Stop::Usage("--trunk is for Trunk's hook, which sets TRUNK_STAGING_DIR".to_owned()))?;
    let content = env::var_os("KIOSQUE_CONTENT").unwrap_or_else(|| "public".into());
    let base = env::var("TRUNK_PUBLIC_URL").unwrap_or_default();
    let engine = env::var("KIOSQUE_MEMBERSHIP").ok();
    Ok(build::Job {
        content: content.into(),
        out: out.into(),
        // That folder is a new one each time.
        cache: PathBuf::from("target/press/cache"),
        base: address::base_path(&base).map_err(base_refused)?,
        membership: engine.as_deref().map(membership).transpose()?,
        pictures_may_miss: env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug"),
        afresh: false,
        // What Trunk has made is not final yet: `cargo xtask dist` minifies it.
        precompress: false,
        now: Timestamp::now(),
        preview: false,
    })
}

fn membership(engine: &str) -> Result<Membership, Stop> {
    match engine {
        "none" => Ok(Membership::None),
        "pocketbase" => Ok(Membership::Pocketbase),
        _ => Err(Stop::Usage(format!("there is no membership engine \"{engine}\""))),
    }
}

fn base_refused(why: String) -> Stop {
    Stop::Usage(format!(
        "--base: {why}; write the path below the host, such as /journal/"
    ))
}

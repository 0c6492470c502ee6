//! The press: checks a newspaper's content and derives what the reader fetches.

mod build;
mod check;
mod content;
mod fingerprint;
mod gallery;
mod hosts;
mod precompress;
mod progress;
mod schema;
mod stamp;
mod syndication;
mod watch;

use std::{
    env,
    ffi::OsString,
    fmt,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

const USAGE: &str = "\
The press of Kiosque: checks a newspaper and derives what its readers fetch.

usage: press check DIR
       press build DIR --out OUT [--base PATH] [--cache CACHE] [--afresh] [--precompress]
       press watch DIR --out OUT [--base PATH] [--cache CACHE]
       press build --trunk
       press schema

  check    says everything that is wrong in a content folder (docs/content.md), changing nothing
  build    checks, then writes data/, images/ and the pages of every route into OUT, and removes
           what it wrote there before and would not write now (OUT/.press/ keeps the list: do not upload it);
           PATH is where the newspaper is deployed on its host, \"/\" if not said;
           pictures are made once and kept in CACHE, OUT/.press/cache if not said;
           built again, only what changed since is made anew, with --afresh all of it;
           --precompress writes a .br and a .gz beside what gets smaller by it (docs/deploy.md)
           --trunk takes the folders from Trunk's hook and the content from $KIOSQUE_CONTENT
           (public/ if not said)
  watch    builds, and again after each change, until it is interrupted; a picture that is not
           there yet is then no error
  schema   writes the JSON Schema of the contract into docs/schema/

exit status: 0 done, 1 the content has errors or could not be read or written, 2 wrong usage";

/// Why the press stopped.
enum Stop {
    Usage(String),
    /// The content's errors; they have been printed.
    Content,
    Failure(String),
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
    match arguments().and_then(|arguments| run(&arguments.iter().map(String::as_str).collect::<Vec<_>>())) {
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

fn arguments() -> Result<Vec<String>, Stop> {
    let not_text = |argument: OsString| {
        Stop::Usage(format!(
            "`{}` is not UTF-8; rename that folder",
            argument.display()
        ))
    };
    env::args_os()
        .skip(1)
        .map(|argument| argument.into_string().map_err(not_text))
        .collect()
}

fn run(arguments: &[&str]) -> Result<(), Stop> {
    match arguments {
        ["--help" | "-h" | "help"] | [_, "--help" | "-h"] => {
            say(io::stdout(), USAGE);
            Ok(())
        }
        ["check", folder] if !folder.starts_with('-') => check::command(Path::new(folder)),
        ["build", "--trunk"] => build::command(&trunk_job()?),
        ["build", folder, options @ ..] if !folder.starts_with('-') => build::command(&job(folder, options)?),
        ["watch", folder, options @ ..] if !folder.starts_with('-') => watch::command(&build::Job {
            pictures_may_miss: true,
            ..job(folder, options)?
        }),
        ["schema"] => schema::command(),
        [] => Err(Stop::Usage("say what to do".to_owned())),
        _ => Err(Stop::Usage(format!(
            "`{}` is none of its commands",
            arguments.join(" ")
        ))),
    }
}

fn job(folder: &str, mut options: &[&str]) -> Result<build::Job, Stop> {
    let mut out = None;
    let mut base = "/";
    let mut afresh = false;
    let mut precompress = false;
    let mut cache = None;
    while let [name, rest @ ..] = options {
        let flag = match *name {
            "--afresh" => Some(&mut afresh),
            "--precompress" => Some(&mut precompress),
            _ => None,
        };
        if let Some(flag) = flag {
            *flag = true;
            options = rest;
            continue;
        }
        let [value, rest @ ..] = rest else {
            return Err(Stop::Usage(format!("{name} needs a value")));
        };
        match *name {
            "--out" if out.is_some() => return Err(Stop::Usage("--out is there twice".to_owned())),
            "--out" => out = Some(PathBuf::from(value)),
            "--base" => base = value,
            "--cache" => cache = Some(PathBuf::from(value)),
            _ => return Err(Stop::Usage(format!("{name} is no option of it"))),
        }
        options = rest;
    }
    let out = out
        .filter(|out: &PathBuf| !out.as_os_str().is_empty())
        .ok_or_else(|| Stop::Usage("say with --out OUT which folder to write".to_owned()))?;
    Ok(build::Job {
        content: PathBuf::from(folder),
        cache: cache.unwrap_or_else(|| out.join(".press/cache")),
        out,
        base: base_path(base)?,
        pictures_may_miss: false,
        afresh,
        precompress,
    })
}

/// What Trunk says to its hooks (https://trunkrs.dev/assets/#hooks).
fn trunk_job() -> Result<build::Job, Stop> {
    let out = env::var_os("TRUNK_STAGING_DIR")
        .ok_or_else(|| Stop::Usage("--trunk is for Trunk's hook, which sets TRUNK_STAGING_DIR".to_owned()))?;
    let content = env::var_os("KIOSQUE_CONTENT").unwrap_or_else(|| "public".into());
    let base = env::var("TRUNK_PUBLIC_URL").unwrap_or_default();
    Ok(build::Job {
        content: content.into(),
        out: out.into(),
        // That folder is a new one each time.
        cache: PathBuf::from("target/press/cache"),
        base: base_path(&base)?,
        pictures_may_miss: env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug"),
        afresh: false,
        // What Trunk has made is not final yet: `cargo xtask dist` minifies it.
        precompress: false,
    })
}

/// The path of an address, beginning and ending with a slash.
fn base_path(address: &str) -> Result<String, Stop> {
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => address,
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/".contains(c);
    match path.trim_matches('/') {
        "" => Ok("/".to_owned()),
        path if path.chars().all(plain) && !path.split('/').any(|part| matches!(part, "" | "." | "..")) => {
            Ok(format!("/{path}/"))
        }
        _ => Err(Stop::Usage(format!("\"{address}\" is not a path like /journal/"))),
    }
}

#[cfg(test)]
mod tests {
    use super::base_path;

    #[test]
    fn a_base_path_begins_and_ends_with_a_slash() {
        for (address, path) in [
            ("", "/"),
            ("/", "/"),
            ("journal", "/journal/"),
            ("/a/b/", "/a/b/"),
            ("https://x.example", "/"),
            ("https://x.example/journal", "/journal/"),
        ] {
            assert_eq!(base_path(address).ok().as_deref(), Some(path));
        }
        for address in ["/a b/", "?x", "/../..", "a//b"] {
            assert!(base_path(address).is_err(), "{address}");
        }
    }
}

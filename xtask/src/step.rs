//! A step: a command with a name, a time limit, and an explanation for when it fails.

use std::ffi::OsStr;
use std::fmt;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::process::{self, End, Ended};
use crate::report::duration;

/// A command to run, and what to say about it.
pub struct Step {
    name: String,
    command: Command,
    limit: Duration,
    about: Option<String>,
    cause: String,
    remedy: String,
}

impl Step {
    pub fn new(name: impl Into<String>, command: Command) -> Self {
        Self {
            name: name.into(),
            command,
            limit: Duration::from_secs(60 * 60),
            about: None,
            cause: "see its output above".into(),
            remedy: "mend that and run the same command again".into(),
        }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// How long it may take before it is ended.
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// What is said before it starts: what it does and about how long that takes.
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = Some(about.into());
        self
    }

    /// The likely cause of a failure whose output gives no better clue.
    pub fn cause(mut self, cause: impl Into<String>) -> Self {
        self.cause = cause.into();
        self
    }

    /// What to do about that cause.
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = remedy.into();
        self
    }

    /// Runs it to its end, whatever that is.
    ///
    /// # Errors
    /// When the command cannot be started.
    pub fn run_to_end(&mut self) -> Result<Ended, Failure> {
        match &self.about {
            Some(about) => eprintln!("xtask: {}: {about}", self.name),
            None => eprintln!("xtask: {}: {}", self.name, shown(&self.command)),
        }
        process::run(&mut self.command, &self.name, self.limit).map_err(|error| {
            let program = self.command.get_program().display();
            let cause = match error.kind() {
                io::ErrorKind::NotFound => format!("{program} is not installed, or not on PATH"),
                _ => format!("{program} could not be started: {error}"),
            };
            Failure::new(&self.name)
                .command(&self.command)
                .cause(cause)
                .remedy(self.remedy.clone())
        })
    }

    /// Runs it and holds it to success.
    ///
    /// # Errors
    /// When it cannot be started, ends with a failure, or does not end in time.
    pub fn run(mut self) -> Result<Ended, Failure> {
        let ended = self.run_to_end()?;
        if ended.success() {
            Ok(ended)
        } else {
            Err(self.failure(&ended))
        }
    }

    /// What there is to say about a run that did not succeed.
    pub fn failure(&self, ended: &Ended) -> Failure {
        let failure = Failure::new(&self.name).command(&self.command);
        match ended.end {
            End::TimedOut => failure
                .cause(format!(
                    "it did not end within {} and was stopped",
                    duration(self.limit)
                ))
                .remedy("check the network and what else this machine is doing, then run it again"),
            End::Exited(status) => {
                let failure = failure.ended(status.to_string());
                match clue(&ended.tail) {
                    Some((cause, remedy)) => failure.cause(cause).remedy(remedy),
                    None => failure.cause(self.cause.clone()).remedy(self.remedy.clone()),
                }
            }
        }
    }
}

/// Why a step failed, for the person who has to do something about it.
#[derive(Debug)]
pub struct Failure {
    step: String,
    command: Option<String>,
    ended: Option<String>,
    cause: String,
    remedy: String,
}

impl Failure {
    pub fn new(step: impl Into<String>) -> Self {
        Self {
            step: step.into(),
            command: None,
            ended: None,
            cause: String::new(),
            remedy: String::new(),
        }
    }

    pub fn command(mut self, command: &Command) -> Self {
        self.command = Some(shown(command));
        self
    }

    fn ended(mut self, ended: String) -> Self {
        self.ended = Some(ended);
        self
    }

    pub fn cause(mut self, cause: impl Into<String>) -> Self {
        self.cause = cause.into();
        self
    }

    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = remedy.into();
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "xtask: step \"{}\" failed", self.step)?;
        let details = [("command", &self.command), ("ended", &self.ended)];
        for (label, detail) in details {
            if let Some(detail) = detail {
                write!(formatter, "\n  {label:8} {detail}")?;
            }
        }
        write!(
            formatter,
            "\n  cause    {}\n  remedy   {}",
            self.cause, self.remedy
        )
    }
}

/// A command as one would type it in the project's top folder.
fn shown(command: &Command) -> String {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("/"));
    let program = Path::new(command.get_program());
    let program = match (program.strip_prefix(top), program.file_name()) {
        (Ok(ours), _) => ours.as_os_str(),
        (Err(_), Some(name)) => name,
        (Err(_), None) => program.as_os_str(),
    };
    std::iter::once(program)
        .chain(command.get_args())
        .map(quoted)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A word as a shell takes it.
fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_=./:@,+".contains(c);
    if word.chars().all(plain) && !word.is_empty() {
        word.into_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// Words that tools print when something outside the project is wrong, its name, and what to do.
const CLUES: [(&[&str], &str, &str); 6] = [
    (
        &[
            "Could not resolve host",
            "Couldn't resolve host",
            "could not resolve",
            "Temporary failure in name resolution",
            "Temporary failure resolving",
            "Could not connect",
            "Couldn't connect",
            "failed to connect",
            "Connection refused",
            "Connection timed out",
            "Network is unreachable",
            "spurious network error",
            "EAI_AGAIN",
            "ENOTFOUND",
            "ECONNREFUSED",
            "ETIMEDOUT",
        ],
        "the network, or what it was asked for, cannot be reached",
        "connect to the network (behind a proxy, set HTTPS_PROXY) and run the same command again",
    ),
    (
        &["No space left on device", "ENOSPC"],
        "the disk is full",
        "free about 5 GB and run the same command again",
    ),
    (
        &["linker `cc` not found"],
        "there is no C linker, which Rust needs",
        "install one (Debian: apt-get install build-essential; macOS: xcode-select --install)",
    ),
    (
        &["can't find crate for `core`", "target may not be installed"],
        "Rust's library for the target is not installed",
        "run `rustup target add wasm32-unknown-unknown`",
    ),
    (
        &["Address already in use"],
        "another program listens on that port",
        "end it, or choose another port with --port",
    ),
    (
        &["Could not get lock /var/lib"],
        "another package installation is running",
        "wait for it to end and run the same command again",
    ),
];

fn clue(output: &str) -> Option<(&'static str, &'static str)> {
    CLUES
        .iter()
        .find(|(words, ..)| words.iter().any(|word| output.contains(word)))
        .map(|&(_, cause, remedy)| (cause, remedy))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_failure_names_step_command_cause_and_remedy() {
        let failure = Step::new("pictures", shell("exit 7"))
            .cause("the folder is read-only")
            .remedy("make it writable")
            .run()
            .unwrap_err();
        assert_eq!(
            failure.to_string(),
            "xtask: step \"pictures\" failed\
             \n  command  sh -c 'exit 7'\
             \n  ended    exit status: 7\
             \n  cause    the folder is read-only\
             \n  remedy   make it writable"
        );
    }

    #[test]
    fn a_command_is_shown_as_one_would_type_it() {
        let mut command = Command::new("/opt/rust/bin/cargo");
        command.args(["run", "--", "my folder", ""]);
        assert_eq!(shown(&command), "cargo run -- 'my folder' ''");
        let own = concat!(env!("CARGO_MANIFEST_DIR"), "/../.tools/bin/trunk").replace("/xtask/..", "");
        assert_eq!(shown(&Command::new(own)), ".tools/bin/trunk");
    }

    #[test]
    fn the_output_knows_the_cause_better_than_the_step() {
        let failure = Step::new(
            "fetch",
            shell("echo 'error: Could not resolve host: x' >&2; exit 1"),
        )
        .cause("unknown")
        .run()
        .unwrap_err();
        let text = failure.to_string();
        assert!(text.contains("network") && text.contains("HTTPS_PROXY"), "{text}");
    }

    #[test]
    fn a_missing_program_is_a_failure_with_its_remedy() {
        let failure = Step::new("paint", Command::new("no-such-program"))
            .remedy("install it")
            .run()
            .unwrap_err();
        let text = failure.to_string();
        assert!(
            text.contains("no-such-program is not installed") && text.contains("install it"),
            "{text}"
        );
    }

    #[test]
    fn a_step_out_of_time_says_so() {
        let failure = Step::new("wait", shell("sleep 60"))
            .limit(Duration::from_millis(50))
            .run()
            .unwrap_err();
        assert!(failure.to_string().contains("did not end within"));
    }
}

//! The developer's commands.

use std::process::{Command, ExitCode};

const USAGE: &str = "usage: cargo xtask test";

/// A step of `cargo xtask test`: its name, cargo's arguments, and what to do when it fails.
const STEPS: [(&str, &[&str], &str); 3] = [
    ("format", &["fmt", "--all", "--check"], "run `cargo fmt --all`"),
    (
        "clippy",
        &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"],
        "mend what clippy names above",
    ),
    (
        "native tests",
        &["test", "--workspace"],
        "read the first failing test above",
    ),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [command] if command == "test" => test(),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn test() -> ExitCode {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    for (name, arguments, remedy) in STEPS {
        eprintln!("== {name}: cargo {}", arguments.join(" "));
        match Command::new("cargo").args(arguments).current_dir(root).status() {
            Ok(status) if status.success() => {}
            Ok(status) => {
                eprintln!("xtask: step \"{name}\" failed ({status}): {remedy}");
                return ExitCode::FAILURE;
            }
            Err(error) => {
                eprintln!(
                    "xtask: step \"{name}\": cargo could not be started ({error}): install rustup's stable cargo"
                );
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

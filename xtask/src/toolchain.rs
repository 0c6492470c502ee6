//! What comes with Rust itself: the WebAssembly target, rustfmt and clippy, the crates' sources.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::project::Project;
use crate::step::{Failure, Step};

pub const WASM: &str = "wasm32-unknown-unknown";

const DOWNLOAD_LIMIT: Duration = Duration::from_secs(10 * 60);

/// Makes sure that Rust can compile for the browser.
///
/// # Errors
/// When the target is missing and cannot be added.
pub fn ensure_wasm_target(project: &Project) -> Result<(), Failure> {
    if has_wasm_target(project) {
        return Ok(());
    }
    rustup(
        project,
        &["target", "add", WASM],
        "adding Rust's library for WebAssembly (a download of about 20 MB: a minute, once)",
        "without rustup, install your distribution's package of it (Debian: libstd-rust-dev-wasm32)",
    )
}

/// Makes sure that `cargo fmt` and `cargo clippy` are there: rustup's minimal profile lacks them.
///
/// # Errors
/// When one is missing and cannot be added.
pub fn ensure_components(project: &Project) -> Result<(), Failure> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        let mut probe = project.cargo();
        probe.args([subcommand, "--version"]);
        if !succeeds(&mut probe) {
            rustup(
                project,
                &["component", "add", component],
                &format!("adding {component} (a download of a few MB: a minute, once)"),
                &format!("without rustup, install your distribution's package of {component}"),
            )?;
        }
    }
    Ok(())
}

/// Makes sure that the sources of all crates of `Cargo.lock` are on this machine, for every target,
/// so that nothing later needs the network.
///
/// # Errors
/// When they cannot be fetched.
pub fn ensure_crates(project: &Project) -> Result<(), Failure> {
    let mut probe = project.cargo();
    probe.args(["fetch", "--offline"]);
    if succeeds(&mut probe) {
        return Ok(());
    }
    let mut fetch = project.cargo();
    fetch.arg("fetch");
    Step::new("crates", fetch)
        .about("fetching the sources of the crates in Cargo.lock (about 100 MB: a minute or two, once)")
        .limit(DOWNLOAD_LIMIT)
        .cause("the crates' registry did not answer, or Cargo.toml names a crate that does not exist")
        .remedy("check the network and the last change of Cargo.toml, then run the same command again")
        .run()?;
    Ok(())
}

fn has_wasm_target(project: &Project) -> bool {
    let output = project
        .command("rustc")
        .args(["--print", "target-libdir", "--target", WASM])
        .stderr(Stdio::null())
        .output();
    output.is_ok_and(|output| {
        let folder = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
        output.status.success()
            && folder.read_dir().is_ok_and(|files| {
                files
                    .flatten()
                    .any(|file| file.file_name().to_string_lossy().starts_with("libcore-"))
            })
    })
}

fn rustup(project: &Project, arguments: &[&str], about: &str, without: &str) -> Result<(), Failure> {
    let mut command = project.command("rustup");
    command.args(arguments);
    Step::new(format!("rustup {}", arguments.join(" ")), command)
        .about(about)
        .limit(DOWNLOAD_LIMIT)
        .cause("rustup is missing, or its server did not answer")
        .remedy(format!(
            "install rustup (https://rustup.rs) and run the same command again; {without}"
        ))
        .run()?;
    Ok(())
}

/// Whether a quick question is answered with yes.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

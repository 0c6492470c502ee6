//! What comes with Rust itself: the WebAssembly target, rustfmt and clippy, the crates' sources, and
//! those of the standard library.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::succeeds;
use crate::project::Project;
use crate::step::{Failure, Step};

pub const WASM: &str = "wasm32-unknown-unknown";

const DOWNLOAD_LIMIT: Duration = Duration::from_secs(10 * 60);

/// Whether Rust can compile for the browser.
pub fn has_wasm_target(project: &Project) -> bool {
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

/// # Errors
/// When the target cannot be added.
pub fn add_wasm_target(project: &Project) -> Result<(), Failure> {
    rustup(
        project,
        &["target", "add", WASM],
        "adding Rust's library for WebAssembly (a download of about 20 MB: a minute)",
        "without rustup, install your distribution's package of it (Debian: libstd-rust-dev-wasm32)",
    )
}

/// Whether `cargo fmt` and `cargo clippy` are there: rustup's minimal profile lacks them.
pub fn has_components(project: &Project) -> bool {
    ["fmt", "clippy"]
        .iter()
        .all(|subcommand| succeeds(project.cargo().args([*subcommand, "--version"])))
}

/// # Errors
/// When they cannot be added.
pub fn add_components(project: &Project) -> Result<(), Failure> {
    rustup(
        project,
        &["component", "add", "rustfmt", "clippy"],
        "adding rustfmt and clippy (a download of a few MB: a minute)",
        "without rustup, install your distribution's packages (Debian: rustfmt, rust-clippy)",
    )
}

/// Whether the sources of all crates of `Cargo.lock` are on this machine, for every target, so that
/// nothing later needs the network.
pub fn has_crates(project: &Project) -> bool {
    succeeds(project.cargo().args(["fetch", "--offline"]))
}

/// # Errors
/// When they cannot be fetched.
pub fn fetch_crates(project: &Project) -> Result<(), Failure> {
    let mut fetch = project.cargo();
    fetch.arg("fetch");
    Step::new("crates", fetch)
        .about("fetching the sources of the crates in Cargo.lock (about 100 MB: a minute or two)")
        .limit(DOWNLOAD_LIMIT)
        .cause("the crates' registry did not answer, or Cargo.toml names a crate that does not exist")
        .remedy("check the network and the last change of Cargo.toml, then run the same command again")
        .run()?;
    Ok(())
}

/// Whether the standard library can be compiled: its sources are there, and those of its crates.
pub fn has_std_sources(project: &Project) -> bool {
    has_rust_src(project) && succeeds(fetch_std(project).arg("--offline"))
}

/// # Errors
/// When they cannot be added.
pub fn add_std_sources(project: &Project) -> Result<(), Failure> {
    if !has_rust_src(project) {
        rustup(
            project,
            &["component", "add", "rust-src"],
            "adding the sources of Rust's standard library (a download of a few MB: a minute)",
            "a rustc from elsewhere needs them in `rustc --print sysroot`, below lib/rustlib/src/rust/library",
        )?;
    }
    Step::new("crates of the standard library", fetch_std(project))
        .about("fetching the sources of the crates that Rust's standard library is made of (a few MB)")
        .limit(DOWNLOAD_LIMIT)
        .cause("the crates' registry did not answer, or this is not the rustc that rust-version asks for")
        .remedy("check the network and `rustc --version`, then run the same command again")
        .run()?;
    Ok(())
}

/// The lock file says which crates the library is made of; cargo asks for it.
fn has_rust_src(project: &Project) -> bool {
    let output = project
        .command("rustc")
        .args(["--print", "sysroot"])
        .stderr(Stdio::null())
        .output();
    output.is_ok_and(|output| {
        let sysroot = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
        sysroot.join("lib/rustlib/src/rust/library/Cargo.lock").is_file()
    })
}

fn fetch_std(project: &Project) -> Command {
    let mut fetch = project.cargo();
    fetch
        .args(["fetch", "-Zbuild-std=std,panic_abort", "--target", WASM])
        // Of an unstable option, as in xtask/size/cargo.
        .env("RUSTC_BOOTSTRAP", "1");
    fetch
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

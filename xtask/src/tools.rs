//! The tools that the commands need, each in one exact version, installed into `.tools/`.
//!
//! What else is on this machine does not matter: children find `.tools/` first on their PATH.

use std::fs;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use crate::lock;
use crate::project::Project;
use crate::step::{Failure, Step};
use crate::{system, toolchain};

/// Trunk bundles the reader; `Trunk.toml` accepts this version and its compatible successors.
const TRUNK: &str = "0.21.14";
/// Mozilla's driver, for the journeys in Firefox.
const GECKODRIVER: &str = "0.37.1";
/// npm's packages, exactly: wasm-opt (`Trunk.toml` asks for the same) and the accessibility rules.
const NPM: [(&str, &str); 2] = [("binaryen", "132.0.0"), ("axe-core", "4.14.1")];

/// A program that cargo compiles from source.
struct CargoTool {
    /// The crate.
    package: &'static str,
    /// The program that tells its version.
    binary: &'static str,
    version: String,
    /// How long it takes to compile on two cores.
    minutes: u8,
}

/// Something that a command cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// rustfmt and clippy.
    Components,
    /// Rust's library for WebAssembly, and the crates' sources.
    WasmTarget,
    Trunk,
    WasmBindgen,
    Geckodriver,
    /// wasm-opt and axe-core.
    Npm,
    /// Chromium and its driver, for the wasm tests.
    Chromium,
    /// All browsers and drivers of the journeys.
    Browsers,
}

/// Installs whatever any command needs.
///
/// # Errors
/// When something cannot be installed.
pub fn install_all(project: &Project) -> Result<ExitCode, Failure> {
    ensure(
        project,
        &[
            Need::Components,
            Need::WasmTarget,
            Need::WasmBindgen,
            Need::Trunk,
            Need::Npm,
            Need::Geckodriver,
            Need::Browsers,
        ],
    )?;
    eprintln!("xtask: every tool is there");
    Ok(ExitCode::SUCCESS)
}

/// Makes sure that the named things are there, in the order given. When they are, this takes a
/// moment and no network.
///
/// # Errors
/// When one is missing and cannot be installed.
pub fn ensure(project: &Project, needs: &[Need]) -> Result<(), Failure> {
    for need in needs {
        match need {
            Need::Components => toolchain::ensure_components(project)?,
            Need::WasmTarget => {
                toolchain::ensure_wasm_target(project)?;
                toolchain::ensure_crates(project)?;
            }
            Need::Trunk => ensure_cargo_tool(project, &trunk())?,
            Need::WasmBindgen => ensure_cargo_tool(project, &wasm_bindgen(project)?)?,
            Need::Geckodriver => ensure_cargo_tool(project, &geckodriver())?,
            Need::Npm => ensure_npm(project)?,
            Need::Chromium => system::ensure(project, &system::CHROMIUM)?,
            Need::Browsers => system::ensure(project, &system::ALL)?,
        }
    }
    Ok(())
}

fn trunk() -> CargoTool {
    CargoTool {
        package: "trunk",
        binary: "trunk",
        version: TRUNK.into(),
        minutes: 8,
    }
}

fn geckodriver() -> CargoTool {
    CargoTool {
        package: "geckodriver",
        binary: "geckodriver",
        version: GECKODRIVER.into(),
        minutes: 2,
    }
}

fn wasm_bindgen(project: &Project) -> Result<CargoTool, Failure> {
    let failed = |cause: String| {
        Failure::new("find the version of wasm-bindgen")
            .cause(cause)
            .remedy("restore Cargo.lock (`git checkout Cargo.lock`) and run the same command again")
    };
    let lock = fs::read_to_string(project.path("Cargo.lock"))
        .map_err(|error| failed(format!("Cargo.lock: {error}")))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or_else(|| failed("Cargo.lock names no package wasm-bindgen".into()))?;
    Ok(CargoTool {
        package: "wasm-bindgen-cli",
        binary: "wasm-bindgen",
        version,
        minutes: 4,
    })
}

/// The version of a package in the text of a `Cargo.lock`.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines();
    lines.find(|line| *line == format!("name = \"{package}\""))?;
    let version = lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

fn ensure_cargo_tool(project: &Project, tool: &CargoTool) -> Result<(), Failure> {
    if is_installed(project, tool) {
        return Ok(());
    }
    let _lock = lock::take(project, "install.lock", "install tools")?;
    // The run that had the lock may have installed it.
    if is_installed(project, tool) {
        return Ok(());
    }
    let CargoTool {
        package,
        version,
        minutes,
        ..
    } = tool;
    let step = |locked: bool| {
        Step::new(
            format!("{package} {version}"),
            cargo_install(project, tool, locked),
        )
        .about(format!(
            "compiling it from source into .tools/: about {minutes} minutes on 2 cores, once"
        ))
        .limit(Duration::from_secs(60 * 60))
        .cause("it could not be fetched or compiled; cargo says why above")
        .remedy("check the network and run the same command again: it goes on where it stopped")
    };
    let mut as_published = step(true);
    let ended = as_published.run_to_end()?;
    if !ended.success() {
        // A release may have been published with a lock file that names a withdrawn crate.
        if !ended.tail.contains("failed to select a version") {
            return Err(as_published.failure(&ended));
        }
        eprintln!("xtask: {package} was published with a crate that is gone; trying the newest ones");
        step(false).run()?;
    }
    if is_installed(project, tool) {
        return Ok(());
    }
    Err(Failure::new(format!("{package} {version}"))
        .cause(format!(
            "it was installed, but does not answer to `{} --version`",
            tool.binary
        ))
        .remedy("delete the folder .tools and run the same command again"))
}

fn cargo_install(project: &Project, tool: &CargoTool, locked: bool) -> Command {
    let mut command = project.cargo();
    command.args(["install", tool.package, "--version"]);
    command.arg(format!("={}", tool.version));
    if locked {
        command.arg("--locked");
    }
    command
        .arg("--force")
        .args(["--root", ".tools", "--target-dir", ".tools/build"]);
    // These run for moments: compiled soon matters more than fast.
    command
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    command
}

fn is_installed(project: &Project, tool: &CargoTool) -> bool {
    let output = project
        .command(project.tools().join("bin").join(tool.binary))
        .arg("--version")
        .stdin(Stdio::null())
        .output();
    output.is_ok_and(|output| {
        output.status.success()
            && told_version(&String::from_utf8_lossy(&output.stdout)) == Some(&tool.version)
    })
}

/// The version in what a program answers to `--version`: `name 1.2.3 (and more)`.
fn told_version(answer: &str) -> Option<&str> {
    answer.lines().next()?.split(' ').nth(1)
}

fn ensure_npm(project: &Project) -> Result<(), Failure> {
    if npm_packages_are_there(project) {
        return Ok(());
    }
    let _lock = lock::take(project, "install.lock", "install tools")?;
    if npm_packages_are_there(project) {
        return Ok(());
    }
    system::ensure(project, &system::NODE)?;
    let mut command = project.command("npm");
    command.args([
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--save-exact",
    ]);
    // Without this, npm keeps silent for minutes where there is no network.
    command.args([
        "--prefer-offline",
        "--fetch-retries",
        "1",
        "--fetch-retry-maxtimeout",
        "10000",
    ]);
    command.args(["--prefix", ".tools/npm"]);
    command.args(NPM.map(|(package, version)| format!("{package}@{version}")));
    Step::new("npm packages", command)
        .about("installing wasm-opt and axe-core into .tools/npm (about 15 MB: a minute, once)")
        .limit(Duration::from_secs(10 * 60))
        .cause("npm's registry did not answer")
        .remedy("check the network and run the same command again")
        .run()?;
    Ok(())
}

fn npm_packages_are_there(project: &Project) -> bool {
    let version = |package: &str| {
        let manifest = project
            .path(".tools/npm/node_modules")
            .join(package)
            .join("package.json");
        let manifest: serde_json::Value = serde_json::from_slice(&fs::read(manifest).ok()?).ok()?;
        Some(manifest.get("version")?.as_str()?.to_owned())
    };
    toolchain::succeeds(project.command("node").arg("--version"))
        && NPM
            .iter()
            .all(|(package, wanted)| version(package).as_deref() == Some(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wasm_bindgens_version_is_the_locks() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
        let project = Project::locate().unwrap();
        assert!(!wasm_bindgen(&project).unwrap().version.is_empty());
    }

    #[test]
    fn a_programs_own_version_is_read() {
        assert_eq!(told_version("trunk 0.21.14\n"), Some("0.21.14"));
        assert_eq!(
            told_version("wasm-bindgen 0.2.130 (27c7a4d06)\n"),
            Some("0.2.130")
        );
        assert_eq!(
            told_version("geckodriver 0.37.1\n\nThe source code …"),
            Some("0.37.1")
        );
        assert_eq!(told_version(""), None);
    }

    #[test]
    fn trunk_asks_for_the_tools_that_are_installed() {
        let project = Project::locate().unwrap();
        let config = fs::read_to_string(project.path("Trunk.toml")).unwrap();
        let (_, binaryen) = NPM[0];
        let wanted = format!("wasm_opt = \"version_{}\"", binaryen.split('.').next().unwrap());
        assert!(config.contains(&wanted), "Trunk.toml: {wanted}");
        assert!(
            config.contains(&format!("trunk-version = \"^{TRUNK}\"")),
            "Trunk.toml: trunk-version"
        );
    }
}

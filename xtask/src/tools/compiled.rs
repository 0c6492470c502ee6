//! Programs that cargo compiles from source into `.tools/bin`, or cargo-binstall fetches where that is installed.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::project::Project;
use crate::step::{Failure, Step};

use super::succeeds;

/// Trunk bundles the reader; `Trunk.toml` accepts this version and its compatible successors.
const TRUNK: &str = "0.21.14";
/// Mozilla's driver, for the journeys in Firefox.
const GECKODRIVER: &str = "0.37.1";

/// Splits a program where Leptos' `#[lazy]` would, too; it knows what the library `wasm_split_helpers` in `Cargo.lock`
/// leaves in the program, and says so where it does not.
const WASM_SPLIT: &str = "0.2.4";

/// How long cargo-binstall may take to find and fetch a program: compiling it must not begin much later for it.
const FETCHING: Duration = Duration::from_secs(90);

/// A program and the crate that it comes from.
pub struct CompiledTool {
    package: &'static str,
    binary: &'static str,
    version: String,
    features: &'static [&'static str],
    /// How long it takes to compile on two cores.
    minutes: u8,
}

/// Without its default features: a Trunk that cannot go to the network by itself, neither for tools
/// (they are here) nor for news of newer versions.
pub fn trunk() -> CompiledTool {
    CompiledTool {
        package: "trunk",
        binary: "trunk",
        version: TRUNK.into(),
        features: &["--no-default-features"],
        minutes: 5,
    }
}

pub fn wasm_split() -> CompiledTool {
    CompiledTool {
        package: "wasm_split_cli_support",
        binary: "wasm-split-cli",
        version: WASM_SPLIT.into(),
        features: &["--features=build-binary"],
        minutes: 1,
    }
}

pub fn geckodriver() -> CompiledTool {
    CompiledTool {
        package: "geckodriver",
        binary: "geckodriver",
        version: GECKODRIVER.into(),
        features: &[],
        minutes: 1,
    }
}

/// In the version of the library in `Cargo.lock`: the two must be the same.
///
/// # Errors
/// When `Cargo.lock` does not tell it.
pub fn wasm_bindgen(project: &Project) -> Result<CompiledTool, Failure> {
    let failed = |cause: String| {
        Failure::new("find the version of wasm-bindgen")
            .cause(cause)
            .remedy("restore Cargo.lock (`git checkout Cargo.lock`) and run the same command again")
    };
    let lock = fs::read_to_string(project.path("Cargo.lock"))
        .map_err(|error| failed(format!("Cargo.lock: {error}")))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or_else(|| failed("Cargo.lock names no package wasm-bindgen".into()))?;
    Ok(CompiledTool {
        package: "wasm-bindgen-cli",
        binary: "wasm-bindgen",
        version,
        features: &[],
        minutes: 2,
    })
}

/// The version of a package in the text of a `Cargo.lock`.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines();
    lines.find(|line| *line == format!("name = \"{package}\""))?;
    let version = lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

/// Where the tools are compiled: one folder for all, as they share many crates.
pub fn build_folder(project: &Project) -> PathBuf {
    project.tools().join("build")
}

impl CompiledTool {
    /// Whether cargo has installed it in its version, and it runs. Not each of them tells its version.
    pub fn is_installed(&self, project: &Project) -> bool {
        let tools = project.tools();
        let list = fs::read_to_string(tools.join(".crates.toml")).unwrap_or_default();
        let mut help = project.command(tools.join("bin").join(self.binary));
        is_listed(&list, self.package, &self.version) && succeeds(help.arg("--help"))
    }

    pub fn minutes(&self) -> u8 {
        self.minutes
    }

    /// # Errors
    /// When it cannot be fetched or compiled.
    pub fn install(&self, project: &Project) -> Result<(), Failure> {
        let Self {
            package,
            version,
            minutes,
            ..
        } = self;
        if let Some(binstall) = project.find("cargo-binstall") {
            // Whatever it lacks (a line, a release for this machine), compiling does without.
            let mut command = project.command(binstall);
            self.fetching(&mut command);
            let fetched = Step::new(format!("{package} {version}"), command)
                .about("asking cargo-binstall for it ready made")
                .limit(FETCHING)
                .run_to_end();
            if fetched.is_ok_and(|ended| ended.success()) && self.is_installed(project) {
                return Ok(());
            }
            eprintln!("xtask: {package} {version} is not to be had ready made");
        }
        let step = |locked: bool| {
            Step::new(format!("{package} {version}"), self.command(project, locked))
                .about(format!(
                    "compiling it from source into .tools/: about {minutes} min on 2 cores"
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
        if self.is_installed(project) {
            return Ok(());
        }
        Err(Failure::new(format!("{package} {version}"))
            .cause(format!(
                "it was installed, but does not answer to `{} --help`",
                self.binary
            ))
            .remedy("delete the folder .tools and run the same command again"))
    }

    /// What its makers have released, and nobody else.
    fn fetching(&self, binstall: &mut Command) {
        binstall.arg(format!("{}@={}", self.package, self.version));
        binstall.args(["--root", ".tools", "--strategies", "crate-meta-data"]);
        binstall.args(["--force", "--no-confirm", "--disable-telemetry"]);
    }

    fn command(&self, project: &Project, locked: bool) -> Command {
        let mut command = project.cargo();
        command.args(["install", self.package, "--version"]);
        command.arg(format!("={}", self.version)).args(self.features);
        if locked {
            command.arg("--locked");
        }
        command.args(["--force", "--root", ".tools", "--target-dir", ".tools/build"]);
        // These run for moments: compiled soon matters more than fast.
        command
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        command
    }
}

/// Whether a package is in the text of a `.crates.toml`, in which cargo keeps what it has installed.
fn is_listed(list: &str, package: &str, version: &str) -> bool {
    let start = format!("\"{package} {version} (");
    list.lines().any(|line| line.starts_with(&start))
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
    fn a_program_of_another_version_is_installed_anew() {
        let list = "[v1]\n\"trunk 0.21.14 (registry+https://a.example/index)\" = [\"trunk\"]\n\
                    \"wasm_split_cli_support 0.2.4 (registry+https://a.example/index)\" = [\n    \"wasm-split-cli\",\n]\n";
        assert!(is_listed(list, "trunk", "0.21.14"));
        assert!(is_listed(list, "wasm_split_cli_support", "0.2.4"));
        assert!(!is_listed(list, "wasm_split_cli_support", "0.2.5"));
        assert!(!is_listed(list, "geckodriver", "0.37.1"));
        assert!(!is_listed("", "trunk", "0.21.14"));
    }

    #[test]
    fn only_the_makers_own_programs_are_fetched_ready_made() {
        let mut binstall = Command::new("cargo-binstall");
        trunk().fetching(&mut binstall);
        let arguments: Vec<&str> = binstall
            .get_args()
            .filter_map(|argument| argument.to_str())
            .collect();
        assert_eq!(arguments[0], format!("trunk@={TRUNK}"));
        assert!(
            arguments
                .windows(2)
                .any(|pair| pair == ["--strategies", "crate-meta-data"])
        );
        assert!(arguments.windows(2).any(|pair| pair == ["--root", ".tools"]));
    }

    #[test]
    fn trunks_configuration_accepts_the_trunk_that_is_installed() {
        let project = Project::locate().unwrap();
        let config = fs::read_to_string(project.path("Trunk.toml")).unwrap();
        assert!(config.contains(&format!("trunk-version = \"^{TRUNK}\"")));
    }
}

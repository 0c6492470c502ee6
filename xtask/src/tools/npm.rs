//! What npm brings: the optimiser of WebAssembly, the minifier, the rules of accessibility, a reader of sitemaps, what
//! finds articles in pages, and for the bench alone Lighthouse.

use std::fs;
use std::time::Duration;

use super::succeeds;
use crate::project::Project;
use crate::step::{Failure, Step};

/// Packages and their exact versions; `Trunk.toml` asks for the same wasm-opt.
const PACKAGES: [(&str, &str); 6] = [
    ("binaryen", "132.0.0"),
    ("esbuild", "0.28.2"),
    ("axe-core", "4.14.1"),
    ("sitemap", "9.0.1"),
    ("@mozilla/readability", "0.6.0"),
    ("jsdom", "26.1.0"),
];

/// The newest Lighthouse that runs on Node.js 20. A folder of its own: it is as large as all others together.
const LIGHTHOUSE: [(&str, &str); 1] = [("lighthouse", "12.8.2")];

/// Where Node.js finds the packages, below the project.
pub const MODULES: &str = ".tools/npm/node_modules";

/// Where Lighthouse is started from, below the project.
pub const LIGHTHOUSE_CLI: &str = ".tools/lighthouse/node_modules/lighthouse/cli/index.js";

/// Whether the packages are there, and a Node.js that runs them.
pub fn has_packages(project: &Project) -> bool {
    has(project, ".tools/npm", &PACKAGES)
}

pub fn has_lighthouse(project: &Project) -> bool {
    has(project, ".tools/lighthouse", &LIGHTHOUSE)
}

fn has(project: &Project, folder: &str, packages: &[(&str, &str)]) -> bool {
    let version = |package: &str| {
        let manifest = project
            .path(folder)
            .join("node_modules")
            .join(package)
            .join("package.json");
        let manifest: serde_json::Value = serde_json::from_slice(&fs::read(manifest).ok()?).ok()?;
        Some(manifest.get("version")?.as_str()?.to_owned())
    };
    succeeds(project.command("node").arg("--version"))
        && packages
            .iter()
            .all(|(package, wanted)| version(package).as_deref() == Some(wanted))
}

/// # Errors
/// When npm fails.
pub fn install_packages(project: &Project) -> Result<(), Failure> {
    let about = "installing wasm-opt, esbuild, axe-core, sitemap, readability and jsdom into .tools/npm (about 55 MB: a minute)";
    install(project, ".tools/npm", &PACKAGES, about)
}

/// # Errors
/// When npm fails.
pub fn install_lighthouse(project: &Project) -> Result<(), Failure> {
    let about = "installing Lighthouse into .tools/lighthouse (about 100 MB: a minute)";
    install(project, ".tools/lighthouse", &LIGHTHOUSE, about)
}

fn install(project: &Project, folder: &str, packages: &[(&str, &str)], about: &str) -> Result<(), Failure> {
    let mut command = project.command("npm");
    command.args([
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--save-exact",
    ]);
    // Without these, npm keeps silent for minutes where there is no network.
    command.args([
        "--prefer-offline",
        "--fetch-retries",
        "1",
        "--fetch-retry-maxtimeout",
        "10000",
    ]);
    command.args(["--prefix", folder]);
    command.args(
        packages
            .iter()
            .map(|(package, version)| format!("{package}@{version}")),
    );
    Step::new("npm packages", command)
        .about(about)
        .limit(Duration::from_secs(10 * 60))
        .cause("npm's registry did not answer")
        .remedy("check the network and run the same command again")
        .run()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunk_asks_for_the_wasm_opt_that_is_installed() {
        let project = Project::locate().unwrap();
        let config = fs::read_to_string(project.path("Trunk.toml")).unwrap();
        let (_, binaryen) = PACKAGES[0];
        let wanted = format!("wasm_opt = \"version_{}\"", binaryen.split('.').next().unwrap());
        assert!(config.contains(&wanted), "Trunk.toml: {wanted}");
    }
}

//! What the commands need, each tool in one exact version, installed into `.tools/`.
//!
//! What else is on this machine does not matter: children find `.tools/` first on their PATH.

mod compiled;
mod npm;
mod pip;
mod system;
mod toolchain;

use std::fs;
use std::process::{Command, ExitCode, Stdio};

use crate::lock;
use crate::project::Project;
use crate::step::Failure;

pub use npm::{LIGHTHOUSE_CLI, MODULES};
pub use toolchain::WASM;

/// Something that a command cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// rustfmt and clippy.
    Components,
    /// Rust's library for WebAssembly.
    WasmTarget,
    /// The sources of the crates in `Cargo.lock`.
    Crates,
    /// Rust's standard library as sources, to compile it for size.
    StdSources,
    WasmBindgen,
    /// What makes a chunk of what is for members.
    WasmSplit,
    Trunk,
    Geckodriver,
    /// Node.js with npm, for the two that follow.
    Node,
    /// wasm-opt, esbuild, axe-core, sitemap, readability and jsdom.
    NpmPackages,
    /// Judges pages as search engines and others do.
    Lighthouse,
    /// Chromium and its driver, for the wasm tests.
    Chromium,
    /// The browsers and drivers of the journeys.
    Browsers,
    /// Holds feeds and sitemaps to their grammars.
    Xmllint,
    /// What the press is measured against.
    Hugo,
    /// The servers that the built site is tried on.
    Hosts,
    /// pip, for the one that follows.
    Pip,
    /// The membership engine.
    PocketBase,
}

/// What compiles and bundles the reader for development.
pub const SERVE: [Need; 4] = [Need::WasmTarget, Need::Crates, Need::WasmBindgen, Need::Trunk];
/// What makes the optimised site.
pub const DIST: [Need; 8] = [
    Need::WasmTarget,
    Need::Crates,
    Need::StdSources,
    Need::WasmBindgen,
    Need::WasmSplit,
    Need::Trunk,
    Need::Node,
    Need::NpmPackages,
];
/// What checks and tests the code outside of browsers.
pub const NATIVE: [Need; 3] = [Need::Components, Need::WasmTarget, Need::Crates];
/// What runs the reader's own tests.
pub const WASM_TESTS: [Need; 4] = [Need::WasmTarget, Need::Crates, Need::WasmBindgen, Need::Chromium];
/// What measures pages in Chromium.
pub const BENCH_PAGE: [Need; 3] = [Need::Chromium, Need::Node, Need::Lighthouse];
/// What the journeys need besides the built site.
pub const JOURNEYS: [Need; 2] = [Need::Geckodriver, Need::Browsers];
/// What judges the files for other programs, besides the built site and npm's packages.
pub const PROGRAMS: [Need; 1] = [Need::Xmllint];

/// What the tests of hosts need besides the built site.
pub const HOSTS: [Need; 1] = [Need::Hosts];
/// The membership engine.
pub const MEMBERS: [Need; 2] = [Need::Pip, Need::PocketBase];

/// Installs whatever any command needs.
///
/// # Errors
/// When something cannot be installed.
pub fn install_all(project: &Project) -> Result<ExitCode, Failure> {
    ensure(
        project,
        &[
            &NATIVE[..],
            &DIST,
            &WASM_TESTS,
            &JOURNEYS,
            &PROGRAMS,
            &HOSTS,
            &MEMBERS,
        ]
        .concat(),
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
    if needs.iter().all(|need| need.is_met(project)) {
        return Ok(());
    }
    let _lock = lock::take(project, "install.lock", "install tools")?;
    // The run that had the lock may have installed them.
    let mut unmet: Vec<Need> = Vec::new();
    for need in needs {
        if !unmet.contains(need) && !need.is_met(project) {
            unmet.push(*need);
        }
    }
    if unmet.is_empty() {
        return Ok(());
    }
    eprintln!("xtask: {}", announcement(project, &unmet));
    for (index, need) in unmet.iter().enumerate() {
        eprintln!("xtask: {} of {}: {}", index + 1, unmet.len(), need.name());
        need.meet(project)?;
    }
    // More than a gigabyte that nobody needs again.
    let _ = fs::remove_dir_all(compiled::build_folder(project));
    Ok(())
}

/// What will be installed, and how long that takes on two cores.
fn announcement(project: &Project, unmet: &[Need]) -> String {
    let minutes = |need: &Need| need.minutes(project);
    let names: Vec<&str> = unmet.iter().map(|need| need.name()).collect();
    let all: u8 = unmet.iter().map(minutes).sum();
    let longest = unmet.iter().max_by_key(|need| minutes(need));
    let longest = longest.map_or(String::new(), |need| {
        format!(" ({} takes longest: {} min)", need.name(), minutes(need))
    });
    let names = names.join(", ");
    format!("to install, this once, in about {all} min on 2 cores{longest}: {names}")
}

impl Need {
    /// About how long it takes to install; what is only fetched, a minute.
    fn minutes(self, project: &Project) -> u8 {
        match self {
            Self::WasmBindgen => compiled::wasm_bindgen(project).map_or(1, |tool| tool.minutes()),
            Self::WasmSplit => compiled::wasm_split().minutes(),
            Self::Trunk => compiled::trunk().minutes(),
            Self::Geckodriver => compiled::geckodriver().minutes(),
            _ => 1,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Components => "rustfmt and clippy",
            Self::WasmTarget => "Rust's library for WebAssembly",
            Self::Crates => "the crates' sources",
            Self::StdSources => "the sources of Rust's standard library",
            Self::WasmBindgen => "wasm-bindgen",
            Self::WasmSplit => "wasm-split",
            Self::Trunk => "Trunk",
            Self::Geckodriver => "geckodriver",
            Self::Node => "Node.js",
            Self::NpmPackages => "wasm-opt, esbuild, axe-core, sitemap, readability and jsdom",
            Self::Lighthouse => "Lighthouse",
            Self::Chromium => "Chromium",
            Self::Browsers => "Chromium, Firefox and WebKit",
            Self::Xmllint => "xmllint",
            Self::Hugo => "Hugo",
            Self::Hosts => "nginx and Caddy",
            Self::Pip => "pip",
            Self::PocketBase => "PocketBase",
        }
    }

    fn is_met(self, project: &Project) -> bool {
        match self {
            Self::Components => toolchain::has_components(project),
            Self::WasmTarget => toolchain::has_wasm_target(project),
            Self::Crates => toolchain::has_crates(project),
            Self::StdSources => toolchain::has_std_sources(project),
            Self::WasmBindgen => compiled::wasm_bindgen(project).is_ok_and(|tool| tool.is_installed(project)),
            Self::WasmSplit => compiled::wasm_split().is_installed(project),
            Self::Trunk => compiled::trunk().is_installed(project),
            Self::Geckodriver => compiled::geckodriver().is_installed(project),
            Self::Node => system::has(project, &system::NODE),
            Self::NpmPackages => npm::has_packages(project),
            Self::Lighthouse => npm::has_lighthouse(project),
            Self::Chromium => system::has(project, &system::CHROMIUM),
            Self::Browsers => system::has(project, &system::BROWSERS),
            Self::Xmllint => system::has(project, &system::XMLLINT),
            Self::Hugo => system::has(project, &system::GENERATOR),
            Self::Hosts => system::has(project, &system::HOSTS),
            // Only what it brings is wanted.
            Self::Pip => pip::has_pocketbase(project) || system::has(project, &system::PIP),
            Self::PocketBase => pip::has_pocketbase(project),
        }
    }

    fn meet(self, project: &Project) -> Result<(), Failure> {
        match self {
            Self::Components => toolchain::add_components(project),
            Self::WasmTarget => toolchain::add_wasm_target(project),
            Self::Crates => toolchain::fetch_crates(project),
            Self::StdSources => toolchain::add_std_sources(project),
            Self::WasmBindgen => compiled::wasm_bindgen(project)?.install(project),
            Self::WasmSplit => compiled::wasm_split().install(project),
            Self::Trunk => compiled::trunk().install(project),
            Self::Geckodriver => compiled::geckodriver().install(project),
            Self::Node => system::install(project, &system::NODE),
            Self::NpmPackages => npm::install_packages(project),
            Self::Lighthouse => npm::install_lighthouse(project),
            Self::Chromium => system::install(project, &system::CHROMIUM),
            Self::Browsers => system::install(project, &system::BROWSERS),
            Self::Xmllint => system::install(project, &system::XMLLINT),
            Self::Hugo => system::install(project, &system::GENERATOR),
            Self::Hosts => system::install(project, &system::HOSTS),
            Self::Pip => system::install(project, &system::PIP),
            Self::PocketBase => pip::install_pocketbase(project),
        }
    }
}

/// Whether a quick question is answered with yes.
fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_is_told_for_how_long_and_for_what() {
        let project = Project::locate().unwrap();
        assert_eq!(
            announcement(&project, &[Need::Crates, Need::WasmSplit, Need::Trunk]),
            "to install, this once, in about 7 min on 2 cores (Trunk takes longest: 5 min): \
             the crates' sources, wasm-split, Trunk"
        );
    }
}

//! `cargo xtask test`: everything that must hold, or a part of it.

mod steps;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pico_args::Arguments;

use crate::archive;
use crate::programs;
use crate::project::Project;
use crate::release::Released;
use crate::report::Report;
use crate::sizes;
use crate::step::{Failure, Step};
use crate::tools::{self, WASM};
use steps::{cargo, check, count, lint, prepare, side_by_side, tests_step, timed, workspace};

/// Seconds within which a browser must have run all wasm tests.
const WASM_SECONDS: &str = "300";

/// The step that makes the program for newsrooms, and the one that makes the sample newspaper with it.
const RELEASE: &str = "released program";
const SITE: &str = "released site";

/// The step that tries the program where there is nothing else.
const ALONE: &str = "released program alone";

/// The step that judges feeds, sitemaps, heads and linked data.
const PROGRAMS: &str = "what other programs read";

/// The step that holds the released programs to Trusted Types.
const MARKUP: &str = "no markup from text";

/// Why a step is not carried out.
const NO_SITE: &str = "there is no built site";

/// The step that makes a newspaper with pages of older articles, and of how many it is.
const ARCHIVE: &str = "archive of articles";
const ARTICLES: usize = 130;

/// A part of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    All,
    /// Format, lints, and the tests that need no browser.
    Native,
    /// The reader's own tests, in Chromium.
    Wasm,
    /// What other programs read of the built site, and journeys through it in Chromium, Firefox and WebKit.
    Browsers,
    /// The built site on nginx and Caddy.
    Hosts,
    /// The membership engine under attack, alone and behind nginx and Caddy.
    Members,
}

impl Part {
    /// # Errors
    /// The name of a part that does not exist.
    pub fn from_arguments(arguments: &mut Arguments) -> Result<Self, String> {
        let name = arguments.subcommand().map_err(|error| error.to_string())?;
        match name.as_deref() {
            None => Ok(Self::All),
            Some("native") => Ok(Self::Native),
            Some("wasm") => Ok(Self::Wasm),
            Some("browsers") => Ok(Self::Browsers),
            Some("hosts") => Ok(Self::Hosts),
            Some("members") => Ok(Self::Members),
            Some(unknown) => Err(unknown.to_owned()),
        }
    }
}

/// Carries out all steps, the failing ones too, and sums them up.
///
/// # Errors
/// None: what fails is in the summary.
pub fn run(project: &Project, part: Part) -> Result<ExitCode, Failure> {
    let mut report = Report::default();
    match part {
        Part::All => all(project, &mut report),
        Part::Native => {
            lints(project, &mut report);
            native_tests(project, &mut report);
        }
        Part::Wasm => wasm(project, &mut report),
        Part::Browsers => {
            let sample = Sample::make(project, &mut report, None);
            published(project, &mut report, sample.as_ref());
            journeys(project, &mut report, sample.as_ref());
        }
        Part::Hosts => {
            let sample = Sample::make(project, &mut report, None);
            hosts(project, &mut report, sample.as_ref());
        }
        Part::Members => {
            let sample = Sample::make(project, &mut report, None);
            members(project, &mut report, sample.as_ref());
        }
    }
    println!("\n{}", report.summary());
    Ok(if report.sum().failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Linking the reader uses one core for minutes: that goes beside what has no limits of time of its own, and compiles in
/// another folder of cargo's.
fn all(project: &Project, report: &mut Report) {
    let mut released = None;
    side_by_side(
        report,
        |report| lints(project, report),
        |report| {
            timed(report, RELEASE, || {
                released = Some(Released::make(project)?);
                Ok(())
            });
        },
    );
    native_tests(project, report);
    wasm(project, report);
    let sample = Sample::make(project, report, released);
    published(project, report, sample.as_ref());
    journeys(project, report, sample.as_ref());
    hosts(project, report, sample.as_ref());
    members(project, report, sample.as_ref());
}

/// Format and lints.
fn lints(project: &Project, report: &mut Report) {
    let steps = [
        "format",
        "clippy, illustrations",
        "clippy, native",
        "clippy, wasm",
    ];
    if !prepare(project, &tools::NATIVE, &steps, report) {
        return;
    }
    let format = cargo(project, &["fmt", "--all", "--check"]);
    check(
        report,
        Step::new("format", format)
            .cause("a file is not formatted")
            .remedy("run `cargo fmt --all`"),
    );

    // A workspace of its own: nothing else looks at it.
    let mut illustrations = cargo(project, &["clippy", "--target-dir", "target/illustrations"]);
    illustrations
        .arg("--manifest-path")
        .arg(project.path("xtask/illustrations/Cargo.toml"));
    illustrations.args(["--", "-D", "warnings"]);
    check(report, lint("clippy, illustrations", illustrations));

    let lints = ["--all-targets", "--", "-D", "warnings"];
    let mut clippy = workspace(project, "clippy");
    clippy.args(lints);
    check(report, lint("clippy, native", clippy));
    let mut clippy = cargo(
        project,
        &[
            "clippy",
            "--package",
            "kiosque",
            "--target",
            WASM,
            "--features",
            "csr",
        ],
    );
    clippy.args(lints);
    check(report, lint("clippy, wasm", clippy));
}

/// The tests that need no browser.
fn native_tests(project: &Project, report: &mut Report) {
    if !prepare(project, &tools::NATIVE, &["native tests"], report) {
        return;
    }
    let mut tests = cargo(project, &["test", "--workspace"]);
    tests.args(["--features", "kiosque/ssr", "--no-fail-fast"]);
    count(report, tests_step("native tests", tests));
}

fn wasm(project: &Project, report: &mut Report) {
    if !prepare(project, &tools::WASM_TESTS, &["wasm tests"], report) {
        return;
    }
    let mut tests = cargo(
        project,
        &[
            "test",
            "--package",
            "kiosque",
            "--lib",
            "--target",
            WASM,
            "--features",
            "csr",
        ],
    );
    // By name, not by path: cargo would split a path at its spaces.
    tests.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
        "wasm-bindgen-test-runner",
    );
    tests
        .env("WASM_BINDGEN_TEST_ONLY_WEB", "1")
        .env("WASM_BINDGEN_TEST_TIMEOUT", WASM_SECONDS);
    if let Some(driver) = project.find("chromedriver") {
        tests.env("CHROMEDRIVER", driver);
    }
    count(report, tests_step("wasm tests", tests));
}

/// The sample newspaper's site, as the released program makes it.
struct Sample<'a> {
    released: Released<'a>,
    site: PathBuf,
}

impl<'a> Sample<'a> {
    /// Makes it, with the program where there is none yet; `None` when it cannot be made.
    fn make(project: &'a Project, report: &mut Report, released: Option<Released<'a>>) -> Option<Self> {
        let mut made = None;
        timed(report, SITE, || {
            let released = released.map_or_else(|| Released::make(project), Ok)?;
            let site = project.path("target/journeys/dist");
            archive::empty(&site)?;
            released.build(&project.path("public"), &site, &[])?;
            made = Some(Self { released, site });
            Ok(())
        });
        made
    }
}

/// What the released program is and what it publishes, as other programs read it.
fn published(project: &Project, report: &mut Report, sample: Option<&Sample<'_>>) {
    let needs = [&tools::DIST[..], &tools::PROGRAMS].concat();
    let steps = ["size budgets", MARKUP, ALONE, PROGRAMS];
    if !prepare(project, &needs, &steps, report) {
        return;
    }
    let Some(Sample { released, site }) = sample else {
        for step in steps {
            report.not_run(step, NO_SITE);
        }
        return;
    };
    timed(report, "size budgets", || {
        let sizes = sizes::measure(site, "/")?;
        println!("{sizes}");
        sizes.held()?;
        released.hold_size()
    });
    timed(report, MARKUP, || programs::make_no_markup_of_text(site));

    let mut packed = PathBuf::new();
    timed(report, "archive of the program", || {
        packed = released.pack()?;
        Ok(())
    });

    let mut alone = workspace(project, "test");
    alone
        .args(["--test", "release"])
        .env("KIOSQUE_RELEASE", released.program())
        .env("KIOSQUE_PACKED", packed)
        // One of them says how many seconds a first page takes.
        .env("RUST_TEST_THREADS", "1");
    count(report, tests_step(ALONE, alone));

    let mut programs = workspace(project, "test");
    programs
        .args(["--test", "programs"])
        .env("NODE_PATH", project.path(tools::MODULES))
        .env("KIOSQUE_RELEASE", released.program())
        .env("KIOSQUE_DIST", site);
    count(report, tests_step(PROGRAMS, programs));
}

/// What readers do, in Chromium, Firefox and WebKit.
fn journeys(project: &Project, report: &mut Report, sample: Option<&Sample<'_>>) {
    let needs = [&tools::DIST[..], &tools::JOURNEYS, &tools::MEMBERS].concat();
    if !prepare(project, &needs, &[ARCHIVE, "journeys"], report) {
        return;
    }
    let Some(Sample { released, site }) = sample else {
        report.not_run("journeys", NO_SITE);
        return;
    };
    let mut archive = PathBuf::new();
    timed(report, ARCHIVE, || {
        archive = archive::site(project, released, ARTICLES)?;
        Ok(())
    });

    let mut members = PathBuf::new();
    timed(report, "built site with members", || {
        members = archive::site_with_members(project, released)?;
        Ok(())
    });

    let mut words = PathBuf::new();
    timed(report, "built site of long words", || {
        words = archive::site_of_long_words(project, released)?;
        Ok(())
    });

    // WebKit's driver shows a window; Xvfb is its screen.
    let mut journeys = project.command("xvfb-run");
    journeys.args(["--auto-servernum", "--server-args=-screen 0 1600x1200x24"]);
    journeys.arg(project.cargo().get_program());
    journeys
        .args(workspace(project, "test").get_args())
        .args(["--test", "journeys"]);
    journeys
        .env("KIOSQUE_DIST", site)
        .env("KIOSQUE_ARCHIVE", archive)
        .env("KIOSQUE_WORDS", words)
        .env("KIOSQUE_MEMBERS", members)
        .env(
            "KIOSQUE_AXE",
            project.path(".tools/npm/node_modules/axe-core/axe.min.js"),
        )
        .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
    count(report, tests_step("journeys", journeys));
}

/// The site as readers are sent it: at the root of a host, and, compressed already, below a path.
fn hosts(project: &Project, report: &mut Report, sample: Option<&Sample<'_>>) {
    let needs = [&tools::DIST[..], &tools::HOSTS].concat();
    if !prepare(
        project,
        &needs,
        &["site for hosts, below a path", "hosts"],
        report,
    ) {
        return;
    }
    let Some(Sample { released, site }) = sample else {
        report.not_run("hosts", NO_SITE);
        return;
    };
    let below = project.path("target/journeys/below");
    let is_built = timed(report, "site for hosts, below a path", || {
        archive::empty(&below)?;
        released.build(
            &project.path("public"),
            &below,
            &["--base", "/journal/", "--precompress"],
        )
    });
    if !is_built {
        report.not_run("hosts", NO_SITE);
        return;
    }
    let old = project.path("target/journeys/old");
    let are_built = timed(report, "sites for hosts, with old addresses", || {
        old_addresses(project, released, &old)
    });
    if !are_built {
        report.not_run("hosts", NO_SITE);
        return;
    }
    let mut tests = workspace(project, "test");
    tests
        .args(["--test", "hosts"])
        .env("KIOSQUE_DIST", site)
        .env("KIOSQUE_DIST_BELOW", below)
        .env("KIOSQUE_OLD", old.join("site"))
        .env("KIOSQUE_OLD_BELOW", old.join("below"));
    count(report, tests_step("hosts", tests));
}

/// A new newspaper with the old addresses of tests/hosts/redirects.json; the one below a path has so many that they lie in
/// CloudFront's store.
fn old_addresses(project: &Project, released: &Released<'_>, folder: &Path) -> Result<(), Failure> {
    let failed = |why: std::io::Error| {
        Failure::new("make a newspaper with old addresses")
            .cause(why.to_string())
            .remedy("make room on the disk")
    };
    archive::empty(folder)?;
    fs::create_dir_all(folder).map_err(failed)?;
    let content = folder.join("content");
    let mut new = project.command(released.program());
    new.arg("new").arg(&content);
    new.args([
        "--yes",
        "--language",
        "fr",
        "--section",
        "Culture",
        "--section",
        "Société",
    ]);
    Step::new("new newspaper with old addresses", new)
        .cause("see above")
        .run()?;
    let redirects = fs::read_to_string(project.path("tests/hosts/redirects.json")).map_err(failed)?;
    fs::write(content.join("redirects.json"), &redirects).map_err(failed)?;
    released.build(&content, &folder.join("site"), &[])?;
    let more = (0..3_000).map(|number| format!("{{\"from\": \"/depeche/{number}/\", \"to\": \"/\"}},\n"));
    let many = redirects.replacen('[', &format!("[{}", more.collect::<String>()), 1);
    fs::write(content.join("redirects.json"), many).map_err(failed)?;
    released.build(&content, &folder.join("below"), &["--base", "/journal/"])
}

/// The membership engine under attack.
fn members(project: &Project, report: &mut Report, sample: Option<&Sample<'_>>) {
    let needs = [&tools::DIST[..], &tools::HOSTS, &tools::MEMBERS].concat();
    if !prepare(project, &needs, &["members"], report) {
        return;
    }
    let Some(Sample { site, .. }) = sample else {
        report.not_run("members", NO_SITE);
        return;
    };
    let mut tests = workspace(project, "test");
    tests.args(["--test", "members"]).env("KIOSQUE_DIST", site);
    count(report, tests_step("members", tests));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_named_or_all_are_meant() {
        let part = |words: &[&str]| {
            let words = words.iter().map(|word| (*word).into()).collect();
            Part::from_arguments(&mut Arguments::from_vec(words))
        };
        assert_eq!(part(&[]), Ok(Part::All));
        assert_eq!(part(&["wasm"]), Ok(Part::Wasm));
        assert_eq!(part(&["nativ"]), Err("nativ".to_owned()));
    }
}

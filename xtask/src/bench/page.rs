//! When a reader on a slow network sees the headline.

use std::process::ExitCode;
use std::time::Duration;

use crate::dist;
use crate::project::Project;
use crate::step::{Failure, Step};
use crate::tools;

/// Builds the sample newspaper and measures it in Chromium: `tests/bench/`.
///
/// # Errors
/// When the newspaper cannot be built or Chromium does not do as it is told.
pub fn run(project: &Project) -> Result<ExitCode, Failure> {
    tools::ensure(project, &tools::DIST)?;
    tools::ensure(project, &tools::BENCH_PAGE)?;
    let site = dist::Options::sample(project, project.path("target/bench/dist"));
    dist::build(project, &site)?;
    let mut bench = project.cargo();
    bench
        .args(["run", "--quiet", "--package", "journeys", "--bin", "bench-page"])
        .env("KIOSQUE_DIST", site.out())
        .env("KIOSQUE_LIGHTHOUSE", project.path(tools::LIGHTHOUSE_CLI));
    if let Some(chromium) = project.find("chromium").or_else(|| project.find("google-chrome")) {
        bench.env("CHROME_PATH", chromium);
    }
    Step::new("bench page", bench)
        .about("opening each page 8 times on an emulated slow 3G, then Lighthouse: about 8 minutes")
        .limit(Duration::from_secs(30 * 60))
        .cause("Chromium or its driver did not start, or a page did not come")
        .remedy("see above; `cargo xtask test browsers` shows whether the pages work at all")
        .run()?;
    Ok(ExitCode::SUCCESS)
}

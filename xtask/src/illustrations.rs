//! Draws the sample newspaper's pictures.

use std::process::ExitCode;

use crate::project::Project;
use crate::step::{Failure, Step};

/// Runs the illustrations' own program, a workspace of its own so that its crates stay out of
/// everyone else's builds.
///
/// # Errors
/// When it fails.
pub fn run(project: &Project) -> Result<ExitCode, Failure> {
    let mut command = project.cargo();
    command
        .args(["run", "--quiet", "--release", "--manifest-path"])
        .arg(project.path("xtask/illustrations/Cargo.toml"))
        .arg("--")
        .arg(project.path("public/images"));
    Step::new("illustrations", command)
        .about("drawing public/images; the first time, about 2 minutes of compilation come before")
        .run()?;
    Ok(ExitCode::SUCCESS)
}

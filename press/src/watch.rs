//! `press watch`: builds again whenever the newsroom changes something.

use std::{
    io,
    path::Path,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::{
    Stop,
    build::{self, Job},
    failed, say,
};

/// Programs save a file in several steps: so long there must be quiet after the last.
const QUIET: Duration = Duration::from_millis(80);

/// Builds, and builds again after each change, until it is interrupted. What is wrong is printed, and
/// the site stays as it was until that is mended.
///
/// # Errors
/// When the folder cannot be watched.
pub fn command(job: &Job) -> Result<(), Stop> {
    let mut changes = Changes::of(&job.content)?;
    loop {
        let started = Instant::now();
        match build::command(job) {
            Ok(()) => say(
                io::stderr(),
                format_args!(
                    "press: done in {:.1} s; watching {}",
                    started.elapsed().as_secs_f64(),
                    job.content.display()
                ),
            ),
            Err(Stop::Content) => say(
                io::stderr(),
                "press: the site is as it was; mend the errors above",
            ),
            Err(Stop::Failure(why)) => say(io::stderr(), format_args!("press: {why}")),
            Err(usage @ Stop::Usage(_)) => return Err(usage),
        }
        if !changes.next() {
            return Ok(());
        }
        // Another folder may be there by now under the same name, or none.
        changes = Changes::of(&job.content)?;
    }
}

/// Changes in a folder.
struct Changes {
    events: Receiver<()>,
    /// It watches until it is dropped.
    _watcher: RecommendedWatcher,
}

impl Changes {
    fn of(folder: &Path) -> Result<Self, Stop> {
        let (sender, events) = mpsc::channel();
        let watch = |why: notify::Error| failed("cannot watch", folder, why);
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // Reading a file is no change; whatever cannot be told may be one.
            if event.is_ok_and(|event| event.kind.is_access()) {
                return;
            }
            let _ = sender.send(());
        })
        .map_err(watch)?;
        watcher.watch(folder, RecursiveMode::Recursive).map_err(watch)?;
        Ok(Self {
            events,
            _watcher: watcher,
        })
    }

    /// Waits for a change and for the quiet after it; false when there can be no more.
    fn next(&self) -> bool {
        if self.events.recv().is_err() {
            return false;
        }
        loop {
            match self.events.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, thread};

    use super::*;

    #[test]
    fn several_steps_of_saving_are_one_change_and_reading_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        fs::create_dir(folder.join("articles")).unwrap();
        fs::write(folder.join("articles/un.json"), "{}").unwrap();
        let changes = Changes::of(folder).ok().unwrap();
        fs::read(folder.join("articles/un.json")).unwrap();
        assert_eq!(
            changes.events.recv_timeout(Duration::from_millis(300)),
            Err(RecvTimeoutError::Timeout)
        );
        let (done, waited) = mpsc::channel();
        let waiting = thread::spawn(move || {
            let changed = changes.next();
            done.send(changed).unwrap();
            changes.events.recv_timeout(Duration::from_millis(300))
        });
        fs::write(folder.join("articles/.un.json.swp"), "{ }").unwrap();
        fs::rename(
            folder.join("articles/.un.json.swp"),
            folder.join("articles/un.json"),
        )
        .unwrap();
        assert_eq!(waited.recv_timeout(Duration::from_secs(20)), Ok(true));
        assert!(waiting.join().unwrap().is_err(), "one change is told once");
    }
}

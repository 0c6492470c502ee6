//! `kiosque watch`: builds again whenever the newsroom changes something, and whenever an article is due.

use std::{
    io,
    path::Path,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use jiff::{SignedDuration, Timestamp};
use notify::{ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::{
    Stop,
    build::{self, Job},
    content::refuse_missing,
    failed,
    moment::Clock,
    report, say,
    why::Why,
};

/// Programs save a file in several steps: so long there must be quiet after the last.
const QUIET: Duration = Duration::from_millis(80);

/// The longest that it sleeps at once, when something is due: a machine may be asleep meanwhile, or be told another time.
const NAP: Duration = Duration::from_secs(20);

/// How long until it looks again whether another press is done, or whether the folder that it watched is back.
const SOON: Duration = Duration::from_secs(1);

/// How long until it tries again when what is due could not be published, such as by a full disk.
const AGAIN: SignedDuration = SignedDuration::from_secs(60);

/// What came of a build.
pub enum Outcome {
    /// The site is made.
    Made,
    /// It is as it was.
    Refused,
}

/// Builds, and builds again after each change and whenever something is due, until it is interrupted. What is wrong is
/// printed, and the site stays as it was until that is mended.
///
/// # Errors
/// When the folder cannot be watched.
pub fn command(job: &Job) -> Result<(), Stop> {
    follow(job, |_| {})
}

/// As [`command`]; says each time what came of it.
///
/// # Errors
/// When the folder cannot be watched.
pub fn follow(job: &Job, mut tell: impl FnMut(Outcome)) -> Result<(), Stop> {
    // A preview without a moment shows all there is.
    let clock = (job.now != Timestamp::MAX).then(|| Clock::set_to(job.now));
    let now = || clock.map_or(Timestamp::MAX, Clock::now);
    let mut changes = Changes::of(&job.content)?;
    let mut due = None;
    let mut is_waiting = false;
    loop {
        let mut again = None;
        let started = Instant::now();
        let moment = now();
        match build::command(&Job {
            now: moment,
            ..job.clone()
        }) {
            Ok(next) => {
                due = next;
                say(
                    io::stderr(),
                    format_args!(
                        "kiosque: done in {:.1} s; watching {}",
                        started.elapsed().as_secs_f64(),
                        job.content.display()
                    ),
                );
                tell(Outcome::Made);
            }
            Err(Stop::Content) => {
                // What is mended is a change.
                due = due.filter(|due| *due > moment);
                say(
                    io::stderr(),
                    "kiosque: the site is as it was; mend the errors above",
                );
                tell(Outcome::Refused);
            }
            Err(Stop::Busy(why)) => {
                again = Some(started + SOON);
                if !is_waiting {
                    report::tell(&why, job.format);
                }
            }
            Err(Stop::Failure(why)) => {
                let again = moment.saturating_add(AGAIN).unwrap_or(moment);
                due = due.map(|due| if due > moment { due } else { again });
                report::tell(&why, job.format);
                tell(Outcome::Refused);
            }
            Err(usage @ Stop::Usage(_)) => return Err(usage),
        }
        is_waiting = again.is_some();
        let left = || {
            let due = due.map(|due| now().duration_until(due));
            let again = again.map(|again| again.saturating_duration_since(Instant::now()));
            due.into_iter()
                .chain(again.and_then(|left| left.try_into().ok()))
                .min()
        };
        if !changes.next(left) {
            return Ok(());
        }
        // Another folder may be there by now under the same name, or none.
        changes = Changes::again(job);
    }
}

fn told(why: notify::Error) -> String {
    match why.kind {
        ErrorKind::Io(why) => why.told(),
        ErrorKind::MaxFilesWatch => {
            "this machine watches as many files as it may; end other programs that do, or raise fs.inotify.max_user_watches"
                .to_owned()
        }
        _ => why.to_string(),
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
        refuse_missing(folder)?;
        let (sender, events) = mpsc::channel();
        let watch = |why: notify::Error| failed("cannot watch", folder, told(why));
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

    /// As [`Changes::of`], once there is a folder.
    fn again(job: &Job) -> Self {
        let mut is_told = false;
        loop {
            match (Self::of(&job.content), is_told) {
                (Ok(changes), _) => return changes,
                (Err(stop), false) => {
                    crate::tell(&stop, job.format);
                    is_told = true;
                }
                _ => {}
            }
            thread::sleep(SOON);
        }
    }

    /// Waits for a change and for the quiet after it, or until something is due: `left` says how long that is, each time
    /// anew. False when there can be no more.
    fn next(&self, left: impl Fn() -> Option<SignedDuration>) -> bool {
        loop {
            let event = match left() {
                None => self.events.recv().map_err(RecvTimeoutError::from),
                // In the past: it is due.
                Some(left) if !left.is_positive() => return true,
                Some(left) => self.events.recv_timeout(left.unsigned_abs().min(NAP)),
            };
            match event {
                Ok(()) => break,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return false,
            }
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
    use std::fs;

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
            let changed = changes.next(|| None);
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

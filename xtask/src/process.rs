//! Runs a child process with a time limit, shows what it prints, and remembers what matters of it.

use std::cell::Cell;
use std::convert::Infallible;
use std::io::{self, IsTerminal, Read, Write};
use std::mem;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

use crate::report::duration;

/// How much of a child's last output is kept to guess why it failed.
const TAIL_BYTES: usize = 16 * 1024;
/// How often a line says that a long step still runs, where there is no terminal to show progress.
pub const TICK: Duration = Duration::from_secs(30);
/// How long the last output is awaited once the child has ended: a grandchild may hold the pipe.
const LAST_OUTPUT: Duration = Duration::from_secs(2);

/// How often children that run together are looked at.
const LOOK: Duration = Duration::from_millis(200);

/// The process groups of the children that run now.
static RUNNING: Mutex<Vec<i32>> = Mutex::new(Vec::new());

thread_local! {
    /// Whether what this thread's children print is shown only once they have ended.
    static IS_HELD: Cell<bool> = const { Cell::new(false) };
}

/// How a child ended.
#[derive(Debug)]
pub enum End {
    Exited(ExitStatus),
    TimedOut,
}

/// What is known of a child that has ended.
#[derive(Debug)]
pub struct Ended {
    pub end: End,
    /// The last of both its outputs.
    pub tail: String,
    /// Its lines that begin with `test result:`.
    pub test_results: Vec<String>,
}

impl Ended {
    pub fn success(&self) -> bool {
        matches!(self.end, End::Exited(status) if status.success())
    }
}

/// Ctrl-C and a polite kill end the running child, with all that it started, and then xtask.
pub fn stop_children_on_interrupt() {
    let handler = || {
        for group in lock(&RUNNING).iter() {
            stop(*group, Signal::SIGTERM);
        }
        std::process::exit(130);
    };
    if let Err(error) = ctrlc::set_handler(handler) {
        eprintln!("xtask: Ctrl-C will not stop what xtask starts: {error}");
    }
}

/// From now on what this thread's children print is shown in one piece, once they have ended: another thread's is shown as
/// it comes.
pub fn hold_output() {
    IS_HELD.set(true);
}

/// A process group, which Ctrl-C stops for as long as this lives.
struct Running(i32);

impl Running {
    fn new(child: &Child) -> Self {
        let group = i32::try_from(child.id()).unwrap_or(0);
        lock(&RUNNING).push(group);
        Self(group)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        lock(&RUNNING).retain(|group| *group != self.0);
    }
}

/// Runs the command to its end or to its limit, passing on what it prints as it comes.
///
/// It gets no standard input: nothing that is run here may wait for an answer.
///
/// # Errors
/// When it cannot be started.
pub fn run(command: &mut Command, name: &str, limit: Duration) -> io::Result<Ended> {
    if io::stderr().is_terminal() {
        command
            .env("CARGO_TERM_COLOR", "always")
            .env("CARGO_TERM_PROGRESS_WHEN", "always")
            .env("CARGO_TERM_PROGRESS_WIDTH", "80");
    }
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()?;
    let running = Running::new(&child);
    let group = running.0;
    let kept = Arc::new(Mutex::new(Kept::default()));
    let held = IS_HELD.get().then(Held::default);
    let (writing, written) = mpsc::channel();
    if let Some(pipe) = child.stdout.take() {
        pass_on(
            pipe,
            shown_on(io::stdout(), held.as_ref()),
            &kept,
            writing.clone(),
        );
    }
    if let Some(pipe) = child.stderr.take() {
        pass_on(pipe, shown_on(io::stderr(), held.as_ref()), &kept, writing);
    }

    let (ended_sender, ended) = mpsc::channel();
    thread::spawn(move || ended_sender.send(child.wait()));
    let end = wait(&ended, name, limit, group)?;
    drop(running);

    // Nobody sends: the channel closes when both outputs have.
    if written.recv_timeout(LAST_OUTPUT) == Err(RecvTimeoutError::Timeout) {
        stop(group, Signal::SIGKILL);
        let _ = written.recv_timeout(LAST_OUTPUT);
    }
    if let Some(Held(held)) = held {
        let _ = io::stderr().lock().write_all(&lock(&held));
    }
    let kept = mem::take(&mut *lock(&kept));
    Ok(Ended {
        end,
        tail: String::from_utf8_lossy(&kept.tail).into_owned(),
        test_results: kept.test_results,
    })
}

/// Children that run at the same time, and end together: when one ends, when this is dropped, at Ctrl-C.
#[derive(Default)]
pub struct Together {
    /// Their process group, which is the first one's.
    running: Option<Running>,
    children: Vec<(&'static str, Child)>,
}

impl Together {
    /// # Errors
    /// When it cannot be started.
    pub fn start(&mut self, name: &'static str, command: &mut Command) -> io::Result<()> {
        let group = self.running.as_ref().map_or(0, |running| running.0);
        let child = command.stdin(Stdio::null()).process_group(group).spawn()?;
        self.running.get_or_insert_with(|| Running::new(&child));
        self.children.push((name, child));
        Ok(())
    }

    /// Waits for the first to end; the others follow.
    ///
    /// # Errors
    /// When it cannot be awaited.
    pub fn until_one_ends(mut self) -> io::Result<(&'static str, ExitStatus)> {
        loop {
            for (name, child) in &mut self.children {
                if let Some(status) = child.try_wait()? {
                    return Ok((*name, status));
                }
            }
            thread::sleep(LOOK);
        }
    }
}

impl Drop for Together {
    fn drop(&mut self) {
        if let Some(running) = &self.running {
            stop(running.0, Signal::SIGTERM);
        }
        for (_, child) in &mut self.children {
            let _ = child.wait();
        }
    }
}

fn wait(
    ended: &Receiver<io::Result<ExitStatus>>,
    name: &str,
    limit: Duration,
    group: i32,
) -> io::Result<End> {
    let started = Instant::now();
    let quiet = io::stderr().is_terminal();
    loop {
        let left = limit.saturating_sub(started.elapsed());
        match ended.recv_timeout(left.min(TICK)) {
            Ok(status) => return status.map(End::Exited),
            Err(RecvTimeoutError::Timeout) if started.elapsed() >= limit => {
                stop(group, Signal::SIGKILL);
                return Ok(End::TimedOut);
            }
            Err(RecvTimeoutError::Timeout) if quiet => {}
            Err(RecvTimeoutError::Timeout) => {
                eprintln!("xtask: {name}: {} so far", duration(started.elapsed()));
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Err(io::Error::other("its end could not be awaited"));
            }
        }
    }
}

/// A child of a unit test is not shown: what it says is no result of the test run that it is in.
fn shown_on(output: impl Write + Send + 'static, held: Option<&Held>) -> Box<dyn Write + Send> {
    match held {
        _ if cfg!(test) => Box::new(io::sink()),
        Some(held) => Box::new(held.clone()),
        None => Box::new(output),
    }
}

/// What a child printed, until it is shown.
#[derive(Clone, Default)]
struct Held(Arc<Mutex<Vec<u8>>>);

impl Write for Held {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        lock(&self.0).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn stop(group: i32, signal: Signal) {
    if group > 0 {
        // It fails only when the whole group has ended by itself.
        let _ = killpg(Pid::from_raw(group), signal);
    }
}

/// What is remembered of a child's outputs.
#[derive(Default)]
struct Kept {
    tail: Vec<u8>,
    test_results: Vec<String>,
}

impl Kept {
    fn keep(&mut self, bytes: &[u8]) {
        self.tail.extend_from_slice(bytes);
        if self.tail.len() > 2 * TAIL_BYTES {
            self.tail.drain(..self.tail.len() - TAIL_BYTES);
        }
    }
}

fn lock<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    // What a thread that broke off has kept is still worth reading.
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Copies a pipe to one of xtask's own outputs, byte by byte so that progress bars stay alive.
fn pass_on(
    mut from: impl Read + Send + 'static,
    mut to: impl Write + Send + 'static,
    kept: &Arc<Mutex<Kept>>,
    writing: Sender<Infallible>,
) {
    let kept = Arc::clone(kept);
    thread::spawn(move || {
        let _writing = writing;
        let mut buffer = [0; 8192];
        let mut line = Line::default();
        while let Ok(count) = from.read(&mut buffer) {
            if count == 0 {
                break;
            }
            let bytes = &buffer[..count];
            // A closed output (`| head`) must not stop the step.
            let _ = to.write_all(bytes).and_then(|()| to.flush());
            let mut kept = lock(&kept);
            kept.keep(bytes);
            kept.test_results.extend(line.test_results(bytes));
        }
    });
}

/// The line that an output is in the middle of.
#[derive(Default)]
struct Line(Vec<u8>);

impl Line {
    /// The lines that these bytes complete and that begin with `test result:`.
    fn test_results(&mut self, bytes: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        for &byte in bytes {
            if byte == b'\n' {
                if self.0.starts_with(b"test result:") {
                    found.push(String::from_utf8_lossy(&self.0).into_owned());
                }
                self.0.clear();
            } else {
                self.0.push(byte);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_hanging_step_is_ended_with_all_that_it_started() {
        let started = Instant::now();
        let ended = run(
            &mut shell("sleep 60 & sleep 60"),
            "hang",
            Duration::from_millis(200),
        )
        .unwrap();
        assert!(matches!(ended.end, End::TimedOut));
        // Had the background sleep lived on, its open pipe would have been awaited.
        assert!(started.elapsed() < LAST_OUTPUT);
    }

    #[test]
    fn children_that_run_together_end_together() {
        let started = Instant::now();
        let mut together = Together::default();
        together.start("long", &mut shell("sleep 60 & sleep 60")).unwrap();
        together.start("short", &mut shell("exit 4")).unwrap();
        let (name, status) = together.until_one_ends().unwrap();
        assert_eq!((name, status.code()), ("short", Some(4)));
        assert!(started.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn a_failing_step_leaves_its_last_words() {
        let ended = run(
            &mut shell("echo why >&2; exit 3"),
            "fail",
            Duration::from_secs(10),
        )
        .unwrap();
        assert!(matches!(ended.end, End::Exited(status) if status.code() == Some(3)));
        assert!(ended.tail.contains("why"));
    }

    #[test]
    fn a_helper_that_outlives_its_step_neither_holds_it_up_nor_hides_its_results() {
        let script = "sleep 60 & echo 'test result: ok. 1 passed; 0 failed'";
        let ended = run(&mut shell(script), "leave", Duration::from_secs(30)).unwrap();
        assert!(ended.success());
        assert_eq!(ended.test_results.len(), 1);
    }

    #[test]
    fn result_lines_are_found_across_chunks() {
        let mut line = Line::default();
        assert!(line.test_results(b"running 2 tests\ntest res").is_empty());
        let found = line.test_results(b"ult: ok. 2 passed\nnot a test result: x\n");
        assert_eq!(found, ["test result: ok. 2 passed"]);
    }
}

//! The steps of the tests: what runs, how it counts, and what to do when it fails.

use std::panic::resume_unwind;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use crate::process::{self, Ended};
use crate::project::Project;
use crate::report::{Counts, Report};
use crate::step::{Failure, Step};
use crate::tools::{self, Need};

/// Longer than the slowest part takes where nothing is compiled yet.
const LIMIT: Duration = Duration::from_secs(30 * 60);

/// A command of cargo's about all packages and all their features. One for a package alone would compile many
/// dependencies again, with the few features that it wants of them.
pub fn workspace(project: &Project, command: &str) -> Command {
    let features = ["--features", "kiosque/ssr,journeys/site"];
    let mut cargo = cargo(project, &[command, "--workspace"]);
    cargo.args(features);
    cargo
}

pub fn cargo(project: &Project, arguments: &[&str]) -> Command {
    let mut command = project.cargo();
    command.args(arguments);
    command
}

pub fn lint(name: &str, command: Command) -> Step {
    Step::new(name, command)
        .limit(LIMIT)
        .cause("clippy objects to a line, or it does not compile")
        .remedy("mend what clippy names above")
}

pub fn tests_step(name: &str, command: Command) -> Step {
    Step::new(name, command)
        .limit(LIMIT)
        .cause("a test failed, or the tests do not compile")
        .remedy("read the first failure above; `cargo test NAME` runs one test alone")
}

/// Installs what a part needs. When that fails, its steps are down as not run.
pub fn prepare(project: &Project, needs: &[Need], steps: &[&str], report: &mut Report) -> bool {
    match tools::ensure(project, needs) {
        Ok(()) => true,
        Err(failure) => {
            eprintln!("\n{failure}\n");
            for step in steps {
                report.not_run(*step, "what it needs could not be installed");
            }
            false
        }
    }
}

/// A step that counts as one test.
pub fn check(report: &mut Report, step: Step) {
    run_step(report, step, |ended| {
        if ended.success() {
            Counts::ONE_PASSED
        } else {
            Counts::ONE_FAILED
        }
    });
}

/// A step that runs tests. Whether all held.
pub fn count(report: &mut Report, step: Step) -> bool {
    run_step(report, step, counts)
}

fn counts(ended: &Ended) -> Counts {
    let counts = Counts::of_results(&ended.test_results);
    match (ended.success(), counts) {
        // It did not compile, or broke off.
        (false, Counts { passed, failed: 0 }) => Counts { passed, failed: 1 },
        // A run without a test proves nothing.
        (true, Counts { passed: 0, failed: 0 }) => Counts::ONE_FAILED,
        _ => counts,
    }
}

fn run_step(report: &mut Report, mut step: Step, judge: impl FnOnce(&Ended) -> Counts) -> bool {
    let started = Instant::now();
    let counts = match step.run_to_end() {
        Ok(ended) => {
            let counts = judge(&ended);
            if !ended.success() {
                eprintln!("\n{}\n", step.failure(&ended));
            } else if counts.failed > 0 {
                eprintln!("\nxtask: step \"{}\" ran no test\n", step.name());
            }
            counts
        }
        Err(failure) => {
            eprintln!("\n{failure}\n");
            Counts::ONE_FAILED
        }
    };
    report.ran(step.name(), started.elapsed(), counts);
    counts.failed == 0
}

/// Does two things at the same time, and then has the steps of both. What the second one's children print is shown in one
/// piece when they have ended.
pub fn side_by_side(
    report: &mut Report,
    shown: impl FnOnce(&mut Report),
    held: impl FnOnce(&mut Report) + Send,
) {
    thread::scope(|scope| {
        let held = scope.spawn(|| {
            process::hold_output();
            let mut report = Report::default();
            held(&mut report);
            report
        });
        shown(report);
        report.append(held.join().unwrap_or_else(|panic| resume_unwind(panic)));
    });
}

/// Something of xtask's own that counts as one test.
pub fn timed(report: &mut Report, name: &str, work: impl FnOnce() -> Result<(), Failure>) -> bool {
    let started = Instant::now();
    let result = work();
    let passed = result.is_ok();
    if let Err(failure) = result {
        eprintln!("\n{failure}\n");
    }
    report.ran(
        name,
        started.elapsed(),
        if passed {
            Counts::ONE_PASSED
        } else {
            Counts::ONE_FAILED
        },
    );
    passed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(script: &str) -> Ended {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        process::run(&mut command, "test", Duration::from_secs(10)).unwrap()
    }

    #[test]
    fn what_did_not_compile_or_ran_nothing_has_failed() {
        assert_eq!(
            counts(&ended("echo 'test result: ok. 2 passed; 0 failed'")),
            Counts { passed: 2, failed: 0 }
        );
        assert_eq!(counts(&ended("exit 101")), Counts::ONE_FAILED);
        assert_eq!(counts(&ended("true")), Counts::ONE_FAILED);
        assert_eq!(
            counts(&ended("echo 'test result: ok. 2 passed; 0 failed'; exit 1")),
            Counts { passed: 2, failed: 1 }
        );
    }
}

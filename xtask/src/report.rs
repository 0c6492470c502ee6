//! What a run of steps came to.

use std::fmt::Write as _;
use std::time::Duration;

/// Tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u32,
    pub failed: u32,
}

impl Counts {
    pub const ONE_PASSED: Self = Self { passed: 1, failed: 0 };
    pub const ONE_FAILED: Self = Self { passed: 0, failed: 1 };

    /// Adds up lines like `test result: ok. 3 passed; 0 failed; …`.
    pub fn of_results(lines: &[String]) -> Self {
        lines.iter().fold(Self::default(), |sum, line| Self {
            passed: sum.passed + number_before(line, " passed"),
            failed: sum.failed + number_before(line, " failed"),
        })
    }
}

fn number_before(line: &str, word: &str) -> u32 {
    line.split(word)
        .next()
        .filter(|before| before.len() < line.len())
        .and_then(|before| before.rsplit(' ').next())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

/// The end of a run: a line for each step and the sum.
#[derive(Default)]
pub struct Report {
    lines: Vec<(String, Duration, Outcome)>,
}

enum Outcome {
    Ran(Counts),
    /// Not carried out, because of what is said here.
    NotRun(String),
}

impl Report {
    pub fn ran(&mut self, name: impl Into<String>, time: Duration, counts: Counts) {
        self.lines.push((name.into(), time, Outcome::Ran(counts)));
    }

    /// A step that was not carried out counts as failed: nothing is left out silently.
    pub fn not_run(&mut self, name: impl Into<String>, why: impl Into<String>) {
        self.lines
            .push((name.into(), Duration::ZERO, Outcome::NotRun(why.into())));
    }

    /// Adds the steps of another.
    pub fn append(&mut self, mut other: Self) {
        self.lines.append(&mut other.lines);
    }

    pub fn sum(&self) -> Counts {
        self.lines.iter().fold(Counts::default(), |sum, (_, _, outcome)| {
            let counts = match outcome {
                Outcome::Ran(counts) => *counts,
                Outcome::NotRun(_) => Counts::ONE_FAILED,
            };
            Counts {
                passed: sum.passed + counts.passed,
                failed: sum.failed + counts.failed,
            }
        })
    }

    /// The summary; its last line is `N passed, N failed`.
    pub fn summary(&self) -> String {
        let width = self
            .lines
            .iter()
            .map(|(name, ..)| name.chars().count())
            .max()
            .unwrap_or(0);
        let mut text = String::new();
        for (name, time, outcome) in &self.lines {
            let _ = match outcome {
                Outcome::Ran(Counts { passed, failed }) => {
                    let mark = if *failed == 0 { "ok    " } else { "FAILED" };
                    let seconds = time.as_secs_f64();
                    writeln!(
                        text,
                        "{mark}  {name:width$}  {seconds:>6.1} s  {passed:>4} passed, {failed} failed"
                    )
                }
                Outcome::NotRun(why) => writeln!(text, "FAILED  {name:width$}  not run: {why}"),
            };
        }
        let Counts { passed, failed } = self.sum();
        let _ = write!(text, "\n{passed} passed, {failed} failed");
        text
    }
}

/// A duration as one would say it.
pub fn duration(time: Duration) -> String {
    match time.as_secs() {
        0 => format!("{} ms", time.as_millis()),
        seconds @ 1..60 => format!("{seconds} s"),
        seconds => match (seconds / 60, seconds % 60) {
            (minutes, 0) => format!("{minutes} min"),
            (minutes, seconds) => format!("{minutes} min {seconds} s"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_test_binarys_counts_are_added_up() {
        let lines = [
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.02s",
            "test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 filtered out",
        ]
        .map(str::to_owned);
        assert_eq!(
            Counts::of_results(&lines),
            Counts {
                passed: 15,
                failed: 2
            }
        );
        assert_eq!(
            Counts::of_results(&["test result: unreadable".to_owned()]),
            Counts::default()
        );
    }

    #[test]
    fn the_summary_ends_with_the_sum_and_hides_nothing() {
        let mut report = Report::default();
        report.ran("format", Duration::from_millis(1500), Counts::ONE_PASSED);
        report.ran(
            "native tests",
            Duration::from_secs(70),
            Counts {
                passed: 40,
                failed: 1,
            },
        );
        report.not_run("journeys", "there is no built site");
        assert_eq!(
            report.summary(),
            "ok      format           1.5 s     1 passed, 0 failed\
             \nFAILED  native tests    70.0 s    40 passed, 1 failed\
             \nFAILED  journeys      not run: there is no built site\
             \n\n41 passed, 2 failed"
        );
    }

    #[test]
    fn durations_read_well() {
        assert_eq!(duration(Duration::from_millis(200)), "200 ms");
        assert_eq!(duration(Duration::from_secs(59)), "59 s");
        assert_eq!(duration(Duration::from_secs(90)), "1 min 30 s");
        assert_eq!(duration(Duration::from_secs(3600)), "60 min");
    }
}

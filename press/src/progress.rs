//! How far the work has come: a bar on a terminal, a line for each long phase elsewhere.

use std::{
    io::{self, IsTerminal},
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::say;

/// Below so many steps a phase is over before anyone could read of it.
const WORTH_TELLING: usize = 500;

/// As many steps that take long are worth telling of.
const A_FEW: usize = 8;

/// Where progress is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Silent,
    Lines,
    Bar,
}

impl Progress {
    /// To standard error, as suits it.
    pub fn to_stderr() -> Self {
        if io::stderr().is_terminal() {
            Self::Bar
        } else {
            Self::Lines
        }
    }

    /// Begins a phase of so many steps.
    pub fn phase(self, what: &'static str, steps: usize) -> Phase {
        let told = if steps < WORTH_TELLING { Self::Silent } else { self };
        told.begin(what, steps)
    }

    /// Begins a phase whose single steps take long.
    pub fn long_phase(self, what: &'static str, steps: usize) -> Phase {
        let told = if steps < A_FEW { Self::Silent } else { self };
        told.begin(what, steps)
    }

    fn begin(self, what: &'static str, steps: usize) -> Phase {
        let told = self;
        let bar = match told {
            Self::Bar => {
                let length = u64::try_from(steps).unwrap_or(u64::MAX);
                let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
                if let Ok(style) = ProgressStyle::with_template("kiosque: {msg} {bar:30} {pos}/{len} {eta}") {
                    bar.set_style(style);
                }
                bar.set_message(what);
                bar.enable_steady_tick(Duration::from_millis(200));
                bar
            }
            _ => ProgressBar::hidden(),
        };
        if told == Self::Lines {
            say(io::stderr(), format_args!("kiosque: {what}: {steps}"));
        }
        Phase {
            what,
            steps,
            done: AtomicUsize::new(0),
            lines: told == Self::Lines,
            bar,
        }
    }
}

/// A phase of the work, until it is dropped.
pub struct Phase {
    what: &'static str,
    steps: usize,
    done: AtomicUsize,
    lines: bool,
    bar: ProgressBar,
}

impl Phase {
    /// One step is done.
    pub fn advance(&self) {
        self.bar.inc(1);
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        // A line for each fifth, where there is much to wait for.
        let fifth = self.steps / 5;
        if self.lines && self.steps >= 10 * WORTH_TELLING && done.is_multiple_of(fifth) && done < self.steps {
            say(
                io::stderr(),
                format_args!("kiosque: {}: {done} of {}", self.what, self.steps),
            );
        }
    }
}

impl Drop for Phase {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

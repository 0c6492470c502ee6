//! The problems of a content folder.

use std::{
    fmt::{self, Display},
    io,
};

use crate::say;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It must be mended before the newspaper can be published.
    Error,
    /// An error when publishing; while the newspaper is written, the picture may still come.
    Picture,
    /// It can be published so, but someone should look.
    Warning,
}

/// One thing that is wrong.
#[derive(Debug)]
pub struct Problem {
    pub file: String,
    /// The JSON path within the file, beginning with `$`.
    pub path: String,
    pub what: String,
    pub remedy: String,
    pub severity: Severity,
}

impl Display for Problem {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.severity == Severity::Warning {
            "warning"
        } else {
            "error"
        };
        write!(
            to,
            "{}: {}: {kind}: {}; {}",
            self.file, self.path, self.what, self.remedy
        )
    }
}

/// All that is wrong, in the order in which it was found.
#[derive(Debug, Default)]
pub struct Report(Vec<Problem>);

impl Report {
    pub fn add(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// While the newspaper is written, a picture that is not there yet is no reason to stop.
    pub fn forgive_pictures(&mut self) {
        for problem in &mut self.0 {
            if problem.severity == Severity::Picture {
                problem.severity = Severity::Warning;
            }
        }
    }

    /// Whether the newspaper must not be published so.
    pub fn stops(&self) -> bool {
        self.0.iter().any(|problem| problem.severity != Severity::Warning)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// To standard error: the errors, the warnings, and how many.
    pub fn print(&self) {
        let (warnings, errors): (Vec<_>, Vec<_>) = self
            .0
            .iter()
            .partition(|problem| problem.severity == Severity::Warning);
        for problem in errors.iter().chain(&warnings) {
            say(io::stderr(), problem);
        }
        let errors = counted(errors.len(), "error");
        let warnings = counted(warnings.len(), "warning");
        say(io::stderr(), format_args!("{errors}, {warnings}"));
    }

    #[cfg(test)]
    pub fn problems(&self) -> &[Problem] {
        &self.0
    }
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

//! The problems of a content folder.

use std::fmt::{self, Display};

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It must be mended before the newspaper can be published.
    Error,
    /// As an error when publishing; while writing, the picture may still come.
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

    /// Whether the newspaper must not be published so.
    pub fn stops(&self, pictures_may_miss: bool) -> bool {
        self.0.iter().any(|problem| match problem.severity {
            Severity::Error => true,
            Severity::Picture => !pictures_may_miss,
            Severity::Warning => false,
        })
    }

    /// To standard error: the errors, the warnings, and how many.
    pub fn print(&self) {
        let (warnings, errors): (Vec<_>, Vec<_>) = self
            .0
            .iter()
            .partition(|problem| problem.severity == Severity::Warning);
        for problem in errors.iter().chain(&warnings) {
            eprintln!("{problem}");
        }
        eprintln!(
            "{}, {}",
            counted(errors.len(), "error"),
            counted(warnings.len(), "warning")
        );
    }

    #[cfg(test)]
    pub fn problems(&self) -> &[Problem] {
        &self.0
    }
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

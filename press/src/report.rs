//! The problems of a content folder.

mod located;
mod plain;
mod printed;

use std::{
    fmt::{self, Display},
    io,
    path::Path,
};

use crate::say;
pub use plain::plain;
pub use printed::{Format, tell};

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
            plain(&self.file),
            plain(&self.path),
            plain(&self.what),
            plain(&self.remedy)
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

    /// Adds a problem unless there is one at its place that stops as well.
    pub fn add_new(&mut self, problem: Problem) {
        let same = |known: &Problem| {
            (&known.file, &known.path) == (&problem.file, &problem.path) && known.severity <= problem.severity
        };
        if !self.0.iter().any(same) {
            self.add(problem);
        }
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

    /// Whether nothing but pictures stands in the way.
    pub fn is_only_of_pictures(&self) -> bool {
        !self.0.iter().any(|problem| problem.severity == Severity::Error)
    }

    pub fn warnings(&self) -> usize {
        let warnings = self
            .0
            .iter()
            .filter(|problem| problem.severity == Severity::Warning);
        warnings.count()
    }

    /// Adds what another found.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// As [`Report::print`]; nothing when there is nothing to tell. Warnings of articles that have not
    /// changed since were printed when they were read.
    pub fn print_beside(&self, folder: &Path, format: Format, earlier_warnings: usize) {
        if !self.0.is_empty() {
            self.print(folder, format);
        }
        if earlier_warnings > 0 {
            let warnings = counted(earlier_warnings, "earlier warning");
            say(
                io::stderr(),
                format_args!(
                    "{warnings} in articles that have not changed; `kiosque check --format short` says each"
                ),
            );
        }
    }

    /// Each as it is found, without how many.
    pub fn print_each(&self, folder: &Path, format: Format) {
        printed::print(self.0.iter(), folder, format);
    }

    /// The errors, the warnings, and how many, of a content folder's files.
    pub fn print(&self, folder: &Path, format: Format) {
        let (warnings, errors): (Vec<_>, Vec<_>) = self
            .0
            .iter()
            .partition(|problem| problem.severity == Severity::Warning);
        printed::print(errors.iter().chain(&warnings).copied(), folder, format);
        let errors = counted(errors.len(), "error");
        let warnings = counted(warnings.len(), "warning");
        say(io::stderr(), format_args!("{errors}, {warnings}"));
    }

    #[cfg(test)]
    pub fn problems(&self) -> &[Problem] {
        &self.0
    }
}

/// A number of things, such as "1 article".
pub fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

//! Problems as they are told: to people at a terminal with the line itself, to pipes in a line, to programs as JSON.

use std::{
    collections::HashMap,
    fs,
    io::{self, IsTerminal},
    path::Path,
};

use clap::ValueEnum;
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource, Severity as Grade,
};
use serde_json::json;

use super::{Problem, Severity, located::Located};
use crate::say;

/// A line longer than this is shown in part.
const LONGEST: usize = 160;

/// How problems are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the line in question and a mark under the fault
    Full,
    /// A line for each
    Short,
    /// A line of JSON for each, for other programs
    Json,
}

impl Format {
    /// What people and pipes are told where nobody chose.
    pub fn usual() -> Self {
        match io::stderr().is_terminal() {
            true => Self::Full,
            false => Self::Short,
        }
    }
}

/// Tells problems of the files of a content folder.
pub fn print<'a>(problems: impl Iterator<Item = &'a Problem> + Clone, folder: &Path, format: Format) {
    if format == Format::Short {
        problems.for_each(|problem| say(io::stderr(), problem));
        return;
    }
    let mut paths: HashMap<&str, Vec<&str>> = HashMap::new();
    for problem in problems.clone() {
        paths.entry(&problem.file).or_default().push(&problem.path);
    }
    let mut files: HashMap<&str, Located> = HashMap::new();
    for problem in problems {
        let located = files.entry(&problem.file).or_insert_with(|| {
            let text = fs::read_to_string(folder.join(&problem.file)).unwrap_or_default();
            let paths = paths.get(problem.file.as_str()).into_iter().flatten();
            Located::read(text, paths.copied())
        });
        match format {
            Format::Json => say(io::stdout(), as_json(problem, located)),
            _ => say(io::stderr(), full(problem, located)),
        }
    }
}

fn as_json(problem: &Problem, located: &Located) -> String {
    let at = located.find(&problem.path);
    let (line, column) = at.as_ref().map(|at| located.line_and_column(at.start)).unzip();
    let severity = match problem.severity {
        Severity::Warning => "warning",
        Severity::Error | Severity::Picture => "error",
    };
    json!({
        "severity": severity, "file": problem.file, "line": line, "column": column, "path": problem.path,
        "what": problem.what, "remedy": problem.remedy,
    })
    .to_string()
}

fn full(problem: &Problem, located: &Located) -> String {
    let grade = match problem.severity {
        Severity::Warning => Grade::Warning,
        Severity::Error | Severity::Picture => Grade::Error,
    };
    let diagnostic = MietteDiagnostic::new(format!("{}: {}", problem.path, problem.what))
        .with_severity(grade)
        .with_help(problem.remedy.clone());
    let report = match located.find(&problem.path) {
        // What is wrong with a file as a whole is at no line of it.
        Some(at) if problem.path != "$" => {
            let (text, at) = located.excerpt(at, LONGEST);
            let label = LabeledSpan::underline(at);
            miette::Report::new(diagnostic.with_label(label))
                .with_source_code(NamedSource::new(&problem.file, text))
        }
        _ => miette::Report::new(MietteDiagnostic {
            message: format!("{}: {}", problem.file, problem.what),
            ..diagnostic
        }),
    };
    let theme = match io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        true => GraphicalTheme::unicode(),
        false => GraphicalTheme::unicode_nocolor(),
    };
    let mut text = String::new();
    let rendered = GraphicalReportHandler::new_themed(theme)
        .with_context_lines(1)
        .render_report(&mut text, report.as_ref());
    match rendered {
        Ok(()) => text.trim_end().to_owned() + "\n",
        Err(_) => problem.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(path: &str) -> Problem {
        Problem {
            file: "articles/un.json".to_owned(),
            path: path.to_owned(),
            what: "this says nothing".to_owned(),
            remedy: "write its text".to_owned(),
            severity: Severity::Error,
        }
    }

    const TEXT: &str =
        "{\n  \"headline\": \"\",\n  \"body\": [{\"type\": \"paragraph\", \"spans\": []}]\n}\n";

    fn located(text: &str, path: &str) -> Located {
        Located::read(text.to_owned(), [path].into_iter())
    }

    #[test]
    fn people_see_the_line_and_the_fault_in_it() {
        let shown = full(&problem("$.body[0].spans"), &located(TEXT, "$.body[0].spans"));
        for part in [
            "$.body[0].spans: this says nothing",
            "articles/un.json:3:",
            "\"spans\": []",
            "write its text",
        ] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
        let whole = full(&problem("$"), &located(TEXT, "$"));
        assert!(whole.contains("articles/un.json: this says nothing"), "{whole}");
    }

    #[test]
    fn an_export_in_one_line_is_shown_in_part() {
        let text = format!(
            "{{\"a\": \"{0}\", \"é\": \"\", \"b\": \"{0}\"}}",
            "x".repeat(100_000)
        );
        let shown = full(&problem("$.é"), &located(&text, "$.é"));
        assert!(
            shown.contains("\"é\": \"\"") && shown.len() < 2_000,
            "{}",
            shown.len()
        );
    }

    #[test]
    fn programs_are_told_line_and_column() {
        let told = |path: &str| -> serde_json::Value {
            serde_json::from_str(&as_json(&problem(path), &located(TEXT, path))).unwrap()
        };
        let at = told("$.body[0].spans");
        assert_eq!((&at["line"], &at["column"]), (&json!(3), &json!(34)));
        assert_eq!(told("$.gone")["line"], json!(1), "the nearest that is there");
    }
}

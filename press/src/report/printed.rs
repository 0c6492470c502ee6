//! Problems as they are told: to people at a terminal with the line itself, to pipes in a line, to programs as JSON.

use std::{
    collections::HashMap,
    io::{self, IsTerminal},
    path::Path,
};

use clap::ValueEnum;
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, MietteError, MietteSpanContents,
    Severity as Grade, SourceCode, SourceSpan, SpanContents,
};
use serde_json::json;

use super::{
    Problem, Severity,
    located::{Excerpt, Located},
    plain,
};
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
pub fn print<'a>(problems: impl Iterator<Item = &'a Problem>, folder: &Path, format: Format) {
    if format == Format::Short {
        problems.for_each(|problem| say(io::stderr(), problem));
        return;
    }
    let (shown, more) = match format {
        Format::Full => few(problems),
        _ => (problems.collect(), Vec::new()),
    };
    let mut paths: HashMap<&str, Vec<&str>> = HashMap::new();
    for problem in &shown {
        paths.entry(&problem.file).or_default().push(&problem.path);
    }
    let mut files: HashMap<&str, Located> = HashMap::new();
    for problem in shown {
        let located = files.entry(&problem.file).or_insert_with(|| {
            let paths = paths.get(problem.file.as_str()).into_iter().flatten();
            Located::read(&folder.join(&problem.file), paths.copied())
        });
        match format {
            Format::Json => say(io::stdout(), as_json(problem, located)),
            _ => say(io::stderr(), full(problem, located)),
        }
    }
    for (what, count) in more {
        let what = plain(what);
        say(
            io::stderr(),
            format_args!("and {count} more such as: {what}; `--format short` says each\n"),
        );
    }
}

/// So often a warning is shown with its line: an archive that was imported has thousands of one kind.
const SHOWN: usize = 3;

/// What a warning says whatever it says it of, which stands between quotation marks.
fn kind(what: &str) -> String {
    what.split('"').step_by(2).collect()
}

/// All errors, the first warnings of each kind, and how many more there are.
fn few<'a>(problems: impl Iterator<Item = &'a Problem>) -> (Vec<&'a Problem>, Vec<(&'a str, usize)>) {
    let mut shown = Vec::new();
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for problem in problems {
        if problem.severity != Severity::Warning {
            shown.push(problem);
            continue;
        }
        let number = *known.entry(kind(&problem.what)).or_insert_with(|| {
            kinds.push((&problem.what, 0));
            kinds.len() - 1
        });
        if let Some((_, count)) = kinds.get_mut(number) {
            *count += 1;
            if *count <= SHOWN {
                shown.push(problem);
            }
        }
    }
    let more = kinds.into_iter().filter(|(_, count)| *count > SHOWN);
    (shown, more.map(|(what, count)| (what, count - SHOWN)).collect())
}

/// Tells of a failure that is of no file of the content.
pub fn tell(why: &str, format: Format) {
    match format {
        Format::Json => {
            let told = json!({
                "severity": "error", "file": null, "line": null, "column": null, "path": null, "what": why, "remedy": null,
            });
            say(io::stdout(), told);
        }
        _ => say(io::stderr(), format_args!("kiosque: {}", plain(why))),
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

/// An excerpt with the lines and columns that it has in its file.
struct Part {
    name: String,
    excerpt: Excerpt,
}

impl SourceCode for Part {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let read = self.excerpt.text.read_span(span, before, after)?;
        // Without lines around it is asked for where what is marked begins.
        let column = if before == 0 { self.excerpt.column } else { 0 };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            read.data(),
            *read.span(),
            read.line() + self.excerpt.first_line,
            column,
            read.line_count(),
        )))
    }
}

fn full(problem: &Problem, located: &Located) -> String {
    let grade = match problem.severity {
        Severity::Warning => Grade::Warning,
        Severity::Error | Severity::Picture => Grade::Error,
    };
    let (file, path, what) = (plain(&problem.file), plain(&problem.path), plain(&problem.what));
    let message = match problem.path.as_str() {
        "$" => what.to_string(),
        _ => format!("{path}: {what}"),
    };
    let diagnostic = MietteDiagnostic::new(message)
        .with_severity(grade)
        .with_help(plain(&problem.remedy));
    let report = match located.marked(&problem.path) {
        Some(at) => {
            let excerpt = located.excerpt(at, LONGEST);
            let label = LabeledSpan::underline(excerpt.marked.clone());
            let name = file.into_owned();
            miette::Report::new(diagnostic.with_label(label)).with_source_code(Part { name, excerpt })
        }
        None => miette::Report::new(MietteDiagnostic {
            message: format!("{file}: {what}"),
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

    /// In ten thousand warnings of one kind nobody finds the one of another, and no error.
    #[test]
    fn of_many_warnings_of_a_kind_the_first_are_shown() {
        let warning = |what: &str, severity| Problem {
            what: what.to_owned(),
            severity,
            ..problem("$.description")
        };
        let mut problems: Vec<Problem> = (0..9).map(|_| warning("no lead", Severity::Warning)).collect();
        problems.extend((0..4).map(|number| warning(&format!("\"{number}\" is in full"), Severity::Warning)));
        problems.push(warning("no alt", Severity::Warning));
        problems.extend((0..5).map(|_| warning("no headline", Severity::Error)));
        let (shown, more) = few(problems.iter());
        let count = |what: &str| shown.iter().filter(|problem| problem.what == what).count();
        assert_eq!(
            (count("no lead"), count("no alt"), count("no headline")),
            (3, 1, 5)
        );
        assert_eq!(more, [("no lead", 6), ("\"0\" is in full", 1)]);
    }

    const TEXT: &str =
        "{\n  \"headline\": \"\",\n  \"body\": [{\"type\": \"paragraph\", \"spans\": []}]\n}\n";

    fn located(text: &str, path: &str) -> Located {
        Located::find_all(text.to_owned(), [path].into_iter())
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

    /// As a newsroom sees it that forgot a comma, or whose program writes Latin-1.
    #[test]
    fn what_is_no_json_has_its_line_and_a_mark_under_the_fault() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("un.json");
        for (bytes, line, column, marked) in [
            (&b"{\n  \"a\": [1 \"b\"]\n}"[..], 2, 11, "\"a\": [1 \"b\"]"),
            (b"{\r\n  \"\xc3\xa9\": \"\xc3\xa9,\r\n}", 2, 8, "\"é\": \"é,"),
            (b"{\n\n  \"a\": \"\xe9t\xe9\"}", 3, 9, "\"a\": \"été\"}"),
            (b"{\"a\": \"\x1b[2J\"}", 1, 8, "\"␛[2J\""),
            (b"{\"a\": \"\xc3", 1, 7, "{\"a\": \""),
        ] {
            std::fs::write(&path, bytes).unwrap();
            let located = Located::read(&path, ["$"].into_iter());
            let shown = full(&problem("$"), &located);
            assert!(
                shown.contains(&format!("articles/un.json:{line}:{column}")),
                "{shown}"
            );
            let mut lines = shown.lines().skip_while(|line| !line.contains(marked));
            assert!(lines.next().is_some(), "{shown}");
            assert!(
                lines.next().is_some_and(|line| line.contains(['─', '┬', '▲'])),
                "{shown}"
            );
            let told: serde_json::Value = serde_json::from_str(&as_json(&problem("$"), &located)).unwrap();
            assert_eq!(
                (&told["line"], &told["column"]),
                (&json!(line), &json!(column)),
                "{shown}"
            );
        }
    }

    #[test]
    fn no_line_floods_a_terminal_nor_gives_it_orders() {
        let long = format!("\"{}\"", "x\u{7f}".repeat(100_000));
        let text = format!("[\n{long},\n\"\u{7f}\", {{\"é\": \"\"}},\n{long}]");
        let shown = full(&problem("$[2].é"), &located(&text, "$[2].é"));
        assert!(shown.contains("\"␡\", {\"é\": \"\"}"), "{shown}");
        assert!(
            shown.len() < 2_000 && !shown.contains('\u{7f}'),
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

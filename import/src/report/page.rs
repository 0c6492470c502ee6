//! The report as pages: one that sums up, and one for each reason.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use super::{Items, ReadLine};
use crate::{
    error::Error,
    outcome::{Outcome, Reason},
    text,
};

/// How many places a page tells of; more go on to the next.
const MOST: u64 = 2_000;

const STYLE: &str = "<style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;\
    padding:0 1rem;overflow-wrap:anywhere}h1{font-size:1.6rem;line-height:1.25;text-wrap:balance}h2{font-size:1.2rem;margin:2.5rem 0 0}\
    h2+p{margin:.2rem 0 .8rem}table{border-collapse:collapse;width:100%}td{padding:.4rem 0;border-bottom:1px solid #8885;\
    vertical-align:top}td:last-child{text-align:end;white-space:nowrap;padding-inline-start:1.5rem;font-variant-numeric:tabular-nums}ol{padding-inline-start:\
    2.5rem}li{margin:.9rem 0}small{opacity:.75}</style>";

struct Page {
    file: BufWriter<File>,
    path: PathBuf,
    /// How many it has, of all.
    count: u64,
    number: u64,
}

pub struct Pages {
    folder: PathBuf,
    open: BTreeMap<String, Page>,
}

impl Pages {
    pub fn create(folder: &Path) -> Result<Self, Error> {
        let made = match fs::remove_dir_all(folder) {
            Err(why) if why.kind() != std::io::ErrorKind::NotFound => Err(why),
            _ => fs::create_dir_all(folder),
        };
        made.map_err(|why| Error::write(folder, why))?;
        Ok(Self {
            folder: folder.to_owned(),
            open: BTreeMap::new(),
        })
    }

    pub fn add(&mut self, items: &Items) -> Result<(), Error> {
        items
            .told
            .iter()
            .try_for_each(|(reason, item)| self.tell(reason, item))
    }

    fn tell(&mut self, reason: &str, item: &str) -> Result<(), Error> {
        if !self.open.contains_key(reason) {
            let page = self.begin(reason, 1, 0)?;
            self.open.insert(reason.to_owned(), page);
        }
        let Some(page) = self.open.get(reason) else {
            return Ok(());
        };
        let (count, number) = (page.count, page.number);
        if count > 0 && count.is_multiple_of(MOST) {
            let next = name(reason, number + 1);
            let new = self.begin(reason, number + 1, count)?;
            if let Some(mut full) = self.open.insert(reason.to_owned(), new) {
                let failed = |why| Error::write(&full.path, why);
                write!(full.file, "</ol><p><a href=\"{next}\">More</a></p>")
                    .and_then(|()| full.file.flush())
                    .map_err(failed)?;
            }
        }
        let Some(page) = self.open.get_mut(reason) else {
            return Ok(());
        };
        page.count += 1;
        writeln!(page.file, "{item}").map_err(|why| Error::write(&page.path, why))
    }

    fn begin(&self, reason: &str, number: u64, count: u64) -> Result<Page, Error> {
        let path = self.folder.join(name(reason, number));
        let told = reason_of(reason).map_or("", Reason::told);
        let title = if told.is_empty() { reason } else { told };
        let file = File::create(&path).map_err(|why| Error::write(&path, why))?;
        let mut page = Page {
            file: BufWriter::new(file),
            path,
            count,
            number,
        };
        let title = escaped(title);
        write!(
            page.file,
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
             <title>{title}</title>{STYLE}<p><a href=\"../report.html\">The whole import</a></p><h1>{title}</h1><ol start=\"{}\">",
            count + 1
        )
        .map_err(|why| Error::write(&page.path, why))?;
        Ok(page)
    }

    /// Ends the pages; gives the one that sums up.
    pub fn end(self, source: &str, records: &BTreeMap<String, u64>) -> Result<String, Error> {
        let mut counts: BTreeMap<Outcome, Vec<(Reason, u64)>> = BTreeMap::new();
        for (reason, mut page) in self.open {
            page.file
                .write_all(b"</ol>")
                .and_then(|()| page.file.flush())
                .map_err(|why| Error::write(&page.path, why))?;
            if let Some(reason) = reason_of(&reason) {
                counts
                    .entry(reason.outcome())
                    .or_default()
                    .push((reason, page.count));
            }
        }
        let articles = records.get("kept").copied().unwrap_or_default();
        let all: u64 = records.values().sum();
        let mut html = format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
             <title>What was imported</title>{STYLE}<h1>What was imported</h1><p>From {}: {all} records, of which {articles} are \
             articles now. Every word, link, picture and frame that is not simply in its article is told of here; \
             <a href=\"report.jsonl\">report.jsonl</a> has all of it for programs.</p>",
            escaped(source)
        );
        for (outcome, title, what) in [
            (
                Outcome::SetAside,
                "Set aside",
                "Left whole, outside of the articles, for the newsroom to decide.",
            ),
            (Outcome::Dropped, "Dropped", "Nowhere but in this report."),
            (
                Outcome::MadeUp,
                "Made up",
                "The source did not say it, and an article needs it: please look.",
            ),
            (Outcome::Converted, "Converted", "There, in another form."),
            (
                Outcome::Kept,
                "Kept",
                "Brought over as it was; all that is not told of here is, too.",
            ),
        ] {
            let Some(reasons) = counts.get_mut(&outcome) else {
                continue;
            };
            reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            html.push_str(&format!("<h2>{title}</h2><p>{what}</p><table><tbody>"));
            for (reason, count) in reasons {
                let page = name(&id(*reason), 1);
                html.push_str(&format!(
                    "<tr><td><a href=\"report/{page}\">{}</a></td><td>{count}</td></tr>",
                    escaped(reason.told())
                ));
            }
            html.push_str("</tbody></table>");
        }
        html.push_str("</html>\n");
        Ok(html)
    }
}

/// What pages tell of a record: itself, and each part that is not simply as it was.
pub fn items(line: &ReadLine) -> Items {
    let record = record(line);
    let mut told = Vec::with_capacity(line.entries.len() + 1);
    if let Some(reason) = &line.reason {
        told.push((reason.clone(), format!("<li>{record}</li>")));
    }
    for entry in &line.entries {
        let part = |words: &Option<String>, before: &str| {
            let words = words.as_deref().map(|words| text::first_words(words, 300));
            words.map_or_else(String::new, |words| format!("{before}<q>{}</q>", escaped(&words)))
        };
        let was = part(&entry.was, "");
        let now = part(&entry.now, " → ");
        let why = entry.why.as_deref();
        let why = why.map_or_else(String::new, |why| format!(": {}", escaped(why)));
        let item = format!(
            "<li>{was}{now}{why}<br>{record} <small>{}</small></li>",
            escaped(&entry.place)
        );
        told.push((entry.reason.clone(), item));
    }
    Items {
        outcome: line.reason.as_ref().unwrap_or(&line.outcome).clone(),
        told,
    }
}

fn name(reason: &str, number: u64) -> String {
    match number {
        1 => format!("{reason}.html"),
        number => format!("{reason}-{number}.html"),
    }
}

fn id(reason: Reason) -> String {
    serde_json::to_value(reason)
        .ok()
        .and_then(|it| it.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn reason_of(id_of: &str) -> Option<Reason> {
    Reason::ALL.iter().copied().find(|reason| id(*reason) == id_of)
}

/// A record, with links to where it lies and where it was to be read.
fn record(line: &ReadLine) -> String {
    let title = match text::says(&line.title) {
        true => text::first_words(&line.title, 120),
        false => line.id.clone(),
    };
    let named = match &line.file {
        Some(file) => format!("<a href=\"../{}\">{}</a>", escaped(&href(file)), escaped(&title)),
        None => escaped(&title),
    };
    let old = line.address.as_deref().filter(|it| it.starts_with("http"));
    let old = old.map_or_else(String::new, |old| {
        format!(
            " · <a href=\"{}\" rel=\"noreferrer\">the old page</a>",
            escaped(old)
        )
    });
    format!("{named} <small>{}</small>{old}", escaped(&line.id))
}

fn href(file: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'.')
        .remove(b'-')
        .remove(b'_');
    percent_encoding::utf8_percent_encode(file, KEPT).to_string()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c if text::is_refused(c) => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

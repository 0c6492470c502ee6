//! Tables: `|{{head}}|{{head}}|`, `||caption|summary||`, `|<|` for what goes on to the right and `|^|` for what goes on below.

use std::fmt::Write;

use super::{Writer, shelf};
use crate::{
    outcome::{Entry, Kind, Reason},
    text,
};

/// The lines of a row at most: what begins with `|` and never ends is none.
const MOST_LINES: usize = 30;

/// A cell.
struct Cell {
    html: String,
    is_header: bool,
    columns: usize,
    rows: usize,
}

impl Writer<'_> {
    /// The table that lines begin with, and how many they are.
    pub(super) fn table(&mut self, lines: &[&str]) -> Option<(String, usize)> {
        let mut rows: Vec<String> = Vec::new();
        let mut caption = None;
        let mut at = 0;
        while let Some((row, length)) = row(lines.get(at..).unwrap_or_default()) {
            at += length;
            match row.strip_prefix("||").and_then(|it| it.strip_suffix("||")) {
                Some(said) if rows.is_empty() && caption.is_none() => caption = Some(said.to_owned()),
                _ => rows.push(row),
            }
        }
        if rows.is_empty() {
            // A caption without a table is a line as others are.
            return None;
        }
        let mut html = String::from("<table>");
        if let Some(caption) = caption {
            let (title, summary) = caption.split_once('|').unwrap_or((&caption, ""));
            let _ = write!(html, "<caption>{}</caption>", self.finished(title.trim()));
            if text::says(summary) {
                let summary = self.shelf.words(summary);
                self.entries
                    .push(Entry::new(Reason::NotAllowed, Kind::Words, self.place).was(summary));
            }
        }
        for row in self.cells(&rows) {
            html.push_str("<tr>");
            for cell in row.into_iter().flatten() {
                let name = if cell.is_header { "th" } else { "td" };
                let _ = write!(html, "<{name}");
                if cell.columns > 1 {
                    let _ = write!(html, " colspan=\"{}\"", cell.columns);
                }
                if cell.rows > 1 {
                    let _ = write!(html, " rowspan=\"{}\"", cell.rows);
                }
                let _ = write!(html, ">{}</{name}>", cell.html);
            }
            html.push_str("</tr>");
        }
        html.push_str("</table>");
        Some((html, at))
    }

    /// The cells of rows, each at its column; none where another one goes on.
    fn cells(&mut self, rows: &[String]) -> Vec<Vec<Option<Cell>>> {
        let (open, close) = (shelf::fixed("<strong>"), shelf::fixed("</strong>"));
        let strong = |said: &str| {
            let inner = said.strip_prefix(open.as_str())?.strip_suffix(close.as_str())?;
            (!inner.contains(&open)).then(|| inner.to_owned())
        };
        let mut all: Vec<Vec<Option<Cell>>> = Vec::new();
        // In which row the last cell of each column is.
        let mut last_rows: Vec<Option<usize>> = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let said: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let said: Vec<&str> = match row.strip_prefix('|').and_then(|it| it.strip_suffix('|')) {
                Some(inner) => inner.split('|').map(str::trim).collect(),
                None => said,
            };
            let is_head = number == 0
                && said.iter().any(|it| strong(it).is_some())
                && said
                    .iter()
                    .all(|it| it.is_empty() || self.is_merge(it) || strong(it).is_some());
            let mut cells: Vec<Option<Cell>> = Vec::new();
            let mut last = None;
            last_rows.resize(last_rows.len().max(said.len()), None);
            for (column, it) in said.iter().enumerate() {
                let left = last.and_then(|last: usize| cells.get_mut(last)?.as_mut());
                if self.is_left(it)
                    && let Some(left) = left
                {
                    left.columns += 1;
                    cells.push(None);
                    continue;
                }
                let last_row = last_rows.get(column).copied().flatten();
                let above = last_row.and_then(|row| all.get_mut(row)?.get_mut(column)?.as_mut());
                if *it == "^"
                    && let Some(above) = above
                {
                    above.rows += 1;
                    cells.push(None);
                    continue;
                }
                let inner = strong(it).filter(|_| is_head);
                let words = inner.as_deref().unwrap_or(it);
                // Lines within a cell.
                let lines: Vec<String> = words
                    .split('\n')
                    .map(|line| self.finished(line.trim().trim_start_matches("_ ")))
                    .collect();
                last = Some(column);
                cells.push(Some(Cell {
                    html: lines.join("<br>"),
                    is_header: is_head && !it.is_empty(),
                    columns: 1,
                    rows: 1,
                }));
            }
            for (last, cell) in last_rows.iter_mut().zip(&cells) {
                if cell.is_some() {
                    *last = Some(number);
                }
            }
            all.push(cells);
        }
        all
    }

    fn is_left(&self, said: &str) -> bool {
        said == "<" || self.shelf.restored(said) == "&lt;"
    }

    fn is_merge(&self, said: &str) -> bool {
        said == "^" || self.is_left(said)
    }
}

/// The row that lines begin with, and how many they are.
fn row(lines: &[&str]) -> Option<(String, usize)> {
    let mut row = String::new();
    for (number, line) in lines.iter().take(MOST_LINES).enumerate() {
        let line = line.trim();
        if number == 0 && !line.starts_with('|') || number > 0 && (line.is_empty() || line.starts_with('|')) {
            return None;
        }
        if number > 0 {
            row.push('\n');
        }
        row.push_str(line);
        if line.ends_with('|') && row.len() > 1 {
            return Some((row, number + 1));
        }
    }
    None
}

//! Tables.

use super::{
    Converter,
    flow::Flow,
    tree::{self, Node},
};
use crate::{
    block::{Block, Cell},
    outcome::{Entry, Kind, Reason},
};

/// More columns than these are no table that a page shows; the standard's own bound is 1,000.
const MOST_COLUMNS: usize = 100;
/// What repeated cells may add up to.
const MOST_CELLS: usize = 20_000;

/// A cell that goes on in the rows below.
#[derive(Clone)]
struct Below {
    cell: Cell,
    rows: usize,
}

impl<'a> Converter<'a> {
    /// A table, perhaps with a caption from around it.
    pub(super) fn table(&mut self, node: Node<'a>, caption: Option<String>, flow: &mut Flow) {
        flow.end_paragraph(&mut self.entries);
        let rows = rows(node);
        let cell_count = rows.iter().flat_map(|row| cells(*row)).count();
        if cell_count <= 1 && caption.is_none() {
            if cell_count == 1 {
                self.report(Reason::LayoutTable, Kind::Other, node, Some("table"), None);
            }
            self.children(node, flow);
            flow.end_paragraph(&mut self.entries);
            return;
        }
        let mut after = Vec::new();
        let mut caption = caption;
        let mut made: Vec<Vec<Cell>> = Vec::new();
        let mut below: Vec<Option<Below>> = Vec::new();
        let mut count = 0;
        for row in &rows {
            let mut line: Vec<Cell> = Vec::new();
            for node in cells(*row) {
                repeat(&mut line, &mut below, &mut self.entries);
                let blocks = self.apart(node, flow);
                let (spans, mut others) = self.line_of(blocks, node);
                after.append(&mut others);
                let cell = Cell {
                    header: tree::name(node) == "th",
                    spans,
                };
                let rows = span(node, "rowspan").max(1);
                let columns = span(node, "colspan").clamp(1, MOST_COLUMNS);
                if columns > 1 {
                    self.report(
                        Reason::SpannedCell,
                        Kind::Other,
                        node,
                        Some(&columns.to_string()),
                        None,
                    );
                }
                for column in 0..columns {
                    if line.len() >= MOST_COLUMNS && column > 0 {
                        break;
                    }
                    let cell = match column {
                        0 => cell.clone(),
                        _ => Cell {
                            header: cell.header,
                            spans: Vec::new(),
                        },
                    };
                    below.resize(below.len().max(line.len() + 1), None);
                    if rows > 1
                        && let Some(place) = below.get_mut(line.len())
                    {
                        *place = Some(Below {
                            cell: cell.clone(),
                            rows: rows - 1,
                        });
                    }
                    line.push(cell);
                }
            }
            repeat(&mut line, &mut below, &mut self.entries);
            count += line.len();
            if !line.is_empty() {
                made.push(line);
            }
            if count > MOST_CELLS {
                below.clear();
            }
        }
        // What stands in a table outside of its cells.
        for stray in strays(node) {
            match tree::name(stray) {
                "caption" => {
                    let blocks = self.apart(stray, flow);
                    let (spans, mut others) = self.line_of(blocks, stray);
                    after.append(&mut others);
                    let words = self.plain(&spans, Reason::PlainText);
                    caption = match caption {
                        Some(outer) if !words.is_empty() => Some(format!("{words} {outer}")),
                        None if !words.is_empty() => Some(words),
                        outer => outer,
                    };
                }
                _ => {
                    let mut inner = Flow::with_marks(flow.marks());
                    self.node(stray, &mut inner);
                    inner.end_paragraph(&mut self.entries);
                    flow.blocks.append(&mut inner.blocks);
                }
            }
        }
        let columns = made.iter().map(Vec::len).max().unwrap_or_default();
        for line in &mut made {
            line.resize(columns, Cell::default());
        }
        if made.iter().flatten().any(|cell| !cell.spans.is_empty()) {
            flow.blocks.push(Block::Table { caption, rows: made });
        } else if let Some(caption) = caption {
            flow.push(&caption);
            flow.end_paragraph(&mut self.entries);
        }
        flow.blocks.append(&mut after);
    }
}

/// Cells from above that go on here.
fn repeat(line: &mut Vec<Cell>, below: &mut [Option<Below>], entries: &mut Vec<Entry>) {
    while let Some(place) = below.get_mut(line.len()) {
        let Some(from) = place else { break };
        let words = crate::text::line(&crate::account::parted(&from.cell.spans));
        if !words.is_empty() {
            // How often its links are there is told once all of the body is.
            entries.push(Entry::new(Reason::RepeatedCell, Kind::Words, "body/table").now(words));
        }
        line.push(from.cell.clone());
        from.rows -= 1;
        if from.rows == 0 {
            *place = None;
        }
    }
}

fn span(node: Node<'_>, name: &str) -> usize {
    let given = tree::attribute(node, name).and_then(|given| given.trim().parse().ok());
    given.unwrap_or(1).min(1_000)
}

/// The rows of a table itself, those of tables within it left out.
fn rows(table: Node<'_>) -> Vec<Node<'_>> {
    let mut rows = Vec::new();
    for child in table.children() {
        match tree::name(child) {
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => {
                rows.extend(child.children().filter(|row| tree::name(*row) == "tr"))
            }
            _ => {}
        }
    }
    rows
}

fn cells(row: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    row.children()
        .filter(|cell| matches!(tree::name(*cell), "td" | "th"))
}

/// All else that a table has in it.
fn strays(table: Node<'_>) -> Vec<Node<'_>> {
    let mut strays = Vec::new();
    for child in table.children() {
        match tree::name(child) {
            "tr" => strays.extend(
                child
                    .children()
                    .filter(|it| !matches!(tree::name(*it), "td" | "th")),
            ),
            "thead" | "tbody" | "tfoot" => {
                for row in child.children() {
                    match tree::name(row) {
                        "tr" => strays.extend(
                            row.children()
                                .filter(|it| !matches!(tree::name(*it), "td" | "th")),
                        ),
                        _ => strays.push(row),
                    }
                }
            }
            "colgroup" | "col" => {}
            _ => strays.push(child),
        }
    }
    strays
}

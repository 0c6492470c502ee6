//! The budgets: brotli 11, cold cache, photo excluded. A build over budget fails. Their reasons are in
//! `docs/decisions/0005-size-of-the-reader.md`.

use std::fmt;

use super::assets::Kind;
use super::{Row, kib};

/// A limit for some of the files that a visit loads.
pub struct Budget {
    what: &'static str,
    /// In KiB (1,024 bytes) of brotli 11.
    limit: f64,
    /// What the limit must come down to, where it is not there yet. In KiB.
    goal: Option<f64>,
    counts: fn(&Row) -> bool,
}

/// Every budget that this build can already be held to.
pub const ALL: [Budget; 8] = [
    Budget {
        what: "everything for a first article",
        limit: 112.5,
        goal: Some(96.0),
        counts: |row| !is_document(row) && row.kind != Kind::Members,
    },
    Budget {
        what: "the light visit of an article",
        limit: 9.5,
        goal: None,
        counts: |row| {
            !is_document(row)
                && !matches!(
                    row.kind,
                    Kind::LaterStyle | Kind::Bindings | Kind::Wasm | Kind::Members
                )
        },
    },
    Budget {
        what: "the page's HTML",
        limit: 8.0,
        goal: Some(7.5),
        counts: |row| row.kind == Kind::Page,
    },
    Budget {
        what: "the article's JSON, when one comes from another page",
        limit: 6.0,
        goal: None,
        counts: is_document,
    },
    Budget {
        what: "JavaScript written by hand",
        limit: 2.0,
        goal: None,
        counts: |row| row.kind == Kind::Script,
    },
    Budget {
        what: "fonts",
        limit: 10.0,
        goal: None,
        counts: |row| row.kind == Kind::Font,
    },
    Budget {
        what: "the chunks of a discussion, which only members load",
        limit: 65.0,
        goal: Some(50.0),
        counts: |row| row.kind == Kind::Members && !row.path.ends_with("/own.wasm"),
    },
    Budget {
        what: "the chunks of a page of one's own, such as to sign in",
        limit: 50.0,
        goal: None,
        counts: |row| row.kind == Kind::Members && !row.path.ends_with("/contributions.wasm"),
    },
];

/// What a first visit does not load: its page carries it.
fn is_document(row: &Row) -> bool {
    row.path.starts_with("data/")
}

/// How a build stands against a budget.
pub struct Verdict {
    what: &'static str,
    limit: f64,
    goal: Option<f64>,
    bytes: u64,
}

impl Budget {
    pub fn judge(&self, rows: &[Row]) -> Verdict {
        let counted = rows.iter().filter(|row| (self.counts)(row));
        Verdict {
            what: self.what,
            limit: self.limit,
            goal: self.goal,
            bytes: counted.map(|row| row.brotli).sum(),
        }
    }
}

impl Verdict {
    pub fn holds(&self) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "a file's size is far below 2^52")]
        let bytes = self.bytes as f64;
        bytes <= self.limit * 1024.0
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.holds() { "ok" } else { "OVER BUDGET" };
        write!(
            formatter,
            "{mark}: {} {} of {} KiB",
            self.what,
            kib(self.bytes),
            self.limit
        )?;
        match self.goal {
            Some(goal) => write!(formatter, " (the goal is {goal})"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(path: &str, kind: Kind, brotli: u64) -> Row {
        Row {
            path: path.into(),
            kind,
            raw: brotli,
            brotli,
        }
    }

    #[test]
    fn a_byte_too_much_is_over_budget() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a limit in whole bytes"
        )]
        let limit = (ALL[0].limit * 1024.0) as u64;
        let verdict = |bytes| ALL[0].judge(&[row("index.html", Kind::Page, bytes)]);
        assert!(verdict(limit).holds());
        let over = verdict(limit + 1);
        assert!(!over.holds());
        assert!(over.to_string().starts_with("OVER BUDGET: everything"), "{over}");
    }

    #[test]
    fn each_budget_counts_its_own_files() {
        let rows = [
            row("data/site.json", Kind::Data, 10),
            row("data/articles/a.json", Kind::Data, 20),
            row("boot.js", Kind::Script, 30),
            row("kiosque.js", Kind::Bindings, 40),
            row("kiosque-pages.css", Kind::LaterStyle, 5),
            row(".press/members/shared.wasm", Kind::Members, 50),
            row(".press/members/contributions.wasm", Kind::Members, 7),
            row(".press/members/own.wasm", Kind::Members, 3),
        ];
        let bytes: Vec<u64> = ALL.iter().map(|budget| budget.judge(&rows).bytes).collect();
        assert_eq!(bytes, [75, 30, 0, 30, 30, 0, 57, 53]);
    }
}

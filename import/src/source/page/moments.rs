//! When a page's article appeared and was changed.

use jiff::{Timestamp, tz::TimeZone};

use super::{classes, date, facts::Facts, head, linked};
use crate::{
    html::tree::{self, Node},
    outcome::{Entry, Kind, Reason},
    text,
};

impl Facts<'_> {
    /// When it appeared and was changed, and how that was found out where the page does not say it for programs.
    #[must_use]
    pub fn dates(
        &self,
        body: Option<Node<'_>>,
        zone: &TimeZone,
    ) -> (Option<Timestamp>, Option<Timestamp>, Vec<Entry>) {
        let mut bad = Vec::new();
        let first = |all: &[String], bad: &mut Vec<Entry>| {
            for said in all.iter().filter(|it| text::says(it)) {
                match date::read(said, zone) {
                    Some(at) => return Some(at),
                    None => bad.push(Entry::new(Reason::BadDate, Kind::Other, "date").was(said)),
                }
            }
            None
        };
        let published = [
            linked::said(self.field("datePublished")),
            self.head
                .meta(&["article:published_time", "og:article:published_time"])
                .to_owned(),
            self.property("datePublished"),
            linked::said(self.field("dateCreated")),
            self.head
                .meta(&[
                    "date",
                    "pubdate",
                    "publishdate",
                    "publish-date",
                    "publication_date",
                    "dc.date",
                    "dc.date.issued",
                    "dcterms.created",
                    "dc.date.created",
                    "sailthru.date",
                    "parsely-pub-date",
                    "article.published",
                    "citation_publication_date",
                    "og:pubdate",
                    "lp.date",
                    "cxenseparse:recs:publishtime",
                ])
                .to_owned(),
        ];
        let modified = [
            linked::said(self.field("dateModified")),
            self.head
                .meta(&[
                    "article:modified_time",
                    "og:updated_time",
                    "dcterms.modified",
                    "last-modified",
                ])
                .to_owned(),
            self.property("dateModified"),
        ];
        let modified = first(&modified, &mut Vec::new());
        if let Some(at) = first(&published, &mut bad) {
            return (Some(at), modified, bad);
        }
        let guessed = self.shown_date(body, zone);
        let guessed = guessed.or_else(|| {
            Some((
                date::in_path(self.address()?.path(), zone)?,
                self.address()?.into(),
            ))
        });
        if let Some((at, was)) = guessed {
            let was: String = was;
            let told = Entry::new(Reason::ReadOffPage, Kind::Other, "date").was(was);
            bad.push(told.now(at.to_string()));
            return (Some(at), modified, bad);
        }
        (None, modified, bad)
    }

    /// The date that readers see: of a `time` or what is named so, near the text.
    fn shown_date(&self, body: Option<Node<'_>>, zone: &TimeZone) -> Option<(Timestamp, String)> {
        let home = body.and_then(|body| {
            let mut around = std::iter::once(body).chain(body.ancestors());
            around.find(|it| {
                matches!(tree::name(*it), "article" | "main") && tree::find(*it, "h1").any(|_| true)
            })
        });
        let home = home.unwrap_or(self.page);
        let is_other = |node: Node<'_>| {
            node.ancestors().any(|it| {
                matches!(tree::name(it), "aside" | "nav" | "footer" | "li")
                    || matches!(classes::reason(it), Some(Reason::Related | Reason::PageComments))
                        && tree::name(it) != "body"
            })
        };
        let times = tree::find(home, "time").filter(|node| !is_other(*node));
        let read = |node: Node<'_>| {
            let said = head::value(node);
            Some((
                date::read(&said, zone).or_else(|| date::in_words(&said, zone))?,
                said,
            ))
        };
        if let Some(found) = times.into_iter().find_map(read) {
            return Some(found);
        }
        let names = [
            "date",
            "published",
            "pubdate",
            "posted-on",
            "publication",
            "publie",
            "entry-date",
            "timestamp",
            "datetime",
        ];
        let shown = home.descendants().filter(|node| {
            node.value().is_element()
                && tree::name(*node) != "body"
                && !is_other(*node)
                && classes::is_named(*node, &names)
        });
        let begins = home.descendants().filter_map(|node| {
            let small = node.value().as_text()?.to_lowercase();
            let small = small.trim_start_matches(|c: char| !c.is_alphanumeric());
            let is_said = ["publié", "published", "posted", "mis en ligne"]
                .iter()
                .any(|it| small.starts_with(it));
            node.parent().filter(|it| is_said && !is_other(*it))
        });
        shown.chain(begins).find_map(|node| {
            let said = text::line(&tree::text(node));
            let is_short = said.split_whitespace().count() <= 25;
            Some((date::in_words(&said, zone).filter(|_| is_short)?, said))
        })
    }
}

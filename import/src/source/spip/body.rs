//! The text of an article with all that SPIP shows around it: subtitle, lead, postscript, site, attached documents.

use super::{
    shortcuts::{self, Context, Written},
    tables::{Object, Tables},
    unnumbered,
};
use crate::{
    html::tree,
    outcome::{Entry, Kind, Reason},
    source::markup::{Markup, escaped},
    text,
};

/// The fields of an article, as SPIP has them.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    pub subtitle: String,
    pub lead: String,
    pub summary: String,
    pub text: String,
    pub postscript: String,
    pub site_name: String,
    pub site_url: String,
    /// Where a virtual article leads.
    pub leads_to: String,
}

/// A body that is being put together.
#[derive(Default)]
pub struct Body {
    pub html: String,
    pub lead: String,
    pub notes: Vec<(String, String)>,
    pub entries: Vec<Entry>,
    documents: Vec<u64>,
}

/// The longest lead, in characters: more is the beginning of the text.
const LONGEST_LEAD: usize = 900;
/// What a postscript is called.
const POSTSCRIPT: &str = "P.-S.";

impl Body {
    /// Puts the fields of an object together.
    pub fn of(fields: &Fields, kind: Object, number: u64, context: Context<'_>) -> Self {
        let mut body = Self::default();
        let lead = shortcuts::text(&fields.lead, "chapo", context);
        let is_line = is_line(&lead);
        let candidates = [
            (&fields.lead, "chapo", is_line),
            (&fields.summary, "descriptif", true),
            (&fields.subtitle, "soustitre", true),
        ];
        let chosen = candidates
            .into_iter()
            .find(|(said, _, fits)| *fits && text::says(&tree::text_of(said)));
        let mut is_subtitle_lead = false;
        if let Some((said, place, _)) = chosen {
            is_subtitle_lead = place == "soustitre";
            let written = shortcuts::line(said, place, context);
            body.lead = written.html;
            body.entries.extend(written.entries);
            if place == "chapo" && text::says(&fields.summary) {
                body.entries
                    .push(Entry::new(Reason::MetaField, Kind::Other, "descriptif").was(&fields.summary));
            }
        }
        if text::says(&fields.subtitle) && !is_subtitle_lead {
            let written = shortcuts::line(&fields.subtitle, "soustitre", context);
            body.html
                .push_str(&format!("<p><strong>{}</strong></p>", written.html));
            body.entries.extend(written.entries);
        }
        if !is_line {
            body.add(lead, "chapo");
        }
        body.add(shortcuts::text(&fields.text, "texte", context), "texte");
        if text::says(&fields.leads_to) {
            let link = format!("[->{}]", fields.leads_to.trim());
            body.add(shortcuts::text(&link, "virtuel", context), "virtuel");
        }
        body.site(fields);
        if text::says(&fields.postscript) {
            let written = shortcuts::text(&fields.postscript, "ps", context);
            body.entries
                .push(Entry::new(Reason::BoxTitle, Kind::Words, "ps").now(POSTSCRIPT));
            body.html
                .push_str(&format!("<details><summary>{POSTSCRIPT}</summary>"));
            body.add(written, "ps");
            body.html.push_str("</details>");
        }
        body.attached(kind, number, context);
        body
    }

    fn add(&mut self, written: Written, place: &str) {
        self.html.push_str(&own_notes(&written.html, place));
        self.notes.extend(
            written
                .notes
                .into_iter()
                .map(|(id, html)| (format!("{place}-{id}"), own_notes(&html, place))),
        );
        self.entries.extend(written.entries);
        self.documents.extend(written.documents);
    }

    /// The page of which an article tells: "Voir en ligne".
    fn site(&mut self, fields: &Fields) {
        let url = fields.site_url.trim();
        if !text::says(url) || matches!(url, "http://" | "https://") {
            if text::says(&fields.site_name) {
                self.html
                    .push_str(&format!("<p>{}</p>", escaped(&text::line(&fields.site_name))));
            }
            return;
        }
        let name = match text::says(&fields.site_name) {
            true => text::line(&tree::text_of(&fields.site_name)),
            false => url.to_owned(),
        };
        let mut markup = Markup::default();
        match url.starts_with("http://") || url.starts_with("https://") {
            true => markup.card(url, &name),
            false => markup.element("p", &[], |to| {
                to.element("a", &[("href", url)], |to| to.text(&name));
            }),
        }
        self.html.push_str(&markup.html);
    }

    /// What was attached to an article and stands nowhere in it: pictures as a gallery, and files.
    fn attached(&mut self, kind: Object, number: u64, context: Context<'_>) {
        let tables: &Tables = context.tables;
        let of = tables.documents_of.get(&(kind, number)).into_iter().flatten();
        let rest: Vec<u64> = of
            .map(|(_, number)| *number)
            .filter(|number| !self.documents.contains(number))
            .filter(|number| {
                tables
                    .document(*number)
                    .is_some_and(|it| !it.mode.starts_with("logo") && it.mode != "vignette")
            })
            .collect();
        let is_picture = |number: &u64| {
            tables
                .document(*number)
                .is_some_and(super::tables::Document::is_picture)
        };
        let (pictures, files): (Vec<u64>, Vec<u64>) = rest.into_iter().partition(is_picture);
        let shown = |number: u64| shortcuts::text(&format!("<doc{number}>"), "documents", context);
        match pictures.as_slice() {
            [] => {}
            [one] => self.add(shown(*one), "documents"),
            several => {
                self.html.push_str("<figure class=\"wp-block-gallery\">");
                several
                    .iter()
                    .for_each(|number| self.add(shown(*number), "documents"));
                self.html.push_str("</figure>");
            }
        }
        files
            .into_iter()
            .for_each(|number| self.add(shown(number), "documents"));
    }
}

/// The notes of each field are numbered for themselves.
fn own_notes(html: &str, place: &str) -> String {
    html.replace("<sup data-fn=\"note-", &format!("<sup data-fn=\"{place}-note-"))
}

/// Whether a lead can be told in plain words.
fn is_line(lead: &Written) -> bool {
    let is_plain = [
        "<img",
        "<figure",
        "<table",
        "<ul",
        "<ol",
        "<blockquote",
        "<iframe",
        "<audio",
        "<video",
        "<h2",
        "<h3",
        "<div",
        "<pre",
    ]
    .iter()
    .all(|tag| !lead.html.contains(tag));
    is_plain
        && lead.notes.is_empty()
        && lead.html.matches("<p>").count() <= 2
        && tree::text_of(&lead.html).chars().count() <= LONGEST_LEAD
}

/// Of a title its words alone; what numbers it is left out.
#[must_use]
pub fn title(said: &str, place: &str, context: Context<'_>, entries: &mut Vec<Entry>) -> String {
    let written = shortcuts::line(unnumbered(said), place, context);
    entries.extend(written.entries);
    written.html
}

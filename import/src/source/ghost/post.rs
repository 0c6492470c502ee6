//! From a post of Ghost to a record.

use std::hash::{Hash, Hasher};

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde_json::Value;
use url::Url;
use xxhash_rust::xxh3::Xxh3;

use super::{
    super::{Ids, Index, Version, json, markup},
    lexical, mobiledoc,
    tables::{Meta, Tables},
};
use crate::{
    outcome::{Entry, Kind, Reason},
    record::{Body, Picture, Record, Standing, Term},
    text,
};

/// What stands in texts where the site's address is to be.
const SITE: &str = "__GHOST_URL__";
/// The address of a site that nothing says the address of, as a new `site.json` has it.
const NOWHERE: &str = "https://journal.example/";
/// The comment before what members read, in posts of which there is only HTML.
const WALL: &str = "<!--members-only-->";

/// The fields of a post that are texts.
const TEXTS: [&str; 17] = [
    "slug",
    "title",
    "status",
    "visibility",
    "type",
    "html",
    "markdown",
    "lexical",
    "mobiledoc",
    "feature_image",
    "image",
    "custom_excerpt",
    "meta_description",
    "feature_image_alt",
    "feature_image_caption",
    "locale",
    "codeinjection_head",
];

/// Brings the fields of a post into the form that Ghost writes; tells of what is in none.
pub fn settle(row: &mut Value) -> Vec<Entry> {
    for name in ["lexical", "mobiledoc"] {
        // Programs that write such files leave the tree as it is, in place of a text of it.
        if let Some(field) = row.get_mut(name).filter(|field| field.is_object()) {
            *field = Value::String(field.to_string());
        }
    }
    json::settle(row, &TEXTS)
}

/// What the index keeps of a post.
#[derive(Debug)]
pub struct Brief {
    /// The id in the table.
    pub number: String,
    pub slug: String,
    pub title: String,
    pub author: String,
    pub status: String,
    pub is_page: bool,
    /// Whether all readers may read it.
    pub is_public: bool,
    pub published: Option<Timestamp>,
    created: String,
    changed: String,
    /// Of its row alone.
    pub print: u64,
}

impl Brief {
    pub fn read(row: &Value, print: u64) -> Self {
        // What says in a way that nobody understands who may read it is for nobody.
        let visibility = match &row["visibility"] {
            Value::Null => "",
            Value::String(text) => text,
            _ => "unknown",
        };
        let said = |name| json::text(row, name).to_owned();
        Self {
            number: json::id(&row["id"]),
            slug: said("slug"),
            title: said("title"),
            author: json::id(&row["author_id"]),
            status: said("status"),
            is_page: json::text(row, "type") == "page" || json::is_yes(&row["page"]),
            is_public: matches!(visibility, "" | "public") && !json::is_yes(&row["email_only"]),
            published: date(&row["published_at"]),
            created: json::id(&row["created_at"]),
            changed: json::id(&row["updated_at"]),
            print,
        }
    }

    /// Numbers as ids count from 1 on each site.
    fn version(&self, print: u64) -> Version {
        Version::new(print, &self.created, &self.changed)
    }

    fn standing(&self, tables: &Tables) -> Standing {
        let is_email_only = tables.meta(&self.number).is_some_and(|meta| meta.is_email_only);
        // What was sent only is in no reader's browser.
        if !self.is_public || is_email_only || self.status == "sent" {
            return Standing::SetAside(Reason::Private);
        }
        if self.is_page {
            return Standing::SetAside(match self.status.as_str() {
                "published" => Reason::Page,
                _ => Reason::DraftPage,
            });
        }
        match self.status.as_str() {
            "published" if self.published.is_some() => Standing::Published,
            "published" => Standing::Draft(Reason::NoDate),
            "scheduled" => Standing::Draft(Reason::Scheduled),
            _ => Standing::Draft(Reason::Draft),
        }
    }

    /// Of the post with all that it refers to.
    fn fingerprint(&self, tables: &Tables) -> u64 {
        let mut print = Xxh3::new();
        self.print.hash(&mut print);
        tables.meta(&self.number).hash(&mut print);
        for tag in tables.tags(&self.number) {
            (&tag.term, tag.is_internal).hash(&mut print);
        }
        tables.authors(&self.number, &self.author).hash(&mut print);
        print.finish()
    }
}

/// A moment as any version writes it: RFC 3339, milliseconds, or a database's own format in UTC.
fn date(value: &Value) -> Option<Timestamp> {
    let at = match value {
        Value::Number(number) => Timestamp::from_millisecond(number.as_i64()?).ok()?,
        Value::String(text) if text.trim().parse::<i64>().is_ok() => {
            Timestamp::from_millisecond(text.trim().parse().ok()?).ok()?
        }
        Value::String(text) => text.trim().parse().ok().or_else(|| {
            let local: DateTime = text.trim().parse().ok()?;
            Some(local.to_zoned_datetime(TimeZone::UTC).ok()?.timestamp())
        })?,
        _ => return None,
    };
    super::super::is_year(at).then_some(at)
}

fn id(brief: &Brief) -> String {
    format!("ghost-{}", brief.number)
}

fn sections(brief: &Brief, tables: &Tables) -> Vec<Term> {
    let public = tables.tags(&brief.number).filter(|tag| !tag.is_internal);
    public.map(|tag| tag.term.clone()).collect()
}

/// The old site's address, with a slash at its end.
fn base(index: &Index) -> Option<Url> {
    let mut base = index.newspaper.url.clone().or_else(|| Url::parse(NOWHERE).ok())?;
    if !base.path().ends_with('/') {
        base.set_path(&format!("{}/", base.path()));
    }
    Some(base)
}

/// Tells the index what single articles need of a post.
pub fn index(brief: &Brief, tables: &Tables, ids: &mut Ids, index: &mut Index) {
    let print = brief.fingerprint(tables);
    let Some(id) = ids.own(id(brief), brief.version(print)) else {
        return;
    };
    index.record(&id, print);
    let standing = brief.standing(tables);
    if matches!(standing, Standing::Published | Standing::Draft(_)) {
        index.section_of(&sections(brief, tables));
        for person in tables.authors(&brief.number, &brief.author) {
            index.author(&person);
        }
        let base = base(index);
        let addresses = base.map_or_else(Vec::new, |base| tables.addresses(&base, brief));
        if let Some(url) = addresses.first() {
            index.host(url);
        }
        let slug = if brief.slug.is_empty() {
            &brief.title
        } else {
            &brief.slug
        };
        index.article(&id, slug, &addresses, standing == Standing::Published);
    }
}

/// The record that a post is; none where the same was there before.
pub fn record(brief: &Brief, raw: &str, tables: &Tables, ids: &mut Ids, index: &Index) -> Option<Record> {
    let print = brief.fingerprint(tables);
    let id = ids.own(id(brief), brief.version(print))?;
    let base = base(index);
    let site = base.as_ref().map_or(NOWHERE, Url::as_str);
    let whole = raw.replace(SITE, site.trim_end_matches('/'));
    let (mut row, mut entries) = json::value(&whole).ok()?;
    entries.extend(settle(&mut row));
    if index.newspaper.url.is_none() && raw.contains(SITE) {
        entries.push(Entry::new(Reason::NoAddress, Kind::Other, "post").now(site));
    }
    let of_post = Meta::read(&row);
    let meta = tables.meta(&brief.number).unwrap_or(&of_post);
    for name in ["published_at", "updated_at"] {
        if !row[name].is_null() && date(&row[name]).is_none() {
            entries.push(Entry::new(Reason::BadDate, Kind::Other, name).was(json::id(&row[name])));
        }
    }
    for tag in tables.tags(&brief.number).filter(|tag| tag.is_internal) {
        entries.push(Entry::new(Reason::InternalTag, Kind::Other, "tags").was(&tag.term.name));
    }
    for place in ["codeinjection_head", "codeinjection_foot"] {
        if text::says(json::text(&row, place)) {
            let code = text::first_words(json::text(&row, place), 200);
            entries.push(Entry::new(Reason::Script, Kind::Other, place).was(code));
        }
    }
    let body = body(&row, &mut entries);
    let picture = picture(&row, meta, base.as_ref(), &mut entries);
    let standing = brief.standing(tables);
    let is_kept_back = entries.iter().any(|entry| entry.reason == Reason::Private);
    let lead = match json::text(&row, "custom_excerpt") {
        lead if text::says(lead) => lead,
        _ => &meta.description,
    };
    Some(Record {
        headline: markup::escaped(json::text(&row, "title")),
        lead: markup::escaped(lead),
        body: Body::Html {
            text: body,
            newlines: false,
            shortcodes: false,
        },
        slug: brief.slug.clone(),
        published: brief.published,
        modified: date(&row["updated_at"]),
        language: json::text(&row, "locale").to_owned(),
        sections: sections(brief, tables),
        authors: tables.authors(&brief.number, &brief.author),
        picture,
        addresses: base
            .as_ref()
            .map_or_else(Vec::new, |base| tables.addresses(base, brief)),
        is_sticky: json::is_yes(&row["featured"]),
        entries,
        raw: match standing {
            // A page is written as one; what is for some readers only, even in part, lies there as it was.
            Standing::SetAside(_) => raw.to_owned(),
            _ if is_kept_back => raw.to_owned(),
            _ => String::new(),
        },
        fingerprint: print,
        id,
        standing,
        ..Record::default()
    })
}

/// The text as HTML, of the newest form that the post has.
fn body(row: &Value, entries: &mut Vec<Entry>) -> String {
    let mut unread = |form: &str| {
        let was = text::first_words(json::text(row, form), 200);
        entries.push(Entry::new(Reason::OlderForm, Kind::Other, form).was(was));
    };
    let mut written = None;
    for form in ["lexical", "mobiledoc"] {
        let said = json::text(row, form);
        if said.trim().is_empty() || written.is_some() {
            continue;
        }
        written = serde_json::from_str::<Value>(said)
            .ok()
            .and_then(|value| match form {
                "lexical" => lexical::written(&value),
                _ => mobiledoc::written(&value),
            });
        if written.is_none() {
            unread(form);
        }
    }
    if let Some(markup) = written {
        let (html, told) = markup.finish();
        entries.extend(told);
        return html;
    }
    let html = json::text(row, "html");
    if html.trim().is_empty() {
        // Version 0.x wrote Markdown, and HTML of it once a post was shown.
        return super::cards::of_markdown(json::text(row, "markdown"));
    }
    match html.split_once(WALL) {
        Some((shown, behind)) => {
            let lost = markup::lost(Reason::Private, behind, "html");
            entries.push(markup::kept_back(&lost, "html"));
            shown.to_owned()
        }
        None => html.to_owned(),
    }
}

fn picture(row: &Value, meta: &Meta, base: Option<&Url>, entries: &mut Vec<Entry>) -> Option<Picture> {
    let address = match json::text(row, "feature_image") {
        "" => json::text(row, "image"),
        address => address,
    };
    let addresses = markup::picture_at(address, base, "feature_image", entries)?;
    entries.extend(markup::links(&meta.caption, "feature_image_caption"));
    Some(Picture {
        addresses,
        alt: markup::escaped(&meta.alt),
        caption: meta.caption.clone(),
        ..Picture::default()
    })
}

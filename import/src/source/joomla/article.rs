//! From a row of Joomla to a record.

use jiff::{Timestamp, tz::TimeZone};
use serde_json::Value;
use url::Url;

use super::{
    super::{Ids, Index, Version, hash, json, tables::Row, wxr},
    address,
    tables::{Place, Tables},
    tags,
};
use crate::{
    html::tree,
    outcome::{Entry, Kind, Reason},
    record::{Body, Picture, Record, Standing},
    slug,
    source::{
        fields::Own,
        markup::{self, Markup, escaped},
    },
    text,
};

/// What is kept of a row that is set aside as it was, and what of it makes another record of it.
pub const COLUMNS: &[&str] = &[
    "id",
    "title",
    "alias",
    "introtext",
    "fulltext",
    "state",
    "sectionid",
    "catid",
    "created",
    "created_by_alias",
    "modified",
    "publish_up",
    "publish_down",
    "images",
    "urls",
    "attribs",
    "metakey",
    "metadesc",
    "access",
    "metadata",
    "featured",
    "language",
    "note",
];

/// What the index keeps of a row.
#[derive(Debug)]
pub struct Brief {
    pub number: u64,
    pub title: String,
    pub alias: String,
    pub place: Place,
    user: u64,
    user_alias: String,
    state: i64,
    access: u64,
    is_featured: bool,
    published: Option<Timestamp>,
    /// As the table writes it.
    ends: String,
    created: String,
    changed: String,
    /// Of its row alone.
    print: u64,
}

/// A moment, which Joomla's tables have in UTC.
fn moment(row: &Row<'_>, column: &str) -> Option<Timestamp> {
    wxr::date::of_table(&row.line(column), &TimeZone::UTC)
}

impl Brief {
    pub fn read(row: &Row<'_>) -> Self {
        let (category, section) = (row.number("catid"), row.number("sectionid"));
        let place = match (category, section) {
            (0, 0) => Place::Nowhere,
            (0, section) => Place::Section(section),
            (category, _) => Place::Category(category),
        };
        Self {
            number: row.number("id"),
            title: row.text("title"),
            alias: row.line("alias"),
            place,
            user: row.number("created_by"),
            user_alias: row.line("created_by_alias"),
            state: row.whole("state").unwrap_or_default(),
            access: row
                .whole("access")
                .and_then(|it| it.try_into().ok())
                .unwrap_or(u64::MAX),
            is_featured: row.number("featured") == 1,
            created: row.line("created"),
            changed: row.line("modified"),
            published: moment(row, "publish_up").or_else(|| moment(row, "created")),
            ends: row.line("publish_down"),
            print: row.print(COLUMNS),
        }
    }

    fn id(&self) -> String {
        format!("joomla-{}", self.number)
    }

    fn standing(&self, tables: &Tables) -> Standing {
        let (is_public, is_shown) = tables.is_open(self.place);
        if !is_public || !tables.is_public(self.access) {
            return Standing::SetAside(Reason::Private);
        }
        match self.state {
            -2 => Standing::SetAside(Reason::Trashed),
            // What is archived is still to be read.
            1 | 2 | -1 if is_shown && !self.has_ended(tables) => match self.published {
                Some(_) => Standing::Published,
                None => Standing::Draft(Reason::NoDate),
            },
            _ => Standing::Draft(Reason::Draft),
        }
    }

    /// Whether it was to be taken away before the tables were last changed.
    fn has_ended(&self, tables: &Tables) -> bool {
        let is_date = wxr::date::of_table(&self.ends, &TimeZone::UTC).is_some();
        is_date && self.ends.as_str() <= tables.newest.as_str()
    }

    fn print(&self, tables: &Tables) -> u64 {
        let of = tables.print(self.number, self.place, self.user);
        hash(&format!(
            "{}\0{of}\0{:?}\0{}",
            self.print,
            self.standing(tables),
            tables.is_old
        ))
    }

    /// Ids count from 1 on each site.
    fn version(&self, print: u64) -> Version {
        Version::new(print, &self.created, &self.changed)
    }

    fn addresses(&self, tables: &Tables) -> Vec<Url> {
        address::all(tables, self.number, &self.alias, self.place)
    }
}

/// Tells the index what single articles need of a row.
pub fn index(brief: &Brief, tables: &Tables, ids: &mut Ids, index: &mut Index) {
    let print = brief.print(tables);
    let Some(id) = ids.own(brief.id(), brief.version(print)) else {
        return;
    };
    index.record(&id, print);
    let standing = brief.standing(tables);
    if matches!(standing, Standing::Published | Standing::Draft(_)) {
        index.section_of(&tables.sections(brief.place));
        if let Some(person) = tables.author(brief.user, &brief.user_alias) {
            index.author(&person);
        }
        let slug = if brief.alias.is_empty() {
            &brief.title
        } else {
            &brief.alias
        };
        index.article(
            &id,
            slug,
            &brief.addresses(tables),
            standing == Standing::Published,
        );
    }
}

/// The record that a row is; none where the same was there before.
pub fn record(row: &Row<'_>, tables: &Tables, ids: &mut Ids, index: &Index) -> Option<Record> {
    let brief = Brief::read(row);
    let print = brief.print(tables);
    let id = ids.own(brief.id(), brief.version(print))?;
    let standing = brief.standing(tables);
    let mut entries = Vec::new();
    for column in ["publish_up", "created", "modified"] {
        let said = row.line(column);
        if !said.is_empty() && !said.starts_with("0000") && moment(row, column).is_none() {
            entries.push(Entry::new(Reason::BadDate, Kind::Other, column).was(said));
        }
    }
    let is_dated = wxr::date::of_table(&brief.ends, &TimeZone::UTC).is_some();
    if is_dated {
        entries.push(Entry::new(Reason::MetaField, Kind::Other, "publish_down").was(&brief.ends));
    }
    let root = address::root(tables)?;
    let (lead, body) = texts(row, root.path(), &mut entries);
    let keys = row.text("metakey");
    let mut keywords: Vec<String> = tables
        .tags_of
        .get(&brief.number)
        .into_iter()
        .flatten()
        .filter_map(|tag| tables.tags.get(tag))
        .map(|title| escaped(title))
        .collect();
    keywords.extend(
        keys.split(',')
            .map(|it| escaped(it.trim()))
            .filter(|it| text::says(it)),
    );
    let language = match row.line("language").as_str() {
        "*" => String::new(),
        own => own.to_owned(),
    };
    let mut record = Record {
        number: 0,
        headline: escaped(&row.said("title", &mut entries)),
        lead,
        body: Body::Html {
            text: body,
            newlines: false,
            shortcodes: false,
        },
        slug: brief.alias.clone(),
        published: brief.published,
        modified: moment(row, "modified"),
        language,
        sections: tables.sections(brief.place),
        keywords,
        authors: tables.author(brief.user, &brief.user_alias).into_iter().collect(),
        picture: picture(row, &root, &mut entries),
        addresses: brief.addresses(tables),
        is_sticky: brief.is_featured || tables.featured.contains(&brief.number),
        comments: tables.comments.of(brief.number),
        raw: match standing {
            Standing::SetAside(_) => row.json(COLUMNS),
            _ => String::new(),
        },
        fingerprint: print,
        id,
        standing,
        ..Record::default()
    };
    if text::says(&row.line("note")) {
        entries.push(Entry::new(Reason::MetaField, Kind::Other, "note").was(row.line("note")));
    }
    fields(&brief, tables, index, &mut record, &mut entries);
    if tables.base.is_none() {
        entries.push(Entry::new(Reason::NoAddress, Kind::Other, "site").now(root.as_str()));
    }
    record.entries = entries;
    Some(record)
}

/// The longest lead, in characters.
const LONGEST_LEAD: usize = 600;

/// The lead and the text. What stands before "Read more" is the lead where it is a plain paragraph and something follows.
fn texts(row: &Row<'_>, root: &str, entries: &mut Vec<Entry>) -> (String, String) {
    let intro = row.said("introtext", entries);
    let full = row.said("fulltext", entries);
    let images = row.text("images");
    let written = |said: &str, place: &str, entries: &mut Vec<Entry>| {
        let mut markup = Markup::default();
        tags::write(said, root, &images, place, &mut markup);
        entries.append(&mut markup.entries);
        markup.html
    };
    let intro = written(&intro, "introtext", entries);
    let full = written(&full, "fulltext", entries);
    let description = row.said("metadesc", entries);
    let (lead, mut body) = match text::says(&tree::text_of(&full)) && is_plain(&intro) {
        true => (intro, full),
        false => (escaped(&description), intro + &full),
    };
    links(row, &mut body);
    (lead, body)
}

fn is_plain(intro: &str) -> bool {
    let words = tree::text_of(intro);
    let has = |tag: &str| intro.contains(tag);
    text::says(&words)
        && words.chars().count() <= LONGEST_LEAD
        && intro.matches("<p").count() + intro.matches("<div").count() <= 1
        && ![
            "<img",
            "<a ",
            "<h1",
            "<h2",
            "<h3",
            "<h4",
            "<ul",
            "<ol",
            "<table",
            "<iframe",
            "<video",
            "<audio",
            "<object",
            "<embed",
            "<blockquote",
            "<br",
            "<figure",
            "<hr",
        ]
        .iter()
        .any(|tag| has(tag))
}

/// The three links that an article may have beside its text.
fn links(row: &Row<'_>, body: &mut String) {
    let links: Value = serde_json::from_str(&row.text("urls")).unwrap_or_default();
    for letter in ["a", "b", "c"] {
        let url = json::text(&links, &format!("url{letter}")).trim();
        if url.is_empty() {
            continue;
        }
        let name = match json::text(&links, &format!("url{letter}text")) {
            "" => url,
            name => name,
        };
        let mut markup = Markup::default();
        match url.starts_with("http://") || url.starts_with("https://") {
            true => markup.card(url, name),
            false => markup.element("p", &[], |to| {
                to.element("a", &[("href", url)], |to| to.text(name));
            }),
        }
        body.push_str(&markup.html);
    }
}

/// An article's own picture: that of its page, else that of lists.
fn picture(row: &Row<'_>, root: &Url, entries: &mut Vec<Entry>) -> Option<Picture> {
    let images: Value = serde_json::from_str(&row.text("images")).ok()?;
    let mut found: Option<Picture> = None;
    for name in ["image_fulltext", "image_intro"] {
        let said = |end: &str| json::text(&images, &format!("{name}{end}")).trim().to_owned();
        let path = said("");
        let path = path.split("#joomlaImage").next().unwrap_or_default();
        if path.is_empty() {
            continue;
        }
        let Ok(url) = root.join(path) else {
            entries.push(Entry::new(Reason::PictureNowhere, Kind::Other, name).was(path));
            continue;
        };
        if let Some(known) = &found {
            if known.addresses.first().map(String::as_str) != Some(url.as_str()) {
                entries.push(Entry::new(Reason::MetaField, Kind::Other, name).was(url.as_str()));
            }
            continue;
        }
        let addresses = markup::picture_at(url.as_str(), None, name, entries);
        found = addresses.map(|addresses| Picture {
            addresses,
            alt: escaped(&said("_alt")),
            caption: said("_caption"),
            ..Picture::default()
        });
    }
    found
}

/// Where the fields go that a newsroom made: as the mapping file says.
fn fields(brief: &Brief, tables: &Tables, index: &Index, record: &mut Record, entries: &mut Vec<Entry>) {
    for (field, value) in tables.fields_of.get(&brief.number).into_iter().flatten() {
        let Some(name) = tables.fields.get(field) else {
            continue;
        };
        let value = value.trim();
        if value.is_empty() {
            continue;
        }
        let own = Own {
            name,
            place: format!("fields/{name}"),
            value,
        };
        match index.mapping.fields.get(own.name).copied().flatten() {
            Some(field) => own.put(field, record, entries, slug::slug, escaped),
            None => entries.push(Entry::new(Reason::MetaField, Kind::Other, own.place).was(value)),
        }
    }
}

//! From a row of SPIP to a record.

use jiff::{Timestamp, tz::TimeZone};
use url::Url;

use super::{
    super::{Ids, Index, Version, hash, tables::Row, wxr},
    address,
    body::{self, Body, Fields},
    shortcuts::{self, Context},
    tables::{Object, Tables},
    unnumbered,
};
use crate::{
    html::tree,
    outcome::{Entry, Kind, Reason},
    record::{self, Picture, Record, Standing, Term},
    slug, text,
};

/// What is kept of a row that is set aside as it was, and what of it makes another record of it. Counts of readers are no part of it.
pub const COLUMNS: &[&str] = &[
    "id_article",
    "id_breve",
    "id_rubrique",
    "id_syndic",
    "surtitre",
    "titre",
    "soustitre",
    "descriptif",
    "chapo",
    "texte",
    "ps",
    "date",
    "date_heure",
    "date_redac",
    "date_modif",
    "statut",
    "lang",
    "nom_site",
    "url_site",
    "lien_titre",
    "lien_url",
    "virtuel",
    "url_syndic",
    "id_parent",
];

/// What the index keeps of a row.
#[derive(Debug)]
pub struct Brief {
    pub kind: Object,
    pub number: u64,
    pub title: String,
    pub status: String,
    /// The section that it lies in.
    pub section: u64,
    has_date: bool,
    has_text: bool,
    /// Documents and objects that its text names.
    shown: Vec<u64>,
    created: String,
    changed: String,
    /// Of its row alone.
    print: u64,
}

impl Brief {
    pub fn article(row: &Row<'_>) -> Self {
        Self::read(row, Object::Article, "id_article", "date")
    }

    pub fn news(row: &Row<'_>) -> Self {
        Self::read(row, Object::Brief, "id_breve", "date_heure")
    }

    pub fn section(row: &Row<'_>) -> Self {
        Self::read(row, Object::Section, "id_rubrique", "date")
    }

    pub fn site(row: &Row<'_>) -> Self {
        Self::read(row, Object::Site, "id_syndic", "date")
    }

    fn read(row: &Row<'_>, kind: Object, number: &str, date: &str) -> Self {
        let title = match kind {
            Object::Site => row.line("nom_site"),
            _ => row.text("titre"),
        };
        let texts = ["chapo", "descriptif", "texte", "ps", "soustitre", "virtuel"].map(|name| row.text(name));
        let mut shown: Vec<u64> = texts.iter().flat_map(|said| shortcuts::numbers(said)).collect();
        shown.sort_unstable();
        shown.dedup();
        Self {
            kind,
            number: row.number(number),
            title,
            status: row.line("statut"),
            section: row.number("id_rubrique"),
            has_date: moment(row, date, &TimeZone::UTC).0.is_some()
                || moment(row, "date_redac", &TimeZone::UTC).0.is_some(),
            has_text: texts.iter().any(|said| text::says(said)),
            shown,
            // Of a section it is that of its newest article.
            created: match kind {
                Object::Article | Object::Brief => row.line(date),
                _ => String::new(),
            },
            changed: row.line("maj"),
            print: row.print(COLUMNS),
        }
    }

    fn id(&self) -> String {
        match self.kind {
            Object::Article => format!("spip-{}", self.number),
            kind => format!("spip-{}-{}", kind.in_addresses(), self.number),
        }
    }

    /// Ids count from 1 on each site.
    fn version(&self, print: u64) -> Version {
        Version::new(print, &self.created, &self.changed)
    }

    fn standing(&self, tables: &Tables) -> Standing {
        if self.kind == Object::Section && !self.has_text {
            return Standing::Part;
        }
        if tables.is_closed(self.kind, self.number, self.section) {
            return Standing::SetAside(Reason::Private);
        }
        match (self.kind, self.status.as_str()) {
            (Object::Section, _) => Standing::SetAside(Reason::Page),
            (Object::Site, _) => Standing::SetAside(Reason::OtherRecord),
            (_, "refuse" | "poubelle") => Standing::SetAside(Reason::Trashed),
            (_, "publie") if self.has_date => Standing::Published,
            (_, "publie") => Standing::Draft(Reason::NoDate),
            _ => Standing::Draft(Reason::Draft),
        }
    }

    fn print(&self, tables: &Tables) -> u64 {
        let of = tables.print(self.kind, self.number, self.section, &self.shown);
        let count = tables
            .syndicated
            .get(&self.number)
            .filter(|_| self.kind == Object::Site);
        hash(&format!("{}\0{of}\0{count:?}\0{}", self.print, tables.is_recent))
    }

    /// What it is called in addresses: what SPIP made of its title, without what SPIP adds to it.
    fn slug(&self, tables: &Tables) -> String {
        let own = tables.current(self.kind, self.number).map(|it| it.path.as_str());
        let last = own.unwrap_or_default().trim_matches('/').rsplit('/').next();
        let last = last
            .unwrap_or_default()
            .trim_end_matches(".html")
            .trim_matches(['-', ',', '_', '+']);
        // `Titre,12` where two have one title.
        let last = match last.rsplit_once(',') {
            Some((before, number)) if number.parse() == Ok(self.number) => before,
            _ => last,
        };
        slug::slug(last)
    }
}

/// The sections of a row, its own first, then those that it lies in.
fn sections(brief: &Brief, tables: &Tables) -> Vec<Term> {
    let lineage = tables.lineage(brief.section);
    lineage
        .into_iter()
        .filter_map(|number| {
            let section = tables.sections.get(&number)?;
            let name = text::line(&tree::text_of(&super::in_french(unnumbered(&section.title))));
            Some(Term {
                slug: section.slug.clone(),
                name,
            })
        })
        .collect()
}

/// Tells the index what single articles need of a row.
pub fn index(brief: &Brief, tables: &Tables, ids: &mut Ids, index: &mut Index) {
    let standing = brief.standing(tables);
    if standing == Standing::Part {
        return;
    }
    let print = brief.print(tables);
    let Some(id) = ids.own(brief.id(), brief.version(print)) else {
        return;
    };
    index.record(&id, print);
    if matches!(standing, Standing::Published | Standing::Draft(_)) {
        index.section_of(&sections(brief, tables));
        for person in tables.signed(brief.kind, brief.number) {
            index.author(&person);
        }
        let addresses = address::all(tables, brief.kind, brief.number);
        let slug = match brief.slug(tables) {
            slug if slug.is_empty() => tree::text_of(unnumbered(&super::in_french(&brief.title))),
            slug => slug,
        };
        index.article(&id, &slug, &addresses, standing == Standing::Published);
    }
}

/// The moment that a column says, and its text where that is no whole date.
fn moment(row: &Row<'_>, column: &str, zone: &TimeZone) -> (Option<Timestamp>, Option<String>) {
    let said = row.line(column);
    if said.is_empty() || said.starts_with("0000") {
        return (None, None);
    }
    if let Some(at) = wxr::date::of_table(&said, zone) {
        return (Some(at), None);
    }
    // A month or a year may be all that is known.
    let whole = said.replacen("-00", "-01", 2);
    (wxr::date::of_table(&whole, zone), Some(said))
}

/// The record that a row of a table is; none where it is part of others, or where the same was there before.
pub fn record(table: &str, row: &Row<'_>, tables: &Tables, ids: &mut Ids, index: &Index) -> Option<Record> {
    let (brief, date) = match table {
        "articles" => (Brief::article(row), "date"),
        "breves" => (Brief::news(row), "date_heure"),
        "rubriques" => (Brief::section(row), "date"),
        "syndic" => (Brief::site(row), "date"),
        _ => return None,
    };
    let standing = brief.standing(tables);
    if standing == Standing::Part {
        return None;
    }
    let print = brief.print(tables);
    let id = ids.own(brief.id(), brief.version(print))?;
    let raw = match standing {
        Standing::SetAside(_) => row.json(COLUMNS),
        _ => String::new(),
    };
    let mut record = Record {
        id,
        standing,
        raw,
        fingerprint: print,
        ..Record::default()
    };
    let mut entries = Vec::new();
    if brief.kind == Object::Site {
        record.headline = crate::source::markup::escaped(&brief.title);
        if let Some(count) = tables.syndicated.get(&brief.number) {
            let shown = Entry::new(Reason::DynamicBlock, Kind::Other, "syndic_articles");
            entries.push(shown.was(count.to_string()));
        }
        record.entries = entries;
        return Some(record);
    }
    let zone = index.zone.clone().unwrap_or(TimeZone::UTC);
    dates(row, date, &zone, &mut record, &mut entries);
    record.language = row.line("lang");
    let site_language = tables.meta.get("langue_site").map_or("fr", |it| it.as_str());
    let language = match record.language.as_str() {
        "" => site_language.to_owned(),
        own => own.to_owned(),
    };
    let context = Context {
        tables,
        language: &language,
        breaks: tables.is_recent,
    };
    let fields = fields(row, &mut entries);
    let body = Body::of(&fields, brief.kind, brief.number, context);
    record.headline = body::title(&row.said("titre", &mut entries), "titre", context, &mut entries);
    record.kicker = body::title(
        &row.said("surtitre", &mut entries),
        "surtitre",
        context,
        &mut entries,
    );
    entries.extend(body.entries);
    record.lead = body.lead;
    record.notes = body.notes;
    record.body = record::Body::Html {
        text: body.html,
        newlines: false,
        shortcodes: false,
    };
    record.slug = brief.slug(tables);
    record.sections = match brief.kind {
        Object::Section => Vec::new(),
        _ => sections(&brief, tables),
    };
    record.keywords = keywords(&brief, tables, &mut entries);
    record.authors = tables.signed(brief.kind, brief.number);
    record.picture = picture(&brief, tables, index);
    record.addresses = address::all(tables, brief.kind, brief.number);
    record.comments = tables.comments.of((brief.kind, brief.number));
    if tables.base.is_none() {
        entries.push(Entry::new(Reason::NoAddress, Kind::Other, "site").now(super::tables::NOWHERE));
    }
    record.entries = entries;
    Some(record)
}

fn dates(row: &Row<'_>, column: &str, zone: &TimeZone, record: &mut Record, entries: &mut Vec<Entry>) {
    for (column, to) in [(column, 0), ("date_redac", 1), ("date_modif", 2)] {
        let (at, bad) = moment(row, column, zone);
        if let Some(was) = bad {
            entries.push(Entry::new(Reason::BadDate, Kind::Other, column).was(was));
        }
        match to {
            0 => record.published = at,
            // When it first appeared elsewhere.
            1 if record.published.is_none() => record.published = at,
            1 => entries
                .extend(at.map(|_| Entry::new(Reason::MetaField, Kind::Other, column).was(row.line(column)))),
            _ => record.modified = at,
        }
    }
}

fn fields(row: &Row<'_>, entries: &mut Vec<Entry>) -> Fields {
    let mut said = |column: &str| row.said(column, entries);
    let mut fields = Fields {
        subtitle: said("soustitre"),
        lead: said("chapo"),
        summary: said("descriptif"),
        text: said("texte"),
        postscript: said("ps"),
        site_name: [said("nom_site"), said("lien_titre")].concat(),
        site_url: [said("url_site"), said("lien_url")].concat(),
        leads_to: said("virtuel"),
    };
    // Before version 3 a lead that begins so leads elsewhere.
    if let Some(target) = fields
        .lead
        .trim()
        .strip_prefix('=')
        .filter(|it| !it.contains(['\n', ' ']))
    {
        fields.leads_to = target.to_owned();
        fields.lead.clear();
    }
    fields
}

/// What keywords an article has; those of groups that begin with `_` are for the site itself.
fn keywords(brief: &Brief, tables: &Tables, entries: &mut Vec<Entry>) -> Vec<String> {
    let mut found = Vec::new();
    let numbers = tables
        .keywords_of
        .get(&(brief.kind, brief.number))
        .into_iter()
        .flatten();
    for (title, group) in numbers.filter_map(|number| tables.keywords.get(number)) {
        let title = super::in_french(title);
        let is_internal = tables
            .groups
            .get(group)
            .is_some_and(|group| group.trim_start().starts_with('_'));
        match is_internal {
            true => entries.push(Entry::new(Reason::InternalTag, Kind::Other, "mots").was(title)),
            false => found.push(title),
        }
    }
    found
}

/// An article's logo: a document since version 4, before that a file that has its number.
fn picture(brief: &Brief, tables: &Tables, index: &Index) -> Option<Picture> {
    if let Some(logo) = tables.logo(brief.kind, brief.number) {
        return Some(Picture {
            addresses: vec![Url::parse(&tables.file(logo)).ok()?.to_string()],
            alt: crate::source::markup::escaped(&logo.alt),
            caption: super::in_french(&logo.description),
            credit: crate::source::markup::escaped(&logo.credits),
            title: super::in_french(unnumbered(&logo.title)),
        });
    }
    if tables.has_logos() {
        return None;
    }
    let name = match brief.kind {
        Object::Article => "arton",
        Object::Brief => "breveon",
        _ => return None,
    };
    let root = tables.base.as_ref().map_or(super::tables::NOWHERE, Url::as_str);
    let addresses: Vec<String> = ["jpg", "png", "gif", "webp", "jpeg"]
        .iter()
        .map(|end| format!("{root}IMG/{name}{}.{end}", brief.number))
        .collect();
    // Nothing says whether there is one, until somebody has looked.
    let is_there = addresses.iter().any(|url| index.library.stored.contains_key(url));
    (is_there || index.library.wanted.is_some()).then(|| Picture {
        addresses,
        ..Picture::default()
    })
}

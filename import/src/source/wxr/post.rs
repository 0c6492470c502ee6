//! From an item of WordPress to a record.

use jiff::{Timestamp, tz::TimeZone};
use url::Url;

use super::{
    super::{Ids, Index, Version},
    date,
    head::{self, Head},
    item::Item,
    kind,
    library::{attachment, guest},
    meta::{fields, notes, picture},
};
use crate::{
    html::{self, tree},
    outcome::{Entry, Kind, Reason},
    record::{Body, Person, Record, Standing, Term},
    text,
};

/// Fields of the meta that mean something by themselves, whatever newspaper it is.
pub const LEADS: [&str; 4] = [
    "_yoast_wpseo_metadesc",
    "rank_math_description",
    "_aioseo_description",
    "_genesis_description",
];
pub const KICKERS: [&str; 6] = [
    "newspack_article_kicker",
    "_kicker",
    "kicker",
    "surtitre",
    "_surtitre",
    "post_kicker",
];
pub const LANGUAGES: [&str; 3] = ["_wpml_language", "wpml_language", "_locale"];

/// The id of an item; of those that the system itself keeps, some have none.
pub fn id(item: &Item) -> String {
    format!("wp-{}", item.id)
}

/// A post keeps its `guid` wherever it goes.
fn version(item: &Item, print: u64) -> Version {
    let origin = [&item.guid, &item.date].into_iter().find(|it| !it.is_empty());
    Version::new(print, origin.map_or("", String::as_str), &item.modified_gmt)
}

/// What becomes of an item as a whole.
fn standing(item: &Item, index: &Index) -> Standing {
    let of_its_kind = kind::standing(&item.kind, index);
    if of_its_kind == Some(Standing::Part) {
        return Standing::Part;
    }
    if !item.password.is_empty() || item.status == "private" {
        return Standing::SetAside(Reason::Private);
    }
    if item.status == "trash" {
        return Standing::SetAside(Reason::Trashed);
    }
    if let Some(standing) = of_its_kind {
        return standing;
    }
    let is_page = kind::is_page(&item.kind, index);
    match item.status.as_str() {
        "auto-draft" | "inherit" => Standing::SetAside(Reason::OtherRecord),
        "publish" | "" if is_page => Standing::SetAside(Reason::Page),
        _ if is_page => Standing::SetAside(Reason::DraftPage),
        "publish" | "" => match published(item, zone(index)).0 {
            Some(_) => Standing::Published,
            None => Standing::Draft(Reason::NoDate),
        },
        "future" => Standing::Draft(Reason::Scheduled),
        _ => Standing::Draft(Reason::Draft),
    }
}

fn zone(index: &Index) -> TimeZone {
    index.zone.clone().unwrap_or(TimeZone::UTC)
}

/// When it appeared, and the dates that there are not.
fn published(item: &Item, zone: TimeZone) -> (Option<Timestamp>, Vec<&str>) {
    let mut bad = Vec::new();
    let found = date::of_table(&item.date_gmt, &TimeZone::UTC)
        .or_else(|| {
            bad.push(item.date_gmt.as_str());
            date::of_table(&item.date, &zone)
        })
        .or_else(|| {
            bad.push(item.date.as_str());
            date::of_feed(&item.published)
        });
    if found.is_none() {
        bad.push(item.published.as_str());
    }
    bad.retain(|date| !date.trim().is_empty());
    (found, bad)
}

/// Tells the index what single articles need of an item.
pub fn index(item: &Item, bytes: &[u8], head: &mut Head, ids: &mut Ids, index: &mut Index) {
    kind::count(&item.kind, &mut index.newspaper);
    match item.kind.as_str() {
        "attachment" => {
            let attachment = attachment(item);
            index.library.add_attachment(item.id, item.parent, attachment);
        }
        "wp_block" => {
            if let Ok(whole) = Item::read(bytes, true) {
                index.library.add_shared(item.id, whole.content);
            }
        }
        "guest-author" => {
            let person = guest(item);
            head.authors
                .insert(format!("cap-{}", person.slug), person.clone());
            index.profile(&person);
        }
        _ => {}
    }
    let standing = standing(item, index);
    if standing == Standing::Part {
        return;
    }
    let print = super::super::fingerprint(bytes);
    let Some(id) = ids.own(id(item), version(item, print)) else {
        return;
    };
    index.record(&id, print);
    if matches!(standing, Standing::Published | Standing::Draft(_)) {
        index.section_of(&sections(item, head));
        for person in authors(item, head) {
            index.author(&person);
        }
        let addresses = addresses(item, head);
        let slug = if item.name.is_empty() {
            &item.title
        } else {
            &item.name
        };
        index.article(&id, slug, &addresses, standing == Standing::Published);
    }
}

/// A record as it was, without the addresses of readers who commented on it and of their machines.
fn without_readers(xml: &str) -> String {
    let names = ["author_email", "author_IP", "agent"];
    names.iter().fold(xml.to_owned(), |xml, name| {
        emptied(&xml, &format!("wp:comment_{name}"))
    })
}

/// A record without what stands in the elements of a name.
fn emptied(xml: &str, name: &str) -> String {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let mut kept = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some(begin) = rest.find(&open) {
        let (before, inner) = rest.split_at(begin + open.len());
        let Some(end) = inner.find(&close) else { break };
        kept.push_str(before);
        rest = inner.get(end..).unwrap_or_default();
    }
    kept + rest
}

/// Who signs: the co-authors where a plugin names them, else who wrote it in the system.
fn authors(item: &Item, head: &Head) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    for (_, slug, name) in item
        .terms
        .iter()
        .filter(|(taxonomy, ..)| taxonomy == "author" || taxonomy == "ppma_author")
    {
        let own = head::author_slug(slug);
        let known = head
            .authors
            .get(&format!("cap-{own}"))
            .or_else(|| head.authors.values().find(|it| it.slug == own));
        let person = known.cloned().unwrap_or_else(|| Person {
            slug: own.clone(),
            name: text::line(&tree::text_of(name)),
            ..Person::default()
        });
        if !found.iter().any(|it| it.slug == person.slug) && text::says(&person.name) {
            found.push(person);
        }
    }
    if found.is_empty() && text::says(&item.creator) {
        found.push(
            head.authors
                .get(&item.creator)
                .cloned()
                .unwrap_or_else(|| Person {
                    slug: head::author_slug(&item.creator),
                    name: text::line(&tree::text_of(&item.creator)),
                    ..Person::default()
                }),
        );
    }
    found
}

/// The categories, the section first: the one that Yoast or Rank Math calls primary, else the deepest.
fn sections(item: &Item, head: &Head) -> Vec<Term> {
    let mut found: Vec<Term> = Vec::new();
    for (_, slug, name) in item.terms.iter().filter(|(taxonomy, ..)| taxonomy == "category") {
        let name = [
            name.clone(),
            head.categories
                .get(slug)
                .map(|it| it.name.clone())
                .unwrap_or_default(),
        ];
        let name = name
            .iter()
            .map(|name| text::line(&tree::text_of(name)))
            .find(|name| text::says(name));
        let term = Term {
            slug: slug.clone(),
            name: name.unwrap_or_else(|| slug.clone()),
        };
        if !found.contains(&term) {
            found.push(term);
        }
    }
    let primary = ["_yoast_wpseo_primary_category", "rank_math_primary_category"]
        .iter()
        .find_map(|key| item.meta_of(key));
    let primary = primary.and_then(|number| head.numbers.get(number));
    found.sort_by_key(|term| {
        (
            Some(&term.slug) != primary,
            std::cmp::Reverse(head.depth(&term.slug)),
        )
    });
    found
}

/// Where it was to be read, and where before.
fn addresses(item: &Item, head: &Head) -> Vec<Url> {
    let mut found: Vec<Url> = Vec::new();
    let mut add = |url: Option<Url>| {
        if let Some(url) = url.filter(|url| matches!(url.scheme(), "http" | "https"))
            && !found.contains(&url)
        {
            found.push(url);
        }
    };
    let link = Url::parse(&item.link).ok();
    add(link.clone());
    for (_, old) in item.meta.iter().filter(|(key, _)| key == "_wp_old_slug") {
        let renamed = link.as_ref().and_then(|link| {
            let path = link.path().trim_end_matches('/');
            let before = path
                .strip_suffix(&item.name)
                .or_else(|| path.rsplit_once('/').map(|(before, _)| before))?;
            let mut url = link.clone();
            url.set_path(&format!("{}/{}/", before.trim_end_matches('/'), old.trim()));
            Some(url)
        });
        add(renamed.filter(|_| !old.trim().is_empty()));
    }
    let base = head
        .base
        .clone()
        .or_else(|| link.as_ref().and_then(|link| link.join("/").ok()));
    let parameters: &[&str] = match item.kind.as_str() {
        "page" => &["page_id", "p"],
        _ => &["p"],
    };
    for parameter in parameters.iter().filter(|_| item.id != 0) {
        let base = base.as_ref();
        add(base.and_then(|base| base.join(&format!("?{parameter}={}", item.id)).ok()));
    }
    found
}

/// The record that an item is; none where the same was there before.
pub fn record(item: Item, bytes: &[u8], head: &Head, ids: &mut Ids, index: &Index) -> Option<Record> {
    let standing = standing(&item, index);
    let print = super::super::fingerprint(bytes);
    let id = match standing {
        Standing::Part => id(&item),
        _ => ids.own(id(&item), version(&item, print))?,
    };
    let mut entries = Vec::new();
    for field in &item.split {
        entries.push(Entry::new(Reason::SplitText, Kind::Other, *field).was(*field));
    }
    if let Some(byte) = item.bad_byte {
        entries.push(
            Entry::new(Reason::BadEncoding, Kind::Other, "item").was(format!("byte {byte} of the record")),
        );
    }
    let (published, bad) = published(&item, zone(index));
    for date in bad {
        entries.push(Entry::new(Reason::BadDate, Kind::Other, "date").was(date));
    }
    let modified = date::of_table(&item.modified_gmt, &TimeZone::UTC)
        .or_else(|| date::of_table(&item.modified, &zone(index)));
    let mut keywords: Vec<String> = Vec::new();
    for (taxonomy, slug, name) in &item.terms {
        let is_other = matches!(
            taxonomy.as_str(),
            "category"
                | "author"
                | "ppma_author"
                | "nav_menu"
                | "post_format"
                | "language"
                | "post_translations"
                | "term_language"
                | "term_translations"
                | "wp_theme"
                | "wp_pattern_category"
        );
        if !is_other {
            keywords.push(if text::says(name) {
                name.clone()
            } else {
                slug.clone()
            });
        }
    }
    let language = item
        .terms
        .iter()
        .find(|(taxonomy, ..)| taxonomy == "language")
        .map(|(_, slug, _)| slug.clone());
    let language = language
        .or_else(|| {
            LANGUAGES
                .iter()
                .find_map(|key| item.meta_of(key))
                .map(str::to_owned)
        })
        .unwrap_or_default();
    let lead = match text::says(&tree::text_of(&item.excerpt)) {
        true => item.excerpt.clone(),
        false => LEADS
            .iter()
            .find_map(|key| item.meta_of(key))
            .filter(|lead| !lead.contains("%%"))
            .unwrap_or_default()
            .to_owned(),
    };
    let mut record = Record {
        kicker: KICKERS
            .iter()
            .find_map(|key| item.meta_of(key))
            .unwrap_or_default()
            .to_owned(),
        number: item.id,
        lead,
        notes: notes(&item),
        slug: item.name.clone(),
        published,
        modified,
        language,
        sections: sections(&item, head),
        keywords,
        authors: authors(&item, head),
        picture: item
            .meta_of("_thumbnail_id")
            .and_then(|number| picture(number, index, &mut entries)),
        addresses: addresses(&item, head),
        is_sticky: item.is_sticky,
        fingerprint: print,
        raw: match standing {
            Standing::SetAside(_) => without_readers(&text::decode(bytes).0),
            _ => String::new(),
        },
        id,
        standing,
        ..Record::default()
    };
    fields(&item, index, &mut record, &mut entries);
    record.headline = item.title;
    record.comments = item.comments;
    record.body = Body::Html {
        newlines: !html::has_blocks(&item.content),
        shortcodes: true,
        text: item.content,
    };
    record.entries = entries;
    Some(record)
}

#[cfg(test)]
mod tests {
    use super::without_readers;
    use crate::soon::soon;

    #[test]
    fn what_is_set_aside_says_nothing_of_where_readers_are() {
        let of = |email: &str, machine: &str| {
            format!(
                "<wp:comment_author>Awa</wp:comment_author><wp:comment_author_email>{email}</wp:comment_author_email><wp:comment_author_IP>{machine}</wp:comment_author_IP>"
            )
        };
        let both = |email: &str, machine: &str| of(email, machine) + "été" + &of(email, machine);
        assert_eq!(without_readers(&both("a@b.example", "1.2.3.4")), both("", ""));
        let cut = "<wp:comment_agent>x";
        assert_eq!(without_readers(cut), cut);
    }

    #[test]
    fn comments_do_not_hold_up_an_import() {
        soon("<wp:comment_agent>x</wp:comment_agent>", "", without_readers);
        soon("<wp:comment_agent>", "", without_readers);
    }
}

//! Feeds that hold whole articles: RSS with `content:encoded`, Atom, JSON Feed; one, or a folder of a feed's pages.

use std::{collections::HashMap, io::Read, path::Path};

use feed_rs::model;
use jiff::Timestamp;
use serde_json::Value;
use url::Url;

use super::{Ids, Index, Source, fingerprint, is_year, json, markup::escaped, recognise::Input};
use crate::{
    error::Error,
    html::tree,
    library,
    outcome::{Entry, Kind, Reason},
    record::{Body, Person, Picture, Record, Standing, Term},
    slug, text,
};

/// Feeds of a newspaper.
pub struct Feed {
    inputs: Vec<Input>,
    /// Whether descriptions are whole texts, as in feeds that have no other.
    is_described: bool,
}

/// Whether a file begins as feeds do.
#[must_use]
pub fn is(beginning: &str) -> bool {
    let root = |name: &str| {
        beginning.match_indices(name).any(|(at, _)| {
            let after = beginning.get(at + name.len()..).unwrap_or_default();
            after.starts_with(|c: char| c.is_whitespace() || c == '>')
        })
    };
    match json::begins(beginning) {
        true => json::has_field(beginning, "version") && beginning.contains("jsonfeed.org/version"),
        false => root("<rss") || root("<feed") || root("<rdf:RDF"),
    }
}

/// An article of a feed, and what the feed's own language and picture for it are.
struct Item<'a> {
    entry: &'a model::Entry,
    language: &'a str,
    picture: Option<String>,
    /// Whether titles are HTML, as RSS has them.
    is_rss: bool,
}

type EachFeed<'a> = &'a mut dyn FnMut(&model::Feed, &[Item<'_>]) -> Result<(), Error>;

impl Feed {
    #[must_use]
    pub fn new(inputs: Vec<Input>) -> Self {
        Self {
            inputs,
            is_described: false,
        }
    }

    /// Reads each feed in turn.
    fn feeds(&self, each: EachFeed<'_>) -> Result<(), Error> {
        for input in &self.inputs {
            let mut bytes = Vec::new();
            let read = input.open()?.read_to_end(&mut bytes);
            read.map_err(|why| Error::read(&input.path, why))?;
            let whole = decoded(&bytes);
            let parser = feed_rs::parser::Builder::new().id_generator(made_id).build();
            let feed = parser
                .parse(whole.as_bytes())
                .map_err(|why| no_feed(&input.path, &why))?;
            let pictures = match feed.feed_type {
                model::FeedType::JSON => pictures(&whole),
                _ => HashMap::new(),
            };
            let items: Vec<Item<'_>> = feed
                .entries
                .iter()
                .map(|entry| Item {
                    entry,
                    language: feed.language.as_deref().unwrap_or_default(),
                    picture: pictures.get(&entry.id).cloned(),
                    is_rss: !matches!(feed.feed_type, model::FeedType::Atom | model::FeedType::JSON),
                })
                .collect();
            each(&feed, &items)?;
        }
        Ok(())
    }
}

/// The id of what has none, which is the same each time.
fn made_id(links: &[model::Link], title: &Option<model::Text>, _: Option<&str>) -> String {
    let link = links.first().map_or("", |link| link.href.as_str());
    let title = title.as_ref().map_or("", |title| title.content.as_str());
    format!("{:016x}", super::hash(&format!("{link}\0{title}")))
}

fn no_feed(path: &Path, why: &feed_rs::parser::ParseFeedError) -> Error {
    Error::content(
        path,
        format!("this is no whole feed: {why}"),
        "save the feed's address as a file again",
    )
}

/// A feed as UTF-8, without the declaration that says another encoding.
fn decoded(bytes: &[u8]) -> String {
    let text = match super::wxr::said_encoding(bytes.get(..256).unwrap_or(bytes)) {
        Some(encoding) => encoding.decode(bytes).0.into_owned(),
        None => text::decode(bytes).0,
    };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    match text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest.trim_start().to_owned(),
        None => text.to_owned(),
    }
}

/// The pictures of articles by their ids, which the parser does not give of JSON Feed.
fn pictures(feed: &str) -> HashMap<String, String> {
    let feed: Value = serde_json::from_str(feed).unwrap_or_default();
    let items = feed["items"].as_array().into_iter().flatten();
    let picture = |item: &Value| {
        let named = ["image", "banner_image"].map(|name| json::text(item, name));
        let found = named.into_iter().find(|url| !url.is_empty())?;
        Some((json::id(&item["id"]), found.to_owned()))
    };
    items.filter_map(picture).collect()
}

/// How long a description is at least that is no mere excerpt, in characters.
const LONG: usize = 600;

/// Whether a description says all of an article, as far as its form tells.
fn is_whole(description: &str) -> bool {
    let words = text::line(&tree::text_of(description));
    let is_cut = ["…", "...", "[…]", "[...]", "…]"]
        .iter()
        .any(|end| words.ends_with(end));
    let paragraphs = description.matches("<p").count() + description.matches("<br").count();
    !is_cut && (words.chars().count() >= LONG || paragraphs >= 2)
}

impl Item<'_> {
    fn content(&self) -> Option<&str> {
        let body = self.entry.content.as_ref()?.body.as_deref();
        body.filter(|body| text::says(body))
    }

    fn summary(&self) -> &str {
        self.entry
            .summary
            .as_ref()
            .map_or("", |summary| summary.content.as_str())
    }

    fn id(&self) -> String {
        format!("feed-{}", self.entry.id)
    }

    fn fingerprint(&self) -> u64 {
        let said = format!("{:?}{:?}{}", self.entry, self.picture, self.language);
        fingerprint(said.as_bytes())
    }

    fn address(&self) -> Option<Url> {
        let is_page = |link: &&model::Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
        let mut links = self.entry.links.iter().filter(is_page);
        links.find_map(|link| Url::parse(link.href.trim()).ok())
    }

    fn slug(&self) -> String {
        self.address().as_ref().map_or_else(String::new, super::slug_of)
    }

    fn standing(&self, is_described: bool) -> Standing {
        match (self.content(), self.published()) {
            (None, _) if !(is_described && text::says(self.summary())) => {
                Standing::SetAside(Reason::ExcerptOnly)
            }
            (_, None) => Standing::Draft(Reason::NoDate),
            _ => Standing::Published,
        }
    }

    fn published(&self) -> Option<Timestamp> {
        moment(self.entry.published.or(self.entry.updated)?.timestamp())
    }

    fn authors(&self) -> Vec<Person> {
        let mut found: Vec<Person> = Vec::new();
        for author in &self.entry.authors {
            let name = text::line(author.name.as_deref().unwrap_or_default());
            let person = Person {
                slug: slug::slug(&name),
                name,
                ..Person::default()
            };
            if !person.slug.is_empty() && !found.iter().any(|it| it.slug == person.slug) {
                found.push(person);
            }
        }
        found
    }

    fn sections(&self) -> Vec<Term> {
        let of = |category: &model::Category| Term {
            slug: slug::slug(&category.term),
            name: category.label.clone().unwrap_or_else(|| category.term.clone()),
        };
        let mut found: Vec<Term> = self.entry.categories.iter().map(of).collect();
        found.retain(|term| !term.slug.is_empty());
        found
    }

    /// The picture that goes with it, of the feed's own fields.
    fn picture(&self) -> Option<Picture> {
        let files = self.entry.media.iter().flat_map(|media| &media.content);
        let is_picture = |file: &&model::MediaContent| {
            let kind = file
                .content_type
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
            kind.starts_with("image/")
                || kind.is_empty()
                    && file
                        .url
                        .as_ref()
                        .is_some_and(|url| library::is_picture(url.path()))
        };
        let of_media = files
            .filter(is_picture)
            .find_map(|file| file.url.as_ref().map(ToString::to_string));
        let address = self.picture.clone().or(of_media)?;
        let url = Url::parse(&address).ok()?;
        let mut addresses = vec![url.to_string()];
        addresses.extend(crate::html::originals(&url).into_iter().map(String::from));
        Some(Picture {
            addresses,
            ..Picture::default()
        })
    }

    fn record(&self, id: String, is_described: bool) -> Record {
        let html = |text: &str| Body::Html {
            text: text.to_owned(),
            newlines: false,
            shortcodes: false,
        };
        let is_plain = |kind: String| kind.starts_with("text/plain");
        let kind = self
            .entry
            .content
            .as_ref()
            .map(|content| content.content_type.to_string());
        let (body, lead) = match self.content() {
            Some(content) if kind.is_some_and(is_plain) => (Body::Plain(content.to_owned()), self.summary()),
            Some(content) => (html(content), self.summary()),
            None => (html(self.summary()), ""),
        };
        let title = self.entry.title.as_ref();
        let headline = title.map_or_else(String::new, |title| {
            match self.is_rss || !is_plain(title.content_type.to_string()) {
                true => title.content.clone(),
                false => escaped(&title.content),
            }
        });
        let standing = self.standing(is_described);
        let mut entries = Vec::new();
        let files = self.entry.media.iter().flat_map(|media| &media.content);
        for url in files
            .filter_map(|file| file.url.as_ref())
            .filter(|url| !library::is_picture(url.path()))
        {
            entries.push(Entry::new(Reason::MetaField, Kind::Other, "enclosure").was(url.as_str()));
        }
        Record {
            // A lead that begins the text is none that somebody wrote.
            lead: match is_beginning(lead, &body) {
                true => String::new(),
                false => lead.to_owned(),
            },
            raw: match standing {
                Standing::SetAside(_) => serde_json::json!({
                    "id": self.entry.id, "title": headline, "summary": self.summary(),
                    "url": self.address().map(String::from),
                })
                .to_string(),
                _ => String::new(),
            },
            headline,
            body,
            slug: self.slug(),
            published: self.published(),
            modified: self.entry.updated.and_then(|at| moment(at.timestamp())),
            language: self
                .entry
                .language
                .clone()
                .unwrap_or_else(|| self.language.to_owned()),
            sections: self.sections(),
            authors: self.authors(),
            picture: self.picture(),
            addresses: self.address().into_iter().collect(),
            entries,
            fingerprint: self.fingerprint(),
            id,
            standing,
            ..Record::default()
        }
    }
}

fn is_beginning(lead: &str, body: &Body) -> bool {
    match body {
        Body::Html { text, .. } => text::is_beginning(lead, text),
        Body::Plain(text) => text::is_beginning(lead, &escaped(text)),
    }
}

fn moment(seconds: i64) -> Option<Timestamp> {
    Timestamp::from_second(seconds).ok().filter(|at| is_year(*at))
}

impl Source for Feed {
    fn name(&self) -> &'static str {
        "a feed"
    }

    fn index(&mut self, index: &mut Index) -> Result<(), Error> {
        let (mut count, mut whole, mut described) = (0, 0, 0);
        self.feeds(&mut |_, items| {
            count += items.len();
            whole += items.iter().filter(|item| item.content().is_some()).count();
            described += items.iter().filter(|item| is_whole(item.summary())).count();
            Ok(())
        })?;
        let path = self.inputs.first().map_or(Path::new(""), |input| &input.path);
        if count == 0 {
            return Err(Error::content(
                path,
                "there are no articles in this feed",
                "save a feed that has some",
            ));
        }
        let is_described = whole == 0 && described * 2 >= count;
        if whole == 0 && !is_described {
            return Err(Error::content(
                path,
                "this feed has only the beginnings of its articles",
                "import what has them whole: WordPress's export (Tools, Export, All content) or its answers \
                 (/wp-json/wp/v2/posts?per_page=100&_embed), Ghost's export, or a feed with whole texts",
            ));
        }
        self.is_described = is_described;
        let mut ids = Ids::default();
        self.feeds(&mut |feed, items| {
            let paper = &mut index.newspaper;
            for (place, said) in [
                (&mut paper.name, &feed.title),
                (&mut paper.tagline, &feed.description),
            ] {
                if let Some(said) = said.as_ref().filter(|_| place.is_empty()) {
                    said.content.clone_into(place);
                }
            }
            if paper.language.is_empty() {
                paper.language = feed.language.clone().unwrap_or_default();
            }
            *paper.kinds.entry("item".to_owned()).or_default() += items.len();
            for item in items {
                let print = item.fingerprint();
                let Some(id) = ids.own(item.id(), print) else {
                    continue;
                };
                index.record(&id, print);
                let standing = item.standing(is_described);
                if matches!(standing, Standing::SetAside(_)) {
                    continue;
                }
                for section in item.sections().iter().take(1) {
                    index.section(section);
                }
                for person in item.authors() {
                    index.author(&person);
                }
                let addresses: Vec<Url> = item.address().into_iter().collect();
                for url in &addresses {
                    index.host(url);
                    if index.newspaper.url.is_none() {
                        index.newspaper.url = url.join("/").ok();
                    }
                }
                let title = item
                    .entry
                    .title
                    .as_ref()
                    .map_or("", |title| title.content.as_str());
                let own = item.slug();
                let slug = if own.is_empty() { title } else { &own };
                index.article(&id, slug, &addresses, standing == Standing::Published);
            }
            Ok(())
        })
    }

    fn records(&mut self, _: &Index, each: &mut dyn FnMut(Record) -> Result<(), Error>) -> Result<(), Error> {
        let mut ids = Ids::default();
        let is_described = self.is_described;
        self.feeds(&mut |_, items| {
            for item in items {
                if let Some(id) = ids.own(item.id(), item.fingerprint()) {
                    each(item.record(id, is_described))?;
                }
            }
            Ok(())
        })
    }
}

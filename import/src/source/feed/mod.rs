//! Feeds that hold whole articles: RSS with `content:encoded`, Atom, JSON Feed; one, or a folder of a feed's pages.

mod broken;
mod item;

use std::{
    collections::HashMap,
    io::{ErrorKind, Read},
    path::Path,
};

use feed_rs::model;
use serde_json::Value;
use url::Url;

use super::{
    Ids, Index, Source, fingerprint,
    input::Input,
    json, unread,
    wxr::xml::{self, Element, elements},
};
use crate::{
    error::Error,
    outcome::{Entry, Kind, Reason},
    record::{Record, Standing},
    text,
};
use broken::Broken;
use item::is_whole;

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
        // Programs that sort names write the version last.
        true => {
            let has = |name| json::has_field(beginning, name);
            beginning.contains("jsonfeed.org/version")
                || has("items") && (has("content_html") || has("content_text"))
        }
        false => root("<rss") || root("<feed") || root("<rdf:RDF"),
    }
}

/// The address of a file, and its media type.
type Enclosure = (String, String);

/// An article of a feed, and what the feed's own language and picture for it are.
struct Item<'a> {
    entry: &'a model::Entry,
    language: &'a str,
    picture: Option<String>,
    /// What RSS encloses.
    enclosures: Vec<Enclosure>,
    /// Whether titles are HTML, as RSS has them.
    is_rss: bool,
}

/// What was read of a file: the feed itself, its articles, and what could not be read of it.
struct Page<'a> {
    feed: &'a model::Feed,
    items: Vec<Item<'a>>,
    broken: &'a [Broken],
    input: &'a Input,
    file: usize,
    told: Vec<Entry>,
}

impl Page<'_> {
    fn broken_id(&self, row: usize) -> String {
        format!("feed-row-{}-{}", self.file + 1, row + 1)
    }
}

type EachPage<'a> = &'a mut dyn FnMut(&Page<'_>) -> Result<(), Error>;

/// The largest feed that is read, in bytes; those of websites are a hundredth of it.
const LARGEST: usize = 256 << 20;

impl Feed {
    #[must_use]
    pub fn new(inputs: Vec<Input>) -> Self {
        Self {
            inputs,
            is_described: false,
        }
    }

    /// Reads each feed in turn.
    fn feeds(&self, each: EachPage<'_>) -> Result<(), Error> {
        for (file, input) in self.inputs.iter().enumerate() {
            let bytes = bytes(input)?;
            let mut told = Vec::new();
            let whole = decoded(&bytes, input, &mut told);
            let (feed, broken) = match parsed(&whole) {
                Ok(feed) => (feed, Vec::new()),
                // What is badly written, or cut off, costs itself and no other article.
                Err(why) => broken::read(&whole).ok_or_else(|| no_feed(&input.path, &why))?,
            };
            let pictures = match feed.feed_type {
                model::FeedType::JSON => pictures(&whole),
                _ => HashMap::new(),
            };
            let enclosures = match feed.feed_type {
                model::FeedType::RSS2 => enclosures(&whole),
                _ => HashMap::new(),
            };
            let enclosures = |entry: &model::Entry| {
                let link = entry.links.first().map_or("", |link| link.href.as_str());
                let found = enclosures.get(&entry.id).or_else(|| enclosures.get(link));
                found.cloned().unwrap_or_default()
            };
            let items = feed.entries.iter().map(|entry| Item {
                entry,
                enclosures: enclosures(entry),
                language: feed.language.as_deref().unwrap_or_default(),
                picture: pictures.get(&entry.id).cloned(),
                is_rss: !matches!(feed.feed_type, model::FeedType::Atom | model::FeedType::JSON),
            });
            each(&Page {
                items: items.collect(),
                feed: &feed,
                broken: &broken,
                input,
                file,
                told,
            })?;
        }
        Ok(())
    }
}

fn parsed(feed: &str) -> Result<model::Feed, feed_rs::parser::ParseFeedError> {
    let parser = feed_rs::parser::Builder::new().id_generator(made_id).build();
    parser.parse(feed.as_bytes())
}

/// A file whole; of an archive that was cut off, what is there of it.
fn bytes(input: &Input) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    match input.open()?.take(LARGEST as u64 + 1).read_to_end(&mut bytes) {
        Err(why)
            if !matches!(
                why.kind(),
                ErrorKind::UnexpectedEof | ErrorKind::InvalidData | ErrorKind::InvalidInput
            ) =>
        {
            return Err(Error::read(&input.path, why));
        }
        _ => {}
    }
    match bytes.len() > LARGEST {
        true => Err(Error::content(
            &input.path,
            "the feed is larger than 256 MiB",
            "save it in parts, each a file of its own",
        )),
        false => Ok(bytes),
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
fn decoded(bytes: &[u8], input: &Input, told: &mut Vec<Entry>) -> String {
    let text = match super::wxr::said_encoding(bytes.get(..256).unwrap_or(bytes)) {
        Some(encoding) => encoding.decode(bytes).0.into_owned(),
        None => {
            let (text, bad) = text::decode(bytes);
            if let Some(byte) = bad {
                let was = format!("the first is byte {byte}");
                told.push(Entry::new(Reason::BadEncoding, Kind::Other, input.name()).was(was));
            }
            text
        }
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

/// The files that articles of RSS enclose, each with its media type, by their ids and by their addresses: the parser mixes them
/// with those of Media RSS, and loses some.
fn enclosures(feed: &str) -> HashMap<String, Vec<Enclosure>> {
    let mut found = HashMap::new();
    if !feed.contains("<enclosure") {
        return found;
    }
    let within = |xml| elements(xml).unwrap_or_default();
    let channels = within(feed).into_iter().flat_map(|root| within(root.inner));
    let items = channels
        .filter(|it| it.name == "channel")
        .flat_map(|it| within(it.inner));
    for item in items.filter(|it| it.name == "item") {
        let fields = within(item.inner);
        let said = |field: &Element<'_>, name| xml::attribute(field.attributes, name).unwrap_or_default();
        let own = fields.iter().filter(|it| it.name == "enclosure");
        let own: Vec<Enclosure> = own.map(|it| (said(it, "url"), said(it, "type"))).collect();
        if own.is_empty() {
            continue;
        }
        for field in fields.iter().filter(|it| matches!(it.name, "guid" | "link")) {
            found.insert(xml::text(field.inner).0.trim().to_owned(), own.clone());
        }
    }
    found
}

impl Source for Feed {
    fn name(&self) -> &'static str {
        "a feed"
    }

    fn index(&mut self, index: &mut Index) -> Result<(), Error> {
        let (mut count, mut whole, mut described) = (0, 0, 0);
        self.feeds(&mut |page| {
            let items = &page.items;
            count += items.len() + page.broken.len();
            index.entries.extend(page.told.iter().cloned());
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
        self.feeds(&mut |page| {
            let (feed, items) = (page.feed, &page.items);
            for (row, broken) in page.broken.iter().enumerate() {
                index.record(&page.broken_id(row), fingerprint(broken.raw.as_bytes()));
            }
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
            ids.at(page.file);
            for item in items {
                let print = item.fingerprint();
                let Some(id) = ids.own(item.id(), item.version()) else {
                    continue;
                };
                index.record(&id, print);
                let standing = item.standing(is_described);
                if matches!(standing, Standing::SetAside(_)) {
                    continue;
                }
                index.section_of(&item.sections());
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
        })?;
        index.settle(ids);
        Ok(())
    }

    fn records(
        &mut self,
        index: &Index,
        each: &mut dyn FnMut(Record) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut ids = Ids::of(index);
        let is_described = self.is_described;
        self.feeds(&mut |page| {
            ids.at(page.file);
            for item in &page.items {
                if let Some(id) = ids.own(item.id(), item.version()) {
                    each(item.record(id, is_described))?;
                }
            }
            for (row, broken) in page.broken.iter().enumerate() {
                each(unread(
                    page.broken_id(row),
                    broken.reason,
                    &broken.raw,
                    page.input,
                ))?;
            }
            Ok(())
        })
    }
}

//! From an article of a feed to a record.

use feed_rs::model;
use jiff::Timestamp;
use url::Url;

use super::{
    super::{Version, fingerprint, slug_of},
    Item,
};
use crate::{
    html::tree,
    library,
    outcome::{Entry, Kind, Reason},
    record::{Body, Person, Picture, Record, Standing, Term},
    slug,
    source::{
        is_year,
        markup::{self, escaped},
    },
    text,
};

/// How long a description is at least that is no mere excerpt, in characters.
const LONG: usize = 600;

/// Whether a description says all of an article, as far as its form tells.
pub fn is_whole(description: &str) -> bool {
    let words = text::line(&tree::text_of(description));
    let is_cut = ["…", "...", "[…]", "[...]", "…]"]
        .iter()
        .any(|end| words.ends_with(end));
    let paragraphs = description.matches("<p").count() + description.matches("<br").count();
    !is_cut && (words.chars().count() >= LONG || paragraphs >= 2)
}

impl Item<'_> {
    pub fn content(&self) -> Option<&str> {
        let body = self.entry.content.as_ref()?.body.as_deref();
        body.filter(|body| text::says(body))
    }

    pub fn summary(&self) -> &str {
        self.entry
            .summary
            .as_ref()
            .map_or("", |summary| summary.content.as_str())
    }

    pub fn id(&self) -> String {
        format!("feed-{}", self.entry.id)
    }

    pub fn fingerprint(&self) -> u64 {
        let mut said = format!("{:?}{:?}{}", self.entry, self.picture, self.language);
        if !self.enclosures.is_empty() {
            said += &format!("{:?}", self.enclosures);
        }
        fingerprint(said.as_bytes())
    }

    pub fn version(&self) -> Version {
        let changed = self.entry.updated.or(self.entry.published);
        let changed = changed.map_or(0, |at| at.timestamp());
        Version {
            changed: u64::try_from(changed).unwrap_or_default(),
            ..self.fingerprint().into()
        }
    }

    pub fn address(&self) -> Option<Url> {
        let is_page = |link: &&model::Link| {
            !is_enclosure(link) && link.rel.as_deref().is_none_or(|rel| rel == "alternate")
        };
        let mut links = self.entry.links.iter().filter(is_page);
        links.find_map(|link| Url::parse(link.href.trim()).ok())
    }

    /// The last part of its address.
    pub fn slug(&self) -> String {
        self.address().as_ref().map_or_else(String::new, slug_of)
    }

    pub fn standing(&self, is_described: bool) -> Standing {
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

    pub fn authors(&self) -> Vec<Person> {
        let mut found: Vec<Person> = Vec::new();
        for author in &self.entry.authors {
            let name = text::line(author.name.as_deref().unwrap_or_default());
            // RSS writes "mail (Name)".
            let name = name.trim_matches(['(', ')', ' ']).to_owned();
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

    pub fn sections(&self) -> Vec<Term> {
        let of = |category: &model::Category| Term {
            slug: slug::slug(&category.term),
            name: category.label.clone().unwrap_or_else(|| category.term.clone()),
        };
        let mut found: Vec<Term> = self.entry.categories.iter().map(of).collect();
        found.retain(|term| !term.slug.is_empty());
        found
    }

    /// The picture that goes with it, of the feed's own fields.
    fn picture(&self, entries: &mut Vec<Entry>) -> Option<Picture> {
        let enclosed = self.enclosed();
        let of_media = enclosed.iter().find(|file| file.is_picture());
        let of_media = of_media.map(|file| file.url.to_string());
        let address = self.picture.clone().or(of_media)?;
        let addresses = markup::picture_at(&address, self.address().as_ref(), "image", entries)?;
        Some(Picture {
            addresses,
            ..Picture::default()
        })
    }

    /// The files that go with it, each once.
    fn enclosed(&self) -> Vec<Enclosed> {
        let page = self.address();
        let url = |href: &str| {
            let href = href.trim();
            let relative = || page.as_ref()?.join(href).ok();
            Url::parse(href).ok().or_else(relative)
        };
        let mut found: Vec<Enclosed> = Vec::new();
        let mut add = |file: Enclosed| {
            if !found.iter().any(|known| known.url == file.url) {
                found.push(file);
            }
        };
        for (address, kind) in &self.enclosures {
            if let Some(url) = url(address) {
                add(Enclosed::new(url, Some(kind)));
            }
        }
        for media in &self.entry.media {
            // Of a film in several sizes one is shown.
            let mut players = Vec::new();
            for file in &media.content {
                let Some(url) = file.url.clone() else { continue };
                let kind = file.content_type.as_ref().map(ToString::to_string);
                let mut file = Enclosed::new(url, kind.as_deref());
                let player = file.player();
                file.is_version = player.is_some() && players.contains(&player);
                players.push(player);
                add(file);
            }
        }
        for link in self.entry.links.iter().filter(|link| is_enclosure(link)) {
            if let Some(url) = url(&link.href) {
                add(Enclosed::new(url, link.media_type.as_deref()));
            }
        }
        found
    }

    /// A text with the recordings before it that are not in it: an episode of a podcast is what its words are about.
    fn with_enclosed(&self, body: Body, entries: &mut Vec<Entry>) -> Body {
        let mut players = String::new();
        for file in self.enclosed().into_iter().filter(|file| !file.is_picture()) {
            let address = escaped(file.url.as_str());
            match (file.player().filter(|_| !file.is_version), &body) {
                (Some(_), Body::Html { text, .. })
                    if mentions(text, file.url.as_str()) || mentions(text, &address) => {}
                (Some(name), Body::Html { .. }) => players += &format!("<{name} src=\"{address}\"></{name}>"),
                _ => entries
                    .push(Entry::new(Reason::MetaField, Kind::Other, "enclosure").was(file.url.as_str())),
            }
        }
        match body {
            Body::Html {
                text,
                newlines,
                shortcodes,
            } => Body::Html {
                text: players + &text,
                newlines,
                shortcodes,
            },
            plain @ Body::Plain(_) => plain,
        }
    }

    /// A text without the line that WordPress writes below it in feeds: "The post … appeared first on …", with a link to the
    /// article itself and one to its site.
    fn without_footer<'t>(&self, html: &'t str, entries: &mut Vec<Entry>) -> &'t str {
        let whole = |url: &Url| format!("{}{}", url.host_str().unwrap_or_default(), url.path());
        let found = html.rfind("<p>").and_then(|at| {
            let (before, last) = html.split_at_checked(at)?;
            let parsed = tree::parse(last);
            let links: Vec<String> = tree::find(tree::root(&parsed), "a")
                .filter_map(|link| tree::attribute(link, "href"))
                .filter_map(|href| Url::parse(href.trim()).ok())
                .map(|url| whole(&url))
                .collect();
            let own = whole(&self.address()?);
            match links.as_slice() {
                [article, site] if *article == own && own.starts_with(site) && site.len() < own.len() => {
                    Some((before, last))
                }
                _ => None,
            }
        });
        let Some((before, footer)) = found else {
            return html;
        };
        entries.extend(markup::lost(Reason::FeedFooter, footer, "body"));
        before
    }

    pub fn record(&self, id: String, is_described: bool) -> Record {
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
        let body = match body {
            Body::Html { text, .. } => html(self.without_footer(&text, &mut entries)),
            plain @ Body::Plain(_) => plain,
        };
        let body = self.with_enclosed(body, &mut entries);
        let picture = self.picture(&mut entries);
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
            picture,
            addresses: self.address().into_iter().collect(),
            entries,
            fingerprint: self.fingerprint(),
            id,
            standing,
            ..Record::default()
        }
    }
}

/// A file that goes with an article: a picture, a recording, a document.
struct Enclosed {
    url: Url,
    /// Its media type, where the feed says it.
    kind: String,
    /// Whether it is another version of what goes before it.
    is_version: bool,
}

impl Enclosed {
    fn new(url: Url, kind: Option<&str>) -> Self {
        Self {
            url,
            kind: kind.unwrap_or_default().to_ascii_lowercase(),
            is_version: false,
        }
    }

    fn is_picture(&self) -> bool {
        self.kind.starts_with("image/") || library::is_picture(self.url.path())
    }

    /// The element that plays it: by what the feed says of it, or by its name.
    fn player(&self) -> Option<&'static str> {
        let path = self.url.path().to_ascii_lowercase();
        let ends = |known: &[&str]| known.iter().any(|end| path.ends_with(end));
        match self.kind.split('/').next() {
            Some("audio") => Some("audio"),
            Some("video") => Some("video"),
            _ if ends(&[".mp3", ".ogg", ".m4a"]) => Some("audio"),
            _ if ends(&[".mp4", ".webm"]) => Some("video"),
            _ => None,
        }
    }
}

/// Whether a text has an address, and not only one that goes on after it.
fn mentions(text: &str, address: &str) -> bool {
    text.match_indices(address).any(|(at, _)| {
        let after = text
            .get(at + address.len()..)
            .and_then(|rest| rest.chars().next());
        after.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | ']'))
    })
}

/// Whether a link is to a file that goes with an article; JSON Feed's attachments are read as links that say no relation.
fn is_enclosure(link: &model::Link) -> bool {
    match link.rel.as_deref() {
        Some(rel) => rel == "enclosure",
        None => link
            .media_type
            .as_deref()
            .is_some_and(|kind| !kind.starts_with("text/html")),
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

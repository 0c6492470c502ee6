//! From a record to an article: all that an article needs, each thing that is made up told.

use jiff::Timestamp;
use serde::Serialize;
use url::Url;

use crate::{
    account::{self, Counts},
    block::{Block, Image, VERSION},
    html::{self, Context, Said, tree},
    language,
    library::Library,
    names::Names,
    outcome::{Entry, Kind, Reason},
    record::{Body, Record},
    text,
};

/// An article as its file holds it (docs/content.md).
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    pub version: &'static str,
    pub id: String,
    pub slug: String,
    pub in_language: String,
    pub headline: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub kicker: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    pub date_published: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_modified: Option<String>,
    pub article_section: Named,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    pub author: Vec<Author>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    pub body: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    pub slug: String,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Author {
    pub slug: String,
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub job_title: String,
}

/// What articles are made with beside their records.
#[derive(Clone, Copy)]
pub struct Maker<'a> {
    pub library: &'a Library,
    pub names: &'a Names,
    /// The newspaper's language.
    pub language: &'a str,
    /// The old site's address.
    pub base: Option<&'a Url>,
}

/// An article, and what became of its record.
#[derive(Debug)]
pub struct Made {
    pub article: Article,
    pub entries: Vec<Entry>,
    /// Words, links, pictures and frames.
    pub counts: [Counts; 4],
    /// Whether there is anything to read.
    pub has_text: bool,
}

impl Maker<'_> {
    /// Makes the article of a record, under a slug that is its own.
    #[must_use]
    pub fn make(&self, record: &Record, slug: &str) -> Made {
        let mut entries = record.entries.clone();
        let language = self.language_of(record);
        let base = record.addresses.first().or(self.base);
        let context = Context {
            library: self.library,
            base,
            language: &language,
            record: record.number,
            newlines: false,
            shortcodes: false,
            notes: &record.notes,
        };
        // What is accounted for: all that the record says in words, and the report of it.
        let mut told = Vec::new();
        let (mut sources, body) = converted(&record.body, context);
        let mut blocks = body.blocks;
        told.extend(body.entries);
        let mut line = |html: &str, place: &str, told: &mut Vec<Entry>| {
            let plain = Context {
                notes: &[],
                ..context
            };
            let mended = mended(html, place, told);
            let (line, lost) = html::convert_line(&mended, plain, place);
            told.extend(lost);
            sources.push(Said::of(&mended));
            line
        };
        let mut headline = line(&record.headline, "headline", &mut told);
        let kicker = line(&record.kicker, "kicker", &mut told);
        let description = line(&record.lead, "lead", &mut told);
        if !text::says(&headline) {
            headline = made_headline(&blocks, &description, record.published);
            told.push(Entry::new(Reason::NoTitle, Kind::Words, "headline").now(&headline));
        }
        if let Some(picture) = &record.picture {
            let said = [&picture.caption, &picture.credit, &picture.alt];
            // Links in what a picture says are told where they are lost.
            sources.extend(said.into_iter().map(|html| Said::words(html)));
        }
        let image = self.image(record, &mut blocks, &mut told);
        headline_once(&headline, &mut blocks, &mut told);
        let mut beside = vec![headline.as_str(), &kicker, &description];
        if let Some(image) = &image {
            beside.extend(
                [&image.caption, &image.credit_text]
                    .into_iter()
                    .flatten()
                    .map(String::as_str),
            );
            beside.push(&image.alt);
        }
        let account = account::account(&sources, &blocks, &beside, &told, context.base);
        entries.extend(told);
        // Nothing is silently lost, even by a fault of the importer itself.
        entries.extend(account.unaccounted.into_iter().map(|((kind, what), count)| {
            let entry = Entry::new(Reason::Unaccounted, kind, "body");
            match count > 0 {
                true => entry.was(what),
                false => entry.now(what),
            }
        }));
        let has_text = blocks.iter().any(|block| !matches!(block, Block::Separator));
        let article = Article {
            version: VERSION,
            id: record.id.clone(),
            slug: slug.to_owned(),
            in_language: language,
            headline,
            kicker: if text::says(&kicker) {
                kicker
            } else {
                String::new()
            },
            description: if text::says(&description) {
                description
            } else {
                String::new()
            },
            date_published: moment(
                record
                    .published
                    .or(record.modified)
                    .unwrap_or(Timestamp::UNIX_EPOCH),
            ),
            date_modified: modified(record, &mut entries).map(moment),
            article_section: self.section(record, &mut entries),
            keywords: self.keywords(record),
            author: self.authors(record, &mut entries),
            image,
            body: blocks,
        };
        Made {
            article,
            entries,
            counts: account.counts,
            has_text,
        }
    }

    fn language_of(&self, record: &Record) -> String {
        language::tag(&record.language).unwrap_or_else(|| self.language.to_owned())
    }

    fn section(&self, record: &Record, entries: &mut Vec<Entry>) -> Named {
        let known = record
            .sections
            .iter()
            .find_map(|term| self.names.section(&term.slug));
        known.unwrap_or_else(|| {
            let made = self.names.default_section();
            entries.push(Entry::new(Reason::NoSection, Kind::Other, "section").now(&made.name));
            made
        })
    }

    /// The other sections, and the keywords, each once.
    fn keywords(&self, record: &Record) -> Vec<String> {
        let section = record
            .sections
            .iter()
            .find(|term| self.names.section(&term.slug).is_some());
        let others = record
            .sections
            .iter()
            .filter(|term| Some(*term) != section)
            .map(|term| term.name.as_str());
        let mut known: Vec<String> = Vec::new();
        let mut keywords = Vec::new();
        for keyword in others.chain(record.keywords.iter().map(String::as_str)) {
            let keyword = text::line(&tree::text_of(keyword));
            let small = keyword.to_lowercase();
            if text::says(&keyword) && !known.contains(&small) {
                known.push(small);
                keywords.push(keyword);
            }
        }
        keywords
    }

    fn authors(&self, record: &Record, entries: &mut Vec<Entry>) -> Vec<Author> {
        let mut authors: Vec<Author> = Vec::new();
        for author in record
            .authors
            .iter()
            .filter_map(|person| self.names.author(&person.slug))
        {
            if !authors.iter().any(|it| it.slug == author.slug) {
                authors.push(author);
            }
        }
        if authors.is_empty() {
            let made = self.names.default_author();
            entries.push(Entry::new(Reason::NoAuthor, Kind::Other, "author").now(&made.name));
            authors.push(made);
        }
        authors
    }

    /// The article's own picture; where the body's first is the same one, it stands there no more.
    fn image(&self, record: &Record, blocks: &mut Vec<Block>, entries: &mut Vec<Entry>) -> Option<Image> {
        let picture = record.picture.as_ref()?;
        let said = |html: &str| Some(text::line(&tree::text_of(html))).filter(|words| text::says(words));
        let (stored, entry) = html::beside("image", &picture.addresses, self.library);
        entries.push(entry);
        let Some((source, stored)) = stored else {
            let lost = [&picture.caption, &picture.credit, &picture.alt];
            entries.extend(
                lost.into_iter()
                    .filter_map(|html| said(html))
                    .map(|words| Entry::new(Reason::PictureWords, Kind::Words, "image").was(words)),
            );
            return None;
        };
        let mut image = Image {
            url: stored.url,
            width: stored.width,
            height: stored.height,
            alt: said(&picture.alt).unwrap_or_default(),
            caption: said(&picture.caption),
            credit_text: said(&picture.credit),
            source,
        };
        once(&mut image, blocks, entries);
        if image.alt.is_empty() {
            let made = image
                .caption
                .clone()
                .or_else(|| said(&picture.title).filter(|words| !html::is_file_name(words)));
            match made {
                Some(words) => {
                    entries.push(Entry::new(Reason::Alternative, Kind::Words, "image").now(&words));
                    image.alt = words;
                }
                None => entries.push(Entry::new(Reason::NoAlternative, Kind::Other, "image").was(&image.url)),
            }
        }
        Some(image)
    }
}

/// Takes the article's picture from its text, where it is the first that stands there by itself, too; what that says of it is
/// not lost.
fn once(image: &mut Image, blocks: &mut Vec<Block>, entries: &mut Vec<Entry>) {
    let first = blocks.iter().position(|block| matches!(block, Block::Image(_)));
    let Some(at) = first.filter(|_| blocks.len() > 1) else {
        return;
    };
    if !matches!(blocks.get(at), Some(Block::Image(shown)) if shown.url == image.url) {
        return;
    }
    let Block::Image(shown) = blocks.remove(at) else {
        return;
    };
    let entry = |kind| Entry::new(Reason::FeaturedInBody, kind, "body");
    entries.push(entry(Kind::Picture).was(&shown.url));
    // Of the body only captions are counted: what else the picture says is new beside it.
    // What stood under it in the text is what readers saw, and goes before what a library says.
    if let Some(caption) = shown.caption
        && let Some(known) = image.caption.replace(caption)
    {
        entries.push(Entry::new(Reason::FeaturedInBody, Kind::Words, "image").was(known));
    }
    if let (None, Some(credit)) = (&image.credit_text, shown.credit_text) {
        entries.push(entry(Kind::Words).now(&credit));
        image.credit_text = Some(credit);
    }
    if image.alt.is_empty() && text::says(&shown.alt) {
        entries.push(entry(Kind::Words).now(&shown.alt));
        image.alt = shown.alt;
    }
}

/// Takes the headline from the head of a text that begins with it.
fn headline_once(headline: &str, blocks: &mut Vec<Block>, entries: &mut Vec<Entry>) {
    let Some(Block::Heading { spans, .. }) = blocks.first() else {
        return;
    };
    let is_plain = spans.iter().all(|span| span.marks.is_empty());
    let words = html::plain(spans);
    if is_plain && blocks.len() > 1 && words.trim() == headline.trim() {
        entries.push(Entry::new(Reason::HeadlineInBody, Kind::Words, "body").was(words));
        blocks.remove(0);
    }
}

/// A text as blocks, and what it is accounted for by.
fn converted(body: &Body, context: Context<'_>) -> (Vec<Said>, html::Body) {
    let mut entries = Vec::new();
    let (text, context) = match body {
        Body::Html {
            text,
            newlines,
            shortcodes,
        } => {
            let context = Context {
                newlines: *newlines,
                shortcodes: *shortcodes,
                ..context
            };
            (mended(text, "body", &mut entries), context)
        }
        Body::Plain(text) => {
            let escaped = mended(text, "body", &mut entries)
                .replace('&', "&amp;")
                .replace('<', "&lt;");
            (
                escaped,
                Context {
                    newlines: true,
                    ..context
                },
            )
        }
    };
    let mut body = html::convert(&text, context);
    let said = body
        .said
        .take()
        .unwrap_or_else(|| Said::of(&html::expanded(&text, context.library)));
    let notes = context.notes.iter().map(|(_, note)| Said::of(note));
    let sources = std::iter::once(said).chain(notes).collect();
    body.entries.extend(entries);
    (sources, body)
}

fn mended(text: &str, place: &str, entries: &mut Vec<Entry>) -> String {
    match text::mended(text) {
        Some(mended) => {
            entries.push(Entry::new(Reason::Mojibake, Kind::Other, place).was(text::first_words(text, 200)));
            mended
        }
        None => text.to_owned(),
    }
}

/// RFC 3339, in UTC and in seconds.
fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// When it was changed, where that is after it appeared.
fn modified(record: &Record, entries: &mut Vec<Entry>) -> Option<Timestamp> {
    let (published, modified) = (record.published?, record.modified?);
    if modified.as_second() < published.as_second() {
        entries.push(Entry::new(Reason::EarlyChange, Kind::Other, "date").was(moment(modified)));
    }
    (modified.as_second() > published.as_second()).then_some(modified)
}

/// The longest headline that is made of other words, in characters.
const MADE_HEADLINE: usize = 70;

fn made_headline(blocks: &[Block], lead: &str, published: Option<Timestamp>) -> String {
    if text::says(lead) {
        return text::first_words(lead, MADE_HEADLINE);
    }
    let mut first = None;
    crate::block::visit(blocks, &mut |said| {
        let words = match said {
            crate::block::Text::Spans(spans) => html::plain(spans),
            crate::block::Text::Plain(words) => words.to_owned(),
            _ => return,
        };
        if first.is_none() && text::says(&words) {
            first = Some(words);
        }
    });
    match (first, published) {
        (Some(words), _) => text::first_words(&words, MADE_HEADLINE),
        (None, Some(at)) => at.strftime("%Y-%m-%d").to_string(),
        (None, None) => "—".to_owned(),
    }
}

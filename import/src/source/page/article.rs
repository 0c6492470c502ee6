//! A page as a record.

use ego_tree::NodeId;
use jiff::tz::TimeZone;
use scraper::{ElementRef, Html, Node as Value, StrTendril};
use url::Url;

use super::{
    PAID, around,
    facts::Facts,
    head,
    kind::{self, Other},
    linked, picture, read,
    weights::Weights,
};
use crate::{
    address,
    html::{
        self,
        tree::{self, Node},
    },
    mapping::{self, Mapping},
    outcome::{Entry, Kind, Reason},
    record::{Body, Record, Standing},
    source::{self, fingerprint, markup::escaped},
    text,
};

/// The largest file that is read; a page with its pictures written into it has some tens of megabytes.
pub const MOST: u64 = 64 << 20;
/// The largest text, as of every record.
const MOST_TEXT: usize = 16 << 20;

/// A page that was read.
pub struct Page {
    pub record: Record,
    /// What the site calls itself.
    pub site: String,
    /// What it is, where it is no article.
    pub other: Option<Other>,
    /// Whether it is for some readers only.
    pub is_paid: bool,
}

/// Reads a page.
pub fn page(bytes: &[u8], zone: &TimeZone, mapping: &Mapping, base: Option<&Url>) -> Page {
    let print = fingerprint(bytes);
    if bytes.len() as u64 > MOST {
        return set_aside(print, Reason::TooLarge);
    }
    let (text, bad) = read::decoded(bytes);
    let (bounded, cut) = html::bounded(&text);
    let mut parsed = tree::parse_page(&bounded);
    let mut entries = Vec::new();
    if let Some(at) = bad {
        entries.push(Entry::new(Reason::BadEncoding, Kind::Other, "page").was(format!("byte {at}")));
    }
    if !cut.is_empty() {
        entries.push(Entry::new(Reason::TreeDepth, Kind::Other, "page").was(format!("{} tags", cut.len())));
    }
    readdress(&mut parsed);
    let root = parsed.tree.root();
    let facts = Facts::read(root);
    let weights = Weights::of(root);
    let whole = facts.field("articleBody").as_str().unwrap_or_default().to_owned();
    let said = tree::text_of(&whole);
    let body = weights.choose(root, &said);
    let other = kind::other(&facts, &weights, body);
    let is_paid = linked::says_no(facts.field("isAccessibleForFree"))
        || facts
            .head
            .meta(&["article:content_tier"])
            .eq_ignore_ascii_case("locked");
    let addresses = facts.addresses();
    let (published, modified, told) = facts.dates(body, zone);
    entries.extend(told);
    let (authors, told) = facts.authors(body);
    entries.extend(told);
    let headline = facts.headline();
    let lead = body.map_or_else(String::new, |body| facts.lead(body));
    let mut record = Record {
        id: match addresses.first() {
            Some(url) => format!("page-{:016x}", source::hash(&address::key(url))),
            None => format!("page-{print:016x}"),
        },
        headline: escaped(&headline),
        kicker: escaped(&facts.kicker(body)),
        lead: escaped(&lead),
        slug: addresses.first().map_or_else(String::new, source::slug_of),
        published,
        modified,
        language: facts.language(),
        sections: facts.sections(),
        keywords: facts.keywords(),
        picture: body.and_then(|body| picture::of(&facts, body, &mut entries)),
        authors,
        addresses,
        fingerprint: print,
        ..Record::default()
    };
    if record.addresses.is_empty() && base.is_none() {
        entries.push(Entry::new(Reason::NoAddress, Kind::Other, "page"));
    }
    let is_kept = is_paid && mapping.kinds.get(PAID) != Some(&mapping::Kind::Article);
    record.standing = match published {
        _ if other.is_some() => Standing::SetAside(Reason::NoArticle),
        _ if is_kept => Standing::SetAside(Reason::Private),
        Some(_) => Standing::Published,
        None => Standing::Draft(Reason::NoDate),
    };
    let site = facts.site_name();
    if let Some(other) = &other {
        entries.push(Entry::new(Reason::NoArticle, Kind::Other, "page").was(other.told().0));
    } else if let Some(body) = body {
        entries.push(outside(root, body, &weights));
        let known = around::Known {
            headline,
            lead,
            names: record.authors.iter().map(|it| it.name.clone()).collect(),
        };
        let body = body.id();
        around::mark(&mut parsed, body, &weights, &known);
        record.body = Body::Html {
            text: inner(&parsed, body),
            newlines: false,
            shortcodes: false,
        };
    } else if text::says(&said) {
        // A program would fill the page with what it says here already.
        record.body = Body::Html {
            newlines: !whole.contains("<p"),
            text: whole,
            shortcodes: false,
        };
        entries.push(Entry::new(Reason::ReadOffPage, Kind::Other, "body").was("articleBody"));
    }
    let is_large = matches!(&record.body, Body::Html { text, .. } if text.len() > MOST_TEXT);
    if is_large {
        record.body = Body::default();
        record.standing = Standing::SetAside(Reason::TooLarge);
    }
    if matches!(record.standing, Standing::SetAside(_)) {
        record.raw = text;
    }
    record.entries = entries;
    Page {
        record,
        site,
        other,
        is_paid,
    }
}

fn set_aside(print: u64, reason: Reason) -> Page {
    let record = Record {
        id: format!("page-{print:016x}"),
        standing: Standing::SetAside(reason),
        fingerprint: print,
        ..Record::default()
    };
    Page {
        record,
        site: String::new(),
        other: None,
        is_paid: false,
    }
}

/// What an element holds, as HTML; a list or a table with itself.
fn inner(page: &Html, id: NodeId) -> String {
    let Some(node) = page.tree.get(id) else {
        return String::new();
    };
    let table = std::iter::once(node)
        .chain(node.ancestors())
        .find(|it| tree::name(*it) == "table");
    let node = match tree::name(node) {
        "tr" | "tbody" | "thead" | "tfoot" => table.unwrap_or(node),
        _ => node,
    };
    let is_whole = matches!(
        tree::name(node),
        "table" | "ul" | "ol" | "dl" | "blockquote" | "pre" | "figure" | "p"
    );
    let element = ElementRef::wrap(node);
    element.map_or_else(
        String::new,
        |it| if is_whole { it.html() } else { it.inner_html() },
    )
}

/// Tells of all that is not in the element that holds the text.
fn outside(page: Node<'_>, body: Node<'_>, weights: &Weights) -> Entry {
    let words = weights.words(page) - weights.words(body);
    let count = |names: &[&str]| {
        let of = |node: Node<'_>| {
            node.descendants()
                .filter(|it| names.contains(&tree::name(*it)))
                .count()
        };
        of(page) - of(body)
    };
    let told = format!(
        "{words} words, {} links, {} pictures, {} frames",
        count(&["a"]),
        count(&["img"]),
        count(&["iframe", "video", "audio", "embed", "object"])
    );
    Entry::new(Reason::OutsideArticle, Kind::Other, "page").was(told)
}

/// Writes addresses as they were before an archive kept the page, and as the page's `base` has them.
fn readdress(page: &mut Html) {
    const NAMES: [&str; 6] = [
        "href",
        "src",
        "data-src",
        "data-lazy-src",
        "data-original",
        "content",
    ];
    let base = tree::find(page.tree.root(), "base").find_map(|node| {
        let href = tree::attribute(node, "href")?;
        Url::parse(&head::unwrapped(href).unwrap_or_else(|| href.to_owned())).ok()
    });
    for value in page.tree.values_mut() {
        let Value::Element(element) = value else { continue };
        let is_meta = element.name() == "meta";
        element.attrs.retain(|(name, _)| &*name.local != html::OUT);
        for (name, address) in &mut element.attrs {
            let name: &str = &name.local;
            if !NAMES.contains(&name) || (name == "content") != is_meta {
                continue;
            }
            if let Some(original) = head::unwrapped(address) {
                *address = StrTendril::from(original);
            } else if let Some(base) = base.as_ref().filter(|_| !is_meta)
                && let Some(url) = Some(address.trim())
                    .filter(|it| !it.is_empty() && !it.starts_with('#') && !it.contains(':'))
                && let Ok(url) = base.join(url)
            {
                *address = StrTendril::from(String::from(url));
            }
        }
    }
}

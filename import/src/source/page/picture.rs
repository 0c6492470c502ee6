//! The picture that goes with a page's article, and what the page says of it.

use serde_json::Value;
use url::Url;

use super::{
    classes,
    facts::Facts,
    head,
    linked::{self, kinds},
};
use crate::{
    address,
    html::{
        self,
        tree::{self, Node},
    },
    outcome::{Entry, Kind, Reason},
    record::Picture,
    source::markup::escaped,
    text,
};

/// Finds it: of what the page says for programs, else the first that is shown with the headline.
#[must_use]
pub fn of(facts: &Facts<'_>, body: Node<'_>, entries: &mut Vec<Entry>) -> Option<Picture> {
    let base = facts.address();
    let resolved = |address: &str| {
        let original = head::unwrapped(address);
        address::web(original.as_deref().unwrap_or(address), base.as_ref())
    };
    let logos: Vec<String> = facts
        .linked
        .of_kind(|kind| matches!(kind, "Organization" | "NewsMediaOrganization"))
        .map(|it| linked::address(facts.linked.follow(&it["logo"])).to_owned())
        .collect();
    let told = told(facts).into_iter().find_map(|(address, picture)| {
        let is_logo = logos.contains(&address);
        Some((resolved(&address).filter(|_| !is_logo)?, picture))
    });
    let shown: Vec<Node<'_>> = images(facts.page)
        .filter(|node| stands_with(*node, body))
        .collect();
    let address_of = |node: Node<'_>| {
        let mut named = html::named(node).chain(html::sources_of(node));
        named.find_map(resolved)
    };
    let Some((url, mut picture)) = told else {
        // Before the text, and large as far as the page says.
        let first = shown
            .iter()
            .find(|node| is_before(**node, body) && is_large(**node))?;
        let url = address_of(*first)?;
        let mut picture = Picture::default();
        describe(*first, &mut picture);
        picture.addresses = addresses(&url);
        entries.push(Entry::new(Reason::ReadOffPage, Kind::Other, "image").now(url.as_str()));
        return Some(picture);
    };
    picture.addresses = addresses(&url);
    let same = shown
        .iter()
        .find(|node| address_of(**node).is_some_and(|it| stem(&it) == stem(&url)));
    if let Some(node) = same {
        describe(*node, &mut picture);
        for url in html::named(*node).filter_map(resolved) {
            for address in addresses(&url) {
                if !picture.addresses.contains(&address) {
                    picture.addresses.push(address);
                }
            }
        }
    }
    Some(picture)
}

/// The pictures that the page tells programs of, with what it says of each.
fn told(facts: &Facts<'_>) -> Vec<(String, Picture)> {
    let mut found = Vec::new();
    let images = facts.field("image");
    let list = match images {
        Value::Array(list) => list.as_slice(),
        Value::Null => &[],
        one => std::slice::from_ref(one),
    };
    let mut json: Vec<(u64, String, Picture)> = Vec::new();
    for image in list.iter().map(|it| facts.linked.follow(it)) {
        let said = |name: &str| escaped(&linked::said(&image[name]));
        let first = |names: &[&str]| {
            names
                .iter()
                .map(|name| said(name))
                .find(|it| text::says(it))
                .unwrap_or_default()
        };
        let is_image = image.is_object() && kinds(image).any(|kind| kind == "ImageObject");
        let picture = match is_image {
            true => Picture {
                caption: first(&["caption", "description"]),
                credit: first(&[
                    "creditText",
                    "creator",
                    "author",
                    "copyrightHolder",
                    "copyrightNotice",
                ]),
                ..Picture::default()
            },
            false => Picture::default(),
        };
        let width = &image["width"];
        let width = width
            .as_u64()
            .or_else(|| linked::said(width).trim_end_matches("px").parse().ok());
        json.push((
            width.unwrap_or_default(),
            linked::address(image).to_owned(),
            picture,
        ));
    }
    // Search engines ask for several shapes: the largest.
    json.sort_by_key(|(width, ..)| std::cmp::Reverse(*width));
    found.extend(json.into_iter().map(|(_, address, picture)| (address, picture)));
    let alt = escaped(facts.head.meta(&["og:image:alt", "twitter:image:alt"]));
    let metas = [
        "og:image",
        "og:image:url",
        "og:image:secure_url",
        "twitter:image",
        "twitter:image:src",
    ];
    for address in metas.iter().flat_map(|name| facts.head.metas(name)) {
        let picture = Picture {
            alt: alt.clone(),
            ..Picture::default()
        };
        found.push((address.clone(), picture));
    }
    found.retain(|(address, _)| !address.is_empty());
    found
}

fn addresses(url: &Url) -> Vec<String> {
    html::likely(url).into_iter().map(String::from).collect()
}

/// What a picture is called whatever its size: `/2019/x-300x200.jpg?w=1` is `x`.
fn stem(url: &Url) -> String {
    let original = html::originals(url).into_iter().next();
    let path = original.as_ref().unwrap_or(url).path();
    let name = path.rsplit('/').next().unwrap_or_default();
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    name.trim_end_matches("-scaled").to_lowercase()
}

/// What readers see with a picture: its description, and the caption of its figure.
fn describe(node: Node<'_>, picture: &mut Picture) {
    let alt = tree::attribute(node, "alt").unwrap_or_default();
    if !text::says(&picture.alt) {
        picture.alt = escaped(alt);
    }
    let figure = node.ancestors().take(6).find(|it| {
        tree::name(*it) == "figure"
            || classes::is_named(*it, &["wp-caption", "featured-image", "post-thumbnail", "hero"])
    });
    let Some(figure) = figure else { return };
    let caption = figure.descendants().find(|it| {
        tree::name(*it) == "figcaption"
            || it.value().is_element() && classes::is_named(*it, &["caption", "wp-caption-text", "legende"])
    });
    let Some(caption) = caption else { return };
    let credit = caption.descendants().find(|it| {
        it.id() != caption.id()
            && it.value().is_element()
            && classes::is_named(*it, &["credit", "credits", "copyright"])
    });
    let mut words = text::line(&tree::text(caption));
    if let Some(credit) = credit {
        let said = text::line(&tree::text(credit));
        if let Some(before) = words.strip_suffix(&said).filter(|_| text::says(&said)) {
            words = before.trim().to_owned();
            if !text::says(&picture.credit) {
                picture.credit = escaped(&said);
            }
        }
    }
    if text::says(&words) {
        picture.caption = escaped(&words);
    }
}

fn images(page: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let is_other = |node: &Node<'_>| {
        node.ancestors().any(|it| {
            matches!(tree::name(it), "aside" | "nav" | "footer" | "noscript")
                || classes::reason(it).is_some() && !matches!(tree::name(it), "body" | "html")
        })
    };
    tree::find(page, "img").filter(move |node| !is_other(node))
}

/// Whether a picture stands in the text, or in the article that the text stands in.
fn stands_with(node: Node<'_>, body: Node<'_>) -> bool {
    let home = std::iter::once(body).chain(body.ancestors()).find(|it| {
        matches!(tree::name(*it), "article" | "main" | "body") && tree::find(*it, "h1").any(|_| true)
    });
    let home = home.unwrap_or(body);
    node.ancestors().any(|it| it.id() == home.id())
}

/// Whether it stands before the text, and not in it.
fn is_before(node: Node<'_>, body: Node<'_>) -> bool {
    let is_within = node.ancestors().any(|it| it.id() == body.id());
    let mut above = body.ancestors();
    let common = above.find(|it| node.ancestors().any(|up| up.id() == it.id()));
    let first = common.and_then(|it| {
        it.descendants()
            .find(|it| it.id() == node.id() || it.id() == body.id())
    });
    !is_within && first.is_some_and(|it| it.id() == node.id())
}

fn is_large(node: Node<'_>) -> bool {
    let size =
        |name| tree::attribute(node, name).and_then(|it| it.trim_end_matches("px").parse::<u32>().ok());
    let is_small = [size("width"), size("height")]
        .iter()
        .flatten()
        .any(|it| *it < 200);
    !is_small && !classes::is_named(node, &["avatar", "logo", "icon"])
}

//! An article as agencies exchange it: IPTC's ninjs 3.1 (https://iptc.org/standards/ninjs).
//!
//! It says nothing of other articles, so that it changes only with its own.

use kiosque::{
    contract::{Image, Site},
    routes::{Export, Route},
};
use serde_json::{Value, json};

use super::{
    Enclosure, File, Identities, Served, dates, feed::author_page, html, in_full, page, said, without_nulls,
};

/// An article, as readers are served it.
pub fn ninjs(site: &Site, identities: &Identities, served: &Served) -> File {
    let Served { article, enclosures } = served;
    let section = &article.article_section;
    let people: Vec<Value> = article
        .author
        .iter()
        .map(|author| json!({ "name": author.name, "rel": "author", "uri": author_page(site, author) }))
        .collect();
    let names: Vec<&str> = article.author.iter().map(|author| author.name.as_str()).collect();
    let section = json!({
        "name": section.name,
        "rel": "section",
        "uri": page(site, &Route::Section(section.slug.clone(), None)),
    });
    let keywords = article.keywords.iter();
    let keywords = keywords.map(|keyword| json!({ "name": keyword, "rel": "keyword" }));
    let subjects: Vec<Value> = std::iter::once(section).chain(keywords).collect();
    let headlines = [
        ("main", Some(&article.headline)),
        ("kicker", article.kicker.as_ref()),
    ];
    let headlines = headlines.into_iter().filter_map(|(role, value)| {
        Some(json!({ "role": role, "contentType": "text/plain", "value": value? }))
    });
    let picture = article.image.as_ref().map(|image| picture(site, image));
    let associations: Vec<Value> = picture
        .into_iter()
        .chain(enclosures.iter().map(recording))
        .collect();
    let lead = said(&article.description);
    let item = without_nulls(json!({
        "uri": identities.article(article),
        "standard": {
            "name": "ninjs",
            "version": "3.1",
            "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
        },
        "type": "text",
        "representationType": "full",
        "pubStatus": "usable",
        "firstCreated": dates::published(article),
        "versionCreated": dates::modified(article),
        "contentCreated": dates::published(article),
        "language": article.in_language,
        "copyrightHolder": site.name,
        "slugline": article.slug,
        "by": names.join(", "),
        "headlines": headlines.collect::<Vec<Value>>(),
        "descriptions": lead.map(|lead| json!([{ "role": "lead", "contentType": "text/plain", "value": lead }])),
        "bodies": [{ "role": "main", "contentType": "text/html", "value": html(site, article) }],
        "people": people,
        "subjects": subjects,
        "infoSources": [{ "name": site.name, "role": "publisher", "uri": page(site, &Route::Home) }],
        "renditions": [{
            "name": "web",
            "href": page(site, &Route::Article(article.slug.clone())),
            "contentType": "text/html",
        }],
        "associations": (!associations.is_empty()).then_some(associations),
    }));
    (Export::Ninjs(article.slug.clone()).path(), format!("{item}\n"))
}

fn picture(site: &Site, image: &Image) -> Value {
    let address = in_full(site, &image.url);
    let described = [("alt", said(&image.alt)), ("caption", image.caption.as_deref())];
    let described = described.into_iter().filter_map(|(role, value)| {
        Some(json!({ "role": role, "contentType": "text/plain", "value": value? }))
    });
    let described: Vec<Value> = described.collect();
    json!({
        "name": "picture",
        "rel": "main",
        "uri": address,
        "type": "picture",
        "by": image.credit_text,
        "descriptions": (!described.is_empty()).then_some(described),
        "renditions": [{ "name": "original", "href": address, "width": image.width, "height": image.height }],
    })
}

fn recording(it: &Enclosure) -> Value {
    let kind = if it.is_film { "video" } else { "audio" };
    json!({
        "name": kind,
        "rel": "media",
        "uri": it.address,
        "type": kind,
        "headlines": [{ "role": "main", "contentType": "text/plain", "value": it.title }],
        "renditions": [{
            "name": "original",
            "href": it.address,
            "contentType": it.media_type,
            "sizeInBytes": it.bytes,
            "duration": it.duration,
        }],
    })
}

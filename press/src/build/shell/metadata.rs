//! What a page says of itself to programs: Open Graph, links to other formats, linked data.

use kiosque::{
    contract::Site,
    routes::{Export, Route},
};

use super::{
    super::head::{self, Head},
    escape::{attribute, push_in_script},
};
use crate::{address::ascii, syndication::Icons};

/// Open Graph's properties of a page (https://ogp.me), and what X reads beside them.
pub fn properties(site: &Site, title: &str, head: &Head, canonical: &str) -> String {
    let Head {
        description,
        properties,
        ..
    } = head;
    let has_picture = properties.iter().any(|(name, _)| *name == "og:image");
    let card = if has_picture {
        "summary_large_image"
    } else {
        "summary"
    };
    let meta = |kind: &str, name: &str, value: &str| {
        format!("<meta {kind}=\"{name}\" content=\"{}\">", attribute(value))
    };
    let own = [
        ("og:site_name", site.name.as_str()),
        ("og:title", title),
        ("og:description", description),
        ("og:url", canonical),
    ];
    // Of what it finds as Open Graph, X does not look for this one there.
    let alt = properties.iter().find(|(name, _)| *name == "og:image:alt");
    let alt = alt.filter(|(_, value)| !value.is_empty());
    own.into_iter()
        .chain(properties.iter().map(|(name, value)| (*name, value.as_str())))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| meta("property", name, value))
        .chain([meta("name", "twitter:card", card)])
        .chain(alt.map(|(_, value)| meta("name", "twitter:image:alt", value)))
        .collect()
}

/// What belongs to a page: icons, the web app's manifest, the same in other formats.
pub fn links(site: &Site, base: &str, icons: &Icons, head: &Head) -> String {
    let mut links = String::new();
    if let Some(icon) = icons.touch() {
        links.push_str(&format!(
            "<link rel=\"apple-touch-icon\" href=\"{base}{}\">",
            ascii(&icon.path)
        ));
    }
    links.push_str(&format!(
        "<link rel=\"manifest\" href=\"{base}{}\">",
        Export::Manifest.path()
    ));
    let whole_paper = head::feeds(site, &Route::Home, "");
    for alternate in head.alternates.iter().chain(&whole_paper) {
        links.push_str(&format!(
            "<link rel=\"alternate\" type=\"{}\" title=\"{}\" href=\"{base}{}\">",
            alternate.media_type,
            attribute(&alternate.title),
            alternate.export.path()
        ));
    }
    links
}

/// The linked data of a page (https://schema.org).
pub fn linked(head: &Head) -> String {
    let script = |linked: &serde_json::Value| {
        let mut script = r#"<script type="application/ld+json">"#.to_owned();
        push_in_script(&linked.to_string(), &mut script);
        script + "</script>"
    };
    head.linked.iter().map(script).collect()
}

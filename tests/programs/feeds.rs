//! Feeds, as news readers see them.

use std::path::Path;

use rss::validation::Validate;

use crate::site::{self, Site, follows_grammar, text};

fn each() -> [Site; 2] {
    [site::sample(), site::hostile()]
}

/// The whole paper's, a section's, an author's: as many feeds as there are such pages.
fn has_all(site: &Site, name: &str) -> Vec<std::path::PathBuf> {
    let newspaper = site::json(&site.root.join("data/site.json"));
    let count = |list: &str| newspaper[list].as_array().unwrap().len();
    let found = site.named(name);
    assert_eq!(found.len(), 1 + count("sections") + count("authors"));
    found
}

#[test]
fn every_rss_feed_is_valid() {
    for site in each() {
        for path in has_all(&site, "rss.xml") {
            let channel = rss::Channel::read_from(text(&path).as_bytes()).unwrap();
            channel
                .validate()
                .unwrap_or_else(|why| panic!("{}: {why}", path.display()));
            for item in channel.items() {
                site.leads_somewhere(item.link().unwrap(), &path);
                all_in_full(&site, item.content().unwrap(), &path);
            }
        }
    }
}

#[test]
fn every_atom_feed_is_valid() {
    for site in each() {
        let feeds = has_all(&site, "atom.xml");
        follows_grammar("atom.rng", &feeds);
        for path in feeds {
            let feed: atom_syndication::Feed = text(&path).parse().unwrap();
            for entry in feed.entries() {
                all_in_full(&site, entry.content().unwrap().value().unwrap(), &path);
            }
        }
    }
}

#[test]
fn a_reader_of_feeds_finds_the_same_articles_in_every_format() {
    for site in each() {
        let mut articles = 0;
        for path in has_all(&site, "rss.xml") {
            let read = |name: &str| {
                let path = path.with_file_name(name);
                let feed = feed_rs::parser::parse(text(&path).as_bytes());
                let feed = feed.unwrap_or_else(|why| panic!("{}: {why}", path.display()));
                let entries = feed.entries.into_iter();
                entries
                    .map(|entry| (entry.id, entry.published, entry.content.unwrap().body))
                    .collect::<Vec<_>>()
            };
            let rss = read("rss.xml");
            articles += rss.len();
            assert!(rss.len() <= 20);
            assert!(
                rss.iter()
                    .all(|(_, published, body)| published.is_some() && body.is_some())
            );
            assert_eq!(rss, read("atom.xml"), "{}", path.display());
            assert_eq!(rss, read("feed.json"), "{}", path.display());
        }
        assert!(articles > 0, "feeds without articles prove nothing");
    }
}

/// A feed is read on another site: an address that begins with a slash would lead there.
fn all_in_full(site: &Site, html: &str, said_in: &Path) {
    let document = scraper::Html::parse_fragment(html);
    assert!(
        !html.contains("<script"),
        "words became markup in {}",
        said_in.display()
    );
    for node in document.tree.values() {
        let Some(element) = node.as_element() else {
            continue;
        };
        let sources = element.attr("srcset").unwrap_or_default().split(',');
        let sources = sources.filter_map(|source| source.split_whitespace().next());
        let addresses = [element.attr("href"), element.attr("src")];
        for address in addresses.into_iter().flatten().chain(sources) {
            assert!(
                ["https://", "http://", "mailto:", "tel:"]
                    .iter()
                    .any(|scheme| address.starts_with(scheme)),
                "{address} in {}",
                said_in.display()
            );
            if address.starts_with(&format!("{}/", site.url)) && !is_legal_page(site, address) {
                site.leads_somewhere(address, said_in);
            }
        }
    }
}

/// `site.json` links to pages of the same host that are not the newspaper's own.
fn is_legal_page(site: &Site, address: &str) -> bool {
    let newspaper = site::json(&site.root.join("data/site.json"));
    let links = newspaper["links"].as_array().cloned().unwrap_or_default();
    links.iter().any(|link| link["url"] == address)
}

//! Sitemaps, as search engines see them.

use std::{collections::BTreeSet, path::PathBuf, process::Command};

use crate::site::{self, Site, follows_grammar, succeeds, text};

fn each() -> [Site; 2] {
    [site::sample(), site::hostile()]
}

fn index(site: &Site) -> PathBuf {
    site.root.join("sitemap.xml")
}

/// The texts of an element, wherever it is.
fn texts(path: &std::path::Path, tag: &str) -> Vec<String> {
    let xml = text(path);
    let document = roxmltree::Document::parse(&xml).unwrap();
    let nodes = document
        .descendants()
        .filter(|node| node.tag_name().name() == tag);
    nodes
        .map(|node| node.text().unwrap_or_default().to_owned())
        .collect()
}

/// The sitemaps that the index names.
fn named(site: &Site) -> Vec<PathBuf> {
    let addresses = texts(&index(site), "loc");
    addresses
        .iter()
        .map(|address| site.file_of(address).unwrap())
        .collect()
}

#[test]
fn every_sitemap_is_valid() {
    for site in each() {
        let mut sitemaps = named(&site);
        sitemaps.push(site.root.join("sitemap-news.xml"));
        let parsers = Command::new("sitemap").arg("--version").output();
        assert!(
            parsers.is_ok(),
            "npm's package `sitemap` is missing: `cargo xtask tools` installs it"
        );
        for path in &sitemaps {
            let output = succeeds(
                Command::new("sitemap")
                    .args(["--parse", "--single-line-json"])
                    .arg(path),
            );
            assert!(!output.stdout.is_empty(), "{} names nothing", path.display());
        }
        sitemaps.push(index(&site));
        follows_grammar("sitemap.rng", &sitemaps);
    }
}

#[test]
fn every_article_is_in_one_sitemap_and_every_address_leads_somewhere() {
    for site in each() {
        let mut addresses = BTreeSet::new();
        for path in named(&site) {
            for address in texts(&path, "loc") {
                site.leads_somewhere(&address, &path);
                let is_picture = address.contains("/pictures/");
                assert!(
                    addresses.insert(address.clone()) || is_picture,
                    "{address} is there twice"
                );
            }
        }
        let articles = std::fs::read_dir(site.root.join("data/articles")).unwrap();
        let mut count = 0;
        for article in articles {
            let name = article.unwrap().file_name().into_string().unwrap();
            let address = format!("{}/article/{}/", site.url, name.trim_end_matches(".json"));
            assert!(addresses.contains(&address), "no sitemap names {address}");
            count += 1;
        }
        assert!(count > 0);
    }
}

#[test]
fn robots_are_told_where_the_sitemaps_are() {
    for site in each() {
        let robots = text(&site.root.join("robots.txt"));
        let sitemaps = robots.lines().filter_map(|line| line.strip_prefix("Sitemap: "));
        let files: Vec<PathBuf> = sitemaps.map(|address| site.file_of(address).unwrap()).collect();
        assert_eq!(files, [index(&site), site.root.join("sitemap-news.xml")]);
        assert!(files.iter().all(|file| file.is_file()));
        assert!(
            robots.starts_with("User-agent: *\nDisallow:\n"),
            "everybody may read everything"
        );
    }
}

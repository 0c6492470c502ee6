//! Where things were to be read on a site of SPIP (<https://www.spip.net/fr_article3587.html>), and where those addresses lead now.

use url::Url;

use super::{
    super::{Index, nearest::nearest},
    tables::{Object, Tables},
};
use crate::{
    address,
    record::{Form, Target},
};

/// All addresses of an object, the present one first.
#[must_use]
pub fn all(tables: &Tables, kind: Object, number: u64) -> Vec<Url> {
    let Some(base) = tables
        .base
        .clone()
        .or_else(|| Url::parse(super::tables::NOWHERE).ok())
    else {
        return Vec::new();
    };
    let name = kind.in_addresses();
    let mut found: Vec<Url> = Vec::new();
    let mut add = |url: Option<Url>| {
        if let Some(url) = url
            && !found.contains(&url)
        {
            found.push(url);
        }
    };
    let below = |path: &str| {
        let mut url = base.clone();
        url.set_path(&format!("{}{}", base.path(), path.trim_start_matches('/')));
        Some(url)
    };
    let query = |path: &str, query: &str| {
        let mut url = below(path)?;
        url.set_query(Some(query));
        Some(url)
    };
    let way = tables.meta.get("type_urls").map_or("", |it| it.trim());
    let own: Vec<String> = tables
        .addresses
        .get(&(kind, number))
        .into_iter()
        .flatten()
        .flat_map(|address| {
            let whole = match address.parent {
                0 => None,
                parent => {
                    let mut path = tables.path(parent);
                    path.push(address.path.clone());
                    Some(path.join("/"))
                }
            };
            whole.into_iter().chain([address.path.clone()])
        })
        .filter(|path| !path.is_empty())
        .collect();
    let plain = format!("{name}{number}");
    let end = match way {
        "propres2" => ".html",
        _ => "",
    };
    let named = |path: &String, add: &mut dyn FnMut(Option<Url>)| match way {
        "propres_qs" | "propres-qs" | "qs" => {
            add(query("", path));
            add(below(path));
        }
        _ => add(below(&format!("{path}{end}"))),
    };
    match way {
        "html" => add(below(&format!("{plain}.html"))),
        "page" | "standard" | "simple" => add(query("spip.php", &plain)),
        _ => {
            if let Some(first) = own.first() {
                named(first, &mut add);
            }
        }
    }
    add(query("spip.php", &plain));
    own.iter().for_each(|path| named(path, &mut add));
    add(below(&format!("{plain}.html")));
    add(query("", &plain));
    // Versions before 1.9. Each address is a redirect, so those that never were are left out.
    if !tables.is_recent {
        add(query(&format!("{name}.php3"), &format!("id_{name}={number}")));
    }
    found
}

/// Where sections, authors, keywords and feeds of the old site lead.
pub fn redirects(tables: &Tables, index: &mut Index) {
    let mut redirects: Vec<(String, Target)> = Vec::new();
    let mut add = |kind: Object, number: u64, target: &Target| {
        for url in all(tables, kind, number) {
            redirects.push((address::path_and_query(&url), target.clone()));
        }
    };
    // What has nothing of its own leads to what it lies in, or to what lies in it.
    let nearest = nearest(tables.sections.keys().copied(), |number| tables.lineage(*number));
    let slug = |number: &u64| Some(tables.sections.get(number)?.slug.clone());
    let mut feeds = Vec::new();
    for (number, numbers) in &nearest {
        let slugs: Vec<String> = numbers.iter().filter_map(slug).collect();
        add(
            Object::Section,
            *number,
            &Target::Section(slugs.clone(), Form::Page),
        );
        feeds.push((*number, Target::Section(slugs, Form::Rss)));
    }
    for (number, person) in &tables.authors {
        add(
            Object::Author,
            *number,
            &Target::Author(person.slug.clone(), Form::Page),
        );
    }
    let mut keywords: Vec<&u64> = tables.keywords.keys().collect();
    keywords.sort_unstable();
    for number in keywords {
        add(Object::Keyword, *number, &Target::Address("/"));
    }
    let path = tables.base.as_ref().map_or("/", |base| base.path());
    for (number, target) in feeds {
        redirects.push((
            format!("{path}spip.php?page=backend&id_rubrique={number}"),
            target,
        ));
    }
    redirects.push((
        format!("{path}spip.php?page=backend"),
        Target::Address("/rss.xml"),
    ));
    redirects.push((format!("{path}backend.php3"), Target::Address("/rss.xml")));
    index.newspaper.redirects = redirects;
}

//! Where articles were to be read on a site of Joomla (<https://docs.joomla.org/Search_Engine_Friendly_URLs>).
//!
//! Addresses depend on menus and settings, of which the tables hold a part: all that an article may have had are given.

use url::Url;

use super::{
    super::{Index, nearest::nearest},
    tables::{Place, Tables},
};
use crate::record::{Form, Target};

/// The old site's address where nothing says it.
const NOWHERE: &str = "https://journal.example/";

/// The old site's address, with a slash at its end.
pub fn root(tables: &Tables) -> Option<Url> {
    let mut root = tables.base.clone().or_else(|| Url::parse(NOWHERE).ok())?;
    if !root.path().ends_with('/') {
        root.set_path(&format!("{}/", root.path()));
    }
    Some(root)
}

/// All addresses that an article may have had, the likeliest first.
#[must_use]
pub fn all(tables: &Tables, number: u64, alias: &str, place: Place) -> Vec<Url> {
    let Some(root) = root(tables) else {
        return Vec::new();
    };
    let numbered = match alias.is_empty() {
        true => number.to_string(),
        false => format!("{number}-{alias}"),
    };
    let mut paths: Vec<String> = Vec::new();
    for entrance in tables.entrances_of_articles.get(&number).into_iter().flatten() {
        paths.push(tables.path(*entrance));
    }
    // The nearest place that a menu leads to, and those between it and the article.
    let lineage = tables.lineage(place);
    let mut between: Vec<Place> = Vec::new();
    for place in &lineage {
        let entrances = tables.entrances_of_places.get(place).into_iter().flatten();
        let ways: Vec<String> = entrances.map(|it| tables.path(*it)).collect();
        if ways.is_empty() {
            between.insert(0, *place);
            continue;
        }
        for way in ways {
            let mut with = way.clone();
            let mut without = way;
            for (number, category) in between
                .iter()
                .filter_map(|it| Some((category_number(*it)?, tables.categories.get(it)?)))
            {
                with.push_str(&format!("/{number}-{}", category.alias));
                without.push_str(&format!("/{}", category.alias));
            }
            with.push_str(&format!("/{numbered}"));
            without.push_str(&format!("/{alias}"));
            match tables.is_modern {
                true => paths.extend([without, with]),
                false => paths.extend([with, without]),
            }
        }
        between.clear();
        break;
    }
    if let Some(category) = tables.categories.get(&place) {
        let mut below: Vec<&str> = lineage
            .iter()
            .filter_map(|place| tables.categories.get(place).map(|it| it.alias.as_str()))
            .collect();
        below.reverse();
        paths.push(format!("{}/{numbered}", below.join("/")));
        if let Some(own) = category_number(place) {
            paths.push(format!("{own}-{}/{numbered}", category.alias));
            paths.push(format!(
                "component/content/article/{own}-{}/{numbered}",
                category.alias
            ));
        }
    }
    let mut found: Vec<Url> = Vec::new();
    let mut add = |path: &str| {
        let mut url = root.clone();
        url.set_path(&format!("{}{}", root.path(), path.trim_start_matches('/')));
        if !path.is_empty() && !path.ends_with('/') && !found.contains(&url) {
            found.push(url);
        }
    };
    paths.iter().for_each(|path| add(path));
    for path in paths.iter().take(2) {
        add(&format!("index.php/{path}"));
        add(&format!("{path}.html"));
    }
    let mut plain = root.clone();
    plain.set_path(&format!("{}index.php", root.path()));
    plain.set_query(Some(&format!("option=com_content&view=article&id={number}")));
    found.push(plain);
    found
}

fn category_number(place: Place) -> Option<u64> {
    match place {
        Place::Category(number) => Some(number),
        Place::Section(_) | Place::Nowhere => None,
    }
}

/// Where categories, front page and feeds of the old site lead.
pub fn redirects(tables: &Tables, index: &mut Index) {
    let root = root(tables);
    let path = root.as_ref().map_or("/", |root| root.path());
    let mut redirects: Vec<(String, Target)> = Vec::new();
    let slug = |place: &Place| Some(tables.categories.get(place)?.slug.clone());
    let nearest = nearest(tables.categories.keys().copied(), |place| tables.lineage(*place));
    for (place, category) in &tables.categories {
        let slugs: Vec<String> = nearest
            .get(place)
            .into_iter()
            .flatten()
            .filter_map(slug)
            .collect();
        // The root of all is none.
        if slugs.is_empty() {
            continue;
        }
        let target = Target::Section(slugs.clone(), Form::Page);
        for entrance in tables.entrances_of_places.get(place).into_iter().flatten() {
            let is_home = tables.entrances.get(entrance).is_some_and(|it| it.is_home);
            if !is_home {
                let way = tables.path(*entrance);
                redirects.push((format!("{path}{way}"), target.clone()));
                redirects.push((format!("{path}index.php/{way}"), target.clone()));
            }
        }
        let (view, number) = match place {
            Place::Category(number) => ("category", *number),
            Place::Section(number) => ("section", *number),
            Place::Nowhere => continue,
        };
        let query = format!("{path}index.php?option=com_content&view={view}&id={number}");
        for (kind, form) in [("rss", Form::Rss), ("atom", Form::Atom)] {
            let feed = format!("{query}&format=feed&type={kind}");
            redirects.push((feed, Target::Section(slugs.clone(), form)));
        }
        redirects.push((query, target.clone()));
        if view == "category" {
            redirects.push((format!("{path}{number}-{}", category.alias), target));
        }
    }
    redirects.push((
        format!("{path}index.php?format=feed&type=rss"),
        Target::Address("/rss.xml"),
    ));
    redirects.push((
        format!("{path}index.php?format=feed&type=atom"),
        Target::Address("/atom.xml"),
    ));
    index.newspaper.redirects = redirects;
}

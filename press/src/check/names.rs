//! Names of authors and sections, and keywords: that those which look the same are.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
};

use serde_json::Value;

use super::{
    Newspaper,
    place::{Key, Place},
};
use crate::{
    files::{Difference, composed, sight},
    report::Report,
    unseen,
};

/// A section or an author that `site.json` declares under the same name.
pub fn named(place: &Place<'_>, value: &Value, keys: &[Key], what: &str, newspaper: &Newspaper<'_>) {
    if place.object(value, keys).is_none() {
        return;
    }
    let known = if what == "author" {
        &newspaper.authors
    } else {
        &newspaper.sections
    };
    let (Some(slug), Some(name)) = (value["slug"].as_str(), value["name"].as_str()) else {
        return;
    };
    match known.get(slug) {
        None => place.field("slug").error(
            &format!("site.json has no {what} \"{slug}\""),
            &format!("mend the slug, or add the {what} to site.json"),
        ),
        Some(declared) if composed(declared) != composed(name) => {
            let said = format!("site.json writes the name of this {what} \"{declared}\"");
            match Difference::of(name, declared) {
                Some(difference) => place
                    .field("name")
                    .error(&format!("{said}: {difference}"), &difference.remedy("site.json")),
                None => place.field("name").error(&said, "write it the same way in both"),
            }
        }
        Some(_) => {}
    }
}

/// Sections or authors that `site.json` declares under names that only look the same: readers take them for one.
pub fn apart(declared: &[(Place<'_>, &Value)], what: &str) {
    let mut known: HashMap<String, &Value> = HashMap::new();
    for (place, value) in declared {
        let Some(name) = value["name"].as_str() else {
            continue;
        };
        let Some(other) = known.insert(sight(name), value) else {
            continue;
        };
        let [there, slug] = ["name", "slug"].map(|key| other[key].as_str().unwrap_or_default());
        if let Some(difference) = Difference::of(name, there) {
            let other = format!("the {what} \"{slug}\"");
            place.field("name").warning(
                &format!("this looks like the name of {other}, and is another: {difference}"),
                &difference.remedy(&other),
            );
        }
    }
}

/// The keywords of one article.
pub fn keywords(keywords: &[(Place<'_>, &Value)]) {
    let mut known: HashMap<String, &str> = HashMap::new();
    for (place, keyword) in keywords {
        let Some(keyword) = keyword.as_str().filter(|keyword| unseen::says(keyword)) else {
            place.error("a keyword is a text", "write it between quotation marks");
            continue;
        };
        let small = |keyword: &str| composed(keyword).to_lowercase();
        let Some(other) = known.insert(sight(&small(keyword)), keyword) else {
            continue;
        };
        let [here, there] = [keyword, other].map(small);
        match Difference::of(&here, &there) {
            _ if here == there => place.warning("this keyword is there twice", "remove one"),
            Some(difference) => place.warning(
                &format!("this looks like the keyword \"{other}\" above, and is another: {difference}"),
                "remove one",
            ),
            None => {}
        }
    }
}

/// Keywords that only look like those of other articles, and so lead to none of these; given of each article the name of its
/// file without its ending, and its keywords.
pub fn across<'a>(articles: impl Iterator<Item = (&'a str, &'a [String])>) -> Report {
    /// Who has a keyword: how many articles, and where it stands in the first of them.
    struct Use<'a> {
        count: usize,
        stem: &'a str,
        number: usize,
    }
    let mut uses: HashMap<&str, Use<'_>> = HashMap::new();
    for (stem, keywords) in articles {
        for (number, keyword) in keywords.iter().enumerate() {
            let of = uses.entry(keyword).or_insert(Use {
                count: 0,
                stem,
                number,
            });
            of.count += 1;
        }
    }
    let mut alike: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for keyword in uses.keys() {
        alike.entry(sight(keyword)).or_default().push(keyword);
    }
    let report = RefCell::new(Report::default());
    let told = alike.into_values().filter(|keywords| keywords.len() > 1);
    for mut keywords in told {
        let count = |keyword: &str| uses.get(keyword).map_or(0, |of| of.count);
        keywords.sort_by(|one, other| count(other).cmp(&count(one)).then_with(|| one.cmp(other)));
        let Some((most, others)) = keywords.split_first() else {
            continue;
        };
        for keyword in others {
            let (Some(difference), Some(of)) = (Difference::of(keyword, most), uses.get(keyword)) else {
                continue;
            };
            let articles = match count(most) {
                1 => "an article has".to_owned(),
                count => format!("{count} articles have"),
            };
            let there = uses.get(most).map_or("", |of| of.stem);
            Place::file(&report, &format!("articles/{}.json", of.stem))
                .field("keywords")
                .item(of.number)
                .warning(
                    &format!(
                        "\"{keyword}\" looks like the keyword \"{most}\" that {articles}, and leads to none of them: {difference}"
                    ),
                    &difference.remedy(&format!("articles/{there}.json")),
                );
        }
    }
    report.into_inner()
}

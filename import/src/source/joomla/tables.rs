//! What articles of Joomla refer to: categories, authors, tags, fields, menus, comments.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    hash::{Hash, Hasher},
};

use url::Url;
use xxhash_rust::xxh3::Xxh3;

use super::super::{hash, tables::Spool};
use crate::{
    outcome::{Entry, Kind, Reason},
    record::{Person, Record, Standing, Term},
    slug, text,
};

/// A category; of version 1.5 also a section, whose numbers are apart.
#[derive(Clone, Debug, Default, Hash)]
pub struct Category {
    pub title: String,
    pub alias: String,
    pub parent: Place,
    pub is_public: bool,
    pub is_published: bool,
    /// In the newspaper's index; no other has it.
    pub slug: String,
    pub level: u64,
}

/// Where an article or a category lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    #[default]
    Nowhere,
    Section(u64),
    Category(u64),
}

/// A menu's entry.
#[derive(Debug)]
pub struct Entrance {
    pub alias: String,
    /// As versions since 1.6 have it.
    pub path: String,
    pub parent: u64,
    pub is_home: bool,
}

/// The number of the level that everybody sees since version 1.6.
const PUBLIC: u64 = 1;
/// Groups of readers that nobody has to join: everybody, and who has not signed in.
const OPEN_GROUPS: [u64; 2] = [1, 9];

#[derive(Debug, Default)]
pub struct Tables {
    pub categories: BTreeMap<Place, Category>,
    pub users: HashMap<u64, String>,
    /// What tags are called that everybody sees.
    pub tags: HashMap<u64, String>,
    pub tags_of: HashMap<u64, Vec<u64>>,
    /// Whether everybody is on a level.
    pub levels: HashMap<u64, bool>,
    /// What fields are called.
    pub fields: HashMap<u64, String>,
    pub fields_of: HashMap<u64, Vec<(u64, String)>>,
    pub entrances: BTreeMap<u64, Entrance>,
    /// The menus' entries of articles and of places.
    pub entrances_of_articles: HashMap<u64, Vec<u64>>,
    pub entrances_of_places: HashMap<Place, Vec<u64>>,
    pub featured: HashSet<u64>,
    pub comments: Spool<u64>,
    /// Whether it is of version 1.5 or before.
    pub is_old: bool,
    /// Whether addresses have no numbers.
    pub is_modern: bool,
    /// The last moment that the tables tell of, as they write it.
    pub newest: String,
    /// How many items of K2 there are, which is another system within.
    pub of_k2: usize,
    pub base: Option<Url>,
}

impl Tables {
    /// Whether everybody is on a level.
    #[must_use]
    pub fn is_public(&self, level: u64) -> bool {
        match self.is_old {
            true => level == 0,
            false => self.levels.get(&level).copied().unwrap_or(level == PUBLIC),
        }
    }

    /// Takes a level with the groups that are on it, as JSON.
    pub fn level(&mut self, number: u64, groups: &str) {
        let groups: Vec<u64> = serde_json::from_str(groups).unwrap_or_default();
        let is_open = groups.iter().any(|group| OPEN_GROUPS.contains(group));
        self.levels.insert(number, is_open);
    }

    pub fn category(&mut self, place: Place, category: Category, level: u64) {
        self.categories.insert(place, Category { level, ..category });
    }

    /// A place and those that it lies in, from itself outwards; the root of all is none.
    #[must_use]
    pub fn lineage(&self, place: Place) -> Vec<Place> {
        let mut lineage = Vec::new();
        let mut at = place;
        while let Some(found) = self.categories.get(&at) {
            if lineage.contains(&at)
                || lineage.len() > 50
                || found.alias == "root" && found.parent == Place::Category(0)
            {
                break;
            }
            lineage.push(at);
            at = found.parent;
        }
        lineage
    }

    /// The sections of an article, the innermost first; where nobody chose one, Joomla says "Uncategorised".
    #[must_use]
    pub fn sections(&self, place: Place) -> Vec<Term> {
        let places = self.lineage(place);
        let known = places.iter().filter_map(|place| self.categories.get(place));
        known
            .filter(|it| {
                !matches!(
                    it.alias.as_str(),
                    "uncategorised" | "uncategorized" | "non-categorise"
                )
            })
            .map(|it| Term {
                slug: it.slug.clone(),
                name: it.title.clone(),
            })
            .collect()
    }

    /// Whether an article's places are for everybody, and whether they are shown.
    #[must_use]
    pub fn is_open(&self, place: Place) -> (bool, bool) {
        let places = self.lineage(place);
        let known = || places.iter().filter_map(|place| self.categories.get(place));
        (known().all(|it| it.is_public), known().all(|it| it.is_published))
    }

    /// Who wrote an article: the name that it bears, else that of the account.
    #[must_use]
    pub fn author(&self, user: u64, alias: &str) -> Option<Person> {
        let name = match text::says(alias) {
            true => text::line(alias),
            false => text::line(self.users.get(&user)?),
        };
        let own = slug::slug(&name);
        text::says(&name).then(|| Person {
            slug: match own.is_empty() {
                true => format!("auteur-{:x}", hash(&name)),
                false => own,
            },
            name,
            ..Person::default()
        })
    }

    /// The path of a menu's entry.
    #[must_use]
    pub fn path(&self, number: u64) -> String {
        let mut parts = Vec::new();
        let mut at = number;
        while let Some(entrance) = self.entrances.get(&at) {
            if !entrance.path.is_empty() {
                parts.push(entrance.path.clone());
                break;
            }
            if parts.len() > 20 || entrance.alias.is_empty() {
                break;
            }
            parts.push(entrance.alias.clone());
            at = entrance.parent;
        }
        parts.reverse();
        parts.join("/")
    }

    /// Puts all in order once everything has been read.
    pub fn finish(&mut self) {
        let public: Vec<(Place, bool)> = self
            .categories
            .iter()
            .map(|(place, it)| (*place, self.is_public(it.level)))
            .collect();
        for (place, is_public) in public {
            if let Some(category) = self.categories.get_mut(&place) {
                category.is_public = is_public;
            }
        }
        let mut taken: HashSet<String> = HashSet::new();
        for (place, category) in &mut self.categories {
            let number = match place {
                Place::Section(number) | Place::Category(number) => *number,
                Place::Nowhere => 0,
            };
            let first = [slug::slug(&category.alias), slug::slug(&category.title)];
            let mut own = first.into_iter().find(|it| !it.is_empty()).unwrap_or_default();
            if own.is_empty() || !taken.insert(own.clone()) {
                own = format!("{own}-{number}").trim_start_matches('-').to_owned();
                taken.insert(own.clone());
            }
            category.slug = own;
        }
    }

    /// A number for what an article refers to, which differs where that does.
    #[must_use]
    pub fn print(&self, number: u64, place: Place, user: u64) -> u64 {
        let mut print = Xxh3::new();
        self.users.get(&user).hash(&mut print);
        for tag in self.tags_of.get(&number).into_iter().flatten() {
            self.tags.get(tag).hash(&mut print);
        }
        for (field, value) in self.fields_of.get(&number).into_iter().flatten() {
            (self.fields.get(field), value).hash(&mut print);
        }
        for place in self.lineage(place) {
            self.categories.get(&place).hash(&mut print);
        }
        for url in super::address::all(self, number, "", place) {
            url.as_str().hash(&mut print);
        }
        self.featured.contains(&number).hash(&mut print);
        self.comments.print(number).hash(&mut print);
        print.finish()
    }

    /// What of the tables is not read, told as a record.
    #[must_use]
    pub fn unread(&self) -> Option<Record> {
        if self.of_k2 == 0 {
            return None;
        }
        let id = "joomla-k2-items".to_owned();
        let count = self.of_k2.to_string();
        Some(Record {
            standing: Standing::SetAside(Reason::OtherRecord),
            headline: format!("K2: {count}"),
            entries: vec![Entry::new(Reason::OtherRecord, Kind::Other, "k2_items").was(&count)],
            raw: serde_json::json!({"table": "k2_items", "rows": self.of_k2}).to_string() + "\n",
            fingerprint: hash(&count),
            id,
            ..Record::default()
        })
    }
}

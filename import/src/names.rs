//! The newspaper's sections and authors, and what the source calls them.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{
    article::{Author, Named},
    html::tree,
    mapping::Mapping,
    record::{Newspaper, Person},
    site::Site,
    slug, text,
};

/// Under which slugs and names sections and authors stand in `site.json`, by their slugs in the source.
#[derive(Debug, Default)]
pub struct Names {
    sections: HashMap<String, Option<Named>>,
    authors: HashMap<String, Author>,
    default_section: Option<Named>,
    default_author: Option<Author>,
    /// What is said of authors beside their names, by the newspaper's slug.
    pub descriptions: HashMap<String, Person>,
}

impl Names {
    /// Finds the names of all sections and authors of a source. What `site.json` says goes before all, then what the mapping
    /// file says.
    #[must_use]
    pub fn of(newspaper: &Newspaper, site: &Site, mapping: &Mapping) -> Self {
        let mut names = Self::default();
        let mut taken: HashSet<String> = HashSet::new();
        for section in &newspaper.sections {
            let mapped = mapping.sections.get(&section.slug);
            let named = match mapped {
                Some(None) => None,
                Some(Some(named)) => Some(declared(&site.sections, &named.slug, &named.name)),
                None => {
                    let name = said(&section.name, &section.slug);
                    Some(free(&site.sections, &mut taken, &section.slug, &name, "rubrique"))
                }
            };
            names.sections.insert(section.slug.clone(), named);
        }
        let mut taken: HashSet<String> = HashSet::new();
        for author in &newspaper.authors {
            let named = match mapping.authors.get(&author.slug) {
                Some(named) => declared(&site.authors, &named.slug, &named.name),
                None => {
                    let name = said(&author.name, &author.slug);
                    match without_mailbox(&name) {
                        Some(name) => free(&site.authors, &mut taken, name, name, "auteur"),
                        None => free(&site.authors, &mut taken, &author.slug, &name, "auteur"),
                    }
                }
            };
            names.descriptions.insert(named.slug.clone(), author.clone());
            let job_title = text::line(&author.job_title);
            names.authors.insert(
                author.slug.clone(),
                Author {
                    slug: named.slug,
                    name: named.name,
                    job_title,
                },
            );
        }
        let section = mapping
            .default_section
            .as_ref()
            .map_or(("sans-rubrique", "Sans rubrique"), |it| (&it.slug, &it.name));
        names.default_section = Some(declared(&site.sections, section.0, section.1));
        let author = match &mapping.default_author {
            Some(named) => declared(&site.authors, &named.slug, &named.name),
            None => declared(&site.authors, "redaction", "La rédaction"),
        };
        names.default_author = Some(Author {
            slug: author.slug,
            name: author.name,
            job_title: String::new(),
        });
        names
    }

    #[must_use]
    pub fn section(&self, slug: &str) -> Option<Named> {
        self.sections.get(slug).cloned().flatten()
    }

    #[must_use]
    pub fn author(&self, slug: &str) -> Option<Author> {
        self.authors.get(slug).cloned()
    }

    #[must_use]
    pub fn default_section(&self) -> Named {
        self.default_section.clone().unwrap_or_else(|| Named {
            slug: "sans-rubrique".into(),
            name: "Sans rubrique".into(),
        })
    }

    #[must_use]
    pub fn default_author(&self) -> Author {
        self.default_author.clone().unwrap_or_else(|| Author {
            slug: "redaction".into(),
            name: "La rédaction".into(),
            job_title: String::new(),
        })
    }

    /// All sections and authors, by their slugs in the source, as a mapping file has them.
    #[must_use]
    pub fn told(
        &self,
    ) -> (
        BTreeMap<String, crate::mapping::Named>,
        BTreeMap<String, crate::mapping::Named>,
    ) {
        let told = |slug: &str, name: &str| crate::mapping::Named {
            slug: slug.to_owned(),
            name: name.to_owned(),
        };
        let sections = self.sections.iter();
        let sections =
            sections.filter_map(|(key, it)| it.as_ref().map(|it| (key.clone(), told(&it.slug, &it.name))));
        let authors = self
            .authors
            .iter()
            .map(|(key, it)| (key.clone(), told(&it.slug, &it.name)));
        (sections.collect(), authors.collect())
    }
}

fn said(name: &str, slug: &str) -> String {
    let name = text::line(&tree::text_of(name));
    match text::says(&name) {
        true => name,
        false => slug.to_owned(),
    }
}

/// Of a name that is an e-mail address, which nobody meant to publish, what stands before its host.
#[must_use]
pub fn without_mailbox(name: &str) -> Option<&str> {
    let (own, host) = name.split_once('@')?;
    (!own.is_empty() && host.contains('.') && !name.contains(text::is_space)).then_some(own)
}

/// The name that `site.json` has for a slug, else the one that is given.
fn declared(known: &HashMap<String, String>, slug: &str, name: &str) -> Named {
    let slug = match slug::slug(slug) {
        slug if slug.is_empty() => slug::slug(name),
        slug => slug,
    };
    let name = known.get(&slug).cloned().unwrap_or_else(|| name.to_owned());
    Named { slug, name }
}

/// A slug that no other section or author of the source has.
fn free(
    known: &HashMap<String, String>,
    taken: &mut HashSet<String>,
    slug: &str,
    name: &str,
    otherwise: &str,
) -> Named {
    let first = [slug::slug(slug), slug::slug(name), otherwise.to_owned()]
        .into_iter()
        .find(|it| !it.is_empty())
        .unwrap_or_default();
    let mut own = first.clone();
    let mut number = 2;
    while !taken.insert(own.clone()) {
        own = slug::numbered(&first, number);
        number += 1;
    }
    declared(known, &own, name)
}

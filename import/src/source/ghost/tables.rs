//! What posts of Ghost refer to: tags, authors, settings, and what of a post stands beside it.

use std::collections::HashMap;

use serde_json::Value;
use url::Url;

use super::super::{Index, input::Input, json};
use crate::{
    outcome::{Entry, Kind, Reason},
    record::{Form, Person, Target, Term},
    slug, text,
};

/// The tables that are read beside the posts.
pub const NAMES: [&str; 6] = [
    "tags",
    "users",
    "settings",
    "posts_tags",
    "posts_authors",
    "posts_meta",
];

#[derive(Debug, Default)]
pub struct Tables {
    tags: HashMap<String, Tag>,
    users: HashMap<String, Person>,
    /// By the post's id: the order, and the id of the tag or author.
    post_tags: HashMap<String, Vec<(i64, String)>>,
    post_authors: HashMap<String, Vec<(i64, String)>>,
    meta: HashMap<String, Meta>,
    /// How addresses of posts are made, as versions before 2 say it.
    permalinks: String,
    /// Whether each post had a second page for AMP.
    has_amp: bool,
    name: String,
    tagline: String,
    language: String,
    zone: String,
    /// Rows that could not be read.
    pub entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
pub struct Tag {
    pub term: Term,
    /// Whether readers do not see it.
    pub is_internal: bool,
}

/// What stands beside a post since version 3.
#[derive(Clone, Debug, Default, Hash)]
pub struct Meta {
    pub alt: String,
    /// As HTML.
    pub caption: String,
    pub description: String,
    pub is_email_only: bool,
}

impl Meta {
    /// Of a row of `posts_meta`, or of the post itself in versions before 3.
    pub fn read(row: &Value) -> Self {
        let said = |name| json::text(row, name).to_owned();
        Self {
            alt: said("feature_image_alt"),
            caption: said("feature_image_caption"),
            description: said("meta_description"),
            is_email_only: json::is_yes(&row["email_only"]),
        }
    }
}

impl Tables {
    pub fn add(&mut self, table: &str, row: &Value) {
        let said = |name| json::text(row, name).to_owned();
        let order = |row: &Value| json::id(&row["sort_order"]).parse().unwrap_or_default();
        match table {
            "tags" => {
                let name = said("name");
                let tag = Tag {
                    is_internal: name.starts_with('#') || json::text(row, "visibility") == "internal",
                    term: Term {
                        slug: match said("slug") {
                            slug if slug.is_empty() => slug::slug(&name),
                            slug => slug,
                        },
                        name,
                    },
                };
                self.tags.insert(json::id(&row["id"]), tag);
            }
            "users" => {
                let name = said("name");
                let own = match said("slug") {
                    slug if slug.is_empty() => slug::slug(&name),
                    slug => slug,
                };
                let person = Person {
                    slug: own,
                    name: text::line(&name),
                    job_title: String::new(),
                    description: text::line(&said("bio")),
                };
                self.users.insert(json::id(&row["id"]), person);
            }
            "posts_tags" => {
                let tags = self.post_tags.entry(json::id(&row["post_id"])).or_default();
                tags.push((order(row), json::id(&row["tag_id"])));
            }
            "posts_authors" => {
                let authors = self.post_authors.entry(json::id(&row["post_id"])).or_default();
                authors.push((order(row), json::id(&row["author_id"])));
            }
            "posts_meta" => {
                self.meta.insert(json::id(&row["post_id"]), Meta::read(row));
            }
            "settings" => {
                let value = match &row["value"] {
                    Value::Bool(is) => is.to_string(),
                    _ => said("value"),
                };
                self.setting(json::text(row, "key"), &value);
            }
            _ => {}
        }
    }

    /// A row that could not be read.
    pub fn unread(&mut self, table: &str, reason: Reason, input: &Input) {
        let place = format!("{}, {table}", input.name());
        self.entries
            .push(Entry::new(reason, Kind::Other, place).was("a row"));
    }

    fn setting(&mut self, key: &str, value: &str) {
        if key == "amp" {
            self.has_amp = value == "true";
        }
        let place = match key {
            "title" => &mut self.name,
            "description" => &mut self.tagline,
            "locale" | "lang" | "default_locale" | "defaultLang" => &mut self.language,
            "timezone" | "active_timezone" | "activeTimezone" => &mut self.zone,
            "permalinks" => &mut self.permalinks,
            _ => return,
        };
        value.trim().clone_into(place);
    }

    /// Tells the index what the whole is, once all tables are read.
    pub fn finish(&mut self, index: &mut Index) {
        for list in self.post_tags.values_mut().chain(self.post_authors.values_mut()) {
            list.sort_by_key(|(order, _)| *order);
        }
        let paper = &mut index.newspaper;
        for (place, said) in [
            (&mut paper.name, &self.name),
            (&mut paper.tagline, &self.tagline),
            (&mut paper.language, &self.language),
            (&mut paper.time_zone, &self.zone),
        ] {
            place.clone_from(said);
        }
        if jiff::tz::TimeZone::get(&paper.time_zone).is_err() {
            // Version 0.x has names such as "Africa/Bamako", too, but lets anything stand there.
            paper.time_zone.clear();
        }
    }

    /// The tags of a post, the first first.
    pub fn tags(&self, post: &str) -> impl Iterator<Item = &Tag> {
        let ids = self.post_tags.get(post).into_iter().flatten();
        ids.filter_map(|(_, id)| self.tags.get(id))
    }

    /// Who signs a post: those that the table names, else the one that the post does.
    pub fn authors(&self, post: &str, author: &str) -> Vec<Person> {
        let ids = self.post_authors.get(post).into_iter().flatten();
        let mut found: Vec<Person> = Vec::new();
        for person in ids.filter_map(|(_, id)| self.users.get(id)) {
            if !found.iter().any(|it| it.slug == person.slug) {
                found.push(person.clone());
            }
        }
        if found.is_empty() {
            found.extend(self.users.get(author).cloned());
        }
        found.retain(|person| text::says(&person.name));
        found
    }

    pub fn meta(&self, post: &str) -> Option<&Meta> {
        self.meta.get(post)
    }

    /// Where a post was to be read.
    pub fn addresses(&self, base: &Url, post: &super::Brief) -> Vec<Url> {
        let own = self.address(base, post);
        // Where there is more in an address than the slug, one rule leads from all of AMP's (`redirects`).
        let is_wide = self.permalinks.is_empty() || self.permalinks == "/:slug/";
        let amp = own.as_ref().filter(|_| self.has_amp && is_wide && !post.is_page);
        let amp = amp.and_then(|own| own.join("amp/").ok());
        own.into_iter().chain(amp).collect()
    }

    fn address(&self, base: &Url, post: &super::Brief) -> Option<Url> {
        if post.slug.is_empty() {
            return None;
        }
        let date = post.published.map(|at| {
            let zone = jiff::tz::TimeZone::get(&self.zone).unwrap_or(jiff::tz::TimeZone::UTC);
            at.to_zoned_datetime(zone)
        });
        let dated = |format: &str| {
            let date = date.as_ref();
            date.map(|date| date.strftime(format).to_string())
                .unwrap_or_default()
        };
        let pattern = match self.permalinks.is_empty() || post.is_page {
            true => "/:slug/",
            false => &self.permalinks,
        };
        let author = self.authors(&post.number, &post.author);
        let tag = self.tags(&post.number).find(|tag| !tag.is_internal);
        let path = pattern
            .replace(":slug", &post.slug)
            .replace(":year", &dated("%Y"))
            .replace(":month", &dated("%m"))
            .replace(":day", &dated("%d"))
            .replace(":id", &post.number)
            .replace(":author", author.first().map_or("", |it| &it.slug))
            .replace(":primary_author", author.first().map_or("", |it| &it.slug))
            .replace(":primary_tag", tag.map_or("all", |tag| &tag.term.slug));
        base.join(path.trim_start_matches('/')).ok()
    }

    /// Where tags, authors and feeds of the old site lead.
    pub fn redirects(&self, index: &mut Index) {
        let path = index
            .newspaper
            .url
            .as_ref()
            .map_or("/", |url| url.path())
            .to_owned();
        let mut redirects = Vec::new();
        for (end, form) in [("", Form::Page), ("rss/", Form::Rss)] {
            for section in &index.newspaper.sections {
                let target = Target::Section(vec![section.slug.clone()], form);
                redirects.push((format!("{path}tag/{}/{end}", section.slug), target));
            }
            for author in &index.newspaper.authors {
                let target = Target::Author(author.slug.clone(), form);
                redirects.push((format!("{path}author/{}/{end}", author.slug), target));
            }
        }
        redirects.push((format!("{path}tag/:tag/"), Target::Address("/")));
        redirects.push((format!("{path}rss/"), Target::Address("/rss.xml")));
        index.newspaper.redirects = redirects;
    }
}

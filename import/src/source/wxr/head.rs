//! What an export says before its items: the newspaper, its authors, its categories.

use std::collections::HashMap;

use url::Url;

use super::{
    super::{Index, nearest::nearest},
    xml::{self, Element},
};
use crate::{
    html::tree,
    record::{Form, Person, Target},
    slug, text,
};

/// What items are read with.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The site's own address.
    pub base: Option<Url>,
    /// Categories by their slugs.
    pub categories: HashMap<String, Category>,
    /// Slugs of categories by their numbers, as Yoast and Rank Math name them.
    pub numbers: HashMap<String, String>,
    /// Authors by their logins.
    pub authors: HashMap<String, Person>,
    pub ways: Ways,
}

/// Where lists of the old site were to be read, where the source says so: a newsroom may have chosen other words for them.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// Of categories and authors, by their slugs.
    pub categories: HashMap<String, String>,
    pub authors: HashMap<String, String>,
    /// The path below which those of tags were.
    pub tags: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct Category {
    pub name: String,
    pub parent: String,
}

impl Head {
    /// Reads the head of a file; of several files each has one.
    pub fn read(&mut self, bytes: &[u8], index: &mut Index) {
        let (text, _) = text::decode(bytes);
        let channel = text.split_once("<channel>").map_or("", |(_, channel)| channel);
        // It ends where the items begin, so nothing closes it.
        let elements = match xml::elements(channel) {
            Ok(elements) => elements,
            Err(at) => xml::elements(channel.get(..at).unwrap_or_default()).unwrap_or_default(),
        };
        for element in &elements {
            let said = || line(element.inner);
            let paper = &mut index.newspaper;
            match element.name {
                "title" if paper.name.is_empty() => paper.name = said(),
                "description" if paper.tagline.is_empty() => paper.tagline = said(),
                "language" if paper.language.is_empty() => paper.language = said(),
                "link" | "wp:base_blog_url" => {
                    if let Ok(url) = Url::parse(&said()) {
                        index.host(&url);
                        if self.base.is_none() || element.name == "wp:base_blog_url" {
                            let mut url = url;
                            if !url.path().ends_with('/') {
                                url.set_path(&format!("{}/", url.path()));
                            }
                            index.newspaper.url = Some(url.clone());
                            self.base = Some(url);
                        }
                    }
                }
                "wp:author" => self.author(element),
                "wp:category" => self.category(element),
                "wp:term" => self.term(element),
                _ => {}
            }
        }
    }

    fn author(&mut self, element: &Element<'_>) {
        let of = fields(element.inner);
        let login = of("wp:author_login");
        let shown = of("wp:author_display_name");
        let whole = text::line(&format!(
            "{} {}",
            of("wp:author_first_name"),
            of("wp:author_last_name")
        ));
        let name = [shown, whole, login.clone()]
            .into_iter()
            .find(|name| text::says(name))
            .unwrap_or_default();
        if !login.is_empty() {
            let person = Person {
                slug: author_slug(&login),
                name,
                ..Person::default()
            };
            self.authors.entry(login).or_insert(person);
        }
    }

    fn category(&mut self, element: &Element<'_>) {
        let of = fields(element.inner);
        let slug = of("wp:category_nicename");
        self.numbers.insert(of("wp:term_id"), slug.clone());
        self.categories.entry(slug).or_insert(Category {
            name: of("wp:cat_name"),
            parent: of("wp:category_parent"),
        });
    }

    fn term(&mut self, element: &Element<'_>) {
        let of = fields(element.inner);
        if of("wp:term_taxonomy") == "category" {
            let slug = of("wp:term_slug");
            self.numbers.insert(of("wp:term_id"), slug.clone());
            self.categories.entry(slug).or_insert(Category {
                name: of("wp:term_name"),
                parent: of("wp:term_parent"),
            });
        }
    }

    /// How deep a category lies below others.
    pub fn depth(&self, slug: &str) -> usize {
        self.lineage(slug).len()
    }

    /// A category and those that it lies in, from the outermost on.
    fn lineage(&self, slug: &str) -> Vec<String> {
        let mut lineage = vec![slug.to_owned()];
        let mut at = self.categories.get(slug);
        while let Some(category) = at.filter(|it| !it.parent.is_empty()) {
            if lineage.len() > 20 || lineage.contains(&category.parent) {
                break;
            }
            lineage.push(category.parent.clone());
            at = self.categories.get(&category.parent);
        }
        lineage.reverse();
        lineage
    }

    /// Where categories, authors and feeds of the old site lead, once all is read.
    pub fn finish(&mut self, index: &mut Index) {
        let path = self.base.as_ref().map_or("/", |base| base.path()).to_owned();
        let mut redirects = Vec::new();
        let of_articles = index.newspaper.sections.iter().map(|section| &section.slug);
        let all = self.categories.keys().chain(of_articles).cloned();
        let outwards = |slug: &String| self.lineage(slug).into_iter().rev().collect();
        for (slug, nearest) in nearest(all, outwards) {
            let page = self.ways.categories.get(&slug).cloned();
            let page = page.unwrap_or_else(|| format!("{path}category/{}/", self.lineage(&slug).join("/")));
            list(&mut redirects, &page, |form| {
                Target::Section(nearest.clone(), form)
            });
        }
        for author in &index.newspaper.authors {
            let page = self.ways.authors.get(&author.slug).cloned();
            let page = page.unwrap_or_else(|| format!("{path}author/{}/", author.slug));
            list(&mut redirects, &page, |form| {
                Target::Author(author.slug.clone(), form)
            });
        }
        let tags = self.ways.tags.clone();
        let tags = tags.unwrap_or_else(|| format!("{path}tag/"));
        redirects.push((format!("{tags}:tag/"), Target::Address("/")));
        for feed in ["feed/", "feed/rss/", "feed/rss2/"] {
            redirects.push((format!("{path}{feed}"), Target::Address("/rss.xml")));
        }
        redirects.push((format!("{path}feed/atom/"), Target::Address("/atom.xml")));
        index.newspaper.redirects = redirects;
    }
}

/// Where a list and its feeds lead, by where its page was.
fn list(redirects: &mut Vec<(String, Target)>, page: &str, target: impl Fn(Form) -> Target) {
    redirects.push((page.to_owned(), target(Form::Page)));
    // Where addresses are numbers in queries, so are those of feeds, in other words.
    if page.contains('?') {
        return;
    }
    let page = page.trim_end_matches('/');
    redirects.push((format!("{page}/feed/"), target(Form::Rss)));
    redirects.push((format!("{page}/feed/atom/"), target(Form::Atom)));
}

/// The fields of an element, each as a line.
fn fields<'a>(inner: &'a str) -> impl Fn(&str) -> String + 'a {
    let elements = xml::elements(inner).unwrap_or_default();
    move |name: &str| {
        let found = elements.iter().find(|it| it.name == name);
        found.map(|it| line(it.inner)).unwrap_or_default()
    }
}

fn line(inner: &str) -> String {
    text::line(&tree::text_of(&xml::text(inner).0))
}

/// The slug of an author, by their login or by what Co-Authors Plus made of it.
#[must_use]
pub fn author_slug(login: &str) -> String {
    let slug = slug::slug(login.strip_prefix("cap-").unwrap_or(login));
    match slug.is_empty() {
        true => format!("auteur-{:x}", super::super::hash(login)),
        false => slug,
    }
}

//! What WordPress's REST API answers (<https://developer.wordpress.org/rest-api/reference/>), saved as files: posts and pages,
//! with `_embed` or beside files of categories, tags, users and media.
//!
//! Each object is brought into the form of an item of WordPress's export, and goes the way of those.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use url::Url;

use super::{
    Ids, Index, Source,
    json::{self, ELEMENT, Path, Step},
    recognise::Input,
    wxr::{
        head::{self, Category, Head},
        item::Item,
        post,
    },
};
use crate::{
    error::Error,
    html::{self, tree},
    record::{Body, Person, Record},
    text,
};

/// Answers of a WordPress.
pub struct Rest {
    inputs: Vec<Input>,
    head: Head,
    terms: HashMap<u64, (String, String, String)>,
    /// The category above each, as its address says it: what is embedded does not say it otherwise.
    above: HashMap<String, String>,
    comments: HashMap<u64, Vec<Value>>,
}

/// Whether a file begins with posts, or with what posts refer to.
#[must_use]
pub fn is(beginning: &str) -> bool {
    let has = |name| json::has_field(beginning, name);
    json::begins(beginning)
        && (has("rendered") && (has("title") || has("guid") || has("content"))
            || has("taxonomy") && has("slug")
            || has("avatar_urls") && has("slug"))
}

/// A list of objects, lists of such lists, or a list under a name.
fn choose(path: &Path) -> Step {
    match path {
        [] => Step::Into,
        [element] if element == ELEMENT => Step::Take,
        [_] => Step::Into,
        [_, element] if element == ELEMENT => Step::Take,
        _ => Step::Skip,
    }
}

/// What an object is, by the fields that only such have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Post,
    Media,
    Term,
    User,
    Comment,
}

fn kind(object: &Value) -> Option<Kind> {
    let has = |name: &str| object.get(name).is_some();
    if !object["id"].is_u64() {
        None
    } else if has("source_url") || has("media_type") {
        Some(Kind::Media)
    } else if has("taxonomy") {
        Some(Kind::Term)
    } else if has("author_name") && has("post") {
        Some(Kind::Comment)
    } else if object["content"].is_object() {
        Some(Kind::Post)
    } else if has("avatar_urls") || has("name") && has("slug") {
        Some(Kind::User)
    } else {
        None
    }
}

impl Rest {
    #[must_use]
    pub fn new(inputs: Vec<Input>) -> Self {
        Self {
            inputs,
            head: Head::default(),
            terms: HashMap::new(),
            above: HashMap::new(),
            comments: HashMap::new(),
        }
    }

    /// Every object of every file.
    fn objects(
        inputs: &[Input],
        each: &mut dyn FnMut(Kind, &Value) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for input in inputs {
            json::read(input, &choose, &mut |_, raw| {
                let Ok(value) = serde_json::from_str::<Value>(raw.get()) else {
                    return Err(Error::content(
                        &input.path,
                        "an object in it is nested deeper than WordPress writes any",
                        "take the answers from the site again",
                    ));
                };
                let objects = match &value {
                    Value::Array(page) => page.as_slice(),
                    object => std::slice::from_ref(object),
                };
                for object in objects {
                    if let Some(kind) = kind(object) {
                        each(kind, object)?;
                    }
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// What posts refer to, of whichever file or post.
    fn refer(&mut self, kind: Kind, object: &Value, index: &mut Index) {
        let number = object["id"].as_u64().unwrap_or_default();
        match kind {
            Kind::Term => self.term(number, object),
            Kind::User => {
                let name = text::line(&tree::text_of(json::text(object, "name")));
                let login = json::text(object, "slug");
                let person = Person {
                    slug: head::author_slug(if login.is_empty() { &name } else { login }),
                    description: text::line(&tree::text_of(json::text(object, "description"))),
                    job_title: String::new(),
                    name,
                };
                self.head.authors.insert(number.to_string(), person);
            }
            Kind::Media if index.library.attachment(number).is_none() => {
                let mut ids = Ids::default();
                post::index(&media(object), &[], &mut self.head, &mut ids, index);
            }
            Kind::Comment => {
                let post = object["post"].as_u64().unwrap_or_default();
                let comment = serde_json::json!({
                    "id": number, "parent": object["parent"], "author": object["author_name"],
                    "date": object["date_gmt"], "content": rendered(&object["content"]),
                });
                self.comments.entry(post).or_default().push(comment);
            }
            Kind::Post => {
                let embedded = &object["_embedded"];
                let lists = [("author", Kind::User), ("wp:featuredmedia", Kind::Media)];
                for (name, kind) in lists {
                    for object in embedded[name].as_array().into_iter().flatten() {
                        // Of what is gone or private there is an error in its place.
                        if object["id"].is_u64() {
                            self.refer(kind, object, index);
                        }
                    }
                }
                for term in embedded["wp:term"].as_array().into_iter().flatten() {
                    for term in term.as_array().into_iter().flatten() {
                        self.term(term["id"].as_u64().unwrap_or_default(), term);
                    }
                }
                self.site(object, index);
            }
            Kind::Media => {}
        }
    }

    fn term(&mut self, number: u64, object: &Value) {
        let said = |name| json::text(object, name).to_owned();
        let (taxonomy, slug, name) = (said("taxonomy"), said("slug"), said("name"));
        if taxonomy == "category" {
            let parent = object["parent"].as_u64().filter(|parent| *parent != 0);
            let known = self.head.categories.entry(slug.clone()).or_insert(Category {
                name: text::line(&tree::text_of(&name)),
                parent: String::new(),
            });
            // By its number, until all are read.
            if let Some(parent) = parent {
                known.parent = parent.to_string();
            }
            self.head.numbers.insert(number.to_string(), slug.clone());
            let link = Url::parse(json::text(object, "link")).ok();
            let mut path = link
                .iter()
                .filter_map(Url::path_segments)
                .flatten()
                .rev()
                .filter(|it| !it.is_empty());
            if path.next() == Some(slug.as_str())
                && let Some(above) = path.next()
            {
                self.above.insert(slug.clone(), above.to_owned());
            }
        }
        self.terms.insert(number, (taxonomy, slug, name));
    }

    /// What a post says of its site.
    fn site(&mut self, object: &Value, index: &mut Index) {
        let name = json::text(&object["yoast_head_json"], "og_site_name");
        if index.newspaper.name.is_empty() {
            name.clone_into(&mut index.newspaper.name);
        }
        if let Ok(link) = Url::parse(json::text(object, "link")) {
            index.host(&link);
            // The identifier has the site's own address before its query, even where that is a folder.
            let guid = Url::parse(&rendered(&object["guid"])).ok();
            let base = guid.filter(|guid| guid.query().is_some() && guid.host() == link.host());
            let base = base.map_or_else(|| link.join("/").ok(), |guid| guid.join(".").ok());
            let known = index.newspaper.url.get_or_insert(base.unwrap_or(link));
            self.head.base.get_or_insert(known.clone());
        }
    }

    /// A post as an item of an export.
    fn item(&self, object: &Value) -> (Item, bool) {
        let said = |name: &str| json::text(object, name).to_owned();
        let number = object["id"].as_u64().unwrap_or_default();
        let raw = json::text(&object["content"], "raw");
        let is_raw = text::says(raw);
        let mut terms: Vec<(String, String, String)> = Vec::new();
        for name in ["categories", "tags"] {
            let numbers = object[name].as_array().into_iter().flatten();
            terms.extend(numbers.filter_map(|number| self.terms.get(&number.as_u64()?).cloned()));
        }
        for term in object["_embedded"]["wp:term"].as_array().into_iter().flatten() {
            for term in term.as_array().into_iter().flatten() {
                let found = term["id"].as_u64().and_then(|number| self.terms.get(&number));
                terms.extend(found.filter(|term| !terms.contains(term)).cloned());
            }
        }
        let mut meta = Vec::new();
        for name in ["meta", "acf"] {
            for (key, value) in object[name].as_object().into_iter().flatten() {
                if let Some(value) = value.as_str() {
                    meta.push((key.clone(), value.to_owned()));
                }
            }
        }
        if let Some(featured) = object["featured_media"].as_u64().filter(|it| *it != 0) {
            meta.push(("_thumbnail_id".to_owned(), featured.to_string()));
        }
        let description = json::text(&object["yoast_head_json"], "description");
        meta.push(("_yoast_wpseo_metadesc".to_owned(), description.to_owned()));
        let content = match is_raw {
            true => raw.to_owned(),
            false => rendered(&object["content"]),
        };
        let excerpt = rendered(&object["excerpt"]);
        let author = object["author"].as_u64().unwrap_or_default().to_string();
        let item = Item {
            id: number,
            title: rendered(&object["title"]),
            link: said("link"),
            guid: rendered(&object["guid"]),
            creator: match self.head.authors.contains_key(&author) {
                true => author,
                false => String::new(),
            },
            excerpt: match text::is_beginning(&excerpt, &content) {
                true => String::new(),
                false => excerpt,
            },
            content,
            date: said("date"),
            date_gmt: said("date_gmt"),
            modified: said("modified"),
            modified_gmt: said("modified_gmt"),
            name: said("slug"),
            status: said("status"),
            kind: match said("type") {
                kind if kind.is_empty() => "post".to_owned(),
                kind => kind,
            },
            // Of what has a password the API gives no text, and says so.
            password: match object["content"]["protected"] == true {
                true => "protected".to_owned(),
                false => said("password"),
            },
            is_sticky: object["sticky"] == true,
            terms,
            meta,
            comments: self.comments.get(&number).cloned().unwrap_or_default(),
            ..Item::default()
        };
        (item, is_raw)
    }
}

/// A text as readers see it, or as it was typed where that alone is there.
fn rendered(field: &Value) -> String {
    let texts = [field["rendered"].as_str(), field["raw"].as_str(), field.as_str()];
    texts.into_iter().flatten().next().unwrap_or_default().to_owned()
}

/// A file of the library as an item of an export.
fn media(object: &Value) -> Item {
    let credit = json::text(&object["media_details"]["image_meta"], "credit");
    let meta = [
        ("_wp_attachment_image_alt", json::text(object, "alt_text")),
        ("_media_credit", credit),
    ];
    let said = meta.into_iter().filter(|(_, value)| text::says(value));
    Item {
        id: object["id"].as_u64().unwrap_or_default(),
        parent: object["post"].as_u64().unwrap_or_default(),
        kind: "attachment".to_owned(),
        title: rendered(&object["title"]),
        excerpt: rendered(&object["caption"]),
        attachment_url: json::text(object, "source_url").to_owned(),
        meta: said
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        ..Item::default()
    }
}

impl Source for Rest {
    fn name(&self) -> &'static str {
        "answers of WordPress's REST API"
    }

    fn index(&mut self, index: &mut Index) -> Result<(), Error> {
        let inputs = self.inputs.clone();
        Self::objects(&inputs, &mut |kind, object| {
            self.refer(kind, object, index);
            Ok(())
        })?;
        let known: HashSet<String> = self.head.categories.keys().cloned().collect();
        for (slug, category) in &mut self.head.categories {
            let parent = self.head.numbers.get(&category.parent);
            let parent = parent.or_else(|| self.above.get(slug).filter(|above| known.contains(*above)));
            category.parent = parent.cloned().unwrap_or_default();
        }
        let mut ids = Ids::default();
        let mut count = 0;
        // Items of these answers are no profiles of guests, which alone would change it.
        let mut head = self.head.clone();
        Self::objects(&inputs, &mut |kind, object| {
            if kind == Kind::Post {
                count += 1;
                let (item, _) = self.item(object);
                post::index(&item, object.to_string().as_bytes(), &mut head, &mut ids, index);
            }
            Ok(())
        })?;
        if count == 0 {
            let path = inputs
                .first()
                .map(|input| input.path.as_path())
                .unwrap_or("".as_ref());
            return Err(Error::content(
                path,
                "there are no posts in it",
                "put the file with the posts (/wp-json/wp/v2/posts?_embed&per_page=100) into the same folder",
            ));
        }
        self.head.finish(index);
        Ok(())
    }

    fn records(
        &mut self,
        index: &Index,
        each: &mut dyn FnMut(Record) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut ids = Ids::default();
        Self::objects(&self.inputs, &mut |kind, object| {
            if kind != Kind::Post {
                return Ok(());
            }
            let (item, is_raw) = self.item(object);
            let bytes = object.to_string();
            let Some(mut record) = post::record(item, bytes.as_bytes(), &self.head, &mut ids, index) else {
                return Ok(());
            };
            if let Body::Html { text, newlines, .. } = &mut record.body {
                // What is rendered has its paragraphs.
                *newlines = is_raw && !html::has_blocks(text);
            }
            each(record)
        })
    }
}

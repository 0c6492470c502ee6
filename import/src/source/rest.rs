//! What WordPress's REST API answers (<https://developer.wordpress.org/rest-api/reference/>), saved as files: posts and pages,
//! with `_embed` or beside files of categories, tags, users and media.
//!
//! Each object is brought into the form of an item of WordPress's export, and goes the way of those.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use url::Url;

use super::{
    Ids, Index, Source, fingerprint,
    input::Input,
    json::{self, Found},
    unread,
    wxr::{
        head::{self, Category, Head},
        item::Item,
        post,
    },
};
use crate::{
    address,
    error::Error,
    html::{self, tree},
    outcome::{Entry, Kind as Told, Reason},
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

/// An object as it was read, or what could not be.
enum Read<'a> {
    Object(Kind, &'a Value, Vec<Entry>, usize),
    Unread(String, &'a str, Reason, &'a Input),
}

/// The fields of objects that are texts.
const TEXTS: [&str; 13] = [
    "link",
    "date",
    "date_gmt",
    "modified",
    "modified_gmt",
    "slug",
    "status",
    "type",
    "password",
    "name",
    "taxonomy",
    "source_url",
    "alt_text",
];

/// What an object is, by the fields that only such have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Post,
    Media,
    Term,
    User,
    Comment,
}

/// The number of an object, which some programs write as a text.
fn number(value: &Value) -> u64 {
    json::id(value).parse().unwrap_or_default()
}

fn kind(object: &Value) -> Option<Kind> {
    let has = |name: &str| object.get(name).is_some();
    if number(&object["id"]) == 0 {
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
        told: &mut Vec<Entry>,
        each: &mut dyn FnMut(Read<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for (file, input) in inputs.iter().enumerate() {
            let mut row = 0;
            let is_known = |value: &Value| kind(value).is_some();
            let ended = json::objects(input, &is_known, &mut |found| {
                row += 1;
                let id = format!("wp-row-{}-{row}", file + 1);
                match found {
                    Found::Object(value, raw, told) => match kind(value) {
                        Some(kind) => {
                            let mut settled = value.clone();
                            let mut told = told;
                            told.extend(json::settle(&mut settled, &TEXTS));
                            each(Read::Object(kind, &settled, told, file))
                        }
                        None => each(Read::Unread(id, raw, Reason::OtherRecord, input)),
                    },
                    Found::Unread(raw, reason) => each(Read::Unread(id, raw, reason, input)),
                }
            })?;
            ended.tell(input, told);
        }
        Ok(())
    }

    /// Whether there are posts of which only other fields were asked for.
    fn has_posts_without_texts(&self) -> bool {
        let mut found = false;
        let is_post = |value: &Value| value.get("title").is_some() && value.get("link").is_some();
        for input in &self.inputs {
            let read = json::objects(input, &is_post, &mut |object| {
                found |= matches!(object, Found::Object(value, ..) if is_post(value));
                Ok(())
            });
            if read.is_err() {
                return false;
            }
        }
        found
    }

    /// What posts refer to, of whichever file or post.
    fn refer(&mut self, kind: Kind, object: &Value, index: &mut Index) {
        let number = number(&object["id"]);
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
                if let Some(link) = link(object) {
                    let way = address::path_and_query(&link);
                    self.head.ways.authors.insert(person.slug.clone(), way);
                }
                self.head.authors.insert(number.to_string(), person);
            }
            Kind::Media if index.library.attachment(number).is_none() => {
                let mut ids = Ids::default();
                post::index(&media(object), &[], &mut self.head, &mut ids, index);
            }
            Kind::Comment => {
                let post = self::number(&object["post"]);
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
                        if self::number(&object["id"]) != 0 {
                            self.refer(kind, object, index);
                        }
                    }
                }
                for term in embedded["wp:term"].as_array().into_iter().flatten() {
                    for term in term.as_array().into_iter().flatten() {
                        self.term(self::number(&term["id"]), term);
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
            let parent = Some(self::number(&object["parent"])).filter(|parent| *parent != 0);
            let known = self.head.categories.entry(slug.clone()).or_insert(Category {
                name: text::line(&tree::text_of(&name)),
                parent: String::new(),
            });
            // By its number, until all are read.
            if let Some(parent) = parent {
                known.parent = parent.to_string();
            }
            self.head.numbers.insert(number.to_string(), slug.clone());
            let link = link(object);
            if let Some(link) = &link {
                let way = address::path_and_query(link);
                self.head.ways.categories.insert(slug.clone(), way);
            }
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
        if taxonomy == "post_tag"
            && let Some(link) = link(object)
            && let Some(folder) = link.path().trim_end_matches('/').strip_suffix(slug.as_str())
            && folder.ends_with('/')
        {
            self.head.ways.tags = Some(folder.to_owned());
        }
        self.terms.insert(number, (taxonomy, slug, name));
    }

    /// What a post names by numbers that no file explains: an editor has to put more answers beside it.
    fn not_there(&self, object: &Value) -> Vec<Entry> {
        let mut told = Vec::new();
        for name in ["categories", "tags"] {
            let numbers = object[name].as_array().into_iter().flatten();
            for number in numbers.map(number).filter(|it| !self.terms.contains_key(it)) {
                told.push(
                    Entry::new(Reason::NotThere, Told::Other, name)
                        .was(format!("/wp-json/wp/v2/{name}/{number}")),
                );
            }
        }
        let author = number(&object["author"]);
        if author != 0 && !self.head.authors.contains_key(&author.to_string()) {
            let was = format!("/wp-json/wp/v2/users/{author}");
            told.push(Entry::new(Reason::NotThere, Told::Other, "author").was(was));
        }
        told
    }

    /// What a post says of its site.
    fn site(&mut self, object: &Value, index: &mut Index) {
        let name = json::text(&object["yoast_head_json"], "og_site_name");
        if index.newspaper.name.is_empty() {
            name.clone_into(&mut index.newspaper.name);
        }
        if index.newspaper.language.is_empty() {
            let locale = json::text(&object["yoast_head_json"], "og_locale");
            locale.clone_into(&mut index.newspaper.language);
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
        let number = number(&object["id"]);
        let raw = json::text(&object["content"], "raw");
        let is_raw = text::says(raw);
        let mut terms: Vec<(String, String, String)> = Vec::new();
        for name in ["categories", "tags"] {
            let numbers = object[name].as_array().into_iter().flatten();
            terms.extend(numbers.filter_map(|it| self.terms.get(&self::number(it)).cloned()));
        }
        for term in object["_embedded"]["wp:term"].as_array().into_iter().flatten() {
            for term in term.as_array().into_iter().flatten() {
                let found = self.terms.get(&self::number(&term["id"]));
                terms.extend(found.filter(|term| !terms.contains(term)).cloned());
            }
        }
        let mut meta = Vec::new();
        for name in ["meta", "acf"] {
            for (key, value) in object[name].as_object().into_iter().flatten() {
                // What is rendered has its notes at its end.
                if key == "footnotes" && !is_raw {
                    continue;
                }
                if let Some(value) = field_text(value) {
                    meta.push((key.clone(), value));
                }
            }
        }
        let featured = self::number(&object["featured_media"]);
        if featured != 0 {
            meta.push(("_thumbnail_id".to_owned(), featured.to_string()));
        }
        let description = json::text(&object["yoast_head_json"], "description");
        meta.push(("_yoast_wpseo_metadesc".to_owned(), description.to_owned()));
        let content = match is_raw {
            true => raw.to_owned(),
            false => rendered(&object["content"]),
        };
        let excerpt = rendered(&object["excerpt"]);
        let author = self::number(&object["author"]).to_string();
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

/// Where what is no post is to be read.
fn link(object: &Value) -> Option<Url> {
    Url::parse(json::text(object, "link")).ok()
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
        id: number(&object["id"]),
        parent: number(&object["post"]),
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

/// What a field says; its JSON where it is no text.
fn field_text(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Bool(false) => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(list) if list.is_empty() => None,
        Value::Object(object) if object.is_empty() => None,
        value => Some(value.to_string()),
    }
}

impl Source for Rest {
    fn name(&self) -> &'static str {
        "answers of WordPress's REST API"
    }

    fn index(&mut self, index: &mut Index) -> Result<(), Error> {
        let inputs = self.inputs.clone();
        let mut told = Vec::new();
        Self::objects(&inputs, &mut told, &mut |read| {
            if let Read::Object(kind, object, ..) = read {
                self.refer(kind, object, index);
            }
            Ok(())
        })?;
        index.entries.append(&mut told);
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
        Self::objects(&inputs, &mut told, &mut |read| {
            match read {
                Read::Object(Kind::Post, object, _, file) => {
                    count += 1;
                    ids.at(file);
                    let (item, _) = self.item(object);
                    post::index(&item, object.to_string().as_bytes(), &mut head, &mut ids, index);
                }
                Read::Object(..) => {}
                Read::Unread(id, raw, ..) => index.record(&id, fingerprint(raw.as_bytes())),
            }
            Ok(())
        })?;
        if count == 0 {
            let path = inputs
                .first()
                .map(|input| input.path.as_path())
                .unwrap_or("".as_ref());
            if self.has_posts_without_texts() {
                return Err(Error::content(
                    path,
                    "the posts in it have no texts",
                    "take them again without _fields in the address: /wp-json/wp/v2/posts?_embed&per_page=100",
                ));
            }
            return Err(Error::content(
                path,
                "there are no posts in it",
                "put the file with the posts (/wp-json/wp/v2/posts?_embed&per_page=100) into the same folder",
            ));
        }
        index.settle(ids);
        self.head.finish(index);
        Ok(())
    }

    fn records(
        &mut self,
        index: &Index,
        each: &mut dyn FnMut(Record) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut ids = Ids::of(index);
        Self::objects(&self.inputs, &mut Vec::new(), &mut |read| {
            let (object, told) = match read {
                Read::Object(Kind::Post, object, told, file) => {
                    ids.at(file);
                    (object, told)
                }
                Read::Object(..) => return Ok(()),
                Read::Unread(id, raw, reason, input) => return each(unread(id, reason, raw, input)),
            };
            let (item, is_raw) = self.item(object);
            let bytes = object.to_string();
            let Some(mut record) = post::record(item, bytes.as_bytes(), &self.head, &mut ids, index) else {
                return Ok(());
            };
            if let Body::Html { text, newlines, .. } = &mut record.body {
                // What is rendered has its paragraphs.
                *newlines = is_raw && !html::has_blocks(text);
            }
            record.entries.extend(told);
            record.entries.extend(self.not_there(object));
            each(record)
        })
    }
}

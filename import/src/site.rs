//! The newspaper's own file, `site.json`: what it has, and what an import adds to it without touching the rest.

use std::{
    collections::{BTreeMap, HashMap},
    io,
    path::Path,
};

use jsonc_parser::{
    ParseOptions,
    cst::{CstArray, CstInputValue, CstObject, CstRootNode},
};
use serde_json::Value;
use url::Url;

use crate::{
    error::{self, Error},
    folder,
    record::{Newspaper, Person},
    text,
};

/// What `site.json` says.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The file as it stands; empty where there is none.
    text: String,
    pub language: String,
    pub time_zone: String,
    /// The path below which its addresses are, with both slashes.
    pub base: String,
    /// Names by slugs.
    pub sections: HashMap<String, String>,
    pub authors: HashMap<String, String>,
    has_front_page: bool,
}

/// What an import adds.
#[derive(Debug, Default)]
pub struct Additions {
    pub sections: BTreeMap<String, String>,
    pub authors: BTreeMap<String, Person>,
    pub front_page: Vec<String>,
}

impl Site {
    /// Reads the file of a folder; a new newspaper where there is none.
    ///
    /// # Errors
    /// When it is there and no JSON.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let path = folder.join("site.json");
        let text = match folder::text(&path) {
            Ok(text) => text,
            Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(why) => return Err(Error::read(&path, why)),
        };
        let value: Value = serde_json::from_str(&text).map_err(|why| {
            Error::content(
                &path,
                format!("this is not JSON: {}", error::json(&why)),
                "mend it first: `kiosque check` says where",
            )
        })?;
        let named = |list: &str| {
            let items = value[list].as_array().into_iter().flatten();
            let pair = |item: &Value| {
                Some((
                    item["slug"].as_str()?.to_owned(),
                    item["name"].as_str()?.to_owned(),
                ))
            };
            items.filter_map(pair).collect()
        };
        let said = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        Ok(Self {
            language: said("inLanguage"),
            time_zone: said("timeZone"),
            base: base(&said("url")),
            sections: named("sections"),
            authors: named("authors"),
            has_front_page: value["frontPage"].is_array(),
            text,
        })
    }

    /// Whether there is such a file already.
    #[must_use]
    pub fn is_there(&self) -> bool {
        !self.text.is_empty()
    }

    /// A new newspaper, as far as the source tells of it.
    #[must_use]
    pub fn new(newspaper: &Newspaper, folder: &Path) -> Self {
        let named = text::line(&crate::html::tree::text_of(&newspaper.name));
        let folder_name = folder
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let name = [named, text::line(&folder_name), "Journal".to_owned()]
            .into_iter()
            .find(|it| text::says(it))
            .unwrap_or_default();
        let url = plain_address_of(newspaper).unwrap_or_else(|| "https://journal.example".to_owned());
        let language = crate::language::tag(&newspaper.language).unwrap_or_else(|| "fr".to_owned());
        let time_zone = match newspaper.time_zone.is_empty() {
            true => "UTC".to_owned(),
            false => newspaper.time_zone.clone(),
        };
        let tagline = text::line(&crate::html::tree::text_of(&newspaper.tagline));
        let quoted = |text: &str| Value::from(text).to_string();
        let mut fields = vec![
            ("version", quoted(crate::block::VERSION)),
            ("name", quoted(&name)),
        ];
        if text::says(&tagline) {
            fields.push(("tagline", quoted(&tagline)));
        }
        fields.push(("url", quoted(&url)));
        // By what feeds know articles (RFC 4151), whatever becomes of the address; nothing of one that is made up.
        let host = newspaper.url.as_ref().and_then(Url::domain);
        if let Some(host) = host.filter(|_| plain_address_of(newspaper).is_some()) {
            let year = jiff::Timestamp::now().strftime("%Y");
            fields.push(("feedId", quoted(&format!("tag:{host},{year}:"))));
        }
        fields.extend([
            ("inLanguage", quoted(&language)),
            ("timeZone", quoted(&time_zone)),
            ("sections", "[]".to_owned()),
            ("authors", "[]".to_owned()),
        ]);
        let lines: Vec<String> = fields
            .iter()
            .map(|(key, value)| format!("  \"{key}\": {value}"))
            .collect();
        Self {
            text: format!("{{\n{}\n}}\n", lines.join(",\n")),
            language,
            time_zone,
            base: base(&url),
            ..Self::default()
        }
    }

    /// The file with what is added to it; what stands there is left as it is, to the last space.
    ///
    /// # Errors
    /// When it is no object.
    pub fn with(&self, additions: &Additions, path: &Path) -> Result<String, Error> {
        let broken = || {
            Error::content(
                path,
                "this is no object",
                "mend it first: `kiosque check` says where",
            )
        };
        let root = CstRootNode::parse(&self.text, &ParseOptions::default()).map_err(|_| broken())?;
        let site = root.object_value().ok_or_else(broken)?;
        let new_sections: Vec<CstInputValue> = additions
            .sections
            .iter()
            .filter(|(slug, _)| !self.sections.contains_key(*slug))
            .map(|(slug, name)| object(&[("slug", slug), ("name", name)]))
            .collect();
        append(&site, "sections", new_sections);
        let new_authors: Vec<CstInputValue> = additions
            .authors
            .iter()
            .filter(|(slug, _)| !self.authors.contains_key(*slug))
            .map(|(slug, person)| {
                object(&[
                    ("slug", slug),
                    ("name", &person.name),
                    ("jobTitle", &person.job_title),
                    ("description", &person.description),
                ])
            })
            .collect();
        append(&site, "authors", new_authors);
        if !self.has_front_page && !additions.front_page.is_empty() {
            let slugs = additions
                .front_page
                .iter()
                .map(|slug| CstInputValue::String(slug.clone()))
                .collect();
            site.append("frontPage", CstInputValue::Array(slugs));
        }
        Ok(root.to_string())
    }
}

/// The path of a newspaper's address, with both slashes.
fn base(address: &str) -> String {
    let url = Url::parse(address).ok();
    let path = url.as_ref().map_or("", |url| url.path().trim_end_matches('/'));
    format!("{path}/")
}

fn append(site: &CstObject, list: &str, items: Vec<CstInputValue>) {
    if items.is_empty() {
        return;
    }
    let array: CstArray = site.array_value_or_set(list);
    array.ensure_multiline();
    for item in items {
        array.append(item);
    }
}

/// An object of texts; those that say nothing are left out.
fn object(fields: &[(&str, &str)]) -> CstInputValue {
    let said = fields
        .iter()
        .filter(|(key, value)| *key == "slug" || text::says(value));
    CstInputValue::Object(
        said.map(|(key, value)| ((*key).to_owned(), CstInputValue::String((*value).to_owned())))
            .collect(),
    )
}

/// The old site's address, as `site.json` takes it.
fn plain_address_of(newspaper: &Newspaper) -> Option<String> {
    newspaper.url.as_ref().and_then(plain_address)
}

/// An address that `site.json` takes: host and path, without a slash at its end.
fn plain_address(url: &Url) -> Option<String> {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    let _ = url.set_username("");
    let _ = url.set_password(None);
    crate::address::web(url.as_str(), None)?;
    let is_plain = url
        .path()
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "-._~/".contains(c))
        && !url.path().contains("//");
    is_plain.then(|| url.as_str().trim_end_matches('/').to_owned())
}

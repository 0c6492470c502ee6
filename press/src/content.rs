//! A newsroom's content folder, as it lies there.

use std::{fs, path::Path};

use serde_json::Value;

use crate::{Stop, failed};

/// A file of the content folder.
pub struct Source {
    /// Its path below the content folder, as messages name it.
    pub name: String,
    /// The name of the file without its ending.
    pub stem: String,
    pub text: String,
    /// Its JSON, or why there is none.
    pub json: Result<Value, Unparsed>,
}

/// Why a file has no JSON, and what to do.
pub struct Unparsed {
    pub what: String,
    pub remedy: &'static str,
}

impl Source {
    fn read(path: &Path, name: String) -> Self {
        let stem = name
            .rsplit('/')
            .next()
            .and_then(|file| file.strip_suffix(".json"));
        let stem = stem.unwrap_or_default().to_owned();
        let (text, json) = match text(path) {
            Ok(text) => {
                let json = serde_json::from_str(&text).map_err(|why| Unparsed {
                    what: format!("this is not JSON: {why}"),
                    remedy: "look just before that line and column for a missing comma, quotation mark or bracket",
                });
                (text, json)
            }
            Err(unparsed) => (String::new(), Err(unparsed)),
        };
        Self {
            name,
            stem,
            text,
            json,
        }
    }
}

fn text(path: &Path) -> Result<String, Unparsed> {
    let bytes = fs::read(path).map_err(|why| Unparsed {
        what: format!("this cannot be read: {why}"),
        remedy: "put the file back, or allow it to be read",
    })?;
    let text = String::from_utf8(bytes).map_err(|why| Unparsed {
        what: format!(
            "this is not UTF-8 from byte {} on",
            why.utf8_error().valid_up_to()
        ),
        remedy: "save the file with the encoding UTF-8",
    })?;
    if text.starts_with('\u{feff}') {
        return Err(Unparsed {
            what: "the file begins with a byte order mark, which JSON does not have".to_owned(),
            remedy: "save the file as UTF-8 without BOM",
        });
    }
    Ok(text)
}

/// What a content folder holds, in the order of the file names.
pub struct Folder {
    pub site: Source,
    pub articles: Vec<Source>,
    /// Files beside the articles that are none.
    pub strangers: Vec<String>,
}

impl Folder {
    /// Reads a content folder.
    ///
    /// # Errors
    /// When it is not there, or a file of it cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Stop> {
        if !folder.is_dir() {
            return Err(failed(
                "there is no content folder",
                folder,
                "see docs/content.md for what it holds",
            ));
        }
        let site = folder.join("site.json");
        if !site.exists() {
            return Err(failed(
                "there is no",
                &site,
                "every newspaper has one, see docs/content.md",
            ));
        }
        let site = Source::read(&site, "site.json".to_owned());

        let articles = folder.join("articles");
        let entries = fs::read_dir(&articles)
            .map_err(|why| failed("cannot read", &articles, format!("{why}; articles go into it")))?;
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|why| failed("cannot read", &articles, why))?;
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
        names.sort_unstable();

        let mut sources = Vec::new();
        let mut strangers = Vec::new();
        for name in names.into_iter().filter(|name| !name.starts_with('.')) {
            let path = articles.join(&name);
            let shown = format!("articles/{name}");
            if !name.ends_with(".json") || !path.is_file() {
                strangers.push(shown);
                continue;
            }
            sources.push(Source::read(&path, shown));
        }
        Ok(Self {
            site,
            articles: sources,
            strangers,
        })
    }
}

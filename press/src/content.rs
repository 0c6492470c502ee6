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
    /// Its JSON, or why it is none.
    pub json: Result<Value, serde_json::Error>,
}

impl Source {
    fn new(name: String, text: String) -> Self {
        let stem = name
            .rsplit('/')
            .next()
            .and_then(|file| file.strip_suffix(".json"));
        Self {
            stem: stem.unwrap_or_default().to_owned(),
            json: serde_json::from_str(&text),
            name,
            text,
        }
    }
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
        let text = fs::read_to_string(&site)
            .map_err(|why| failed("cannot read", &site, format!("{why}; every newspaper has one")))?;
        let site = Source::new("site.json".to_owned(), text);

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
            if !name.ends_with(".json") || path.is_dir() {
                strangers.push(shown);
                continue;
            }
            let text = fs::read_to_string(&path).map_err(|why| failed("cannot read", &path, why))?;
            sources.push(Source::new(shown, text));
        }
        Ok(Self {
            site,
            articles: sources,
            strangers,
        })
    }
}

//! What articles of SPIP refer to: sections, authors, keywords, documents, addresses, comments.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    hash::{Hash, Hasher},
};

use url::Url;
use xxhash_rust::xxh3::Xxh3;

use super::{
    super::tables::{Row, Spool},
    unnumbered,
};
use crate::{library, record::Person, text};

/// A kind of thing that SPIP numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Object {
    Article,
    Section,
    Author,
    Keyword,
    Brief,
    Site,
    Document,
    Album,
}

impl Object {
    /// By what shortcuts, addresses and tables call it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "art" | "article" => Self::Article,
            "rub" | "rubrique" => Self::Section,
            "aut" | "auteur" => Self::Author,
            "mot" => Self::Keyword,
            "br" | "brev" | "breve" | "brève" | "brève_" => Self::Brief,
            "site" | "syndic" => Self::Site,
            "doc" | "document" | "im" | "img" | "image" | "emb" => Self::Document,
            "album" => Self::Album,
            _ => return None,
        })
    }

    /// As readers of French know it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "Article",
            Self::Section => "Rubrique",
            Self::Author => "Auteur",
            Self::Keyword => "Mot",
            Self::Brief => "Brève",
            Self::Site => "Site",
            Self::Document => "Document",
            Self::Album => "Album",
        }
    }

    /// As SPIP's addresses have it.
    #[must_use]
    pub fn in_addresses(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Section => "rubrique",
            Self::Author => "auteur",
            Self::Keyword => "mot",
            Self::Brief => "breve",
            Self::Site => "site",
            Self::Document => "document",
            Self::Album => "album",
        }
    }
}

/// A file of the library.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Document {
    /// Below `IMG/`, or an address of its own.
    pub file: String,
    pub title: String,
    pub description: String,
    pub credits: String,
    pub alt: String,
    pub extension: String,
    /// What it is used as: `image`, `document`, `vignette`, `logoon`.
    pub mode: String,
    pub media: String,
    pub width: u32,
    pub height: u32,
    pub is_gone: bool,
}

impl Document {
    pub fn read(row: &Row<'_>) -> Self {
        let side = |name| row.number(name).try_into().unwrap_or_default();
        let file = row.line("fichier");
        let mut extension = row.line("extension").to_ascii_lowercase();
        if extension.is_empty() {
            // Version 1 has numbers of types; what a file is called says as much.
            extension = file
                .rsplit_once('.')
                .map_or("", |(_, end)| end)
                .to_ascii_lowercase();
        }
        Self {
            title: row.text("titre"),
            description: row.text("descriptif"),
            credits: row.line("credits"),
            alt: row.line("alt"),
            mode: row.line("mode"),
            media: row.line("media"),
            width: side("largeur"),
            height: side("hauteur"),
            is_gone: row.line("statut") == "poubelle",
            file,
            extension,
        }
    }

    #[must_use]
    pub fn is_picture(&self) -> bool {
        matches!(
            self.extension.as_str(),
            "jpg" | "jpeg" | "png" | "gif" | "webp" | "bmp" | "tif" | "tiff" | "svg" | "avif"
        )
    }

    /// How it is shown: `audio`, `video`, `frame`, or as a file.
    #[must_use]
    pub fn media(&self) -> &'static str {
        let is_page = self.extension == "html" && self.file.contains("://");
        match self.extension.as_str() {
            _ if is_page => "frame",
            "mp3" | "ogg" | "oga" | "wav" | "m4a" | "aac" | "flac" | "wma" | "mid" | "aif" | "aiff" => {
                "audio"
            }
            "mp4" | "webm" | "ogv" | "flv" | "avi" | "mov" | "mpg" | "mpeg" | "m4v" | "mkv" | "wmv"
            | "3gp" => "video",
            _ => "file",
        }
    }

    /// The name of the file.
    #[must_use]
    pub fn name(&self) -> &str {
        self.file.rsplit('/').next().unwrap_or_default()
    }
}

#[derive(Debug, Default, Hash)]
pub struct Section {
    pub title: String,
    pub parent: u64,
    pub slug: String,
}

/// An address that an object has or had.
#[derive(Debug)]
pub struct Address {
    pub path: String,
    pub date: String,
    /// The section that it lies below.
    pub parent: u64,
}

#[derive(Debug, Default)]
pub struct Tables {
    pub meta: HashMap<String, String>,
    pub sections: BTreeMap<u64, Section>,
    pub authors: BTreeMap<u64, Person>,
    /// What keywords are called, and the numbers of their groups.
    pub keywords: HashMap<u64, (String, u64)>,
    pub groups: HashMap<u64, String>,
    pub documents: BTreeMap<u64, Document>,
    /// What other objects are called.
    pub titles: HashMap<(Object, u64), Box<str>>,
    /// Where sites that are referred to are.
    pub sites: HashMap<u64, String>,
    /// How many items of each other site's feed are shown.
    pub syndicated: HashMap<u64, u64>,
    pub authors_of: HashMap<(Object, u64), Vec<u64>>,
    pub keywords_of: HashMap<(Object, u64), Vec<u64>>,
    pub documents_of: HashMap<(Object, u64), Vec<(i64, u64)>>,
    pub addresses: HashMap<(Object, u64), Vec<Address>>,
    /// Parts of the site that only some readers see, and what is in them.
    pub open_zones: HashSet<u64>,
    pub zones_of: HashMap<(Object, u64), Vec<u64>>,
    pub comments: Spool<(Object, u64)>,
    pub base: Option<Url>,
    /// Whether tables are there that only version 3 and later have.
    pub is_recent: bool,
}

/// The old site's address where nothing says it.
pub const NOWHERE: &str = "https://journal.example/";

impl Tables {
    fn root(&self) -> &str {
        self.base.as_ref().map_or(NOWHERE, Url::as_str)
    }

    #[must_use]
    pub fn document(&self, number: u64) -> Option<&Document> {
        self.documents
            .get(&number)
            .filter(|it| !it.is_gone && !it.file.is_empty())
    }

    /// Where a document is.
    #[must_use]
    pub fn file(&self, document: &Document) -> String {
        let file = document.file.trim();
        if file.contains("://") {
            return file.to_owned();
        }
        // Before version 2 the folder's name was part of it.
        let below = match file.starts_with("IMG/") || file.starts_with('/') {
            true => "",
            false => "IMG/",
        };
        format!("{}{below}{}", self.root(), file.trim_start_matches('/'))
    }

    /// What an object is called.
    #[must_use]
    pub fn title(&self, kind: Object, number: u64) -> String {
        let said = match kind {
            Object::Section => self.sections.get(&number).map(|it| it.title.as_str()),
            Object::Author => self.authors.get(&number).map(|it| it.name.as_str()),
            Object::Keyword => self.keywords.get(&number).map(|(title, _)| title.as_str()),
            Object::Document => self.documents.get(&number).map(|it| it.title.as_str()),
            kind => self.titles.get(&(kind, number)).map(|it| &**it),
        };
        unnumbered(said.unwrap_or_default()).to_owned()
    }

    /// Where an object is, as every SPIP answers.
    #[must_use]
    pub fn address(&self, kind: Object, number: u64) -> String {
        match (kind, self.sites.get(&number)) {
            (Object::Site, Some(url)) if !url.is_empty() => url.clone(),
            _ => format!("{}spip.php?{}{number}", self.root(), kind.in_addresses()),
        }
    }

    /// The documents of an album.
    #[must_use]
    pub fn album(&self, number: u64) -> Vec<u64> {
        let of = self
            .documents_of
            .get(&(Object::Album, number))
            .into_iter()
            .flatten();
        of.map(|(_, number)| *number).collect()
    }

    /// A section and those that it lies in, from itself outwards.
    #[must_use]
    pub fn lineage(&self, section: u64) -> Vec<u64> {
        let mut lineage = Vec::new();
        let mut at = section;
        while let Some(found) = self.sections.get(&at) {
            if lineage.contains(&at) || lineage.len() > 50 {
                break;
            }
            lineage.push(at);
            at = found.parent;
        }
        lineage
    }

    /// Whether only some readers see what lies in a section, by the plugin "Accès restreint".
    #[must_use]
    pub fn is_closed(&self, kind: Object, number: u64, section: u64) -> bool {
        let closed = |key: &(Object, u64)| {
            let zones = self.zones_of.get(key).into_iter().flatten();
            zones.into_iter().any(|zone| !self.open_zones.contains(zone))
        };
        closed(&(kind, number))
            || self
                .lineage(section)
                .into_iter()
                .any(|section| closed(&(Object::Section, section)))
    }

    /// The names of sections as SPIP's addresses have them, from the outermost on.
    pub fn path(&self, section: u64) -> Vec<String> {
        let mut path: Vec<String> = self
            .lineage(section)
            .into_iter()
            .filter_map(|number| Some(self.current(Object::Section, number)?.path.clone()))
            .collect();
        path.reverse();
        path
    }

    /// The present address of an object, where it has one of its own.
    #[must_use]
    pub fn current(&self, kind: Object, number: u64) -> Option<&Address> {
        self.addresses.get(&(kind, number))?.first()
    }

    /// The logo of an object: since version 4 a document.
    #[must_use]
    pub fn logo(&self, kind: Object, number: u64) -> Option<&Document> {
        let of = self.documents_of.get(&(kind, number)).into_iter().flatten();
        of.filter_map(|(_, number)| self.document(*number))
            .find(|it| it.mode == "logoon")
    }

    /// Whether logos are documents rather than files alone.
    #[must_use]
    pub fn has_logos(&self) -> bool {
        self.documents.values().any(|it| it.mode.starts_with("logo"))
    }

    /// A number for what an object refers to, which differs where that does.
    #[must_use]
    pub fn print(&self, kind: Object, number: u64, section: u64, shown: &[u64]) -> u64 {
        let key = (kind, number);
        let mut print = Xxh3::new();
        for author in self.authors_of.get(&key).into_iter().flatten() {
            (author, self.authors.get(author)).hash(&mut print);
        }
        for keyword in self.keywords_of.get(&key).into_iter().flatten() {
            let known = self.keywords.get(keyword);
            (known, known.and_then(|(_, group)| self.groups.get(group))).hash(&mut print);
        }
        for (_, document) in self.documents_of.get(&key).into_iter().flatten() {
            (document, self.documents.get(document)).hash(&mut print);
        }
        for number in shown {
            (number, self.documents.get(number)).hash(&mut print);
            for kind in [
                Object::Article,
                Object::Section,
                Object::Author,
                Object::Brief,
                Object::Site,
            ] {
                self.title(kind, *number).hash(&mut print);
            }
            for document in self.album(*number) {
                (document, self.documents.get(&document)).hash(&mut print);
            }
        }
        for section in self.lineage(section) {
            self.sections.get(&section).hash(&mut print);
        }
        for address in self.addresses.get(&key).into_iter().flatten() {
            (&address.path, &address.date, address.parent).hash(&mut print);
        }
        self.is_closed(kind, number, section).hash(&mut print);
        self.comments.print(key).hash(&mut print);
        print.finish()
    }

    /// Puts all in order once everything has been read.
    pub fn finish(&mut self) {
        for list in self.addresses.values_mut() {
            // The newest first.
            list.sort_by(|one, other| other.date.cmp(&one.date).then_with(|| one.path.cmp(&other.path)));
        }
        for list in self.authors_of.values_mut().chain(self.keywords_of.values_mut()) {
            let mut known = HashSet::new();
            list.retain(|number| known.insert(*number));
        }
        for list in self.documents_of.values_mut() {
            list.sort_unstable();
            list.dedup_by_key(|(_, number)| *number);
        }
        let mut taken: HashSet<String> = HashSet::new();
        let numbers: Vec<u64> = self.sections.keys().copied().collect();
        for number in numbers {
            let title = unnumbered(&self.title(Object::Section, number)).to_owned();
            let own = self
                .current(Object::Section, number)
                .map(|it| crate::slug::slug(it.path.rsplit('/').next().unwrap_or_default()));
            let mut slug = own
                .filter(|it| !it.is_empty())
                .unwrap_or_else(|| crate::slug::slug(&crate::html::tree::text_of(&title)));
            if slug.is_empty() || !taken.insert(slug.clone()) {
                slug = format!("{slug}-{number}").trim_start_matches('-').to_owned();
                taken.insert(slug.clone());
            }
            if let Some(section) = self.sections.get_mut(&number) {
                section.slug = slug;
            }
        }
        let mut taken: HashSet<String> = HashSet::new();
        for (number, person) in &mut self.authors {
            let mut slug = crate::slug::slug(&person.name);
            if slug.is_empty() || !taken.insert(slug.clone()) {
                slug = format!("{slug}-{number}").trim_start_matches('-').to_owned();
                taken.insert(slug.clone());
            }
            person.slug = slug;
        }
    }

    /// Who signs an object.
    #[must_use]
    pub fn signed(&self, kind: Object, number: u64) -> Vec<Person> {
        let numbers = self.authors_of.get(&(kind, number)).into_iter().flatten();
        let people = numbers.filter_map(|number| self.authors.get(number));
        people
            .filter(|person| text::says(&person.name))
            .cloned()
            .collect()
    }

    /// Tells the library what is known of files.
    pub fn tell(&self, library: &mut library::Library) {
        for (number, document) in &self.documents {
            let url = self.file(document);
            library.add_attachment(
                *number,
                0,
                library::Attachment {
                    url: url.into(),
                    alt: document.alt.as_str().into(),
                    credit: document.credits.as_str().into(),
                    ..library::Attachment::default()
                },
            );
        }
    }
}

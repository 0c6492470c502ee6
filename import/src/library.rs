//! What the whole source says that single articles need: the media library, the addresses of all articles, the blocks that
//! several share, and the pictures that are here.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::{Mutex, PoisonError},
};

use url::Url;
use xxhash_rust::xxh3::xxh3_64;

use crate::{address, outcome::Reason, strings::Strings};

/// A file of the old site's media library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachment {
    /// The address of the original.
    pub url: Box<str>,
    /// The alternative text; empty where there is none.
    pub alt: Box<str>,
    /// As HTML.
    pub caption: Box<str>,
    pub title: Box<str>,
    pub credit: Box<str>,
}

/// A picture or another file that lies in the newspaper's folder.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Stored {
    /// Its address in the newspaper, such as `/images/2019/03/marche.jpg`.
    pub url: String,
    /// In pixels, upright; 0 for what is no picture.
    pub width: u32,
    pub height: u32,
}

/// What a text wants of a picture: addresses at which it may be, the best first.
pub type Wanted = Vec<String>;

#[derive(Debug, Default)]
pub struct Library {
    attachments: HashMap<u64, Attachment>,
    by_file: HashMap<u64, u64>,
    attached: HashMap<u64, Vec<u64>>,
    addresses: HashMap<u64, u32>,
    slugs: Strings,
    /// Those that texts were found to link to.
    linked: Mutex<HashSet<u32>>,
    shared: HashMap<u64, String>,
    /// By the address that it was at.
    pub stored: HashMap<String, Stored>,
    /// Those that were brought and refused.
    pub refused: HashMap<String, String>,
    /// Those that were asked for and did not come.
    pub failed: HashMap<String, String>,
    /// Where pictures that texts want are gathered, in the pass that looks for them.
    pub wanted: Option<Mutex<BTreeSet<Wanted>>>,
    /// The old site's hosts, without `www.`.
    pub hosts: Vec<String>,
}

fn hash(key: &str) -> u64 {
    xxh3_64(key.as_bytes())
}

/// The path of a file without the host: sites move between hosts, and their libraries with them.
fn file_key(url: &Url) -> u64 {
    hash(url.path())
}

impl Library {
    pub fn add_attachment(&mut self, id: u64, parent: u64, attachment: Attachment) {
        if let Ok(url) = Url::parse(&attachment.url) {
            self.by_file.entry(file_key(&url)).or_insert(id);
        }
        if parent != 0 && is_picture(&attachment.url) {
            self.attached.entry(parent).or_default().push(id);
        }
        self.attachments.insert(id, attachment);
    }

    #[must_use]
    pub fn attachment(&self, id: u64) -> Option<&Attachment> {
        self.attachments.get(&id)
    }

    /// The file of the library that lies at an address.
    #[must_use]
    pub fn attachment_at(&self, url: &Url) -> Option<&Attachment> {
        self.attachments.get(self.by_file.get(&file_key(url))?)
    }

    /// The pictures that were uploaded for a record.
    #[must_use]
    pub fn attached(&self, record: u64) -> &[u64] {
        self.attached.get(&record).map_or(&[], Vec::as_slice)
    }

    /// An article and the addresses that it has had; gives the number by which its slug is known.
    pub fn add_article<'a>(&mut self, slug: &str, addresses: impl Iterator<Item = &'a Url>) -> u32 {
        let number = u32::try_from(self.slugs.push(slug)).unwrap_or(u32::MAX);
        for url in addresses {
            self.addresses.entry(hash(&address::key(url))).or_insert(number);
        }
        number
    }

    /// Whether any text links to an article.
    #[must_use]
    pub fn is_linked(&self, number: u32) -> bool {
        self.linked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(&number)
    }

    /// Lets no link lead to some articles any more: there is nothing at their addresses.
    pub fn forget(&mut self, numbers: &HashSet<u32>) {
        self.addresses.retain(|_, number| !numbers.contains(number));
        self.linked
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    #[must_use]
    pub fn slug(&self, number: u32) -> &str {
        self.slugs.get(usize::try_from(number).unwrap_or(usize::MAX))
    }

    /// The address in this newspaper of an article that was at another.
    #[must_use]
    pub fn article(&self, url: &Url) -> Option<String> {
        let number = self.addresses.get(&hash(&address::key(url)))?;
        let slug = self.slug(*number);
        self.linked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(*number);
        Some(format!("/article/{slug}/"))
    }

    pub fn add_shared(&mut self, id: u64, html: String) {
        self.shared.insert(id, html);
    }

    #[must_use]
    pub fn shared(&self, id: u64) -> Option<&str> {
        self.shared.get(&id).map(String::as_str)
    }

    /// Notes that a text wants something that may be at several addresses.
    pub fn want(&self, wanted: &[String]) {
        if let Some(gathered) = &self.wanted {
            let mut gathered = gathered.lock().unwrap_or_else(PoisonError::into_inner);
            gathered.insert(wanted.to_vec());
        }
    }

    /// A file that a text links to or plays, where it lies in the newspaper's folder now.
    pub fn file(&self, url: &Url) -> Option<&Stored> {
        if self.is_own(url) && is_file(url.path()) {
            self.want(&[url.as_str().to_owned()]);
        }
        self.stored.get(url.as_str())
    }

    /// Why a file of the old site that a text leads to is not here; nothing where it is, or where the address is of no such file.
    #[must_use]
    pub fn lack(&self, url: &Url) -> Option<(Reason, Option<&str>)> {
        let is_here = self.stored.contains_key(url.as_str());
        let is_wanted = !is_here && self.is_own(url) && is_file(url.path());
        is_wanted.then(|| match self.absence(&[url.as_str()]) {
            (Reason::PictureMissing, _) => (Reason::FileMissing, None),
            absence => absence,
        })
    }

    /// Why what may be at several addresses is not here, and what is said of that.
    #[must_use]
    pub fn absence<T: AsRef<str>>(&self, wanted: &[T]) -> (Reason, Option<&str>) {
        let told = [
            (&self.refused, Reason::PictureRefused),
            (&self.failed, Reason::NotFetched),
        ];
        for (of, reason) in told {
            if let Some(why) = wanted.iter().find_map(|url| of.get(url.as_ref())) {
                return (reason, Some(why));
            }
        }
        (Reason::PictureMissing, None)
    }

    /// The first of a picture's addresses at which it was found, and where it lies now.
    pub fn picture(&self, wanted: &[String]) -> Option<(String, Stored)> {
        self.want(wanted);
        wanted
            .iter()
            .find_map(|url| Some((url.clone(), self.stored.get(url)?.clone())))
    }

    /// Whether an address is one of the old site's own.
    #[must_use]
    pub fn is_own(&self, url: &Url) -> bool {
        self.hosts.iter().any(|host| host == address::host(url))
    }

    /// What articles depend on beside their own records, as a number that differs where that does.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let mut sum = 0_u64;
        let mut add = |text: &str| sum = sum.wrapping_add(hash(text));
        for (id, it) in &self.attachments {
            add(&format!(
                "a{id}\0{}\0{}\0{}\0{}\0{}",
                it.url, it.alt, it.caption, it.title, it.credit
            ));
        }
        for (parent, ids) in &self.attached {
            add(&format!("p{parent}\0{ids:?}"));
        }
        for (key, number) in &self.addresses {
            add(&format!("s{key}\0{}", self.slug(*number)));
        }
        for (id, html) in &self.shared {
            add(&format!("b{id}\0{html}"));
        }
        for (url, stored) in &self.stored {
            add(&format!(
                "i{url}\0{}\0{}\0{}",
                stored.url, stored.width, stored.height
            ));
        }
        for (url, why) in self.refused.iter().chain(&self.failed) {
            add(&format!("r{url}\0{why}"));
        }
        sum
    }
}

/// Whether an address ends as those of files do that an import knows by their bytes and the press publishes (docs/content.md).
fn is_file(path: &str) -> bool {
    let end = path.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    is_picture(path) || end.is_some_and(|end| ["pdf", "mp3", "ogg", "mp4", "webm"].contains(&end.as_str()))
}

/// Whether an address ends as those of pictures do that the press takes.
#[must_use]
pub fn is_picture(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let end = path.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    end.is_some_and(|end| ["jpg", "jpeg", "png", "gif", "webp"].contains(&end.as_str()))
}

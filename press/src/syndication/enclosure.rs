//! Sound and films of an article, as files that other programs play.

use kiosque::contract::{Article, Block, Media, Site};

use super::in_full;
use crate::{blocks, links};

/// A recording or a film that stands in an article.
#[derive(Debug)]
pub struct Enclosure {
    pub title: String,
    /// In full.
    pub address: String,
    pub media_type: &'static str,
    pub is_film: bool,
    /// None where the file is not there, which `kiosque check` says.
    pub bytes: Option<u64>,
    /// In seconds.
    pub duration: Option<u32>,
}

/// Those of an article in its order, each file once, before its titles say what files weigh. `weigh` says how many bytes a
/// file of the content folder has.
pub fn enclosures(site: &Site, article: &Article, weigh: impl Fn(&str) -> Option<u64>) -> Vec<Enclosure> {
    let mut found: Vec<Enclosure> = Vec::new();
    let mut add = |media: &Media, is_film: bool| {
        let Some(name) = links::linked(&media.url) else {
            return;
        };
        let Some(media_type) = media_type(&name, is_film) else {
            return;
        };
        let address = in_full(site, &links::address(&name, &media.url));
        if !found.iter().any(|known| known.address == address) {
            found.push(Enclosure {
                title: media.title.clone(),
                address,
                media_type,
                is_film,
                bytes: weigh(&name),
                duration: media.duration,
            });
        }
    };
    blocks::each(&article.body, &mut |block| match block {
        Block::Audio(media) => add(media, false),
        Block::Video(media) => add(media, true),
        _ => {}
    });
    found
}

/// The files that the contract has for both (docs/content.md); MP4 and WebM hold either.
fn media_type(name: &str, is_film: bool) -> Option<&'static str> {
    let (_, end) = name.rsplit_once('.')?;
    match (end.to_ascii_lowercase().as_str(), is_film) {
        ("mp3", false) => Some("audio/mpeg"),
        ("ogg", false) => Some("audio/ogg"),
        ("mp4", false) => Some("audio/mp4"),
        ("webm", false) => Some("audio/webm"),
        ("mp4", true) => Some("video/mp4"),
        ("webm", true) => Some("video/webm"),
        _ => None,
    }
}

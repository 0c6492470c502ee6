//! Sound and films of an article, as files that other programs play.

use kiosque::contract::{Article, Block, Media, Site};

use super::in_full;
use crate::{blocks, links};

/// A recording or a film that stands in an article.
pub struct Enclosure<'a> {
    pub title: &'a str,
    /// In full.
    pub address: String,
    pub media_type: &'static str,
    pub is_film: bool,
    /// None where the file is not there, which `kiosque check` says.
    pub bytes: Option<u64>,
}

/// Those of an article, as readers are served it, in its order, each file once. `weigh` says how many bytes a file of the
/// content folder has.
pub fn enclosures<'a>(
    site: &Site,
    article: &'a Article,
    weigh: &impl Fn(&str) -> Option<u64>,
) -> Vec<Enclosure<'a>> {
    let mut found: Vec<Enclosure<'a>> = Vec::new();
    let mut add = |media: &'a Media, is_film: bool| {
        let address = in_full(site, &media.url);
        let name = links::linked(&media.url);
        let media_type = name.as_deref().and_then(|name| media_type(name, is_film));
        if let Some(media_type) = media_type
            && !found.iter().any(|known| known.address == address)
        {
            found.push(Enclosure {
                title: &media.title,
                address,
                media_type,
                is_film,
                bytes: name.and_then(|name| weigh(&name)),
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
    match (end, is_film) {
        ("mp3", false) => Some("audio/mpeg"),
        ("ogg", false) => Some("audio/ogg"),
        ("mp4", false) => Some("audio/mp4"),
        ("webm", false) => Some("audio/webm"),
        ("mp4", true) => Some("video/mp4"),
        ("webm", true) => Some("video/webm"),
        _ => None,
    }
}

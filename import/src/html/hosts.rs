//! What the sites are called that texts show something of, and the pages that their frames are of.

use url::Url;

use crate::{address, text};

/// Hosts, and what newspapers call them.
const NAMES: &[(&str, &str)] = &[
    ("youtube.com", "YouTube"),
    ("youtube-nocookie.com", "YouTube"),
    ("youtu.be", "YouTube"),
    ("vimeo.com", "Vimeo"),
    ("dailymotion.com", "Dailymotion"),
    ("dai.ly", "Dailymotion"),
    ("twitter.com", "X (Twitter)"),
    ("x.com", "X (Twitter)"),
    ("facebook.com", "Facebook"),
    ("fb.watch", "Facebook"),
    ("instagram.com", "Instagram"),
    ("tiktok.com", "TikTok"),
    ("soundcloud.com", "SoundCloud"),
    ("spotify.com", "Spotify"),
    ("deezer.com", "Deezer"),
    ("mixcloud.com", "Mixcloud"),
    ("acast.com", "Acast"),
    ("ausha.co", "Ausha"),
    ("podcasts.apple.com", "Apple Podcasts"),
    ("maps.google.com", "Google Maps"),
    ("docs.google.com", "Google Docs"),
    ("drive.google.com", "Google Drive"),
    ("datawrapper.dwcdn.net", "Datawrapper"),
    ("flourish.studio", "Flourish"),
    ("infogram.com", "Infogram"),
    ("scribd.com", "Scribd"),
    ("issuu.com", "Issuu"),
    ("slideshare.net", "SlideShare"),
    ("ted.com", "TED"),
    ("arte.tv", "Arte"),
    ("wordpress.tv", "WordPress.tv"),
    ("videopress.com", "VideoPress"),
    ("flickr.com", "Flickr"),
    ("pinterest.com", "Pinterest"),
    ("reddit.com", "Reddit"),
    ("telegram.me", "Telegram"),
    ("t.me", "Telegram"),
    ("bsky.app", "Bluesky"),
    ("linkedin.com", "LinkedIn"),
    ("rutube.ru", "RuTube"),
    ("archive.org", "Internet Archive"),
    ("openstreetmap.org", "OpenStreetMap"),
    ("documentcloud.org", "DocumentCloud"),
    ("bandcamp.com", "Bandcamp"),
    ("france24.com", "France 24"),
    ("rfi.fr", "RFI"),
    ("bbc.com", "BBC"),
];

/// What a site is called; its host where nobody calls it otherwise.
#[must_use]
pub fn name(url: &Url) -> String {
    let host = address::host(url);
    if host.ends_with("google.com") && url.path().starts_with("/maps") {
        return "Google Maps".to_owned();
    }
    let is_of = |known: &str| {
        host == known
            || host
                .strip_suffix(known)
                .is_some_and(|before| before.ends_with('.'))
    };
    let known = NAMES.iter().find(|(known, _)| is_of(known));
    known.map_or_else(|| host.to_owned(), |(_, name)| (*name).to_owned())
}

/// The page that a frame shows, where its own address is only for frames.
#[must_use]
pub fn page(url: &Url) -> Option<Url> {
    let host = address::host(url);
    let parts: Vec<&str> = url.path().trim_matches('/').split('/').collect();
    let is_id = |id: &str| {
        !id.is_empty()
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    let page = match (host, parts.as_slice()) {
        ("youtube.com" | "youtube-nocookie.com", ["embed", "videoseries"]) => {
            let (_, list) = url.query_pairs().find(|(name, _)| name == "list")?;
            is_id(&list).then(|| format!("https://www.youtube.com/playlist?list={list}"))?
        }
        ("youtube.com" | "youtube-nocookie.com", ["embed" | "v", id]) if is_id(id) => {
            format!("https://www.youtube.com/watch?v={id}")
        }
        ("player.vimeo.com", ["video", id]) if is_id(id) => format!("https://vimeo.com/{id}"),
        ("dailymotion.com", ["embed", "video", id]) if is_id(id) => {
            format!("https://www.dailymotion.com/video/{id}")
        }
        ("facebook.com", ["plugins", _]) => {
            let (_, page) = url.query_pairs().find(|(name, _)| name == "href")?;
            return address::web(&page, None);
        }
        ("w.soundcloud.com", ["player"]) => {
            let (_, page) = url.query_pairs().find(|(name, _)| name == "url")?;
            return address::web(&page, None).filter(|page| address::host(page) == "soundcloud.com");
        }
        _ => return None,
    };
    Url::parse(&page).ok()
}

/// What a card is called where nothing else says it: the address as readers know it.
#[must_use]
pub fn title(url: &Url) -> String {
    let path = percent_encoding::percent_decode_str(url.path()).decode_utf8_lossy();
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    let whole = format!("{}{}{query}", address::host(url), path.trim_end_matches('/'));
    let whole: String = text::line(&whole)
        .chars()
        .filter(|c| !text::is_ignorable(*c))
        .collect();
    match whole.chars().count() {
        0..=80 => whole,
        _ => whole.chars().take(79).chain(['…']).collect(),
    }
}

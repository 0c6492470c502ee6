//! Sound, films, and pictures in a row.

use serde_json::Value;

use super::{
    Newspaper,
    body::{TYPE, Within, blocks},
    link, picture,
    place::{
        Kind::{List, Text, Whole},
        Place,
    },
};
use crate::{
    files::{FILES, kind},
    links::{self, Destination},
};

/// How much wider a film is than high, or higher than wide, at most: players of other shapes fill a page, or none.
const MOST: u64 = 5;

/// In seconds.
const WEEK: u64 = 7 * 24 * 3600;

/// A recording, `what` being `audio` or `video`.
pub fn check(place: &Place<'_>, value: &Value, what: &str, newspaper: &Newspaper<'_>) {
    let is_film = what == "video";
    let mut keys = vec![
        TYPE,
        ("url", Text, true),
        ("title", Text, true),
        ("duration", Whole, false),
        ("creditText", Text, false),
        ("transcript", List, false),
    ];
    if is_film {
        keys.extend([("width", Whole, true), ("height", Whole, true)]);
    }
    let Some(object) = place.object(value, &keys) else {
        return;
    };
    place.said(object, "title");
    place.said(object, "creditText");
    if let Some(url) = place.said(object, "url") {
        file(&place.field("url"), url, is_film, newspaper);
    }
    for key in ["width", "height", "duration"] {
        if value[key] == 0 {
            place.field(key).error("this is 0", "write what it is");
        }
    }
    let size = value["width"].as_u64().zip(value["height"].as_u64());
    if size.is_some_and(|(width, height)| {
        width > height.saturating_mul(MOST) || height > width.saturating_mul(MOST)
    }) {
        place.field("width").error(
            &format!("no film is {MOST} times as wide as high, nor as high as wide"),
            "write both as its player says them, in pixels",
        );
    }
    if value["duration"].as_u64().is_some_and(|seconds| seconds > WEEK) {
        place
            .field("duration")
            .error("this is longer than a week", "write it in seconds");
    }
    if value["transcript"].is_array() {
        let said = place.items(object, "transcript");
        blocks(&place.field("transcript"), &said, newspaper, Within::Transcript);
    } else {
        place.warning(
            "nobody who does not hear knows what is said in it",
            "add \"transcript\": [{\"type\": \"paragraph\", …}]",
        );
    }
}

/// Only the newspaper's own files are played in its pages: others would tell their hosts who listens.
fn file(place: &Place<'_>, url: &str, is_film: bool, newspaper: &Newspaper<'_>) {
    let name = match Destination::of(url) {
        Some(Destination::File(name)) if name.starts_with(FILES) => name,
        _ => {
            place.error(
                &format!("\"{url}\" is not in the content folder's files/"),
                "put the file there and write its address as /files/name.mp3, or use an embed for what another site plays",
            );
            return;
        }
    };
    link::check(place, url, newspaper);
    let (ends, what): (&[&str], _) = match is_film {
        true => (&["mp4", "webm"], "film"),
        false => (&["mp3", "ogg", "mp4", "webm"], "sound"),
    };
    if kind(&name).is_some_and(|kind| !ends.contains(&kind.end)) {
        place.error(
            &format!("{name} is no {what} that browsers play"),
            &format!("export it as {}", ends.join(" or ")),
        );
    }
    if links::linked(url).is_some() && url.contains(['?', '#']) {
        place.error(
            &format!("\"{url}\" has more than the file's path"),
            "write /files/ and the file's name alone",
        );
    }
}

/// Pictures in a row.
pub fn gallery(place: &Place<'_>, value: &Value, newspaper: &Newspaper<'_>) {
    let keys = [TYPE, ("images", List, true), ("caption", Text, false)];
    let Some(object) = place.object(value, &keys) else {
        return;
    };
    place.said(object, "caption");
    let images = place.items(object, "images");
    if images.len() < 2 && value["images"].is_array() {
        place.field("images").error(
            "a gallery has two pictures or more",
            "add one, or write the one as a block \"image\"",
        );
    }
    for (place, image) in images {
        picture::check(&place, image, newspaper);
    }
}

//! Pictures: that they are there, of the size that is said, and described.

use std::path::Component;

use serde_json::Value;

use super::{
    Newspaper,
    place::{
        Key,
        Kind::{Text, Whole},
        Place,
    },
};

pub const KEYS: [Key; 6] = [
    ("url", Text, true),
    ("width", Whole, true),
    ("height", Whole, true),
    ("alt", Text, true),
    ("caption", Text, false),
    ("creditText", Text, false),
];

/// An object that is a picture and nothing else.
pub fn check(place: &Place<'_>, value: &Value, newspaper: &Newspaper<'_>) {
    if place.object(value, &KEYS).is_some() {
        file(place, value, newspaper);
    }
}

/// The picture's file and description, whatever else the object holds.
pub fn file(place: &Place<'_>, value: &Value, newspaper: &Newspaper<'_>) {
    if value["alt"].as_str().is_some_and(|alt| alt.trim().is_empty()) {
        place.field("alt").error(
            "the picture is not described",
            "say in a sentence what it shows, for those who cannot see it",
        );
    }
    let Some(url) = value["url"].as_str() else { return };
    let place = place.field("url");
    let Some(name) = url.strip_prefix("/images/") else {
        place.error(
            &format!("\"{url}\" is not in the content folder's images/"),
            "put the file there and write its address as /images/name.jpg",
        );
        return;
    };
    let path = std::path::Path::new(name);
    if !path.components().all(|part| matches!(part, Component::Normal(_))) {
        place.error(
            &format!("\"{url}\" leads out of images/"),
            "write its address without \"..\"",
        );
        return;
    }
    let path = newspaper.folder.join("images").join(path);
    if !path.is_file() {
        place.picture(
            &format!("there is no file {}", shown(name)),
            "put the picture there, or mend the name",
        );
        return;
    }
    let size = match imagesize::size(&path) {
        Ok(size) => size,
        Err(why) => {
            place.picture(
                &format!("{} is not a picture: {why}", shown(name)),
                "export it again as JPEG, PNG or WebP",
            );
            return;
        }
    };
    let said = (value["width"].as_u64(), value["height"].as_u64());
    let real = (u64::try_from(size.width).ok(), u64::try_from(size.height).ok());
    if said.0.is_some() && said.1.is_some() && said != real {
        place.picture(
            &format!(
                "{} is {} × {} pixels, not as \"width\" and \"height\" say",
                shown(name),
                size.width,
                size.height
            ),
            &format!("write \"width\": {}, \"height\": {}", size.width, size.height),
        );
    }
}

fn shown(name: &str) -> String {
    format!("images/{name}")
}

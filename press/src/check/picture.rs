//! Pictures: that they are there, of the size that is said, and described.

use std::{
    fs::File,
    io::Read,
    path::{Component, Path},
};

use imagesize::ImageType;
use serde_json::Value;

use super::{
    Newspaper, link,
    place::{
        Key,
        Kind::{Text, Whole},
        Place,
    },
};
use crate::{files::Absent, links, unseen};

pub const KEYS: [Key; 6] = [
    ("url", Text, true),
    ("width", Whole, true),
    ("height", Whole, true),
    ("alt", Text, false),
    ("caption", Text, false),
    ("creditText", Text, false),
];

/// What every browser shows, with the endings of such files.
const KINDS: [(ImageType, &[&str]); 4] = [
    (ImageType::Jpeg, &["jpg", "jpeg"]),
    (ImageType::Png, &["png"]),
    (ImageType::Webp, &["webp"]),
    (ImageType::Gif, &["gif"]),
];

/// An object that is a picture and nothing else.
pub fn check(place: &Place<'_>, value: &Value, newspaper: &Newspaper<'_>) {
    if place.object(value, &KEYS).is_some() {
        file(place, value, newspaper);
    }
}

/// The picture's file and description, whatever else the object holds.
pub fn file(place: &Place<'_>, value: &Value, newspaper: &Newspaper<'_>) {
    let is_described = |alt: &Value| alt.as_str().is_some_and(unseen::says);
    match value.get("alt") {
        Some(alt) if alt.is_string() && !is_described(alt) => place.field("alt").error(
            "the picture is not described",
            "say in a sentence what it shows, for those who cannot see it, or leave \"alt\" out",
        ),
        Some(_) => {}
        None => place.warning(
            "the picture is not described: those who cannot see it do not know that it is there",
            "add \"alt\", a sentence on what it shows",
        ),
    }
    let Some(url) = value["url"].as_str() else { return };
    let place = place.field("url");
    let Some(name) = links::picture(url) else {
        place.error(
            &format!("\"{url}\" is not in the content folder's images/"),
            "put the file there and write its address as /images/name.jpg",
        );
        return;
    };
    let name = name.as_str();
    let path = Path::new(name);
    if !path.components().all(|part| matches!(part, Component::Normal(_))) {
        place.error(
            &format!("\"{url}\" leads out of images/"),
            "write its address without \"..\"",
        );
        return;
    }
    let plain = |c: char| c.is_alphanumeric() || is_accent(c) || "-._~/".contains(c);
    let is_cut = url.contains(['?', '#']);
    if is_cut || !name.chars().all(plain) || name.split('/').any(|part| part.starts_with('.')) {
        let name = if is_cut {
            url.trim_start_matches("/images/")
        } else {
            name
        };
        place.error(
            &format!("{} has a name that addresses cannot carry", shown(name)),
            "name it with letters, digits, hyphens and dots, not beginning with a dot",
        );
        return;
    }
    let path = match newspaper.files.find(&shown(name)) {
        Ok(path) => path,
        Err(Absent::Outside) => {
            link::outside(&place, &shown(name));
            return;
        }
        Err(Absent::Twin(twin)) => {
            link::same(&place, &twin);
            return;
        }
        Err(Absent::Endless) => {
            link::endless(&place, &shown(name));
            return;
        }
        Err(Absent::Missing(None)) => {
            place.picture(
                &format!("there is no file {}", shown(name)),
                "put the picture there, or mend the name",
            );
            return;
        }
        Err(Absent::Missing(like)) => {
            let (what, remedy) = link::missing(&shown(name), like.as_deref());
            place.picture(&what, &remedy);
            return;
        }
    };
    let known = beginning(&path).and_then(|bytes| {
        let kind = imagesize::image_type(&bytes).ok()?;
        let (_, endings) = KINDS.iter().find(|(known, _)| *known == kind)?;
        Some((imagesize::size(&path).ok()?, *endings))
    });
    let Some((size, endings)) = known else {
        place.picture(
            &format!("{} is not a picture that every browser shows", shown(name)),
            "export it again as JPEG, PNG, WebP or GIF",
        );
        return;
    };
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    if !endings.iter().any(|known| ending == *known) {
        place.picture(
            &format!("the name of {} does not say what it is", shown(name)),
            &format!(
                "end it with .{}, so that hosts serve it as such",
                endings.join(" or .")
            ),
        );
    }
    let said = (value["width"].as_u64(), value["height"].as_u64());
    let real = (u64::try_from(size.width).ok(), u64::try_from(size.height).ok());
    let is_said = || {
        let upright = pictures::size(&path, name).ok();
        said == upright.map_or(real, |(width, height)| (Some(width.into()), Some(height.into())))
    };
    // A camera's picture may lie in its file as it was held; readers see it upright.
    if said.0.is_some() && said.1.is_some() && said != real && !is_said() {
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

/// As much of a file as tells what it is.
fn beginning(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(64).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// A letter of some scripts is only there with it.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn shown(name: &str) -> String {
    format!("images/{name}")
}

//! The newspaper's icons.

use std::{cell::RefCell, fs};

use super::{Newspaper, link, place::Place};
use crate::{
    files::{self, FAVICON, ICONS, TAKE_IN},
    report::Report,
    syndication::icons::is_icon,
};

/// What every file in `icons/`, and `favicon.svg`, must be.
pub fn check(report: &RefCell<Report>, newspaper: &Newspaper<'_>) {
    let icons = newspaper.folder.join(ICONS);
    if icons.exists() && !newspaper.files.is_inside(&icons) {
        Place::file(report, ICONS).error("this is a link that leads out of the content folder", TAKE_IN);
        return;
    }
    let names = match newspaper.files.within(ICONS) {
        Ok(names) => names,
        Err(why) => {
            Place::file(report, ICONS).error(&format!("this cannot be read: {why}"), TAKE_IN);
            return;
        }
    };
    let favicon = newspaper.folder.join(FAVICON);
    let favicon = favicon.symlink_metadata().is_ok().then(|| FAVICON.to_owned());
    for name in names.into_iter().chain(favicon) {
        let place = Place::file(report, &name);
        if !is_icon(&name) {
            place.warning(
                "this is no icon, so it is not published",
                "move it out of icons/, or export it as PNG",
            );
        } else if let Some(path) = link::found(&place, &name, newspaper) {
            match fs::read(path) {
                Ok(bytes) => icon(&place, &name, &bytes),
                Err(why) => place.error(&format!("this cannot be read: {why}"), "allow it to be read"),
            }
        }
    }
}

fn icon(place: &Place<'_>, name: &str, bytes: &[u8]) {
    let is_svg = name.to_ascii_lowercase().ends_with(".svg");
    if let Some(active) = is_svg.then(|| files::active(bytes)).flatten() {
        place.error(
            &format!("an icon is a drawing that runs nothing and loads nothing: {active}"),
            "export it again as plain SVG, without scripts, links, fonts and what lets a program go on editing it",
        );
    }
    let is_one = match files::kind(name) {
        Some(kind) => kind.is(bytes),
        // https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern
        None => is_svg || bytes.starts_with(b"\0\0\x01\0"),
    };
    if !is_one {
        place.error(
            "this is not what its name says, by its first bytes",
            "export it again as PNG",
        );
    }
}

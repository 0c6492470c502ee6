//! When an article appeared, was updated and corrected.

use jiff::Timestamp;
use serde_json::Value;

use super::{Newspaper, place::Place};
use crate::moment::{self, Unread};

/// The dates of an article.
pub fn check(place: &Place<'_>, value: &Value, newspaper: &Newspaper<'_>) {
    let now = newspaper.now;
    let read = |key: &str| read(&place.field(key), &value[key], newspaper);
    let published = read("datePublished");
    if published.is_some_and(|published| is_far(published, now)) {
        place.field("datePublished").warning(
            "the article is dated more than a year ahead, and waits until then",
            "mend the year, if it is a typing error",
        );
    }
    let modified = read("dateModified");
    match (published, modified) {
        (Some(published), Some(modified)) if modified < published => place.field("dateModified").warning(
            "the article was updated before it was published, so readers are not told of the update",
            "mend one of the dates, or remove \"dateModified\"",
        ),
        (_, Some(modified)) if is_far(modified, now) => place.field("dateModified").warning(
            "the update is dated more than a year ahead, and readers are told of it only then",
            "mend the year, if it is a typing error",
        ),
        // One that comes after an article that waits is ahead as it should be.
        (Some(published), Some(modified)) if published <= now && modified > now => {
            place.field("dateModified").warning(
                "the update is dated ahead: its words are published now, and readers are told of it only then",
                "mend the date, or put the words into the file when it is time",
            );
        }
        _ => {}
    }
    corrections(place, value);
}

/// The date of a `what` that has no moment at which it appears by itself.
pub fn changed(place: &Place<'_>, value: &Value, what: &str, newspaper: &Newspaper<'_>) {
    if read(place, value, newspaper).is_some_and(|changed| changed > newspaper.now) {
        place.warning(
            &format!("the {what} is dated ahead, and shown now"),
            "mend the date, or put it into the file when it is time",
        );
    }
}

/// The corrections of an article that nobody is told of who has read it.
fn corrections(place: &Place<'_>, value: &Value) {
    let parsed = |value: &Value| moment::parse(value.as_str()?).ok();
    let published = parsed(&value["datePublished"]);
    let told = parsed(&value["dateModified"]).or(published);
    for (number, block) in value["body"].as_array().into_iter().flatten().enumerate() {
        let corrected = (block["type"] == "correction").then(|| parsed(&block["datePublished"]));
        let Some(corrected) = corrected.flatten() else {
            continue;
        };
        let place = place.field("body").item(number).field("datePublished");
        if published.is_some_and(|published| corrected < published) {
            place.warning(
                "the article was corrected before it was published",
                "mend one of the dates, or remove the correction: nobody has read what it corrects",
            );
        } else if told.is_some_and(|told| corrected > told) {
            place.warning(
                "the article was corrected after its last update, so feeds and search engines are not told",
                &format!("write \"dateModified\": \"{corrected}\", or the time of a later update"),
            );
        }
    }
}

fn read(place: &Place<'_>, value: &Value, newspaper: &Newspaper<'_>) -> Option<Timestamp> {
    let text = value.as_str()?;
    let zone = newspaper.zone.as_ref();
    let read = moment::parse(text).and_then(|at| match zone.is_none_or(|zone| moment::has_year(at, zone)) {
        true => Ok(at),
        false => Err(Unread::Beyond),
    });
    read.map_err(|why| place.error(&why.what(text), why.remedy()))
        .ok()
}

fn is_far(date: Timestamp, now: Timestamp) -> bool {
    now.duration_until(date) > moment::FAR_AHEAD
}

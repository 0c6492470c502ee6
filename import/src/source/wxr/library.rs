//! Items of WordPress that are no texts but belong to some: files of the library, and profiles of guest authors.

use super::{head, item::Item};
use crate::{html::tree, library::Attachment, record::Person, text};

/// Fields in which plugins keep a picture's credit.
pub const CREDITS: [&str; 4] = [
    "_media_credit",
    "media_credit",
    "_wp_attachment_credit",
    "_navis_media_credit_org",
];

/// The file of the library that an item is.
pub fn attachment(item: &Item) -> Attachment {
    let url = match item.attachment_url.is_empty() {
        true => &item.guid,
        false => &item.attachment_url,
    };
    let credit = CREDITS
        .iter()
        .find_map(|key| item.meta_of(key))
        .map(str::to_owned);
    let credit = credit
        .or_else(|| php_string(item.meta_of("_wp_attachment_metadata")?, "credit"))
        .unwrap_or_default();
    Attachment {
        url: url.as_str().into(),
        alt: item
            .meta_of("_wp_attachment_image_alt")
            .unwrap_or_default()
            .into(),
        caption: item.excerpt.trim().into(),
        title: item.title.trim().into(),
        credit: credit.into(),
    }
}

/// A text of PHP's own format, by its key: `s:6:"credit";s:3:"AFP";`.
fn php_string(serialized: &str, key: &str) -> Option<String> {
    let (_, after) = serialized.split_once(&format!("s:{}:\"{key}\";s:", key.len()))?;
    let (length, rest) = after.split_once(":\"")?;
    let value = rest.get(..length.parse().ok()?)?;
    (!value.trim().is_empty()).then(|| value.trim().to_owned())
}

/// The author whose profile an item is.
pub fn guest(item: &Item) -> Person {
    let said = |key: &str| item.meta_of(key).map(text::line).unwrap_or_default();
    let login = [said("cap-user_login"), item.name.clone()]
        .into_iter()
        .find(|it| !it.is_empty())
        .unwrap_or_default();
    let name = [said("cap-display_name"), text::line(&tree::text_of(&item.title))];
    Person {
        slug: head::author_slug(&login),
        name: name.into_iter().find(|name| text::says(name)).unwrap_or_default(),
        job_title: said("cap-job_title"),
        description: text::line(&tree::text_of(
            item.meta_of("cap-description").unwrap_or_default(),
        )),
    }
}

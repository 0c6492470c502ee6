//! The meta of a post: footnotes, the article's picture, and newspapers' own fields.

use url::Url;

use super::{
    super::Index,
    head,
    item::Item,
    library::CREDITS,
    post::{KICKERS, LANGUAGES},
};
use crate::{
    html,
    mapping::Field,
    outcome::{Entry, Kind, Reason},
    record::{Person, Picture, Record},
    text,
};

/// Footnotes that stand beside the text, as WordPress's own block keeps them.
pub fn notes(item: &Item) -> Vec<(String, String)> {
    let Some(json) = item
        .meta_of("footnotes")
        .and_then(|json| serde_json::from_str::<serde_json::Value>(json).ok())
    else {
        return Vec::new();
    };
    let notes = json.as_array().into_iter().flatten();
    let said = |note: &serde_json::Value, key: &str| note[key].as_str().map(str::to_owned);
    notes
        .filter_map(|note| Some((said(note, "id")?, said(note, "content")?)))
        .collect()
}

/// The article's picture, by its number in the library.
pub fn picture(number: &str, index: &Index, entries: &mut Vec<Entry>) -> Option<Picture> {
    let Some(attachment) = number.parse().ok().and_then(|id| index.library.attachment(id)) else {
        entries.push(
            Entry::new(Reason::PictureMissing, Kind::Other, "_thumbnail_id")
                .was(format!("the library's picture {number}")),
        );
        return None;
    };
    let url = Url::parse(&attachment.url).ok()?;
    let mut addresses = vec![attachment.url.to_string()];
    addresses.extend(html::originals(&url).into_iter().map(String::from));
    Some(Picture {
        addresses,
        alt: attachment.alt.to_string(),
        caption: attachment.caption.to_string(),
        credit: attachment.credit.to_string(),
        title: attachment.title.to_string(),
    })
}

/// Fields of newspapers' own, by the mapping file; those that nobody maps are told.
pub fn fields(item: &Item, index: &Index, record: &mut Record, entries: &mut Vec<Entry>) {
    for (key, value) in &item.meta {
        let value = value.trim();
        if value.is_empty() {
            continue;
        }
        match index.mapping.fields.get(key).copied().flatten() {
            Some(Field::Ignore) => {}
            Some(Field::Kicker) => value.clone_into(&mut record.kicker),
            Some(Field::Description) => value.clone_into(&mut record.lead),
            Some(Field::Keywords) => record
                .keywords
                .extend(value.split(',').map(|it| it.trim().to_owned())),
            Some(Field::CreditText) => {
                if let Some(picture) = &mut record.picture {
                    value.clone_into(&mut picture.credit);
                }
            }
            Some(Field::Author) => {
                let person = Person {
                    slug: head::author_slug(value),
                    name: text::line(value),
                    ..Person::default()
                };
                record.authors = vec![person];
            }
            None if !is_known(key) => {
                let told = if is_secret(key) { "…" } else { value };
                entries.push(Entry::new(Reason::MetaField, Kind::Other, format!("meta/{key}")).was(told));
            }
            None => {}
        }
    }
}

/// Whether a field is by its name none that a report may show.
fn is_secret(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    [
        "password", "passwd", "secret", "token", "api_key", "apikey", "email", "e-mail", "phone",
    ]
    .iter()
    .any(|name| key.contains(name))
}

/// Whether a field is one of the system or of a plugin, for itself, or has been taken over.
fn is_known(key: &str) -> bool {
    key.starts_with('_')
        || key == "footnotes"
        || [
            "rank_math_",
            "cap-",
            "wpml_",
            "dsq_",
            "essb_",
            "jetpack_",
            "sharing_",
        ]
        .iter()
        .any(|start| key.starts_with(start))
        || KICKERS.contains(&key)
        || CREDITS.contains(&key)
        || LANGUAGES.contains(&key)
}

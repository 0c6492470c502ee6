//! The meta of a post: footnotes, the article's picture, and newspapers' own fields.

use super::{
    super::Index,
    head,
    item::Item,
    library::CREDITS,
    post::{KICKERS, LANGUAGES, LEADS},
};
use crate::{
    outcome::{Entry, Kind, Reason},
    record::{Picture, Record},
    source::{fields::Own, markup},
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
    let base = index.newspaper.url.as_ref();
    let addresses = markup::picture_at(&attachment.url, base, "_thumbnail_id", entries)?;
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
        let own = Own {
            name: key,
            place: format!("meta/{key}"),
            value,
        };
        match index.mapping.fields.get(own.name).copied().flatten() {
            Some(field) => own.put(field, record, entries, head::author_slug, str::to_owned),
            None if !is_known(key) || LEADS.contains(&key.as_str()) && is_other_lead(value, record) => {
                let told = if is_secret(key) { "…" } else { value };
                entries.push(Entry::new(Reason::MetaField, Kind::Other, own.place).was(told));
            }
            None => {}
        }
    }
}

/// Whether a description for search engines says something else than the lead, and no program is to fill it.
fn is_other_lead(value: &str, record: &Record) -> bool {
    value != record.lead.trim() && !value.contains("%%")
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
    const SYSTEMS: [&str; 34] = [
        "_ajax_",
        "_amp_",
        "_aioseo",
        "_aioseop",
        "_bj_",
        "_cmb_",
        "_co_",
        "_dp_",
        "_edit_",
        "_elementor_",
        "_encloseme",
        "_enclosure",
        "_et_",
        "_fl_",
        "_genesis_",
        "_hide_",
        "_jetpack_",
        "_menu_item_",
        "_oembed_",
        "_pingme",
        "_post_restored",
        "_publicize_",
        "_rank_math",
        "_thumbnail_",
        "_trackbackme",
        "_vc_",
        "_wp_",
        "_wpas_",
        "_wpb_",
        "_wpml_",
        "_wpcom_",
        "_wxr_",
        "_yoast_",
        "_yst_",
    ];
    const PLUGINS: [&str; 7] = [
        "rank_math_",
        "cap-",
        "wpml_",
        "dsq_",
        "essb_",
        "jetpack_",
        "sharing_",
    ];
    key == "footnotes"
        || SYSTEMS.iter().chain(&PLUGINS).any(|start| key.starts_with(start))
        || KICKERS.contains(&key)
        || CREDITS.contains(&key)
        || LANGUAGES.contains(&key)
}

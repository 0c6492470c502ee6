//! Language tags (BCP 47), as `kiosque check` takes them.

use icu_locale::Locale;

/// Whether a text is a tag whose language has a code of two or three letters.
#[must_use]
pub fn is_tag(tag: &str) -> bool {
    let primary = tag.split('-').next().unwrap_or_default();
    let is_code = matches!(primary.len(), 2 | 3) && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_code && Locale::try_from_str(tag).is_ok()
}

/// The tag of what systems write: `fr_FR` and `fr-FR` alike, without names that are none.
#[must_use]
pub fn tag(given: &str) -> Option<String> {
    let given = given.trim().replace('_', "-");
    let given = given.split(['.', '@']).next().unwrap_or_default().to_owned();
    if is_tag(&given) {
        return Some(given);
    }
    let primary = given.split('-').next().unwrap_or_default().to_owned();
    is_tag(&primary).then_some(primary)
}

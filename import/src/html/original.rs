//! Where the original of a picture may be, of which texts show smaller sizes.

use url::Url;

use crate::library;

/// The address without what WordPress and its picture service add to it: sizes, edits, other hosts.
#[must_use]
pub fn originals(url: &Url) -> Vec<Url> {
    let mut found = Vec::new();
    let mut url = url.clone();
    let host = url.host_str().unwrap_or_default().to_owned();
    if matches!(
        host.as_str(),
        "i0.wp.com" | "i1.wp.com" | "i2.wp.com" | "i3.wp.com"
    ) {
        let path = url.path().trim_start_matches('/').to_owned();
        if let Ok(own) = Url::parse(&format!("https://{path}")) {
            url = own;
            found.push(url.clone());
        }
    }
    if url.query().is_some() && library::is_picture(url.path()) {
        let mut plain = url.clone();
        plain.set_query(None);
        url = plain.clone();
        found.push(plain);
    }
    if let Some(path) = without_size(url.path()) {
        let mut plain = url.clone();
        plain.set_path(&path);
        found.insert(0, plain);
    }
    found
}

fn without_size(path: &str) -> Option<String> {
    let (stem, end) = path.rsplit_once('.')?;
    let mut stem = stem;
    let is_size = |part: &str| {
        part.split_once('x').is_some_and(|(width, height)| {
            [width, height]
                .iter()
                .all(|it| (1..=5).contains(&it.len()) && it.bytes().all(|byte| byte.is_ascii_digit()))
        })
    };
    let is_edit = |part: &str| {
        part.strip_prefix('e')
            .is_some_and(|it| (10..=14).contains(&it.len()) && it.bytes().all(|byte| byte.is_ascii_digit()))
    };
    while let Some((before, part)) = stem.rsplit_once('-') {
        if !(is_size(part) || is_edit(part) || part == "scaled" || part == "rotated") || before.ends_with('/')
        {
            break;
        }
        stem = before;
    }
    let plain = format!("{stem}.{end}");
    (plain != path).then_some(plain)
}

/// The largest of a `srcset`.
pub fn largest(srcset: &str) -> Option<&str> {
    let mut best: Option<(f64, &str)> = None;
    for candidate in srcset
        .split(", ")
        .flat_map(|part| part.split(",http"))
        .map(str::trim)
    {
        let (address, size) = candidate
            .split_once(char::is_whitespace)
            .unwrap_or((candidate, "1x"));
        let size = size
            .trim()
            .trim_end_matches(['w', 'x', ','])
            .parse()
            .unwrap_or(1.0);
        if !address.is_empty() && address.contains('/') && best.is_none_or(|(most, _)| size > most) {
            best = Some((size, address));
        }
    }
    best.map(|(_, address)| address)
}

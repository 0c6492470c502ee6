//! Where the original of a picture may be, of which texts show smaller sizes.

use url::Url;

use crate::library;

/// The address without what WordPress and its picture service add to it: sizes, edits, other hosts.
#[must_use]
pub fn originals(url: &Url) -> Vec<Url> {
    guessed(url).into_iter().chain(plain(url)).collect()
}

/// Where a picture of an address may be, the likeliest first: what only a size in its name lets guess goes before it in
/// WordPress's uploads alone, for elsewhere that is another picture.
#[must_use]
pub fn likely(url: &Url) -> Vec<Url> {
    let (before, after) = around(url);
    before
        .into_iter()
        .chain(std::iter::once(url.clone()))
        .chain(after)
        .collect()
}

/// The originals that are looked for before what a page names, and those only after it.
pub fn around(url: &Url) -> (Vec<Url>, Vec<Url>) {
    match is_upload(url) {
        true => (originals(url), Vec::new()),
        false => (plain(url), guessed(url).into_iter().collect()),
    }
}

/// The address without other hosts and what asks for a size.
fn plain(url: &Url) -> Vec<Url> {
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
        url.set_query(None);
        found.push(url);
    }
    found
}

/// The address without the size in its name.
fn guessed(url: &Url) -> Option<Url> {
    let mut plain = plain(url).pop().unwrap_or_else(|| url.clone());
    let path = without_size(plain.path())?;
    plain.set_path(&path);
    Some(plain)
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

/// Whether an address lies in WordPress's uploads, where a size at the end of a name is always of a copy that it made.
fn is_upload(url: &Url) -> bool {
    url.path().contains("/wp-content/uploads/")
}

/// The largest picture of a `srcset` that lies on the web: by widths, else by densities.
#[must_use]
pub fn largest(srcset: &str) -> Option<&str> {
    let mut best: Option<(Size, &str)> = None;
    for (address, size) in candidates(srcset) {
        let is_written_in = address
            .get(..5)
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
        if !is_written_in && best.is_none_or(|(most, _)| size.is_over(most)) {
            best = Some((size, address));
        }
    }
    best.map(|(_, address)| address)
}

/// What a `srcset` says of a picture's size.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Size {
    Density(f64),
    Width(u64),
}

impl Size {
    fn is_over(self, other: Self) -> bool {
        match (self, other) {
            (Self::Width(one), Self::Width(other)) => one > other,
            (Self::Density(one), Self::Density(other)) => one > other,
            (one, _) => matches!(one, Self::Width(_)),
        }
    }
}

/// The pictures of a `srcset`, as browsers read it (<https://html.spec.whatwg.org/#parsing-a-srcset-attribute>).
fn candidates(srcset: &str) -> Vec<(&str, Size)> {
    let mut found = Vec::new();
    let is_between = |c: char| c.is_ascii_whitespace() || c == ',';
    let mut rest = srcset.trim_start_matches(is_between);
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (address, after) = rest.split_at(end);
        // A comma is of the address, but where it ends with one.
        let whole = address.trim_end_matches(',');
        let length = match whole.len() < address.len() {
            true => 0,
            false => end_of_descriptors(after),
        };
        let (descriptors, after) = after.split_at(length);
        found.extend(size(descriptors).map(|size| (whole, size)));
        rest = after.trim_start_matches(is_between);
    }
    found
}

/// Where the comma stands that ends descriptors; within brackets it is none.
fn end_of_descriptors(after: &str) -> usize {
    let mut is_bracketed = false;
    let is_end = |c: char| {
        match c {
            '(' => is_bracketed = true,
            ')' => is_bracketed = false,
            _ => {}
        }
        c == ',' && !is_bracketed
    };
    after.find(is_end).unwrap_or(after.len())
}

/// The size that descriptors say; none where they are no such.
fn size(descriptors: &str) -> Option<Size> {
    let (mut width, mut density, mut height) = (None, None, None);
    for descriptor in descriptors.split_ascii_whitespace() {
        let mut chars = descriptor.chars();
        let unit = chars.next_back();
        let number = chars.as_str();
        let whole = || {
            let is_whole = number.bytes().all(|byte| byte.is_ascii_digit());
            number.parse::<u64>().ok().filter(|size| is_whole && *size > 0)
        };
        let is_first = match unit {
            Some('w') => width.replace(whole()?).is_none() && density.is_none(),
            Some('x') => density.replace(number_of(number)?).is_none() && width.is_none() && height.is_none(),
            Some('h') => height.replace(whole()?).is_none() && density.is_none(),
            _ => false,
        };
        if !is_first {
            return None;
        }
    }
    match (width, height) {
        (Some(width), _) => Some(Size::Width(width)),
        (None, Some(_)) => None,
        (None, None) => Some(Size::Density(density.unwrap_or(1.0))),
    }
}

/// A number as HTML writes it; Rust's have signs and names that those have not.
fn number_of(written: &str) -> Option<f64> {
    let is_plain = written.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && written.ends_with(|c: char| c.is_ascii_digit());
    written.parse().ok().filter(|_| is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_picture_is_taken_as_browsers_read_its_sizes() {
        for (srcset, expected) in [
            (
                "/a-300.jpg 300w, /a-1024.jpg 1024w, /a-768.jpg 768w",
                "/a-1024.jpg",
            ),
            ("/a.jpg 1x,/b.jpg 2x", "/b.jpg"),
            ("/a.jpg, /b.jpg 1.5x", "/b.jpg"),
            ("a.jpg 100w,\n\tb.jpg 200w,", "b.jpg"),
            // Commas within addresses.
            (
                "https://c.example/w_300,h_200/a.jpg 300w, https://c.example/w_900,h_600/a.jpg 900w",
                "https://c.example/w_900,h_600/a.jpg",
            ),
            (
                "https://c.example/a,https://d.example/b.jpg 2x, /c.jpg 1x",
                "https://c.example/a,https://d.example/b.jpg",
            ),
            // A comma at the end of an address parts it from the next.
            ("/a.jpg,, /b.jpg 3x", "/b.jpg"),
            (" , ,/a.jpg", "/a.jpg"),
            // What is no size is none, and the picture not there.
            (
                "/a.jpg 300w, /b.jpg 900q, /c.jpg -900w, /d.jpg +9x, /e.jpg infx",
                "/a.jpg",
            ),
            ("/a.jpg 1x, /b.jpg 900w 2x, /c.jpg 0w, /d.jpg 500h", "/a.jpg"),
            ("/a.jpg 300w 200h, /b.jpg 600w 400h", "/b.jpg"),
            ("/a.jpg (1x, 2x), /b.jpg 1x", "/b.jpg"),
            ("data:image/gif;base64,R0lGO= 2000w, /a.jpg 300w", "/a.jpg"),
            ("/été.jpg 2x", "/été.jpg"),
        ] {
            assert_eq!(largest(srcset), Some(expected), "{srcset}");
        }
        for junk in [
            "",
            " , ",
            "data:image/gif;base64,R0lGO=",
            "/a.jpg w",
            "/a.jpg 2 x",
        ] {
            assert_eq!(largest(junk), None, "{junk}");
        }
    }
}

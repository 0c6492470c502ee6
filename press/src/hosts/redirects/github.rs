//! For GitHub Pages, where nothing can be said to the host: a small page for each old address, all of them in one archive that
//! is unpacked over the site when it is uploaded.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use flate2::{Compression, GzBuilder};
use kiosque::contract::Site;
use tar::{Builder, EntryType, Header};

use super::count;
use crate::{
    address::ascii,
    redirects::{Redirects, Rule},
};

/// The archive, gzipped.
///
/// # Errors
/// When it cannot be packed.
pub fn pages(redirects: &Redirects, site: &Site) -> io::Result<Vec<u8>> {
    // Without a date: the same redirects are the same archive.
    let packed = GzBuilder::new().write(Vec::new(), Compression::default());
    let mut archive = Builder::new(packed);
    let mut known = BTreeSet::new();
    for rule in redirects.exact() {
        let page = page(rule, redirects.base(), site);
        for name in names(rule, redirects.base()) {
            if !known.insert(name.clone()) {
                continue;
            }
            let mut header = Header::new_gnu();
            header.set_entry_type(EntryType::Regular);
            header.set_mode(0o644);
            header.set_mtime(0);
            header.set_size(u64::try_from(page.len()).unwrap_or(u64::MAX));
            archive.append_data(&mut header, &name, page.as_bytes())?;
        }
    }
    let mut packed = archive.into_inner()?;
    packed.flush()?;
    packed.finish()
}

/// The files of an address, below the newspaper's base path. One that ends as a page does is a file of that name; of any other
/// kind it would be kept and not opened, so it is a folder.
fn names(rule: &Rule, base: &str) -> Vec<String> {
    let paths = rule
        .from
        .paths()
        .into_iter()
        .filter_map(|path| String::from_utf8(path).ok());
    let below = paths.filter_map(|path| Some(path.strip_prefix(base)?.to_owned()));
    below
        .map(|path| match path.ends_with(".html") || path.ends_with(".htm") {
            true => path,
            false => format!("{path}/index.html"),
        })
        .collect()
}

/// No script and no style, and so a policy that allows nothing.
fn page(rule: &Rule, base: &str, site: &Site) -> String {
    let to = rule.to.write(base, |_| String::new());
    let canonical = match rule.to.is_own {
        true => format!("{}{}", ascii(&site.url), rule.to.write("", |_| String::new())),
        false => to.clone(),
    };
    let [to, canonical, language, name] =
        [&to, &canonical, &site.in_language, &site.name].map(|text| escaped(text));
    format!(
        "<!doctype html>
<html lang=\"{language}\">
<meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">
<meta name=\"viewport\" content=\"width=device-width\">
<title>{name}</title>
<link rel=\"canonical\" href=\"{canonical}\">
<meta http-equiv=\"refresh\" content=\"0; url={to}\">
<p><a href=\"{to}\">{canonical}</a></p>
</html>
"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

pub fn left_out(redirects: &Redirects) -> Vec<Option<String>> {
    let elsewhere = redirects
        .exact()
        .filter(|rule| names(rule, redirects.base()).is_empty())
        .count();
    let elsewhere_is = match redirects.base() {
        "/" => "whose address is not in UTF-8",
        _ => "outside of the newspaper's base path",
    };
    vec![
        count(redirects.asked().count(), "with a query"),
        count(redirects.patterns().count(), "with placeholders"),
        count(elsewhere, elsewhere_is),
    ]
}

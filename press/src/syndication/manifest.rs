//! The web app's manifest (https://www.w3.org/TR/appmanifest/): how the newspaper stands on a home screen.

use kiosque::{contract::Site, routes::Export};
use serde_json::{Value, json};

use super::{File, Icons, said, without_nulls};
use crate::{address::ascii, language_tag::direction};

/// The paper's colours in the light and in the dark (`--paper` in style/00-tokens.css). index.html
/// says both to browsers; a manifest can say one.
const PAPER: &str = "#fdfbf7";
#[cfg(test)]
const PAPER_IN_THE_DARK: &str = "#171310";

/// `base` is where the newspaper is deployed on its host, with both slashes.
pub fn manifest(site: &Site, base: &str, icons: &Icons) -> File {
    let squares = icons.squares.iter().map(|icon| {
        json!({
            "src": ascii(&format!("{base}{}", icon.path)),
            "sizes": format!("{0}x{0}", icon.side),
            "type": "image/png",
        })
    });
    let favicon = icons.favicon.iter();
    let favicon = favicon
        .map(|path| json!({ "src": format!("{base}{path}"), "sizes": "any", "type": "image/svg+xml" }));
    let manifest = without_nulls(json!({
        "name": site.name,
        "short_name": site.name,
        "description": said(&site.tagline),
        "lang": site.in_language,
        // Of its name, on a home screen and in a window's title.
        "dir": direction(&site.in_language),
        "id": base,
        "start_url": base,
        "scope": base,
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": squares.chain(favicon).collect::<Vec<Value>>(),
    }));
    (Export::Manifest.path(), format!("{manifest}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_around_the_page_are_those_of_its_paper() {
        let tokens = include_str!("../../../style/00-tokens.css");
        let (light, dark) = tokens.split_once("prefers-color-scheme: dark").unwrap();
        let shell = include_str!("../../../index.html");
        for (tokens, scheme, colour) in [(light, "light", PAPER), (dark, "dark", PAPER_IN_THE_DARK)] {
            let paper = tokens
                .split("--paper: ")
                .nth(1)
                .and_then(|value| value.split(';').next());
            assert_eq!(paper, Some(colour), "{scheme}");
            let meta = format!(
                "<meta name=\"theme-color\" media=\"(prefers-color-scheme: {scheme})\" content=\"{colour}\" />"
            );
            assert!(shell.contains(&meta), "index.html lacks {meta}");
        }
    }
}

//! The page around every route, as Trunk made it, with the newspaper's data in it.

use kiosque::contract::Site;
use serde_json::json;

use crate::Stop;

/// Where the reader looks for the newspaper's data.
const DATA: &str = r#"<script id="kiosque" type="application/json">"#;

/// The HTML file that Trunk made of the project's `index.html`.
pub struct Shell<'a> {
    pub html: &'a str,
}

impl Shell<'_> {
    /// The page of a newspaper, which may have an icon.
    ///
    /// # Errors
    /// When the shell lacks one of the places to fill.
    pub fn page(&self, site: &Site, base: &str, icon: Option<&str>) -> Result<String, Stop> {
        if self.html.contains("data-trunk") {
            return Err(Stop::Failure(
                "OUT/index.html is the source that Trunk builds from; name the folder of what it built with --out"
                    .to_owned(),
            ));
        }
        let data = json!({ "base": base, "site": site }).to_string();
        let page = filled(self.html, "<html lang=\"", "\"", &attribute(&site.in_language))?;
        let page = filled(&page, "<title>", "</title>", &attribute(&site.name))?;
        let page = filled(
            &page,
            "<meta name=\"description\" content=\"",
            "\"",
            &attribute(&site.tagline),
        )?;
        let icon = icon.map_or("data:,".to_owned(), |icon| format!("{base}{icon}"));
        let page = filled(&page, "<link rel=\"icon\" href=\"", "\"", &attribute(&icon))?;
        filled(&page, DATA, "</script>", &in_script(&data))
    }
}

/// Replaces what stands between a place's beginning and its end.
fn filled(page: &str, begins: &str, ends: &str, content: &str) -> Result<String, Stop> {
    let parts = page.split_once(begins).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(ends)?;
        Some((before, after))
    });
    match parts {
        Some((before, after)) => Ok(format!("{before}{begins}{content}{ends}{after}")),
        None => Err(Stop::Failure(format!(
            "index.html has no `{begins}…{ends}` to fill; put it back"
        ))),
    }
}

fn attribute(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// JSON that cannot end the script element it stands in, nor a line of it.
fn in_script(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                escaped.push_str(&format!("\\u{:04x}", u32::from(c)))
            }
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHELL: &str = concat!(
        "<html lang=\"fr\"><link rel=\"icon\" href=\"data:,\"><meta name=\"description\" content=\"\"><title>K</title>",
        "<script id=\"kiosque\" type=\"application/json\"></script>"
    );

    fn page(shell: &str, name: &str) -> Option<String> {
        let site = Site {
            name: name.to_owned(),
            in_language: "bm".to_owned(),
            ..Site::default()
        };
        Shell { html: shell }
            .page(&site, "/journal/", Some("favicon.svg"))
            .ok()
    }

    #[test]
    fn a_name_cannot_leave_its_place() {
        let hostile = "</script><!--\" & \u{2028}";
        let page = page(SHELL, hostile).unwrap();
        assert_eq!(page.matches("</script>").count(), 1, "{page}");
        assert!(page.contains("<html lang=\"bm\"><link rel=\"icon\" href=\"/journal/favicon.svg\">"));
        assert!(page.contains("<title>&lt;/script&gt;&lt;!--&quot; &amp; \u{2028}</title>"));
        let data = page
            .split_once(DATA)
            .unwrap()
            .1
            .split_once("</script>")
            .unwrap()
            .0;
        assert!(!data.contains(['<', '>', '&', '\u{2028}']));
        let data: serde_json::Value = serde_json::from_str(data).unwrap();
        assert_eq!(data["site"]["name"], hostile);
        assert_eq!(data["base"], "/journal/");
    }

    #[test]
    fn a_shell_without_its_places_is_refused() {
        for place in ["<title>", "type=\"application/json\"", "description", "lang="] {
            assert!(page(&SHELL.replace(place, "x"), "K").is_none(), "{place}");
        }
    }
}

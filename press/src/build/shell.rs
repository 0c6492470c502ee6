//! The page around every route, as Trunk made it, with the newspaper in it.

use std::{fs, io, path::Path};

use kiosque::{
    contract::Site,
    routes::{Export, Route},
};
use serde_json::json;

use super::head::{self, Head};
use crate::{Stop, failed, syndication::Icons};

/// The page that Trunk makes, and where the press keeps it once pages stand in its place.
pub const TRUNKS: &str = "index.html";
pub const KEPT: &str = ".press/shell.html";

/// Where the page goes, and the newspaper's data.
const APP: (&str, &str) = ("<div id=\"app\">", "</div>");
const DATA: (&str, &str) = (r#"<script id="kiosque" type="application/json">"#, "</script>");

/// The HTML file that Trunk made of the project's `index.html`, its style inside.
pub struct Shell {
    pub html: String,
}

/// What differs from page to page.
pub struct Content<'a> {
    pub route: &'a Route,
    pub title: &'a str,
    pub head: &'a Head,
    /// What stands in `#app`.
    pub html: &'a str,
    /// The path and the JSON of the document that it shows.
    pub document: Option<(&'a str, &'a str)>,
}

/// What is the same on every page.
pub struct Frame<'a> {
    pub site: &'a Site,
    /// What [`carried`] says of it.
    pub carried: &'a str,
    /// Where the newspaper is deployed on its host, with both slashes.
    pub base: &'a str,
    pub icons: &'a Icons,
}

impl Shell {
    /// The shell in a folder: Trunk's own, or the one an earlier run kept. `None` where there is
    /// neither: then only data is made.
    ///
    /// # Errors
    /// When it cannot be read, or is none.
    pub fn find(folder: &Path, base: &str) -> Result<Option<Self>, Stop> {
        let read = |name: &str| {
            let path = folder.join(name);
            match fs::read_to_string(&path) {
                Err(why) if why.kind() != io::ErrorKind::NotFound => Err(failed("cannot read", &path, why)),
                text => Ok(text.ok()),
            }
        };
        let Some(trunks) = read(TRUNKS)? else {
            return Ok(None);
        };
        if trunks.contains("data-trunk") {
            return Err(Stop::Failure(
                "OUT/index.html is the source that Trunk builds from; name the folder of what it built with --out"
                    .to_owned(),
            ));
        }
        if trunks.contains(&format!("{}{}", APP.0, APP.1)) {
            let html = with_style_inside(&trunks, |address| {
                read(address.strip_prefix(base).unwrap_or(address))
            })?;
            return Ok(Some(Self { html }));
        }
        match read(KEPT)? {
            Some(html) => Ok(Some(Self { html })),
            None => Err(Stop::Failure(format!(
                "{} is neither Trunk's page nor one of the press beside its {KEPT}; build the site with `cargo xtask dist`",
                folder.join(TRUNKS).display()
            ))),
        }
    }

    /// A whole page.
    ///
    /// # Errors
    /// When the shell lacks one of the places to fill.
    pub fn page(&self, frame: &Frame<'_>, content: &Content<'_>) -> Result<String, Stop> {
        let Frame {
            site,
            carried,
            base,
            icons,
        } = frame;
        let path = json!(content.route.path());
        let documents = content
            .document
            .map(|(path, document)| format!("{}:{document}", json!(path)));
        let documents = documents.unwrap_or_default();
        let data = format!(
            r#"{{"base":{},"site":{carried},"path":{path},"documents":{{{documents}}}}}"#,
            json!(base)
        );
        let icon = icons.favicon.as_ref();
        let icon = icon.map_or("data:,".to_owned(), |icon| format!("{base}{icon}"));
        let canonical = head::address(site, content.route);
        let mut page = self.html.clone();
        for (begins, ends, filling) in [
            ("<html lang=\"", "\"", attribute(&site.in_language)),
            ("<title>", "</title>", attribute(content.title)),
            (
                "<meta name=\"description\" content=\"",
                "\"",
                attribute(&content.head.description),
            ),
            ("<link rel=\"canonical\" href=\"", "\"", attribute(&canonical)),
            ("<link rel=\"icon\" href=\"", "\"", attribute(&icon)),
        ] {
            page = filled(&page, begins, ends, &filling)?;
        }
        // For programs that read no further than some 20 KB: before the style.
        page = before(&page, "<title>", &properties(site, content, &canonical))?;
        page = before(&page, "<title>", &links(frame, content.head))?;
        page = before(&page, DATA.0, &linked(content.head))?;
        page = filled(&page, DATA.0, DATA.1, &in_script(&data))?;
        // The last: no other place is looked for in what newsrooms write.
        filled(&page, APP.0, APP.1, content.html)
    }
}

/// Open Graph's properties of a page (https://ogp.me), and what X reads beside them.
fn properties(site: &Site, content: &Content<'_>, canonical: &str) -> String {
    let Head {
        description,
        properties,
        ..
    } = content.head;
    let has_picture = properties.iter().any(|(name, _)| *name == "og:image");
    let card = if has_picture {
        "summary_large_image"
    } else {
        "summary"
    };
    let meta = |kind: &str, name: &str, value: &str| {
        format!("<meta {kind}=\"{name}\" content=\"{}\">", attribute(value))
    };
    let own = [
        ("og:site_name", site.name.as_str()),
        ("og:title", content.title),
        ("og:description", description),
        ("og:url", canonical),
    ];
    // Of what it finds as Open Graph, X does not look for this one there.
    let alt = properties.iter().find(|(name, _)| *name == "og:image:alt");
    let alt = alt.filter(|(_, value)| !value.is_empty());
    own.into_iter()
        .chain(properties.iter().map(|(name, value)| (*name, value.as_str())))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| meta("property", name, value))
        .chain([meta("name", "twitter:card", card)])
        .chain(alt.map(|(_, value)| meta("name", "twitter:image:alt", value)))
        .collect()
}

/// What belongs to a page: icons, the web app's manifest, the same in other formats.
fn links(frame: &Frame<'_>, head: &Head) -> String {
    let Frame {
        site, base, icons, ..
    } = frame;
    let mut links = String::new();
    if let Some(icon) = icons.touch() {
        links.push_str(&format!(
            "<link rel=\"apple-touch-icon\" href=\"{base}{}\">",
            icon.path
        ));
    }
    links.push_str(&format!(
        "<link rel=\"manifest\" href=\"{base}{}\">",
        Export::Manifest.path()
    ));
    let whole_paper = head::feeds(site, &Route::Home, "");
    for alternate in head.alternates.iter().chain(&whole_paper) {
        links.push_str(&format!(
            "<link rel=\"alternate\" type=\"{}\" title=\"{}\" href=\"{base}{}\">",
            alternate.media_type,
            attribute(&alternate.title),
            alternate.export.path()
        ));
    }
    links
}

fn linked(head: &Head) -> String {
    let script = |linked: &serde_json::Value| {
        let json = in_script(&linked.to_string());
        format!("<script type=\"application/ld+json\">{json}</script>")
    };
    head.linked.iter().map(script).collect()
}

/// What every page carries of the newspaper, as JSON: authors and plans come with the pages that
/// show them.
pub fn carried(site: &Site) -> String {
    let carried = Site {
        authors: Vec::new(),
        plans: Vec::new(),
        contact: None,
        front_page: Vec::new(),
        time_zone: String::new(),
        ..site.clone()
    };
    json!(carried).to_string()
}

/// Puts the style sheet into the page: its text is then there after one round trip.
fn with_style_inside(
    page: &str,
    read: impl Fn(&str) -> Result<Option<String>, Stop>,
) -> Result<String, Stop> {
    let link = page
        .split_once("<link rel=\"stylesheet\"")
        .and_then(|(before, rest)| {
            let (link, after) = rest.split_once('>')?;
            let (_, address) = link.split_once("href=\"")?;
            Some((before, address.split('"').next()?, after))
        });
    let Some((before, address, after)) = link else {
        return Ok(page.to_owned());
    };
    let missing = || {
        Stop::Failure(format!(
            "index.html links {address}, which is not there; build the site anew"
        ))
    };
    let style = read(address)?.ok_or_else(missing)?;
    Ok(format!("{before}<style>{}</style>{after}", style.trim()))
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

/// Puts something before a place.
fn before(page: &str, place: &str, content: &str) -> Result<String, Stop> {
    match page.split_once(place) {
        Some((before, after)) => Ok(format!("{before}{content}{place}{after}")),
        None => Err(Stop::Failure(format!("index.html has no `{place}`; put it back"))),
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
        "<html lang=\"fr\"><link rel=\"icon\" href=\"data:,\"><link rel=\"canonical\" href=\"\">",
        "<meta name=\"description\" content=\"\"><title>K</title><div id=\"app\"></div>",
        "<script id=\"kiosque\" type=\"application/json\"></script>"
    );

    fn page(shell: &str, name: &str) -> Option<String> {
        let site = Site {
            name: name.to_owned(),
            in_language: "bm".to_owned(),
            url: "https://jour.example".to_owned(),
            ..Site::default()
        };
        let frame = Frame {
            site: &site,
            carried: &carried(&site),
            base: "/journal/",
            icons: &Icons {
                favicon: Some("favicon.svg".to_owned()),
                ..Icons::default()
            },
        };
        let content = Content {
            route: &Route::Plans,
            title: name,
            head: &Head {
                linked: vec![json!({ "name": name })],
                ..Head::plain(name)
            },
            html: "<p>\u{2014}</p>",
            document: Some(("data/plans.json", &json!({ "name": name }).to_string())),
        };
        let shell = Shell {
            html: shell.to_owned(),
        };
        shell.page(&frame, &content).ok()
    }

    #[test]
    fn a_name_cannot_leave_its_place() {
        let hostile = "</script><!--\" & \u{2028}<div id=\"app\">";
        let page = page(SHELL, hostile).unwrap();
        assert_eq!(page.matches("</script>").count(), 2, "{page}");
        assert_eq!(page.matches("<script").count(), 2, "{page}");
        assert!(
            page.contains("<meta property=\"og:description\" content=\"&lt;/script&gt;&lt;!--&quot; &amp; ")
        );
        assert!(page.contains("<html lang=\"bm\"><link rel=\"icon\" href=\"/journal/favicon.svg\">"));
        assert!(page.contains("href=\"https://jour.example/abonnement/\""));
        assert!(page.contains(
            "<title>&lt;/script&gt;&lt;!--&quot; &amp; \u{2028}&lt;div id=&quot;app&quot;&gt;</title>"
        ));
        assert!(page.contains("<div id=\"app\"><p>\u{2014}</p></div>"));
        let data = page
            .split_once(DATA.0)
            .unwrap()
            .1
            .split_once("</script>")
            .unwrap()
            .0;
        assert!(!data.contains(['<', '>', '&', '\u{2028}']));
        let data: serde_json::Value = serde_json::from_str(data).unwrap();
        assert_eq!(data["site"]["name"], hostile);
        assert_eq!(data["base"], "/journal/");
        assert_eq!(data["path"], "/abonnement/");
        assert_eq!(data["documents"]["data/plans.json"]["name"], hostile);
    }

    #[test]
    fn a_shell_without_its_places_is_refused() {
        for place in [
            "<title>",
            "type=\"application/json\"",
            "description",
            "lang=",
            "canonical",
            "id=\"app\"",
        ] {
            assert!(page(&SHELL.replace(place, "x"), "K").is_none(), "{place}");
        }
    }

    #[test]
    fn the_style_comes_with_the_page() {
        let page = "<link rel=\"stylesheet\" href=\"/k-1.css\" integrity=\"x\"><p>";
        let read = |address: &str| Ok((address == "/k-1.css").then(|| "p{color:red}\n".to_owned()));
        assert_eq!(
            with_style_inside(page, read).ok().unwrap(),
            "<style>p{color:red}</style><p>"
        );
        assert!(with_style_inside(page, |_| Ok(None)).is_err());
    }
}

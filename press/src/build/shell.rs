//! The page around every route, as Trunk made it, with the newspaper in it.

mod escape;
mod metadata;
mod seal;

#[cfg(test)]
mod tests;

use std::{io, path::Path};

use kiosque::{
    contract::{Membership, Site},
    language::Language,
    routes::Route,
};
use serde_json::json;

use super::{
    head::{self, Head},
    sheets::Sheets,
};
use crate::{Stop, failed, language_tag, syndication::Icons, whole};
use escape::{attribute, push_in_script};
pub use seal::Seal;

/// The page that Trunk makes, and where the press keeps it once pages stand in its place.
pub const TRUNKS: &str = "index.html";
pub const KEPT: &str = ".press/shell.html";
/// The [`Seal`] of what is kept, and of what was made with it.
pub const SEAL: &str = ".press/shell.seal";

/// Where the page goes, and the newspaper's data.
const APP: (&str, &str) = ("<div id=\"app\">", "</div>");
const DATA: (&str, &str) = (r#"<script id="kiosque" type="application/json">"#, "</script>");

/// What differs from page to page, and between what it stands in the shell.
const SLOTS: [(Slot, &str, &str); 8] = [
    (Slot::Language, "<html lang=\"", "\""),
    (Slot::Title, "<title>", "</title>"),
    (Slot::Description, "<meta name=\"description\" content=\"", "\""),
    (Slot::Canonical, "<link rel=\"canonical\" href=\"", "\""),
    (Slot::Icon, "<link rel=\"icon\" href=\"", "\""),
    (Slot::App, APP.0, APP.1),
    (Slot::Trouble, r#"<p id="trouble" role="status" hidden>"#, "</p>"),
    (Slot::Data, DATA.0, DATA.1),
];

/// What a preview says at the top of each page, also while readers' code shows another: to the newsroom, in the language
/// that Kiosque speaks.
const PREVIEW: &str = "<p role=\"note\"><strong>Aperçu à ne pas publier\u{a0}: des articles de ce site ne sont pas encore parus.</strong></p>";

/// A place in the shell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    Language,
    /// Before the title: for programs that read no further than some 20 KB, so before the style.
    Properties,
    Title,
    Description,
    Canonical,
    Icon,
    /// Before the page: that it is a preview, where it is one.
    Preview,
    /// The head's end: programs that read no further than some 20 KB read all that is for them.
    Style,
    App,
    /// What is said when the reader's code has failed.
    Trouble,
    Linked,
    Data,
}

/// The HTML file that Trunk made of the project's `index.html`.
pub struct Shell {
    pub html: String,
    pub sheets: Sheets,
    /// A link to the chunk for members, where there are members.
    pub members: String,
    /// Where the press cannot make the reader anew.
    pub seal: Option<Seal>,
    /// The text before each slot, in the order of the page, and after the last.
    parts: Vec<(String, Slot)>,
    end: String,
}

/// What differs from page to page.
pub struct Content<'a> {
    pub route: &'a Route,
    pub title: &'a str,
    pub head: &'a Head,
    /// What stands in `#app`.
    pub html: &'a str,
}

/// What is the same on every page.
pub struct Frame<'a> {
    pub site: &'a Site,
    /// What [`carried`] says of it.
    pub carried: &'a str,
    /// Where the newspaper is deployed on its host, with both slashes.
    pub base: &'a str,
    pub icons: &'a Icons,
    /// Whether pages are for the newsroom's eyes.
    pub is_preview: bool,
}

impl Shell {
    /// # Errors
    /// When the shell lacks one of the places to fill, or links a style sheet that `read` does not find.
    pub fn new(html: String, read: impl Fn(&str) -> Result<Option<String>, Stop>) -> Result<Self, Stop> {
        let (rest, sheets) = Sheets::taken(&html, read)?;
        let page = without_space(&rest);
        let mut places = Vec::with_capacity(SLOTS.len() + 4);
        for (slot, begins, ends) in SLOTS {
            let place = page.find(begins).and_then(|at| {
                let start = at + begins.len();
                let length = page.get(start..)?.find(ends)?;
                Some((at, start, start + length))
            });
            let Some((at, start, end)) = place else {
                return Err(Stop::Failure(format!(
                    "index.html has no `{begins}…{ends}` to fill; put it back, and make the site again with `cargo xtask dist`"
                )));
            };
            match slot {
                Slot::Title => places.push((at, at, Slot::Properties)),
                Slot::App => places.push((at, at, Slot::Preview)),
                Slot::Data => places.push((at, at, Slot::Linked)),
                _ => {}
            }
            places.push((start, end, slot));
        }
        if let Some(at) = page.find("</head>") {
            places.push((at, at, Slot::Style));
        }
        places.sort_unstable_by_key(|(start, ..)| *start);
        let mut parts = Vec::with_capacity(places.len());
        let mut done = 0;
        for (start, end, slot) in places {
            parts.push((page.get(done..start).unwrap_or_default().to_owned(), slot));
            done = end;
        }
        let end = page.get(done..).unwrap_or_default().to_owned();
        Ok(Self {
            html,
            sheets,
            members: String::new(),
            seal: None,
            parts,
            end,
        })
    }

    /// The shell of a site, with a link to the chunk for members: the page of the reader that this program has laid there, or
    /// else Trunk's own, or the one an earlier run kept. `None` where there is none of them: then only data is made.
    ///
    /// # Errors
    /// When it cannot be read, or is none; when what the reader needs beside it is not as it was made.
    pub fn find(folder: &Path, base: &str, members: &str, laid: Option<&str>) -> Result<Option<Self>, Stop> {
        let made = match laid {
            Some(page) => Some((page.to_owned(), None)),
            None => Self::made(folder)?.map(|(html, seal)| (html, Some(seal))),
        };
        let Some((html, seal)) = made else {
            return Ok(None);
        };
        if seal.is_some() {
            seal::refuse_empty(folder)?;
        }
        let shell = Self::new(html, |address| {
            read(folder, address.strip_prefix(base).unwrap_or(address))
        })?;
        Ok(Some(Self {
            members: members.to_owned(),
            seal,
            ..shell
        }))
    }

    fn made(folder: &Path) -> Result<Option<(String, Seal)>, Stop> {
        let kept = || -> Result<_, Stop> {
            let Some(html) = read(folder, KEPT)? else {
                return Ok(None);
            };
            let seal = match read(folder, SEAL)? {
                Some(then) => Seal::held(then, folder, &html)?,
                // An older press made none.
                None => Seal::of(folder, &html)?,
            };
            Ok(Some((html, seal)))
        };
        let path = folder.join(TRUNKS);
        let trunks = match whole::read(&path) {
            // A page of the press's own that was damaged is made anew; what Trunk has made is read.
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(why) if why.kind() == io::ErrorKind::NotFound => return kept(),
            Err(why) => return Err(failed("cannot read", &path, why)),
        };
        if trunks.contains("data-trunk") {
            return Err(Stop::Failure(
                "OUT/index.html is the source that Trunk builds from; name the folder of what it built with --out"
                    .to_owned(),
            ));
        }
        if trunks.contains(&format!("{}{}", APP.0, APP.1)) {
            let seal = Seal::of(folder, &trunks)?;
            return Ok(Some((trunks, seal)));
        }
        match kept()? {
            Some(kept) => Ok(Some(kept)),
            None => Err(Stop::Failure(format!(
                "{} is neither Trunk's page nor one of the press beside its {KEPT}; build the site with `cargo xtask dist`",
                folder.join(TRUNKS).display()
            ))),
        }
    }

    /// A whole page.
    pub fn page(&self, frame: &Frame<'_>, content: &Content<'_>) -> String {
        let Frame {
            site,
            base,
            icons,
            is_preview,
            ..
        } = frame;
        // A missing page is no page's address, whatever status a host sends it with; what is each
        // member's own is nothing to find, and what has not appeared is not to be found.
        let is_for_nobody =
            *is_preview || matches!(content.route, Route::NotFound | Route::SignIn | Route::Account);
        let canonical = match is_for_nobody {
            true => String::new(),
            false => head::address(site, content.route),
        };
        let data = data(frame, content);
        let room = self.html.len() + self.sheets.len() + content.html.len() + 2 * data.len();
        let mut page = String::with_capacity(room);
        for (before, slot) in &self.parts {
            page.push_str(before);
            match slot {
                Slot::Language => {
                    page.push_str(&attribute(&site.in_language));
                    // Where nothing is said, it is from left to right.
                    if language_tag::direction(&site.in_language) == "rtl" {
                        page.push_str("\" dir=\"rtl");
                    }
                }
                Slot::Properties => {
                    if is_for_nobody {
                        page.push_str("<meta name=\"robots\" content=\"noindex\">");
                    }
                    page.push_str(&metadata::properties(
                        site,
                        content.title,
                        content.head,
                        &canonical,
                    ));
                    page.push_str(&metadata::links(site, base, icons, content.head));
                    page.push_str(&self.members);
                }
                Slot::Title => page.push_str(&attribute(content.title)),
                Slot::Description => page.push_str(&attribute(&content.head.description)),
                Slot::Canonical => page.push_str(&attribute(&canonical)),
                Slot::Icon => match &icons.favicon {
                    Some(icon) => page.push_str(&attribute(&format!("{base}{icon}"))),
                    None => page.push_str("data:,"),
                },
                Slot::Preview if *is_preview => page.push_str(PREVIEW),
                Slot::Preview => {}
                Slot::Style => self.sheets.push(content.html, &mut page),
                Slot::App => page.push_str(content.html),
                Slot::Trouble => {
                    let language = Language::of(&site.in_language);
                    let [trouble, reload] = [language.trouble, language.reload].map(attribute);
                    page.push_str(&format!("{trouble} <a href=\"\">{reload}</a>"));
                }
                Slot::Linked => page.push_str(&metadata::linked(content.head)),
                Slot::Data => push_in_script(&data, &mut page),
            }
        }
        page.push_str(&self.end);
        page
    }
}

/// What `cargo xtask dist` made, the press cannot make anew.
fn damaged(path: &Path) -> Stop {
    Stop::Failure(format!(
        "{} is damaged; make the site again with `cargo xtask dist`",
        path.display()
    ))
}

fn read(folder: &Path, name: &str) -> Result<Option<String>, Stop> {
    let path = folder.join(name);
    match whole::read_text(&path) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(why) if why.kind() == io::ErrorKind::InvalidData => Err(damaged(&path)),
        Err(why) => Err(failed("cannot read", &path, why)),
        Ok(text) => Ok(Some(text)),
    }
}

/// What the reader's code starts from.
fn data(frame: &Frame<'_>, content: &Content<'_>) -> String {
    let Frame { carried, base, .. } = frame;
    let (base, path) = (json!(base), json!(content.route.path()));
    format!(r#"{{"base":{base},"site":{carried},"path":{path}}}"#)
}

/// What every page carries of the newspaper, as JSON: authors and plans come with the pages that
/// show them.
pub fn carried(site: &Site) -> String {
    let carried = Site {
        feed_id: String::new(),
        authors: Vec::new(),
        plans: Vec::new(),
        contact: None,
        front_page: Vec::new(),
        // Contributions come with moments, which the reader's code sets in the newspaper's time.
        time_zone: match site.membership {
            Membership::None => String::new(),
            Membership::Pocketbase => site.time_zone.clone(),
        },
        ..site.clone()
    };
    json!(carried).to_string()
}

/// Takes out the white space between the tags of the shell, and Trunk's own attribute. Scripts keep their lines, which a
/// comment in them ends with: `trunk serve` adds one.
fn without_space(html: &str) -> String {
    let mut page = String::with_capacity(html.len());
    for line in html.lines() {
        let is_in_script = page.rfind("<script") > page.rfind("</script");
        let line = if is_in_script { line } else { line.trim() };
        if is_in_script {
            page.push('\n');
        } else if !(page.is_empty() || line.is_empty() || page.ends_with('>') && line.starts_with('<')) {
            page.push(' ');
        }
        page.push_str(line);
    }
    page.replace(" data-integrity=\"none\"", "")
}

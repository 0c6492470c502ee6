//! The style of a page: what it shows comes inside it, and what only other pages show is the reader's code's to load.

use std::collections::BTreeSet;

use crate::Stop;

/// The style sheets that Trunk links, in the order of the cascade, which is the same wherever each of them is.
#[derive(Default)]
pub struct Sheets(Vec<Sheet>);

struct Sheet {
    address: String,
    text: String,
    /// The classes that no sheet before it knows: a page without any of them shows nothing of it. `None` for what every
    /// page shows.
    own: Option<BTreeSet<String>>,
}

impl Sheets {
    /// Takes the links to style sheets out of a page, and `read`s what they link.
    ///
    /// # Errors
    /// When one is not there.
    pub fn taken(
        page: &str,
        read: impl Fn(&str) -> Result<Option<String>, Stop>,
    ) -> Result<(String, Self), Stop> {
        let mut sheets = Vec::new();
        let mut known = BTreeSet::new();
        let mut links = page.split("<link rel=\"stylesheet\"");
        let mut rest = links.next().unwrap_or_default().to_owned();
        for link in links {
            let (link, after) = link.split_once('>').unwrap_or((link, ""));
            rest.push_str(after);
            let address = link
                .split_once("href=\"")
                .and_then(|(_, rest)| rest.split('"').next());
            let address = address.unwrap_or_default();
            let text = read(address)?.ok_or_else(|| {
                Stop::Failure(format!(
                    "index.html links {address}, which is not there; build the site anew"
                ))
            })?;
            let classes = classes(&text);
            sheets.push(Sheet {
                address: address.to_owned(),
                text: text.trim().to_owned(),
                own: (!sheets.is_empty()).then(|| classes.difference(&known).cloned().collect()),
            });
            known.extend(classes);
        }
        Ok((rest, Self(sheets)))
    }

    pub fn texts(&self) -> Vec<&str> {
        self.0.iter().map(|sheet| sheet.text.as_str()).collect()
    }

    /// Of all texts.
    pub fn len(&self) -> usize {
        self.0.iter().map(|sheet| sheet.text.len()).sum()
    }

    /// Writes what a page with this `html` needs, and links to the others, which no browser follows by itself: `src/boot.js`
    /// does.
    pub fn push(&self, html: &str, page: &mut String) {
        let shown: BTreeSet<&str> = html
            .split(" class=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .flat_map(str::split_ascii_whitespace)
            .collect();
        for Sheet { address, text, own } in &self.0 {
            let is_shown = |own: &BTreeSet<String>| own.iter().any(|class| shown.contains(class.as_str()));
            page.push_str(&match own.as_ref().is_none_or(is_shown) {
                true => format!("<style>{text}</style>"),
                false => format!("<link rel=\"kiosque-style\" href=\"{address}\">"),
            });
        }
    }
}

/// The classes that a style sheet names in its selectors.
fn classes(css: &str) -> BTreeSet<String> {
    let comments = css.split("/*").enumerate();
    let css: String = comments
        .map(|(at, text)| match at {
            0 => text,
            _ => text.split_once("*/").map_or("", |(_, after)| after),
        })
        .collect();
    let preludes = css
        .split_inclusive(['{', '}', ';'])
        .filter_map(|text| text.strip_suffix('{'));
    let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    preludes
        .filter(|prelude| !prelude.trim_start().starts_with('@'))
        .flat_map(|selector| selector.split('.').skip(1))
        .map(|rest| {
            rest.split(|c| !is_of_name(c))
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    #[test]
    fn a_selectors_classes_are_known() {
        let css = "@charset \"x\";/* .no{} */.a:not(.b-c)>d.e{margin:.5em 1.5em}@media (min-width:1.5rem){.f,g[h=\"1\"]{top:0}}
            @keyframes i{to{opacity:.5}}";
        assert_eq!(
            classes(css).into_iter().collect::<Vec<_>>(),
            ["a", "b-c", "e", "f"]
        );
    }

    /// A rule without a class of its sheet's own would hold on some pages and not on others.
    #[test]
    fn no_rule_of_a_later_sheet_is_missed_by_a_page_that_shows_it() {
        /// Nothing is of these before the reader's code, which loads every sheet, has started.
        const OF_THE_CODE: [&str; 4] = [
            "#trouble",
            "#announcement",
            "[data-arriving]",
            "::view-transition",
        ];
        let style = Path::new(env!("CARGO_MANIFEST_DIR")).join("../style");
        let joined = |folder: &Path| -> String {
            let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
            let files = files.filter(|path| path.extension().is_some_and(|it| it == "css"));
            files.map(|path| fs::read_to_string(path).unwrap()).collect()
        };
        let common = classes(&joined(&style));
        let mut seen = 0;
        for folder in fs::read_dir(&style).unwrap().map(|entry| entry.unwrap().path()) {
            if !folder.is_dir() {
                continue;
            }
            let css = joined(&folder);
            let own: BTreeSet<String> = classes(&css).difference(&common).cloned().collect();
            let preludes = css
                .split_inclusive(['{', '}', ';'])
                .filter_map(|text| text.strip_suffix('{'));
            for prelude in preludes {
                let prelude = prelude.rsplit("*/").next().unwrap().trim();
                if prelude.starts_with('@') || prelude == "to" {
                    continue;
                }
                seen += 1;
                for selector in prelude.split(",\n") {
                    let is_own = classes(&format!("{selector}{{"))
                        .iter()
                        .any(|class| own.contains(class));
                    let is_of_the_code = OF_THE_CODE.iter().any(|it| selector.trim().starts_with(it));
                    assert!(is_own || is_of_the_code, "{}: {selector}", folder.display());
                }
            }
        }
        assert!(seen > 50, "{seen}");
    }
}

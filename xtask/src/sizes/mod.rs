//! What a first article visit weighs, read off the built site, against the budgets.

mod assets;
mod budget;

use std::fmt;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use serde_json::Value;

use crate::step::Failure;
use crate::strip::PARTS;
use assets::{Asset, Kind};
use budget::{Budget, Verdict};

/// The table: what is loaded, and how it stands against each budget.
pub struct Sizes {
    page: String,
    rows: Vec<Row>,
    pictures: Vec<Row>,
    largest_article: Row,
    verdicts: Vec<Verdict>,
}

/// A file of the built site and its two sizes in bytes.
#[derive(Clone)]
struct Row {
    path: String,
    kind: Kind,
    raw: u64,
    brotli: u64,
}

/// The chunks for members, as the press keeps them for newspapers that have members. What fetches them is in the bindings.
const MEMBERS: &str = ".press/members";

/// Measures the visit of the front page's lead article by a reader who has nothing in the cache.
///
/// # Errors
/// When the built site lacks what such a visit needs.
pub fn measure(site: &Path, base: &str) -> Result<Sizes, Failure> {
    let failed = |cause: String| {
        Failure::new("measure the built site")
            .cause(cause)
            .remedy("`cargo xtask dist` builds it; if it did, the press or index.html left that out")
    };
    let row =
        |asset: &Asset| Row::of(site, asset).map_err(|error| failed(format!("{}: {error}", asset.path)));

    let slug = lead_slug(site).map_err(failed)?;
    let page = assets::page_of(site, &slug).map_err(failed)?;
    let article = format!("data/articles/{slug}.json");
    let loaded = assets::loaded_by(site, base, &page).map_err(failed)?;
    let next = row(&Asset {
        path: article.clone(),
        kind: Kind::Data,
    })?;
    let rows = loaded.iter().map(row).collect::<Result<Vec<_>, _>>()?;
    let members = PARTS
        .iter()
        .map(|part| {
            row(&Asset {
                path: format!("{MEMBERS}/{part}.wasm"),
                kind: Kind::Members,
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let pictures = assets::pictures_of(site, base, &article)
        .map_err(failed)?
        .iter()
        .map(row)
        .collect::<Result<Vec<_>, _>>()?;
    let largest_article = largest_article(site).map_err(failed)?;
    let weighed: Vec<Row> = rows.iter().chain([&next]).chain(&members).cloned().collect();
    let verdicts = budget::ALL
        .iter()
        .map(|budget: &Budget| budget.judge(&weighed))
        .collect();
    Ok(Sizes {
        page,
        rows,
        pictures,
        largest_article,
        verdicts,
    })
}

impl Sizes {
    fn within_budget(&self) -> bool {
        self.verdicts.iter().all(Verdict::holds)
    }

    /// # Errors
    /// When a budget is exceeded.
    pub fn held(&self) -> Result<(), Failure> {
        if self.within_budget() {
            return Ok(());
        }
        let over: Vec<_> = self
            .verdicts
            .iter()
            .filter(|verdict| !verdict.holds())
            .map(Verdict::to_string)
            .collect();
        Err(Failure::new("size budgets")
            .cause(over.join("; "))
            .remedy("find what grew (twiggy for the wasm), or explain a new budget in docs/decisions/"))
    }
}

impl Row {
    fn of(site: &Path, asset: &Asset) -> io::Result<Self> {
        let bytes = fs::read(site.join(&asset.path))?;
        Ok(Self {
            path: asset.path.clone(),
            kind: asset.kind,
            raw: bytes.len() as u64,
            brotli: if asset.kind.is_compressed_already() {
                bytes.len() as u64
            } else {
                brotli(&bytes)?
            },
        })
    }
}

/// As a server sends it: quality 11, window of 4 MiB.
pub fn brotli(bytes: &[u8]) -> io::Result<u64> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 64 * 1024, 11, 22);
    writer.write_all(bytes)?;
    Ok(writer.into_inner().len() as u64)
}

/// The front page's first article.
fn lead_slug(site: &Path) -> Result<String, String> {
    let home = json(&site.join("data/home.json"))?;
    first_slug(&home).ok_or_else(|| "data/home.json names no article".to_owned())
}

/// The first `slug` of an article in a document's own order: an article is what has a headline.
fn first_slug(value: &Value) -> Option<String> {
    match value {
        Value::Object(fields) if fields.contains_key("headline") => {
            fields.get("slug")?.as_str().map(str::to_owned)
        }
        Value::Object(fields) => fields.values().find_map(first_slug),
        Value::Array(items) => items.iter().find_map(first_slug),
        _ => None,
    }
}

fn largest_article(site: &Path) -> Result<Row, String> {
    let folder = site.join("data/articles");
    let entries = fs::read_dir(&folder).map_err(|error| format!("data/articles: {error}"))?;
    entries
        .flatten()
        .max_by_key(|entry| entry.metadata().map_or(0, |metadata| metadata.len()))
        .ok_or_else(|| "data/articles is empty".to_owned())
        .and_then(|entry| {
            let path = format!("data/articles/{}", entry.file_name().display());
            Row::of(
                site,
                &Asset {
                    path,
                    kind: Kind::Data,
                },
            )
            .map_err(|error| format!("data/articles: {error}"))
        })
}

fn json(path: &Path) -> Result<Value, String> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_slice(&bytes).map_err(|error| format!("{}: {error}", path.display()))
}

/// Bytes in KiB: every budget's unit.
fn kib(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a file's size is far below 2^52")]
    let kib = bytes as f64 / 1024.0;
    format!("{kib:.1}")
}

impl fmt::Display for Sizes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let longest = |rows: &[Row]| rows.iter().map(|row| row.path.len()).max().unwrap_or(0);
        let width = longest(&self.rows).max(longest(&self.pictures)).max(24);
        let line = |formatter: &mut fmt::Formatter<'_>, name: &str, raw: u64, brotli: u64| {
            writeln!(formatter, "  {name:width$}  {:>8}  {:>9}", kib(raw), kib(brotli))
        };
        writeln!(
            formatter,
            "A first article visit ({}), in KiB (1,024 bytes):\n",
            self.page
        )?;
        writeln!(formatter, "  {:width$}  {:>8}  {:>9}", "file", "raw", "brotli 11")?;
        for row in &self.rows {
            line(formatter, &row.path, row.raw, row.brotli)?;
        }
        let sum = |size: fn(&Row) -> u64| self.rows.iter().map(size).sum();
        line(formatter, "total", sum(|row| row.raw), sum(|row| row.brotli))?;
        if !self.pictures.is_empty() {
            writeln!(formatter, "\n  pictures, not in the total:")?;
            for row in &self.pictures {
                line(formatter, &row.path, row.raw, row.brotli)?;
            }
        }
        writeln!(formatter)?;
        for verdict in &self.verdicts {
            writeln!(formatter, "  {verdict}")?;
        }
        let Row { path, brotli, .. } = &self.largest_article;
        write!(
            formatter,
            "  for comparison: the longest article, {path}, is {} KiB",
            kib(*brotli)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lead_is_the_first_article_of_the_front_page() {
        let home = serde_json::json!({
            "version": "1.0", "lead": {"slug": "traite", "headline": "T"}, "sections": [{"slug": "societe"}],
        });
        assert_eq!(first_slug(&home).as_deref(), Some("traite"));
        let home =
            serde_json::json!({"articles": [{"slug": "a", "headline": "A"}, {"slug": "b", "headline": "B"}]});
        assert_eq!(first_slug(&home).as_deref(), Some("a"));
        assert_eq!(first_slug(&serde_json::json!({"section": {"slug": "x"}})), None);
    }

    #[test]
    fn a_built_site_is_weighed_and_too_much_is_a_failure() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path();
        let write = |path: &str, bytes: &[u8]| {
            let path = site.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        };
        write("index.html", br#"<link rel="preload" href="/font.woff2">"#);
        write("font.woff2", &[0; 1024]);
        write("data/home.json", br#"{"lead":{"slug":"a","headline":"A"}}"#);
        write(
            "data/articles/a.json",
            br#"{"headline":"A","image":{"url":"/images/a.png"}}"#,
        );
        write("images/a.png", &[0; 500 * 1024]);
        for part in PARTS {
            write(&format!("{MEMBERS}/{part}.wasm"), b"wasm");
        }
        let sizes = measure(site, "/").unwrap();
        assert!(sizes.within_budget(), "{sizes}");
        let table = sizes.to_string();
        assert!(
            table.contains("images/a.png") && table.contains("500.0"),
            "{table}"
        );

        write("font.woff2", &[0; 10 * 1024 + 1]);
        let sizes = measure(site, "/").unwrap();
        assert!(sizes.to_string().contains("OVER BUDGET: fonts"), "{sizes}");
        let failure = sizes.held().unwrap_err().to_string();
        assert!(failure.contains("fonts 10.0 of 10 KiB"), "{failure}");
    }

    #[test]
    fn sizes_are_told_in_kib() {
        assert_eq!(kib(1024), "1.0");
        assert_eq!(kib(87_040), "85.0");
    }

    #[test]
    fn text_is_weighed_as_it_is_sent() {
        let text = "le fleuve Niger ".repeat(500);
        assert!(brotli(text.as_bytes()).unwrap() < 100);
    }
}

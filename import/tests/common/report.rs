//! What an import reported.

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::Value;

/// The lines of a folder's report by their records' ids; none where there is no report.
pub fn report(folder: &Path) -> BTreeMap<String, Value> {
    let text = fs::read_to_string(folder.join("report.jsonl")).unwrap_or_default();
    let lines = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines
        .map(|line| (line["id"].as_str().unwrap().to_owned(), line))
        .collect()
}

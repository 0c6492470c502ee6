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

/// What the report says of a record for a reason.
#[allow(dead_code, reason = "not each test asks for reasons")]
pub fn told(folder: &Path, id: &str, reason: &str) -> Vec<Value> {
    let report = report(folder);
    let line = report
        .get(id)
        .unwrap_or_else(|| panic!("{id}: {:?}", report.keys()));
    let entries = line["entries"].as_array().unwrap();
    entries
        .iter()
        .filter(|entry| entry["reason"] == reason)
        .cloned()
        .collect()
}

//! What tests of every source need: what an import reported and wrote.

pub mod killed;
mod report;

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::Value;

pub use report::report;

/// Fails where an import lost anything, and says what.
pub fn hold(folder: &Path, summary: &import::Summary) {
    if summary.unaccounted == 0 {
        return;
    }
    let lost: Vec<String> = report(folder)
        .values()
        .filter_map(|line| {
            let entries = line["entries"].as_array().unwrap();
            let lost: Vec<&Value> = entries
                .iter()
                .filter(|it| it["reason"] == "unaccounted")
                .collect();
            (!lost.is_empty()).then(|| format!("{} {:?} {lost:?}", line["id"], line["title"]))
        })
        .take(8)
        .collect();
    panic!("lost: {lost:#?}");
}

/// Fails where the report names a file of what is set aside that is not there.
pub fn lies(folder: &Path) {
    for line in report(folder).values() {
        let file = line["file"]
            .as_str()
            .filter(|file| file.starts_with("set-aside/"));
        assert!(file.is_none_or(|file| folder.join(file).is_file()), "{line:#}");
    }
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

/// All files below a folder, by their paths.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn gather(folder: &Path, below: &str, to: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{below}{}", entry.file_name().to_string_lossy());
            match entry.path().is_dir() {
                true => gather(&entry.path(), &format!("{name}/"), to),
                false => drop(to.insert(name, fs::read(entry.path()).unwrap())),
            }
        }
    }
    let mut found = BTreeMap::new();
    gather(folder, "", &mut found);
    found
}

/// Adds a line to the table of the law's counts, where the environment asks for it:
/// `LAW=/tmp/law.txt cargo test -p import --test sources --test wordpress && sort /tmp/law.txt`.
pub fn note_counts(folder: &Path) {
    let Ok(path) = std::env::var("LAW") else { return };
    let mut counts = [[0_i64; 3]; 4];
    let mut outcomes: BTreeMap<String, usize> = BTreeMap::new();
    let report = report(folder);
    for line in report.values() {
        for (kind, counts) in ["words", "link", "picture", "frame"].iter().zip(&mut counts) {
            for (name, count) in ["source", "article", "report"].iter().zip(counts) {
                *count += line["counts"][kind][name].as_i64().unwrap_or_default();
            }
        }
        for entry in line["entries"].as_array().unwrap() {
            *outcomes
                .entry(entry["outcome"].as_str().unwrap().to_owned())
                .or_default() += 1;
        }
    }
    let of = |name: &str| outcomes.get(name).copied().unwrap_or_default();
    let sums: Vec<String> = counts
        .iter()
        .map(|[source, article, report]| format!("{source:>6} = {article:>6} + {report:>5}"))
        .collect();
    let line = format!(
        "{:<78} {:>5} | {} | {:>4} {:>5} {:>5} {:>5} {:>5}\n",
        std::thread::current().name().unwrap_or("?"),
        report.len(),
        sums.join(" | "),
        of("kept"),
        of("converted"),
        of("made-up"),
        of("set-aside"),
        of("dropped"),
    );
    use std::io::Write;
    let mut file = fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(&path)
        .unwrap();
    if file.metadata().unwrap().len() == 0 {
        let head = "#: records | words: source = article + report | links | pictures | frames | entries of the report: kept, converted, \
                    made up, set aside, dropped\n";
        file.write_all(head.as_bytes()).unwrap();
    }
    file.write_all(line.as_bytes()).unwrap();
}

//! A newspaper for tests, and what of it is published.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

#[path = "../../../xtask/src/archive/articles.rs"]
#[allow(dead_code, reason = "benches use the rest")]
pub mod articles;

const SHELL: &str = concat!(
    "<html lang=\"\"><title></title><meta name=\"description\" content=\"\"><link rel=\"canonical\" href=\"\">",
    "<link rel=\"icon\" href=\"\"><div id=\"app\"></div><p id=\"trouble\" role=\"status\" hidden></p><script id=\"kiosque\" type=\"application/json\"></script>"
);

/// Puts the page to print into where a site will be.
pub fn lay_shell(site: &Path) {
    fs::create_dir_all(site).unwrap();
    fs::write(site.join("index.html"), SHELL).unwrap();
}

/// What is published, without what the press keeps for itself.
pub fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_owned();
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files.retain(|name, _| !name.starts_with(".press"));
    files
}

/// Corrects an article's headline.
pub fn correct(content: &Path, number: usize) {
    let path = content.join(format!("articles/article-{number:06}.json"));
    let text = fs::read_to_string(&path).unwrap();
    let corrected = text.replacen("\"headline\":\"", "\"headline\":\"Corrigé, ", 1);
    fs::write(path, corrected).unwrap();
}

//! The two newspapers that are judged, and the programs that judge them.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::OnceLock,
};

use serde_json::{Value, json};

/// Ends of CDATA and of elements, letters from right to left, an emoji of several code points, ends
/// of lines: all of what `kiosque check` lets through.
const HOSTILE: &str =
    "]]> </title><script>alert('1 & \"2\"')</script> &amp; &#0; \u{2028}\u{2029} العربية ߒߞߏ 👩🏿‍🌾";

/// A picture of a pixel, and the beginnings by which recordings are known.
const FILES: [(&str, &[u8]); 3] = [
    (
        "images/a.gif",
        b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;",
    ),
    ("files/son.mp3", b"ID3\x04\0\0\0\0\0\0"),
    ("files/film.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isommp42"),
];

/// A built newspaper.
pub struct Site {
    pub root: PathBuf,
    /// Its address, without a slash at its end.
    pub url: String,
}

/// The sample newspaper, as it is published.
pub fn sample() -> Site {
    let root = env::var_os("KIOSQUE_DIST").expect("KIOSQUE_DIST: run this with `cargo xtask test browsers`");
    Site::new(PathBuf::from(root))
}

/// A newspaper whose every word is hostile. There is no shell around it, so it has no pages.
pub fn hostile() -> Site {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    let root = ROOT.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
        let _ = fs::remove_dir_all(&folder);
        let words = HOSTILE;
        let lead = format!("{HOSTILE} {}", "long".repeat(2_000));
        let newspaper = json!({
            "version": "1.1", "name": words, "tagline": lead, "url": "https://jour.example/le",
            "inLanguage": "fr", "timeZone": "Africa/Bamako",
            "sections": [{ "slug": "a", "name": words }],
            "authors": [{ "slug": "awa", "name": words, "description": lead }],
        });
        let picture = json!({ "url": "/images/a.gif", "width": 1, "height": 1, "alt": words, "caption": words, "creditText": words });
        let spans = json!([{ "text": lead, "marks": [{ "type": "link", "href": "/article/jour-1/" }] }]);
        let content = folder.join("content");
        fs::create_dir_all(content.join("articles")).unwrap();
        fs::write(content.join("site.json"), newspaper.to_string()).unwrap();
        for (name, bytes) in FILES {
            let path = content.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let page = json!({
            "version": "1.1", "slug": "contact", "headline": words, "description": lead,
            "body": [{ "type": "paragraph", "spans": spans }],
        });
        fs::create_dir_all(content.join("pages")).unwrap();
        fs::write(content.join("pages/contact.json"), page.to_string()).unwrap();
        for (day, language) in [(1, "fr"), (2, "ar")] {
            let article = json!({
                "version": "1.1", "id": format!("{day} {HOSTILE}"), "slug": format!("jour-{day}"), "inLanguage": language,
                "headline": words, "kicker": words, "description": lead, "keywords": [words],
                "datePublished": format!("2024-03-0{day}T23:30:00Z"),
                "articleSection": { "slug": "a", "name": words }, "author": [{ "slug": "awa", "name": words }],
                "body": [
                    { "type": "paragraph", "spans": spans },
                    { "type": "quote", "spans": spans, "attribution": words },
                    { "type": "list", "items": [spans, { "spans": spans, "ordered": true, "items": [spans] }] },
                    { "type": "paragraph", "spans": [
                        { "text": format!("{words}\n{words}"), "marks": [{ "type": "subscript" }] },
                        { "text": words, "marks": [{ "type": "superscript" }] },
                        { "text": words, "marks": [{ "type": "code" }, { "type": "note", "id": "a" }] },
                    ] },
                    { "type": "code", "text": format!("{words}\n\t{words}") },
                    { "type": "audio", "url": "/files/son.mp3", "title": words, "creditText": words, "duration": 95,
                        "transcript": [{ "type": "paragraph", "spans": spans }] },
                    { "type": "video", "url": "/files/film.mp4", "title": words, "width": 640, "height": 360,
                        "transcript": [{ "type": "paragraph", "spans": spans }] },
                    { "type": "gallery", "caption": words, "images": [picture, picture] },
                    { "type": "correction", "datePublished": "2024-03-04T08:00:00Z", "spans": spans },
                    { "type": "notes", "items": [{ "id": "a", "spans": spans }] },
                    { "type": "table", "caption": words, "rows": [[{ "header": true, "spans": spans }]] },
                    { "type": "embed", "url": "https://a.example/?a=1&b=2", "title": words, "providerName": words },
                    { "type": "box", "title": words, "body": [{ "type": "paragraph", "spans": spans }, { "type": "separator" }] },
                ],
            });
            fs::write(content.join(format!("articles/jour-{day}.json")), article.to_string()).unwrap();
        }
        let mut press = kiosque();
        press.arg("build").arg(&content).arg("--out").arg(folder.join("site")).args(["--base", "/le/"]);
        succeeds(&mut press);
        folder.join("site")
    });
    Site::new(root.clone())
}

/// The program as newsrooms are given it.
fn kiosque() -> Command {
    let released =
        env::var_os("KIOSQUE_RELEASE").unwrap_or_else(|| panic!("run `cargo xtask test browsers`"));
    Command::new(released)
}

impl Site {
    fn new(root: PathBuf) -> Self {
        let newspaper = json(&root.join("data/site.json"));
        let url = newspaper["url"].as_str().unwrap().to_owned();
        Self { root, url }
    }

    /// The files of a name, wherever they are.
    pub fn named(&self, name: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        find(&self.root, &mut |path| {
            if path.file_name().is_some_and(|file| file == name) {
                found.push(path.to_owned());
            }
        });
        found.sort_unstable();
        found
    }

    pub fn has_pages(&self) -> bool {
        self.root.join("index.html").exists()
    }

    /// What a static host answers an address of this newspaper with; `None` for an address elsewhere.
    pub fn file_of(&self, address: &str) -> Option<PathBuf> {
        let path = address.strip_prefix(&self.url)?.strip_prefix('/')?;
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let file = if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        };
        Some(self.root.join(file))
    }

    /// Holds an address of this newspaper to lead somewhere, where there are pages at all.
    pub fn leads_somewhere(&self, address: &str, said_in: &Path) {
        let file = self.file_of(address);
        let file = file.unwrap_or_else(|| panic!("{address} in {} is not in full", said_in.display()));
        let is_page = file.ends_with("index.html");
        assert!(
            file.is_file() || (is_page && !self.has_pages()),
            "{address} in {} leads nowhere",
            said_in.display()
        );
    }
}

fn find(folder: &Path, found: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find(&path, found);
        } else {
            found(&path);
        }
    }
}

pub fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

pub fn json(path: &Path) -> Value {
    serde_json::from_str(&text(path)).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// Holds XML files to a grammar of ours, by libxml2.
pub fn follows_grammar(grammar: &str, files: &[PathBuf]) {
    let grammars = Path::new(env!("CARGO_MANIFEST_DIR")).join("programs/grammars");
    let mut xmllint = Command::new("xmllint");
    xmllint
        .args(["--nonet", "--noout", "--relaxng"])
        .arg(grammars.join(grammar));
    succeeds(xmllint.args(files));
}

/// Runs a program that says what is wrong and fails.
pub fn succeeds(command: &mut Command) -> Output {
    let output = command
        .output()
        .unwrap_or_else(|why| panic!("{command:?}: {why}"));
    assert!(
        output.status.success(),
        "{command:?} says: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

//! Imports of exports into new folders.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use import::{Options, Silent, Summary};
use serde_json::Value;

use crate::common;

pub struct Imported {
    /// Holds the files as long as this lives.
    _root: tempfile::TempDir,
    pub summary: Summary,
    options: Options,
}

impl Imported {
    /// Imports files that lie in a folder together, with a copy of the old site's pictures.
    pub fn of<T: AsRef<[u8]>>(files: &[(&str, T)]) -> Self {
        Self::with(files, &[], |_| {})
    }

    pub fn with<T: AsRef<[u8]>>(
        files: &[(&str, T)],
        uploads: &[&str],
        change: impl FnOnce(&mut Options),
    ) -> Self {
        let root = tempfile::tempdir().unwrap();
        let source = root.path().join("export");
        write(&source, files);
        let mut options = Options {
            source,
            into: root.path().join("journal"),
            base: Some(url::Url::parse("https://journal.example/").unwrap()),
            ..Options::default()
        };
        if !uploads.is_empty() {
            let folder = root.path().join("uploads");
            for (tone, name) in uploads.iter().enumerate() {
                let path = folder.join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                let bytes = match name.ends_with(".mp3") {
                    true => b"ID3\x04\0\0\0\0\0\0".to_vec(),
                    false => png(u8::try_from(tone).unwrap()),
                };
                fs::write(path, bytes).unwrap();
            }
            options.uploads = Some(folder);
        }
        change(&mut options);
        let mut imported = Self {
            _root: root,
            summary: Summary::default(),
            options,
        };
        imported.summary = imported.run();
        common::note_counts(&imported.folder());
        imported
    }

    fn run(&self) -> Summary {
        let summary = import::run(&self.options, &Silent).unwrap_or_else(|why| panic!("{why}"));
        common::hold(&self.folder(), &summary);
        if !self.options.plan {
            common::lies(&self.folder());
        }
        summary
    }

    /// Imports again, of other files.
    pub fn again(&self, files: &[(&str, &str)]) -> Summary {
        write(&self.options.source, files);
        self.run()
    }

    pub fn folder(&self) -> PathBuf {
        self.options.into.clone()
    }

    pub fn json(&self, path: &str) -> Value {
        let path = self.folder().join(path);
        let text = fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        serde_json::from_str(&text).unwrap()
    }

    pub fn article(&self, slug: &str) -> Value {
        self.json(&format!("articles/{slug}.json"))
    }

    pub fn report(&self) -> BTreeMap<String, Value> {
        common::report(&self.folder())
    }

    pub fn told(&self, id: &str, reason: &str) -> Vec<Value> {
        common::told(&self.folder(), id, reason)
    }

    /// Where an old address leads, as `redirects.json` says it.
    pub fn redirect(&self, from: &str) -> Option<String> {
        let redirects = self.json("redirects.json")["redirects"].clone();
        let found = redirects.as_array()?.iter().find(|it| it["from"] == from)?;
        found["to"].as_str().map(str::to_owned)
    }

    /// The files of the folder, but for what the import keeps for itself.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        gather(&self.folder(), "", &mut files);
        files
    }
}

/// Why an import of these files stops.
pub fn refusal<T: AsRef<[u8]>>(files: &[(&str, T)]) -> String {
    let root = tempfile::tempdir().unwrap();
    let source = root.path().join("export");
    write(&source, files);
    let options = Options {
        source,
        into: root.path().join("journal"),
        ..Options::default()
    };
    let why = import::run(&options, &Silent).unwrap_err().to_string();
    assert!(!options.into.join("articles").exists());
    why
}

fn write<T: AsRef<[u8]>>(folder: &Path, files: &[(&str, T)]) {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
}

fn gather(folder: &Path, below: &str, to: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        match entry.path().is_dir() {
            true if name == ".import" => {}
            true => gather(&entry.path(), &format!("{name}/"), to),
            false => drop(to.insert(name, fs::read(entry.path()).unwrap())),
        }
    }
}

fn png(tone: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 40, 30);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[tone; 1200]).unwrap();
    writer.finish().unwrap();
    bytes
}

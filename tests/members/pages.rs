//! The built site, byte for byte.

use std::{env, fs, path::Path};

use neighbours::Demo;

use crate::attack::tried;
use crate::seeds::{ANSWER, PENDING, PUBLISHED, REMOVED};

/// Whoever builds the site may have the demo's members beside it.
const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../membership/demo.json");

pub fn no_file_of_the_site_holds_a_contribution() {
    let site = env::var_os("KIOSQUE_DIST").expect("run `cargo xtask test members`");
    let demo = Demo::read(Path::new(DEMO)).unwrap();
    let mut texts: Vec<&str> = demo.texts().collect();
    assert!(texts.len() > 2, "{texts:?}");
    texts.extend([PUBLISHED, ANSWER, PENDING, REMOVED]);
    let mut files = 0;
    hold(Path::new(&site), &texts, &mut files);
    assert!(files > 20, "{files} files are no built site");
}

fn hold(folder: &Path, texts: &[&str], files: &mut usize) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            hold(&path, texts, files);
            continue;
        }
        *files += 1;
        let bytes = fs::read(&path).unwrap();
        for text in texts {
            let held = !bytes.windows(text.len()).any(|window| window == text.as_bytes());
            tried(held);
            assert!(held, "{} holds {text}", path.display());
        }
    }
}

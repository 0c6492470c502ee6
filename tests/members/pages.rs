//! The built site, byte for byte.

use std::{env, fs, path::Path};

use crate::attack::tried;

/// Texts of contributions: those of the tests, and of the demo members.
const TEXTS: [&str; 4] = [
    crate::seeds::PUBLISHED,
    crate::seeds::ANSWER,
    crate::seeds::PENDING,
    crate::seeds::REMOVED,
];

pub fn no_file_of_the_site_holds_a_contribution() {
    let site = env::var_os("KIOSQUE_DIST").expect("run `cargo xtask test members`");
    let mut files = 0;
    hold(Path::new(&site), &mut files);
    assert!(files > 20, "{files} files are no built site");
}

fn hold(folder: &Path, files: &mut usize) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            hold(&path, files);
            continue;
        }
        *files += 1;
        let bytes = fs::read(&path).unwrap();
        for text in TEXTS {
            let held = !bytes.windows(text.len()).any(|window| window == text.as_bytes());
            tried(held);
            assert!(held, "{} holds {text}", path.display());
        }
    }
}

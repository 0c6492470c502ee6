//! Imports that are killed, whenever it is, and run again.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::files;

/// The process that is killed: a test of that name, run by [`ends_in_the_same_folder`].
pub fn child() {
    let (Ok(source), Ok(into)) = (std::env::var("IMPORT_SOURCE"), std::env::var("IMPORT_INTO")) else {
        return;
    };
    let options = import::Options {
        source: source.into(),
        into: into.into(),
        uploads: std::env::var("IMPORT_UPLOADS").ok().map(Into::into),
        ..Default::default()
    };
    import::run(&options, &import::Silent).unwrap();
}

/// Kills imports of an export, and of one that changes what the first brought; `files` are of a folder each.
pub fn ends_in_the_same_folder(first: &Path, second: &Path, uploads: Option<&Path>, moments: u32) {
    let root = tempfile::tempdir().unwrap();
    let start = |source: &Path, into: &Path| {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child
            .args(["--exact", "killed::child"])
            .env("IMPORT_SOURCE", source)
            .env("IMPORT_INTO", into);
        if let Some(uploads) = uploads {
            child.env("IMPORT_UPLOADS", uploads);
        }
        child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let whole = root.path().join("whole");
    let begun = Instant::now();
    assert!(start(first, &whole).wait().unwrap().success());
    let mut lasts = begun.elapsed();
    let after_first = files(&whole);
    assert!(start(second, &whole).wait().unwrap().success());
    let after_second = files(&whole);
    let told = |found: &BTreeMap<String, Vec<u8>>, wanted: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
        let differs = |path: &&String| found.get(*path) != wanted.get(*path);
        found
            .keys()
            .chain(wanted.keys())
            .filter(differs)
            .cloned()
            .collect()
    };
    let mut killed = 0;
    for moment in 0..moments {
        let into = root.path().join(format!("killed-{moment}"));
        // Half of them in the first import, half in one that changes what is there.
        let is_second = moment % 2 == 1;
        if is_second {
            for (path, bytes) in &after_first {
                let path = into.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, bytes).unwrap();
            }
        }
        let source = if is_second { second } else { first };
        let mut child = start(source, &into);
        thread::sleep(lasts * (moment + 1) / (moments + 4));
        killed += u32::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        let again = Instant::now();
        assert!(start(source, &into).wait().unwrap().success());
        lasts = again
            .elapsed()
            .min(Duration::from_secs(20))
            .max(Duration::from_millis(50));
        let wanted = if is_second { &after_second } else { &after_first };
        assert_eq!(
            told(&files(&into), wanted),
            Vec::<String>::new(),
            "at moment {moment}"
        );
        fs::remove_dir_all(&into).unwrap();
    }
    assert!(killed > moments / 2, "{killed} of {moments} were still at work");
}

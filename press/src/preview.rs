//! Where an edition for the newsroom's eyes may be written: nowhere that is published.

use std::path::{Component, Path, PathBuf, absolute};

use crate::Stop;

/// What the name of a folder ends in that shows what has not appeared yet.
const UNPUBLISHED: &str = "-unpublished";

/// By which a published folder is known, with the press's own folder or without.
const OF_A_SITE: [&str; 2] = [".press", "data/site.json"];

/// Refuses a folder that hosts may send to readers: by its name, by where links of the file system lead, and by the sites
/// that it lies in.
///
/// # Errors
/// Why it is none for a preview.
pub fn refuse_public(out: &Path) -> Result<(), Stop> {
    let given = absolute(out).unwrap_or_else(|_| out.to_owned());
    let (given, real) = (without_dots(&given), real(&given));
    if !is_named(out) {
        return Err(Stop::Usage(format!(
            "a preview of what waits is not to be published: name a folder with --out that ends in {UNPUBLISHED}, such as \
             site{UNPUBLISHED}"
        )));
    }
    if !is_named(&real) {
        return Err(Stop::Usage(format!(
            "a preview of what waits is not to be published: {} leads to {}; name a folder with --out that itself ends in \
             {UNPUBLISHED}",
            out.display(),
            real.display()
        )));
    }
    let mut above = given.ancestors().skip(1).chain(real.ancestors().skip(1));
    let site = above.find(|folder| OF_A_SITE.iter().any(|name| folder.join(name).exists()));
    site.map_or(Ok(()), |site| {
        Err(Stop::Usage(format!(
            "a preview of what waits is not to be published: {} lies in {}, which is a site; name a folder with --out beside \
             it",
            out.display(),
            site.display()
        )))
    })
}

fn is_named(folder: &Path) -> bool {
    folder
        .file_name()
        .is_some_and(|name| name.to_string_lossy().ends_with(UNPUBLISHED))
}

/// A path without the folders that it leaves again.
fn without_dots(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(clean.pop()),
            part => clean.push(part),
        }
    }
    clean
}

/// A path without links, as far as it is there.
fn real(path: &Path) -> PathBuf {
    let there = path.ancestors().find_map(|above| {
        let rest = path.strip_prefix(above).ok()?;
        // Without a slash at its end.
        Some(above.canonicalize().ok()?.join(rest).components().collect())
    });
    there.unwrap_or_else(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn is_refused(out: &Path, why: &str) -> bool {
        matches!(refuse_public(out), Err(Stop::Usage(said)) if said.contains(why))
    }

    #[test]
    fn what_has_not_appeared_is_written_to_no_site() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let site = folder.join("my-site");
        for name in ["my-site/.press", "copied/data", "other-unpublished/.press"] {
            fs::create_dir_all(folder.join(name)).unwrap();
        }
        fs::write(folder.join("copied/data/site.json"), "{}").unwrap();
        for name in [
            "new-unpublished",
            "other-unpublished",
            "other-unpublished/",
            "deep/new-unpublished",
            "my-site/../new-unpublished",
        ] {
            assert!(refuse_public(&folder.join(name)).is_ok(), "{name}");
        }
        assert!(is_refused(&site, "ends in -unpublished"));
        assert!(is_refused(
            &folder.join("new-unpublished/.."),
            "ends in -unpublished"
        ));
        for name in [
            "my-site/x-unpublished",
            "my-site/deep/x-unpublished",
            "my-site/../my-site/x-unpublished",
            "copied/x-unpublished",
        ] {
            assert!(is_refused(&folder.join(name), "which is a site"), "{name}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_preview_s_name_is_no_way_into_a_site() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        for name in ["my-site/.press", "my-site/deep", "kept-unpublished"] {
            fs::create_dir_all(folder.join(name)).unwrap();
        }
        for (to, link) in [
            ("my-site", "link-unpublished"),
            ("link-unpublished", "twice-unpublished"),
            ("my-site/deep", "within"),
            ("../kept-unpublished", "my-site/seen-unpublished"),
            ("kept-unpublished", "kept"),
            ("kept-unpublished", "again-unpublished"),
        ] {
            symlink(to, folder.join(link)).unwrap();
        }
        for (name, why) in [
            ("link-unpublished", "leads to"),
            ("twice-unpublished", "leads to"),
            ("within/x-unpublished", "which is a site"),
            ("within/../x-unpublished", "which is a site"),
            ("link-unpublished/x-unpublished", "which is a site"),
            ("my-site/seen-unpublished", "which is a site"),
            ("kept", "ends in -unpublished"),
        ] {
            assert!(is_refused(&folder.join(name), why), "{name}");
        }
        assert!(refuse_public(&folder.join("again-unpublished")).is_ok());
    }
}

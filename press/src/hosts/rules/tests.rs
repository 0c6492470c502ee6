//! The table, held against itself and what the press publishes.

use super::*;

/// Whether some path is of both.
fn overlap(one: &str, other: &str) -> bool {
    let either_way =
        |one: &str, other: &str, within: fn(&str, &str) -> bool| within(one, other) || within(other, one);
    match (one.split_once('*'), other.split_once('*')) {
        (None, None) => one == other,
        (Some((begin, end)), None) => {
            other.len() >= begin.len() + end.len() && other.starts_with(begin) && other.ends_with(end)
        }
        (None, Some(_)) => overlap(other, one),
        (Some(one), Some(other)) => {
            either_way(one.0, other.0, |long, short| long.starts_with(short))
                && either_way(one.1, other.1, |long, short| long.ends_with(short))
        }
    }
}

#[test]
fn no_path_is_of_two_kinds() {
    let all: Vec<Glob> = KINDS.iter().flat_map(|kind| kind.globs.to_vec()).collect();
    for (at, one) in all.iter().enumerate() {
        for other in &all[at + 1..] {
            assert!(!overlap(one, other), "{one:?} and {other:?}");
        }
    }
    assert!(overlap("a*", "ab*c") && overlap("a*c", "abc") && !overlap("a*/", "a*x"));
}

#[test]
fn no_header_is_sent_twice() {
    let page = Page::new(Vec::new(), true);
    for kind in &KINDS {
        let mut names: Vec<&str> = kind
            .all_headers(&common(&page))
            .iter()
            .map(|(name, _)| *name)
            .collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count, "{}", kind.name);
    }
}

/// A file that is linked to and that no rule knows would be opened as one of the newspaper's own pages.
#[test]
fn what_texts_link_to_is_kept_or_a_picture() {
    use crate::files;
    let page = Page::new(Vec::new(), true);
    for is_picture in [true, false] {
        for end in files::list(is_picture) {
            assert!(TYPES.iter().any(|(known, _)| *known == end), "{end}");
            for folder in ["files", "images"] {
                let path = format!("{folder}/2023/a.{end}");
                let kinds: Vec<&Kind> = KINDS
                    .iter()
                    .filter(|kind| kind.globs.iter().any(|glob| overlap(glob, &path)))
                    .collect();
                let [kind] = kinds[..] else { panic!("{path}") };
                let headers = kind.all_headers(&common(&page));
                let sent = |name: &str| {
                    headers
                        .iter()
                        .find(|(it, _)| *it == name)
                        .map(|(_, it)| it.as_str())
                };
                let policy = sent(POLICY).unwrap();
                assert_eq!(policy.ends_with(", sandbox"), !is_picture, "{path}: {policy}");
                assert_eq!(
                    sent("Content-Disposition"),
                    (!is_picture).then_some("attachment"),
                    "{path}"
                );
            }
        }
    }
}

/// A page whose address no rule knows would be cached as its host likes.
#[test]
fn every_page_is_one() {
    use kiosque::routes::Route;
    let slug = || "x".to_owned();
    for route in [
        Route::Home,
        Route::Archive(1),
        Route::Article(slug()),
        Route::Section(slug(), None),
        Route::Section(slug(), Some(1)),
        Route::Author(slug(), None),
        Route::Author(slug(), Some(1)),
        Route::Plans,
        Route::SignIn,
        Route::Account,
        Route::NotFound,
    ] {
        let path = route.path();
        let path = path.trim_start_matches('/');
        let kinds: Vec<&str> = KINDS
            .iter()
            .filter(|kind| kind.globs.iter().any(|glob| overlap(glob, path)))
            .map(|kind| kind.name)
            .collect();
        assert_eq!(kinds, ["pages"], "{path:?}");
    }
}

#[test]
fn no_page_is_called_as_a_folder_of_the_site() {
    for folder in folders().into_iter().filter(|folder| !folder.starts_with('.')) {
        assert!(kiosque::routes::RESERVED.contains(&folder), "{folder}");
    }
}

//! The members' program, which Trunk makes under names that are always the same.

use std::{fs, path::Path};

use kiosque::contract::Membership;

use crate::{Stop, failed, fingerprint::Fingerprint};

const SCRIPT: &str = "members.js";
const WASM: &str = "members_bg.wasm";

/// Gives the program names by what it holds, as Trunk gives the reader's, and says the links to it. Where there
/// are no members it is removed. `None` where Trunk has not just made it.
///
/// # Errors
/// When the files cannot be read or moved.
pub fn place(root: &Path, base: &str, membership: Membership) -> Result<Option<String>, Stop> {
    let files = [SCRIPT, WASM].map(|name| root.join(name));
    if !files.iter().all(|file| file.is_file()) {
        return Ok(None);
    }
    if membership == Membership::None {
        for file in &files {
            fs::remove_file(file).map_err(|why| failed("cannot remove", file, why))?;
        }
        return Ok(None);
    }
    let mut content = Fingerprint::default();
    for file in &files {
        content.add(&fs::read(file).map_err(|why| failed("cannot read", file, why))?);
    }
    let hash = format!("{:016x}", content.done());
    let names = [format!("members-{hash}.js"), format!("members-{hash}_bg.wasm")];
    for (file, name) in files.iter().zip(&names) {
        fs::rename(file, root.join(name)).map_err(|why| failed("cannot move", file, why))?;
    }
    let link = |name: &String| format!("<link rel=\"members\" href=\"{base}{name}\">");
    Ok(Some(names.iter().map(link).collect()))
}

/// Takes the links to the program out of a page, if there are any.
pub fn split_links(html: &str) -> (String, String) {
    const LINK: &str = "<link rel=\"members\"";
    let mut pieces = html.split(LINK);
    let mut page = pieces.next().unwrap_or_default().to_owned();
    let mut links = String::new();
    for piece in pieces {
        let (link, rest) = piece.split_once('>').unwrap_or((piece, ""));
        links.push_str(&format!("{LINK}{link}>"));
        page.push_str(rest);
    }
    (page, links)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_there_are_no_members_nothing_is_left_of_their_program() {
        let root = tempfile::tempdir().unwrap();
        let there = |root: &Path| {
            let mut names: Vec<String> = fs::read_dir(root)
                .unwrap()
                .map(|file| file.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        let make = || {
            fs::write(root.path().join(SCRIPT), "export default 1;").unwrap();
            fs::write(root.path().join(WASM), "wasm").unwrap();
        };
        make();
        assert_eq!(place(root.path(), "/", Membership::None).ok().unwrap(), None);
        assert_eq!(there(root.path()), Vec::<String>::new());

        make();
        let links = place(root.path(), "/journal/", Membership::Pocketbase)
            .ok()
            .unwrap()
            .unwrap();
        let names = there(root.path());
        assert_eq!(names.len(), 2, "{names:?}");
        for name in names {
            assert!(
                links.contains(&format!("<link rel=\"members\" href=\"/journal/{name}\">")),
                "{links}"
            );
        }
        let page = format!("<head>{links}</head>");
        assert_eq!(split_links(&page), ("<head></head>".to_owned(), links));
        assert_eq!(
            place(root.path(), "/", Membership::Pocketbase).ok().unwrap(),
            None
        );
    }
}

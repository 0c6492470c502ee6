//! More redirects in a newsroom's own file, the rest of which stays as it was written.

use std::path::Path;

use jsonc_parser::{
    ParseOptions,
    cst::{CstArray, CstInputValue, CstNode, CstObject, CstRootNode},
};

use super::{From, REDIRECTS, Redirect, RedirectsFile};
use crate::{Stop, content::Source, failed, whole};

/// Adds redirects to the file in a content folder, or makes it. What led to one of their old addresses leads to the new one
/// then, and what led away from a new one goes. The newspaper lies below the path `base`, which has both slashes.
///
/// # Errors
/// When the file is no list of redirects, or cannot be written.
pub fn add(folder: &Path, file: Option<&Source>, base: &str, added: &[Redirect]) -> Result<(), Stop> {
    let path = folder.join(REDIRECTS);
    let text = match file {
        None => first(added).map_err(|why| failed("cannot write", &path, why.to_string()))?,
        Some(source) => with(&source.text, base, added).ok_or_else(|| {
            failed(
                "cannot add to",
                &path,
                "it is no list of redirects; `kiosque check` says why",
            )
        })?,
    };
    whole::write(&path, text.as_bytes()).map_err(|why| failed("cannot write", &path, why))
}

fn first(added: &[Redirect]) -> serde_json::Result<String> {
    let file = RedirectsFile {
        version: "1.1".to_owned(),
        redirects: added.to_vec(),
    };
    serde_json::to_string_pretty(&file).map(|text| text + "\n")
}

fn with(text: &str, base: &str, added: &[Redirect]) -> Option<String> {
    let root = CstRootNode::parse(text, &ParseOptions::default()).ok()?;
    let list = root.object_value()?.array_value("redirects")?;
    for given in list.elements() {
        let given = given.as_object()?;
        mend(&given, base, added);
    }
    for Redirect { from, to } in added {
        append(&list, from, to);
    }
    Some(root.to_string())
}

/// What is given, so that it leads to where the article is now; one that would hide the article goes.
fn mend(given: &CstObject, base: &str, added: &[Redirect]) {
    let above = base.trim_end_matches('/');
    let text = |key: &str| match given.get(key)?.value()? {
        CstNode::Leaf(leaf) => CstNode::Leaf(leaf).as_string_lit()?.decoded_value().ok(),
        CstNode::Container(_) => None,
    };
    let [Some(from), Some(to)] = ["from", "to"].map(text) else {
        return;
    };
    let is = |one: &str, other: &str| {
        let both = [one, other].map(From::read);
        matches!(both, [Ok(one), Ok(other)] if one.key() == other.key())
    };
    let (path, rest) = to.split_at(to.find(['?', '#']).unwrap_or(to.len()));
    for redirect in added {
        if is(&from, &format!("{above}{}", redirect.to)) {
            given.clone().remove();
            return;
        }
        let old = redirect.from.strip_prefix(above).unwrap_or(&redirect.from);
        if let (true, Some(property)) = (is(path, old), given.get("to")) {
            property.set_value(CstInputValue::String(format!("{}{rest}", redirect.to)));
            return;
        }
    }
}

fn append(list: &CstArray, from: &str, to: &str) {
    let [from, to] = [("from", from), ("to", to)]
        .map(|(key, value)| (key.to_owned(), CstInputValue::String(value.to_owned())));
    list.append(CstInputValue::Object(vec![from, to]));
}

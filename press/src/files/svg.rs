//! What a drawing may hold. SVG is a language of pages, with scripts, so what is not known to draw is refused.

mod style;
mod words;

use std::sync::LazyLock;

use regex::Regex;
use roxmltree::{Attribute, Document, Node};

use words::{ATTRIBUTES, ELEMENTS, PROGRAMS};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// What drawing programs write before a drawing: the declaration of XML in UTF-8, comments, and W3C's own document type, which
/// declares nothing here.
static BEGINNING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"^\u{feff}?(<\?xml\s+version=["']1\.0["'](\s+encoding=["'](?i:utf-8|us-ascii)["'])?(\s+standalone=["'](yes|no)["'])?\s*\?>)?"#,
        r#"(\s|<!--([^-]|-[^-])*-->)*"#,
        r#"(<!DOCTYPE\s+svg\s+PUBLIC\s+"-//W3C//DTD SVG [^"<>]*"\s+"https?://www\.w3\.org/[^"<>]*"\s*>)?"#,
    ))
    .ok()
});

/// What in a drawing may run something or bring something in when it is opened by itself; that it is no drawing, where it is
/// none.
pub fn active(bytes: &[u8]) -> Option<String> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Some("it is not UTF-8".to_owned());
    };
    let begins = BEGINNING.as_ref().and_then(|beginning| beginning.find(text));
    let rest = text
        .get(begins.map_or(0, |begins| begins.end())..)
        .unwrap_or_default();
    if rest
        .strip_prefix("<?xml")
        .is_some_and(|rest| rest.starts_with(char::is_whitespace))
    {
        return Some("it is not XML 1.0 in UTF-8".to_owned());
    }
    // No document type is allowed here, so no entities: they could be anything.
    let document = match Document::parse(rest) {
        Ok(document) => document,
        Err(roxmltree::Error::DtdDetected) => return Some("<!DOCTYPE …>".to_owned()),
        Err(why) => return Some(why.to_string()),
    };
    let root = document.root_element();
    if root.tag_name().name() != "svg" || !is_of_svg(root) {
        return Some("it is no drawing".to_owned());
    }
    if root.tag_name().namespace().is_none() {
        return Some(format!(
            "it does not say xmlns=\"{SVG}\", without which browsers show nothing"
        ));
    }
    document.descendants().find_map(refused)
}

fn refused(node: Node<'_, '_>) -> Option<String> {
    if node.is_pi() {
        return Some("<?…?>".to_owned());
    }
    if !node.is_element() {
        return None;
    }
    let name = node.tag_name();
    let is_known = match name.namespace() {
        Some(own) if own != SVG => is_of_program(own),
        _ => ELEMENTS.contains(&name.name()),
    };
    if !is_known {
        return Some(format!("<{}>", name.name()));
    }
    if name.name() == "style" {
        let texts = node.descendants().filter(Node::is_text);
        let texts: String = texts.filter_map(|text| text.text()).collect();
        if let Some(what) = style::refused(&texts) {
            return Some(what);
        }
    }
    let refused = node.attributes().find(|attribute| !is_inert(node, attribute))?;
    Some(format!("<{} {}=\"…\">", name.name(), refused.name()))
}

fn is_inert(node: Node<'_, '_>, attribute: &Attribute<'_, '_>) -> bool {
    let (name, value) = (attribute.name(), attribute.value());
    match attribute.namespace() {
        // Of every namespace, since browsers follow either.
        Some(XLINK) | None if name == "href" => is_within(node.tag_name().name(), value),
        Some(XLINK) => matches!(name, "type" | "title" | "show" | "actuate" | "role" | "arcrole"),
        Some(XML) => matches!(name, "space" | "lang" | "id"),
        Some(own) => is_of_program(own),
        // What browsers do not know, they do nothing with.
        None if !is_of_svg(node) => !name.starts_with("on"),
        None if name.starts_with("data-") || name.starts_with("aria-") => true,
        None if matches!(name, "id" | "class") => true,
        None if name == "attributeName" => ATTRIBUTES.contains(&value) && value != "style",
        None => ATTRIBUTES.contains(&name) && style::refused(value).is_none(),
    }
}

/// Without a namespace an element is nothing to browsers; in a page it would be SVG's.
fn is_of_svg(node: Node<'_, '_>) -> bool {
    node.tag_name().namespace().is_none_or(|own| own == SVG)
}

fn is_of_program(namespace: &str) -> bool {
    PROGRAMS.iter().any(|program| namespace.starts_with(program))
}

/// A part of the same drawing, or a picture that is in it.
fn is_within(element: &str, address: &str) -> bool {
    address.starts_with('#') || matches!(element, "image" | "feImage") && is_picture(address)
}

fn is_picture(address: &str) -> bool {
    let kinds = ["png", "jpeg", "jpg", "webp", "gif"];
    let data = address.strip_prefix("data:image/");
    let kind = data.and_then(|data| data.split([';', ',']).next());
    kind.is_some_and(|kind| kinds.contains(&kind))
}

#[cfg(test)]
mod tests;

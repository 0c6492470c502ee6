//! XML, written as the views are.

use kiosque::view::{self, Element, children};

/// A whole document. Elements escape what they hold; what XML cannot hold at all is left out.
pub fn document(root: Element) -> String {
    let text = view::html(children(root));
    let mut document = String::with_capacity(text.len() + 64);
    document.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    document.extend(text.chars().filter(|&c| can_be_written(c)));
    document.push('\n');
    document
}

/// The characters of XML 1.0 (2.2, production 2).
fn can_be_written(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

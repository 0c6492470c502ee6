//! XML, written by quick-xml.

use std::{borrow::Cow, io};

use quick_xml::{
    escape::partial_escape,
    events::{BytesText, attributes::Attribute},
    name::QName,
};

use crate::Stop;

/// What a document is written into.
pub type Writer = quick_xml::Writer<Vec<u8>>;

/// A whole document. What XML cannot hold at all is left out.
///
/// # Errors
/// Those of `root`, which writes into memory and has none of its own.
pub fn document(root: impl FnOnce(&mut Writer) -> io::Result<()>) -> Result<String, Stop> {
    let failed = |why: &dyn std::fmt::Display| Stop::Failure(format!("cannot write XML: {why}"));
    let mut writer = Writer::new(Vec::new());
    root(&mut writer).map_err(|why| failed(&why))?;
    let text = String::from_utf8(writer.into_inner()).map_err(|why| failed(&why))?;
    let mut document = String::with_capacity(text.len() + 64);
    document.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    document.extend(text.chars().filter(|&c| can_be_written(c)));
    document.push('\n');
    Ok(document)
}

/// An element that holds a text and nothing else.
pub fn text(xml: &mut Writer, tag: &str, text: &str) -> io::Result<()> {
    xml.create_element(tag)
        .write_text_content(content(text))
        .map(drop)
}

/// A text as an element's content.
pub fn content(text: &str) -> BytesText<'_> {
    BytesText::from_escaped(escaped(text))
}

/// An element that says everything in its attributes.
pub fn empty<'a>(
    xml: &mut Writer,
    tag: &str,
    attributes: impl IntoIterator<Item = Attribute<'a>>,
) -> io::Result<()> {
    let element = xml.create_element(tag).with_attributes(attributes);
    element.write_inner_content(|_| Ok(())).map(drop)
}

pub fn attribute<'a>(name: &'a str, value: &'a str) -> Attribute<'a> {
    Attribute {
        key: QName(name),
        value: escaped(value),
    }
}

/// A text as XML and HTML have it, between tags and in attributes. quick-xml's own `escape` would take apostrophes,
/// too, which French is full of.
pub fn escaped(text: &str) -> Cow<'_, str> {
    match partial_escape(text) {
        text if text.contains('"') => text.replace('"', "&quot;").into(),
        text => text,
    }
}

/// The characters of XML 1.0 (2.2, production 2).
fn can_be_written(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words_between_tags_and_in_attributes() {
        let words = "L’« eau » d'\"ici\" & <b>là</b>\u{8}";
        let document = document(|xml| {
            let root = xml.create_element("a").with_attribute(attribute("b", words));
            let root = root.write_inner_content(|xml| {
                text(xml, "c", words)?;
                empty(xml, "d", [attribute("e", "f")])?;
                text(xml, "g", "")
            });
            root.map(drop)
        });
        let written = "L’« eau » d'&quot;ici&quot; &amp; &lt;b&gt;là&lt;/b&gt;";
        assert_eq!(
            document.ok().unwrap(),
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                 <a b=\"{written}\"><c>{written}</c><d e=\"f\"></d><g></g></a>\n"
            )
        );
    }
}

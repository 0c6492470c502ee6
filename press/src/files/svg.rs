//! What a drawing may hold: SVG is a language of pages, with scripts.

use quick_xml::{Reader, events::Event};

/// Elements that run something, or bring in what does (https://www.w3.org/TR/SVG2/).
const ACTIVE: [&str; 7] = [
    "script",
    "foreignobject",
    "iframe",
    "object",
    "embed",
    "handler",
    "listener",
];

/// What in a drawing runs something when it is opened by itself; that it is no drawing, where it is none.
pub fn active(bytes: &[u8]) -> Option<String> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Some("it is not UTF-8".to_owned());
    };
    let mut reader = Reader::from_str(text);
    let mut is_drawing = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                let name = element.local_name().as_ref().to_ascii_lowercase();
                if !is_drawing && name != "svg" {
                    return Some("it is no drawing".to_owned());
                }
                is_drawing = true;
                if ACTIVE.contains(&name.as_str()) {
                    return Some(format!("<{name}>"));
                }
                for attribute in element.attributes() {
                    let Ok(attribute) = attribute else {
                        return Some("an attribute that cannot be read".to_owned());
                    };
                    let key = attribute.key.local_name().as_ref().to_ascii_lowercase();
                    let sets = key == "attributename" && {
                        let what = attribute.value.to_ascii_lowercase();
                        what.contains("href") || what.starts_with("on")
                    };
                    if sets || key.starts_with("on") || key == "href" && !is_inert(&attribute.value) {
                        return Some(format!("{key}=\"…\""));
                    }
                }
            }
            // Entities could be anything.
            Ok(Event::DocType(kind)) if kind.contains('[') => return Some("<!DOCTYPE … [".to_owned()),
            Ok(Event::PI(_)) => return Some("<?…?>".to_owned()),
            Ok(Event::Eof) if is_drawing => return None,
            Ok(Event::Eof) => return Some("it is no drawing".to_owned()),
            Ok(_) => {}
            Err(why) => return Some(format!("{why}")),
        }
    }
}

/// A part of the same drawing, or a picture that is in it.
fn is_inert(address: &str) -> bool {
    let pictures = ["png", "jpeg", "webp", "gif"];
    let is_picture = |data: &str| pictures.iter().any(|kind| data.starts_with(kind));
    address.starts_with('#') || address.strip_prefix("data:image/").is_some_and(is_picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_that_runs_something_is_known() {
        let svg = |inner: &str| {
            format!("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\">{inner}</svg>")
        };
        for inner in [
            "<path d=\"M0 0\"/>",
            "<style>path{fill:red}</style><use href=\"#a\"/>",
            "<image href=\"data:image/png;base64,x\"/>",
        ] {
            assert_eq!(active(svg(inner).as_bytes()), None, "{inner}");
        }
        for inner in [
            "<script>alert(1)</script>",
            "<s:script xmlns:s=\"http://www.w3.org/2000/svg\"/>",
            "<path onload=\"alert(1)\"/>",
            "<a xlink:href=\"javascript:alert(1)\"/>",
            "<a href=\"&#106;avascript:alert(1)\"/>",
            "<foreignObject/>",
            "<image href=\"https://a.example/x\"/>",
            "<a></b>",
            "<set attributeName=\"href\" to=\"javascript:alert(1)\"/>",
            "<?xml-stylesheet type=\"text/xsl\" href=\"/a.xsl\"?>",
        ] {
            assert!(active(svg(inner).as_bytes()).is_some(), "{inner}");
        }
        for other in [
            "",
            "GIF89a",
            "<html><svg/></html>",
            "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>",
        ] {
            assert!(active(other.as_bytes()).is_some(), "{other}");
        }
    }
}

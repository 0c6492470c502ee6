//! What WordPress shows of a post, and what an article says, in the same terms.

use scraper::{ElementRef, Html, Node, Selector};
use serde_json::Value;

/// A value without what WordPress's typography changes: quotation marks, dashes and dots.
pub fn untypeset(value: &Value) -> Value {
    match value {
        Value::String(words) => {
            let mut plain = words.replace("---", "-").replace("--", "-").replace('…', "...");
            for (signs, sign) in [("“”„", "\""), ("‘’", "'"), ("–—", "-")] {
                plain = plain.replace(|c| signs.contains(c), sign);
            }
            Value::String(plain)
        }
        Value::Array(list) => list.iter().map(untypeset).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, it)| (name.clone(), untypeset(it)))
            .collect(),
        other => other.clone(),
    }
}

/// Words, links and pictures, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub words: Vec<String>,
    pub links: Vec<String>,
    pub pictures: Vec<String>,
}

const INLINE: [&str; 16] = [
    "a", "abbr", "b", "bdi", "cite", "code", "em", "i", "mark", "s", "small", "span", "strong", "sub", "sup",
    "u",
];

/// Words without the signs that WordPress's typography changes.
fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    import::text::words(text, &mut |word| {
        if word.chars().any(char::is_alphanumeric) || !word.is_ascii() && !"«»“”‘’–—…".contains(word)
        {
            found.push(word.to_lowercase());
        }
    });
    found
}

/// A picture by its name, whatever its size.
pub fn picture(address: &str) -> String {
    let name = address.rsplit('/').next().unwrap_or_default();
    let name = name.split(['?', '.']).next().unwrap_or_default();
    match name.rsplit_once('-') {
        Some((stem, size))
            if size.split('x').count() == 2
                && size.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x') =>
        {
            stem.to_owned()
        }
        _ => name.to_owned(),
    }
}

/// The text of a post's page, as its theme shows it.
pub fn of_page(page: &str) -> Said {
    let page = Html::parse_document(page);
    let content = page
        .select(&Selector::parse(".entry-content").unwrap())
        .next()
        .unwrap();
    let mut text = String::new();
    gather(content, &mut text);
    let all = |name: &str, attribute: &str| {
        let selector = Selector::parse(name).unwrap();
        let found = content
            .select(&selector)
            .filter_map(|it| it.attr(attribute))
            .map(str::to_owned);
        found.collect::<Vec<_>>()
    };
    Said {
        words: words(&text),
        links: all("a[href]", "href"),
        pictures: all("img", "src").iter().map(|it| picture(it)).collect(),
    }
}

fn gather(element: ElementRef<'_>, text: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(words) => text.push_str(words),
            Node::Element(inner) if matches!(inner.name(), "style" | "script") => {}
            Node::Element(inner) => {
                let parts = !INLINE.contains(&inner.name()) || matches!(inner.name(), "sub" | "sup" | "cite");
                text.push_str(if parts { " " } else { "" });
                if let Some(inner) = ElementRef::wrap(child) {
                    gather(inner, text);
                }
                text.push_str(if parts { " " } else { "" });
            }
            _ => {}
        }
    }
}

/// What the blocks of an article say.
pub fn of_article(article: &Value) -> Said {
    let mut said = Said::default();
    let mut text = String::new();
    visit(&article["body"], &mut text, &mut said);
    said.words = words(&text);
    said
}

impl Said {
    /// Without the article's own picture, where it stands in the text as well: the article shows it above that, with its caption.
    pub fn without(mut self, image: &Value) -> Self {
        let name = picture(image["url"].as_str().unwrap_or_default());
        let Some(at) = self.pictures.iter().position(|it| *it == name) else {
            return self;
        };
        self.pictures.remove(at);
        let caption = words(image["caption"].as_str().unwrap_or_default());
        let mut windows = self.words.windows(caption.len().max(1));
        if let Some(at) = windows.position(|window| window == caption) {
            self.words.drain(at..at + caption.len());
        }
        self
    }
}

fn visit(value: &Value, text: &mut String, said: &mut Said) {
    match value {
        Value::Array(list) => {
            let mut before = Value::Null;
            for it in list {
                let is_span = it["text"].is_string() && it.get("type").is_none();
                // Raised and lowered signs are words of their own.
                let raised = |it: &Value| it["marks"].to_string().contains("script\"");
                if !is_span || raised(it) != raised(&before) {
                    text.push(' ');
                }
                visit(it, text, said);
                let link = |it: &Value| {
                    let marks = it["marks"].as_array()?;
                    Some(
                        marks.iter().find(|mark| mark["type"] == "link")?["href"]
                            .as_str()?
                            .to_owned(),
                    )
                };
                if let Some(href) = link(it).filter(|_| link(it) != link(&before)) {
                    said.links.push(href);
                }
                before = it.clone();
            }
            text.push(' ');
        }
        Value::Object(block) => {
            if block.get("type").and_then(Value::as_str) == Some("image")
                || block.contains_key("alt")
                || block.contains_key("width")
            {
                said.pictures
                    .push(picture(block["url"].as_str().unwrap_or_default()));
            }
            // In the order in which readers see them.
            for name in [
                "title",
                "text",
                "spans",
                "rows",
                "items",
                "images",
                "body",
                "caption",
                "attribution",
            ] {
                match block.get(name) {
                    Some(Value::String(words)) => {
                        text.push_str(words);
                        text.push_str(if name == "text" { "" } else { " " });
                    }
                    Some(inner) => visit(inner, text, said),
                    None => {}
                }
            }
            if block.contains_key("type") {
                text.push(' ');
            }
        }
        _ => {}
    }
}

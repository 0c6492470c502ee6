//! Pictures, their space reserved.

use crate::{
    contract::Image,
    newspaper::newspaper,
    view::{Element, element},
};

/// Where a picture stands, which says how wide it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Over an article, or the lead story of the front page.
    Lead,
    /// In an article's text.
    Text,
    /// Beside the words of a story that stands next to the lead story.
    Beside,
    /// In a section of the front page.
    Section,
    /// In a list of articles.
    List,
    Portrait,
}

impl Place {
    /// How wide it is, for the browser to choose a file before it knows the style sheet's mind (HTML,
    /// 4.8.4.2.2). As in style/: 92vw is a page between its gutters, 31vw a third of it. The lead
    /// story's is 3 rem narrower than what is said here: not enough for another file.
    fn sizes(self) -> &'static str {
        match self {
            Self::Lead => "(min-width:76rem) 48rem,(min-width:64rem) calc(100vw - 28rem),92vw",
            Self::Text => "(min-width:48rem) 38rem,92vw",
            Self::Beside => "(min-width:48rem) 9rem,31vw",
            Self::Section => "(min-width:76rem) 17rem,(min-width:48rem) 20vw,31vw",
            Self::List => "(min-width:48rem) 15rem,92vw",
            Self::Portrait => "5.5rem",
        }
    }
}

/// When the browser should fetch a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    /// At once, before anything else: the first picture of a page.
    First,
    /// When the reader comes near.
    Near,
}

/// A picture alone. Nothing is shown for an address that may not be followed.
pub fn picture(image: &Image, place: Place, loading: Loading) -> Option<Element> {
    described(image, &image.alt, place, loading)
}

/// A picture beside words that say what it shows.
pub fn decoration(image: &Image, place: Place) -> Option<Element> {
    described(image, "", place, Loading::Near)
}

fn described(image: &Image, alt: &str, place: Place, loading: Loading) -> Option<Element> {
    let source = newspaper().content_href(&image.url)?;
    let (when, priority) = match loading {
        Loading::First => ("eager", "high"),
        Loading::Near => ("lazy", "auto"),
    };
    let shown = element("img")
        .maybe("class", image.tone.map(toned))
        .attribute("alt", alt.to_owned())
        .attribute("width", image.width.to_string())
        .attribute("height", image.height.to_string())
        .attribute("loading", when)
        .attribute("decoding", "async")
        .attribute("fetchpriority", priority);
    // The addresses are the last ones, so that the others hold when the browser begins to fetch.
    let Some((stem, _)) = source.rsplit_once('-').filter(|_| !image.widths.is_empty()) else {
        return Some(shown.attribute("src", source));
    };
    let sizes = place.sizes();
    let files = |ending| addresses(stem, ending, &image.widths);
    let smaller = element("source")
        .attribute("type", "image/avif")
        .attribute("sizes", sizes)
        .attribute("srcset", files(".avif"));
    let shown = shown
        .attribute("sizes", sizes)
        .attribute("srcset", files(".jpg"))
        .attribute("src", source);
    Some(element("picture").with(smaller).with(shown))
}

/// The class of a colour.
fn toned(tone: u32) -> String {
    let mut class = tone.to_string();
    class.insert(0, 't');
    class
}

/// The addresses of a picture's files, each with its width.
fn addresses(stem: &str, ending: &str, widths: &[u32]) -> String {
    let mut addresses = String::new();
    for width in widths {
        if !addresses.is_empty() {
            addresses.push(',');
        }
        let width = width.to_string();
        for part in [stem, "-", &width, ending, " ", &width, "w"] {
            addresses.push_str(part);
        }
    }
    addresses
}

/// A picture with its caption and credit.
pub fn figure(image: &Image, place: Place, loading: Loading) -> Element {
    let part = |class, words: &Option<String>| {
        let words = words.as_ref()?;
        Some(element("span").class(class).with(words))
    };
    let caption = part("caption", &image.caption);
    let credit = part("credit", &image.credit_text);
    let legend = (caption.is_some() || credit.is_some())
        .then(|| element("figcaption").with(caption).with(" ").with(credit));
    element("figure")
        .class("picture")
        .with(picture(image, place, loading))
        .with(legend)
}

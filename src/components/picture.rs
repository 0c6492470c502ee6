//! Pictures, their space reserved.

use leptos::{prelude::*, task::spawn_local};
use web_sys::Element;

use crate::{contract::Image, newspaper::use_newspaper};

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
    /// Beside others in an article's text.
    Row,
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
            Self::Row => "(min-width:48rem) 26rem,80vw",
            Self::Portrait => "5.5rem",
        }
    }
}

/// When the browser should fetch a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Loading {
    /// At once, before anything else: the first picture of a page.
    First,
    /// When the reader comes near.
    #[default]
    Near,
}

/// A picture alone; nothing where its address may not be followed.
#[component]
pub fn Picture<'a>(
    image: &'a Image,
    /// By which the browser chooses among the files.
    place: Place,
    /// [`Loading::First`] for one picture of a page at most.
    #[prop(optional)]
    loading: Loading,
    /// Whether words beside it say what it shows.
    #[prop(optional)]
    decorative: bool,
) -> impl IntoView + use<> {
    let source = use_newspaper().content_href(&image.url)?;
    let (when, priority) = match loading {
        Loading::First => ("eager", "high"),
        Loading::Near => ("lazy", "auto"),
    };
    let sized = source.rsplit_once('-').filter(|_| !image.widths.is_empty());
    let files = |ending| sized.map(|(stem, _)| addresses(stem, ending, &image.widths));
    let sizes = sized.map(|_| place.sizes());
    let (smaller, fallback) = (files(".avif"), files(".jpg"));
    let alt = if decorative {
        String::new()
    } else {
        image.alt.clone()
    };
    // WebKit fetches an image as soon as it has addresses; where it is built it must be in its picture by then.
    let (srcset, src) = match cfg!(target_arch = "wasm32") {
        true => (None, None),
        false => (fallback.clone(), Some(source.clone())),
    };
    let addresses = (fallback, source.clone());
    let shown = view! {
        <img
            class=image.tone.map(toned)
            alt=alt
            width=image.width.to_string()
            height=image.height.to_string()
            loading=when
            decoding="async"
            fetchpriority=priority
            sizes=sizes
            srcset=srcset
            src=src
            use:load=addresses
        />
    }
    .into_any();
    Some(match smaller {
        None => shown,
        Some(smaller) => view! {
            <picture>
                <source type="image/avif" sizes=sizes srcset=smaller />
                {shown}
            </picture>
        }
        .into_any(),
    })
}

/// Gives an image its addresses once it is in its place.
fn load(image: Element, (srcset, src): (Option<String>, String)) {
    spawn_local(async move {
        if let Some(srcset) = srcset {
            let _ = image.set_attribute("srcset", &srcset);
        }
        let _ = image.set_attribute("src", &src);
    });
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
#[component]
pub fn Figure<'a>(
    image: &'a Image,
    /// As for a [`Picture`].
    place: Place,
    /// As for a [`Picture`].
    #[prop(optional)]
    loading: Loading,
) -> impl IntoView + use<> {
    let legend = legend(image.caption.clone(), image.credit_text.clone());
    view! {
        <figure class="picture">
            <Picture image place loading />
            {legend}
        </figure>
    }
}

/// What stands under a picture or a recording.
pub fn legend(caption: Option<String>, credit: Option<String>) -> Option<AnyView> {
    if caption.is_none() && credit.is_none() {
        return None;
    }
    let legend = view! {
        <figcaption>
            {caption.map(|caption| view! { <span class="caption">{caption}</span> }.into_any())} " "
            {credit.map(|credit| view! { <span class="credit">{credit}</span> }.into_any())}
        </figcaption>
    };
    Some(legend.into_any())
}

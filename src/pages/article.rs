//! One article, whole.

use crate::{
    components::{
        Loading, Place, author_aside, body, byline, contributions, figure, heading, line, link, loaded, main,
        speaking, teasers,
    },
    contract::Article,
    french,
    load::Watch,
    newspaper::newspaper,
    routes::{self, Route},
    view::{Children, Element, element},
};

pub fn article(watch: Watch<Article>) -> Children {
    loaded(watch, whole)
}

fn whole(article: &Article) -> Element {
    let speaking = |element| speaking(element, &article.in_language);
    let header = element("header")
        .with(overline(article))
        .with(speaking(heading(&article.headline, &article.headline)))
        .with(line("lead", &article.description).map(speaking))
        .with(byline(article));
    let picture = article.image.as_ref();
    let picture = picture.map(|image| figure(image, Place::Lead, Loading::First));
    let signature: Vec<&str> = article.author.iter().map(|author| author.name.as_str()).collect();
    let body = element("div")
        .class("body")
        .with(body(&article.body))
        .with(line("signature", &signature.join(", ")));
    let story = element("article")
        .class("story")
        .with(header)
        .with(picture.map(speaking))
        .with(speaking(body))
        .with(keywords(&article.keywords));
    element("div")
        .class("reading-room")
        .with(main("").with(story).with(related(article)))
        .with(author_aside(article))
        .with(contributions(article))
}

/// The section and the kicker.
fn overline(article: &Article) -> Element {
    let section = &article.article_section;
    let name = if routes::is_slug(&section.slug) {
        let href = newspaper().href(&Route::Section(section.slug.clone(), None));
        link("section", href, &section.name)
    } else {
        element("span").class("section").with(&section.name)
    };
    let kicker = article.kicker.as_ref();
    let kicker = kicker.map(|kicker| element("span").class("kicker").with(kicker));
    element("p").class("overline").with(name).with(" ").with(kicker)
}

fn keywords(keywords: &[String]) -> Option<Element> {
    let mut list = element("ul").attribute("role", "list");
    for keyword in keywords {
        list = list.with(element("li").with(keyword));
    }
    let title = element("h2").with(french::KEYWORDS);
    (!keywords.is_empty()).then(|| element("div").class("keywords").with(title).with(list))
}

fn related(article: &Article) -> Option<Element> {
    if article.related.is_empty() {
        return None;
    }
    let title = element("h2").attribute("id", "lire-aussi").with(french::SEE_ALSO);
    let related = element("section")
        .class("related")
        .attribute("aria-labelledby", "lire-aussi")
        .with(title)
        .with(teasers(&article.related, 3, None));
    Some(related)
}

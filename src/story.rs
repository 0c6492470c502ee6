//! An article by itself, for programs that show it elsewhere: news readers, agencies.

use reactive_graph::owner::{Owner, provide_context};

use crate::{
    components::{Loading, Place, body, figure, line, speaking},
    contract::Article,
    newspaper::Newspaper,
    view::{self, children, element},
};

/// The lead, the picture and the body as HTML. Its addresses are those of the newspaper that is
/// given: one whose base is an address in full (`https://journal.example/`) makes all of them so.
#[must_use]
pub fn html(newspaper: Newspaper, article: &Article) -> String {
    Owner::new().with(|| {
        provide_context(newspaper);
        let picture = article.image.as_ref();
        let story = element("div")
            .with(line("lead", &article.description))
            .with(picture.map(|image| figure(image, Place::Text, Loading::Near)))
            .with(body(&article.body));
        view::html(children(speaking(story, &article.in_language)))
    })
}

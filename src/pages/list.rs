//! The articles of a section, of an author or of the whole paper.

use std::rc::Rc;

use crate::{
    components::{Place, failure, heading, known_line, line, loaded, main, pager, portrait, teasers},
    contract::{FrontPage, ListHead, ListPage, Profile, Summary},
    french,
    load::{Failure, Load, Served, Store, Watch},
    newspaper::newspaper,
    routes::{Document, Route},
    view::{Children, Element, children, element},
};

/// What a list is of.
#[derive(Clone)]
struct List {
    /// Empty where the document says it: an author's name.
    title: String,
    slug: String,
    /// The page of older articles, or the list's head.
    route: fn(String, Option<u32>) -> Route,
    /// Lists of one author's articles are of words alone.
    pictures: Option<Place>,
}

pub fn list(store: &Store, route: &Route) -> Children {
    match route {
        Route::HomePage(number) => {
            let list = List {
                title: french::ALL_THE_PAPER.to_owned(),
                slug: String::new(),
                route: |_, number| number.map_or(Route::Home, Route::HomePage),
                pictures: Some(Place::List),
            };
            let front: Watch<FrontPage> = store.watch(&Document::Home);
            let pages = Rc::new(move || count(&front, |front| front.pages));
            list.older(*number, store.watch(&Document::HomePage(*number)), pages)
        }
        Route::Section(slug, number) => {
            let Some(title) = section_name(slug) else {
                return children(failure(Failure::NotFound, None));
            };
            let list = List {
                title,
                slug: slug.clone(),
                route: Route::Section,
                pictures: Some(Place::List),
            };
            let head = store.watch(&Document::SectionHead(slug.clone()));
            match *number {
                None => list.head(head),
                Some(number) => {
                    let page = store.watch(&Document::SectionPage(slug.clone(), number));
                    list.older(number, page, pages(head))
                }
            }
        }
        Route::Author(slug, number) => {
            let list = List {
                title: String::new(),
                slug: slug.clone(),
                route: Route::Author,
                pictures: None,
            };
            let head = store.watch(&Document::AuthorHead(slug.clone()));
            match *number {
                None => list.head(head),
                Some(number) => {
                    let page = store.watch(&Document::AuthorPage(slug.clone(), number));
                    list.older(number, page, pages(head))
                }
            }
        }
        _ => children(failure(Failure::NotFound, None)),
    }
}

fn section_name(slug: &str) -> Option<String> {
    let newspaper = newspaper();
    let mut sections = newspaper.site().sections.iter();
    let section = sections.find(|section| section.slug == slug)?;
    Some(section.name.clone())
}

/// How many pages there are, as it becomes known.
type Pages = Rc<dyn Fn() -> u32>;

fn pages(head: Watch<ListHead>) -> Pages {
    Rc::new(move || count(&head, |head| head.pages))
}

/// How many pages there are, once that is known.
fn count<T: Served>(head: &Watch<T>, pages: fn(&T) -> u32) -> u32 {
    match head.load() {
        Load::Ready(head) => pages(&head),
        _ => 0,
    }
}

impl List {
    fn head(self, watch: Watch<ListHead>) -> Children {
        loaded(watch, move |head: &ListHead| {
            let author = head.author.as_ref();
            let title = author.map_or(&self.title, |author| &author.name);
            let pages = head.pages;
            self.show(None, title, author, &head.articles, Rc::new(move || pages))
        })
    }

    fn older(self, number: u32, watch: Watch<ListPage>, pages: Pages) -> Children {
        loaded(watch, move |page: &ListPage| {
            let title = page.author.as_ref().map_or(&self.title, |author| &author.name);
            let title = french::numbered(title, number);
            self.show(Some(number), &title, None, &page.articles, Rc::clone(&pages))
        })
    }

    fn show(
        &self,
        number: Option<u32>,
        title: &str,
        author: Option<&Profile>,
        articles: &[Summary],
        pages: Pages,
    ) -> Element {
        let list = match articles {
            [] => line("lead", french::NO_ARTICLES),
            _ => Some(teasers(articles, 2, self.pictures)),
        };
        let words = element("div")
            .with(heading(title, title))
            .with(author.and_then(|author| known_line("job", author.job_title.as_ref())))
            .with(author.and_then(|author| known_line("biography", author.description.as_ref())));
        let header = element("header")
            .class("list-header")
            .with(author.map(portrait))
            .with(words);
        let (route, slug) = (self.route, self.slug.clone());
        let pages = element("div").class("pages").live(move || {
            let to = |number| route(slug.clone(), number);
            children(pager(number, pages(), french::EARLIER, to))
        });
        main("list").with(header).with(list).with(pages)
    }
}

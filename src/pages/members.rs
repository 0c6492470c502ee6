//! The pages that are each member's own: what is in them comes from `src/members/`.

use crate::{
    components::{heading, line, main},
    contract::Membership,
    french,
    membership::show_part,
    newspaper::newspaper,
    routes::Route,
    view::{Children, children, element},
};

pub fn sign_in(back: Option<&Route>) -> Children {
    own("sign-in", french::CONNECTION, back)
}

pub fn account() -> Children {
    own("account", french::ACCOUNT, None)
}

fn own(part: &'static str, title: &str, back: Option<&Route>) -> Children {
    if newspaper().site().membership == Membership::None {
        return super::not_found();
    }
    let about = back.map(Route::path).unwrap_or_default();
    let noscript = element("noscript").with(line("", french::NEEDS_SCRIPTS));
    let place = element("div").bind(move |place| {
        place.set_text_content(Some(french::LOADING));
        show_part(part, place, &about);
    });
    let page = main("account").with(heading(title, title));
    children(page.with(noscript).with(place))
}

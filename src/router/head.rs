//! What the document's head says of a page, as pages change.

use web_sys::Window;

use super::arrival::heading;
use crate::{
    language::{language, page_title},
    newspaper::Newspaper,
};

/// What a page's head, and its linked data, say of that page.
const OF_ONE_PAGE: &str = "[rel=canonical],[title=ninjs],meta[property],[name=description],[name^=twitter],\
    [content*=noindex],[type*=ld]";

/// The window does not go on saying the page that was left, while the next one is on its way.
pub fn say_loading(window: &Window, newspaper: &Newspaper) {
    if let (None, Some(document)) = (heading(window), window.document()) {
        document.set_title(&page_title(language().loading, &newspaper.site().name));
    }
}

/// What the press wrote for other programs is of the visit's first page alone; a browser that is
/// asked to share another would name that one.
pub fn forget_first_page(window: &Window) {
    let Some(document) = window.document() else {
        return;
    };
    while let Ok(Some(element)) = document.query_selector(OF_ONE_PAGE) {
        element.remove();
    }
}

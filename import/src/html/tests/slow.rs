//! Texts that would take a machine all day.

use super::library;
use crate::{
    html::{comment::with_shared, shortcode::marked, sources::numbered},
    soon::soon,
};

#[test]
fn brackets_that_nobody_closed_do_not_hold_up_an_import() {
    for again in [
        "[[a ",
        "[[gallery ",
        "[/a ",
        "[/gallery ",
        "[a=\"",
        "[gallery ids='",
        "[a ",
    ] {
        soon(again, "", marked);
    }
    soon("[[gallery ", "]]", marked);
    soon("[/gallery ", "]", marked);
}

#[test]
fn shared_blocks_that_nobody_closed_do_not_hold_up_an_import() {
    let library = library();
    soon("<!-- wp:block ", "", |html| with_shared(html, &library).1.len());
    soon("<!-- wp:block ", "-->", |html| {
        with_shared(html, &library).1.len()
    });
}

#[test]
fn ends_of_recordings_that_nobody_began_do_not_hold_up_an_import() {
    soon("<audio>", "</video>", numbered);
    soon("<picture><audio>", "</picture>", numbered);
}

//! What the press leaves in each page for the reader's programs.

use serde::Deserialize;
use web_sys::Document;

use crate::contract::{Site, from_value, parse};

/// The data in a page's `<script id="kiosque" type="application/json">`.
#[derive(Deserialize)]
pub struct PageData {
    /// The path where the newspaper is deployed.
    pub base: String,
    /// What all pages show of it.
    pub site: Site,
    /// The address, below the base path, that the page was written for.
    pub path: String,
}

impl PageData {
    /// Reads it; `None` where it is not there, or is none.
    #[must_use]
    pub fn read(document: &Document) -> Option<Self> {
        let data = document.get_element_by_id("kiosque")?.text_content()?;
        from_value(&parse(&data).ok()?).ok()
    }
}

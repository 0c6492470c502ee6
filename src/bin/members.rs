//! The members' program: what `src/reader.js` calls.

use wasm_bindgen::prelude::wasm_bindgen;

/// As [`kiosque::members::show`].
#[wasm_bindgen]
pub fn show(part: &str, place: web_sys::Element, about: &str) {
    kiosque::members::show(part, place, about);
}

fn main() {}

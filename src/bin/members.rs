//! The members' program: what `src/reader.js` calls.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

/// As [`kiosque::members::show`].
#[wasm_bindgen]
pub fn show(part: &str, place: Element, about: &str) {
    kiosque::members::show(part, place, about);
}

/// As [`kiosque::members::leave`].
#[wasm_bindgen]
pub fn leave(place: &Element) {
    kiosque::members::leave(place);
}

fn main() {}

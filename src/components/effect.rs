//! Effects, compiled once.

use leptos::prelude::*;

/// As [`Effect::new`], which makes some 1,200 bytes of WASM for each closure that it is given; here all share them.
pub fn effect(run: impl FnMut() + 'static) {
    erased(Box::new(run));
}

fn erased(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}

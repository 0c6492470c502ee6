//! What is being written, kept until it is posted: across sign-in, a reload, an expired session, a crash.

use js_sys::{Array, JSON};
use wasm_bindgen::JsCast;

use super::door::storage;

/// Before the member, the article and what it is.
const KEY: &str = "kiosque-draft:";

/// A text on its way, and the id that it will have: sent twice, it is one contribution all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    key: String,
    pub id: String,
    pub text: String,
}

impl Draft {
    /// What a member writes under an article: a contribution, an answer or a change, by `what`; empty when there is
    /// none.
    #[must_use]
    pub fn of(member: &str, article: &str, what: &str) -> Self {
        let key = [KEY, member, ":", article, ":", what].concat();
        let kept = storage().and_then(|storage| storage.get_item(&key).ok()?);
        let kept = kept.and_then(|text| JSON::parse(&text).ok()?.dyn_into::<Array>().ok());
        let part = |at| kept.as_ref().and_then(|kept| kept.get(at).as_string());
        Self {
            id: part(0).unwrap_or_else(new_id),
            text: part(1).unwrap_or_default(),
            key,
        }
    }

    /// Keeps what is written so far.
    pub fn keep(&mut self, text: String) {
        self.text = text;
        let Some(storage) = storage() else { return };
        let pair = Array::of2(&self.id.as_str().into(), &self.text.as_str().into());
        let _ = match JSON::stringify(&pair) {
            Ok(kept) if !self.text.is_empty() => storage.set_item(&self.key, &String::from(kept)),
            _ => storage.remove_item(&self.key),
        };
    }

    /// It is posted: what is written next is another one.
    pub fn posted(&mut self) {
        self.keep(String::new());
        self.renew();
    }

    /// What is written is another contribution than the one that has its id.
    pub fn renew(&mut self) {
        self.id = new_id();
    }

    /// Forgets all that a member has not posted.
    pub fn forget_all(member: &str) {
        let Some(storage) = storage() else { return };
        let of_member = [KEY, member, ":"].concat();
        let keys = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok().flatten());
        let keys: Vec<String> = keys.filter(|key| key.starts_with(&of_member)).collect();
        for key in keys {
            let _ = storage.remove_item(&key);
        }
    }
}

/// 15 letters, as PocketBase's ids are: enough that no two are alike (26^15 is some 10^21).
fn new_id() -> String {
    (0..15)
        .map(|_| char::from(b'a' + (js_sys::Math::random() * 26.0) as u8))
        .collect()
}

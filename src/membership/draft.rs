//! What is being written, kept until it is posted: across sign-in, a reload, an expired session, a crash.

use std::cell::RefCell;

use js_sys::{Array, JSON};
use wasm_bindgen::JsCast;

use super::door::{DRAFTS, storage, tell};

/// Before the member, the article and what it is.
const KEY: &str = "kiosque-draft:";

/// Where the id is of what was posted last, for other tabs and other fields with the same draft.
const POSTED: &str = "kiosque-posted";

thread_local! {
    /// What the browser has no room for, or must not keep: it lasts as long as the page.
    static UNKEPT: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// A text on its way, and the id that it will have: sent twice, it is one contribution all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    key: String,
    pub id: String,
    pub text: String,
    /// The text as it was sent last: the engine may have that.
    pub sent: Option<String>,
}

impl Draft {
    /// What a member writes under an article: a contribution, an answer or a change, by `what`; empty when there is
    /// none.
    #[must_use]
    pub fn of(member: &str, article: &str, what: &str) -> Self {
        Self::at([KEY, member, ":", article, ":", what].concat())
    }

    fn at(key: String) -> Self {
        let parts = parts(&key);
        let part = |at| parts.as_ref().and_then(|parts| parts.get(at).as_string());
        Self {
            id: part(0).unwrap_or_else(new_id),
            text: part(1).unwrap_or_default(),
            sent: part(2),
            key,
        }
    }

    /// Keeps what is written so far. What is begun anew is another one.
    pub fn keep(&mut self, text: String) {
        self.text = text;
        if self.text.is_empty() {
            if self.sent.is_some() {
                self.renew();
            }
            return put(&self.key, None);
        }
        let parts = Array::of2(&self.id.as_str().into(), &self.text.as_str().into());
        if let Some(sent) = &self.sent {
            parts.push(&sent.as_str().into());
        }
        put(&self.key, JSON::stringify(&parts).ok().map(String::from));
    }

    /// It is sent, as it is.
    pub fn send(&mut self, text: String) {
        self.sent = Some(text.clone());
        self.keep(text);
    }

    /// It is posted: what is written next is another one. What another tab wrote on meanwhile stays.
    pub fn posted(&mut self) {
        let now = parts(&self.key).and_then(|parts| parts.get(1).as_string());
        let more = now.filter(|now| now.trim() != self.text.trim());
        put(POSTED, Some(self.id.clone()));
        self.renew();
        self.keep(more.unwrap_or_default());
        tell(DRAFTS);
    }

    /// Nothing is to come of it. What another tab keeps in its place stays.
    pub fn forget(&mut self) {
        let is_own = Self::at(self.key.clone()).text == self.text;
        self.text.clear();
        if is_own {
            self.keep(String::new());
        }
    }

    /// What is kept has changed: whether this was posted from elsewhere, as it is. What was written on meanwhile is
    /// another one.
    pub fn is_gone(&mut self) -> bool {
        let there = Self::at(self.key.clone());
        if kept(POSTED).is_some_and(|id| id == self.id) {
            self.renew();
            if there.text.is_empty() {
                self.text.clear();
                return true;
            }
        }
        match there.text.as_str() {
            // Another field with the same draft was emptied, but this one is not.
            "" if !self.text.is_empty() => self.keep(self.text.clone()),
            text if text == self.text => *self = there,
            _ => {}
        }
        false
    }

    /// What is written is another contribution than the one that has its id.
    pub fn renew(&mut self) {
        self.id = new_id();
        self.sent = None;
    }

    /// Forgets all that a member has not posted.
    pub fn forget_all(member: &str) {
        UNKEPT.take();
        put(POSTED, None);
        let Some(storage) = storage() else { return };
        let of_member = [KEY, member, ":"].concat();
        let keys = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok().flatten());
        let keys: Vec<String> = keys.filter(|key| key.starts_with(&of_member)).collect();
        for key in keys {
            let _ = storage.remove_item(&key);
        }
    }
}

fn parts(key: &str) -> Option<Array> {
    JSON::parse(&kept(key)?).ok()?.dyn_into().ok()
}

fn kept(key: &str) -> Option<String> {
    let unkept = UNKEPT.with_borrow(|unkept| {
        let found = unkept.iter().find(|(own, _)| own == key);
        found.map(|(_, value)| value.clone())
    });
    unkept.or_else(|| storage()?.get_item(key).ok()?)
}

fn put(key: &str, value: Option<String>) {
    UNKEPT.with_borrow_mut(|unkept| unkept.retain(|(own, _)| own != key));
    let storage = storage();
    let Some(value) = value else {
        if let Some(storage) = storage {
            let _ = storage.remove_item(key);
        }
        return;
    };
    let is_kept = storage.is_some_and(|storage| storage.set_item(key, &value).is_ok());
    if !is_kept {
        UNKEPT.with_borrow_mut(|unkept| unkept.push((key.to_owned(), value)));
    }
}

/// 15 letters, as PocketBase's ids are: enough that no two are alike (26^15 is some 10^21).
fn new_id() -> String {
    (0..15)
        .map(|_| char::from(b'a' + (js_sys::Math::random() * 26.0) as u8))
        .collect()
}

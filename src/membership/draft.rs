//! What is being written, kept until it is posted: across sign-in, a reload, an expired session, a crash.

use std::cell::RefCell;

use js_sys::{Array, JSON};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Storage;

use super::door::{DRAFTS, storage, tell};

/// Before the member, the article and what it is.
const KEY: &str = "kiosque-draft:";

/// Where the id and the text are of what was posted last, for other tabs and other fields with the same draft.
const POSTED: &str = "kiosque-posted";

thread_local! {
    /// What the browser has no room for, or must not keep: it lasts as long as the page.
    static UNKEPT: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// A text on its way, and the id that it will have: sent twice, it is one contribution all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Of what it is a draft.
    what: String,
    /// Where it is kept: at `what`, or beside that where another tab writes something else.
    key: String,
    pub id: String,
    pub text: String,
    /// The text as it was sent last: the engine may have that.
    pub sent: Option<String>,
    /// The text that it was made from, where it is a change of one.
    pub from: Option<String>,
}

impl Draft {
    /// What a member writes under an article: a contribution, an answer or a change, by `what`; empty when there is
    /// none. The one that this tab wrote, or else any.
    #[must_use]
    pub fn of(member: &str, article: &str, what: &str) -> Self {
        let what = [KEY, member, ":", article, ":", what].concat();
        let own = of_this_tab().and_then(|tab| tab.get_item(&what).ok()?);
        let beside = [&what, "+"].concat();
        let key = own
            .filter(|key| kept(key).is_some())
            .or_else(|| kept(&what).map(|_| what.clone()))
            .or_else(|| keys(storage()).into_iter().find(|key| key.starts_with(&beside)));
        Self::at(key.unwrap_or_else(|| what.clone()), what)
    }

    fn at(key: String, what: String) -> Self {
        let parts = parts(&key);
        let part = |at| parts.as_ref().and_then(|parts| parts.get(at).as_string());
        Self {
            id: part(0).unwrap_or_else(new_id),
            text: part(1).unwrap_or_default(),
            sent: part(2),
            from: part(3),
            key,
            what,
        }
    }

    /// Keeps what is written so far. What is begun anew is another one, and what another tab keeps in its place stays.
    pub fn keep(&mut self, text: String) {
        let there = parts(&self.key).and_then(|parts| parts.get(1).as_string());
        if there.is_some_and(|there| there != self.text) {
            self.key = [&self.what, "+", &new_id()].concat();
        }
        self.text = text;
        if let Some(tab) = of_this_tab() {
            let _ = tab.set_item(&self.what, &self.key);
        }
        if self.text.is_empty() {
            if self.sent.is_some() {
                self.renew();
            }
            return put(&self.key, None);
        }
        let maybe = |text: &Option<String>| text.as_deref().map_or(JsValue::NULL, JsValue::from_str);
        let parts = Array::of4(
            &self.id.as_str().into(),
            &self.text.as_str().into(),
            &maybe(&self.sent),
            &maybe(&self.from),
        );
        put(&self.key, JSON::stringify(&parts).ok().map(String::from));
    }

    /// It is sent, as it is.
    pub fn send(&mut self, text: String) {
        self.sent = Some(text.clone());
        self.keep(text);
    }

    /// It is posted: what is written next is another one.
    pub fn posted(&mut self) {
        let posted = Array::of2(&self.id.as_str().into(), &self.text.as_str().into());
        put(POSTED, JSON::stringify(&posted).ok().map(String::from));
        self.renew();
        self.forget();
        tell(DRAFTS);
    }

    /// Nothing is to come of it.
    pub fn forget(&mut self) {
        self.keep(String::new());
    }

    /// What is kept has changed: whether this was posted from elsewhere, as it is. What was written on meanwhile is
    /// another one.
    pub fn is_gone(&mut self) -> bool {
        if let Some(posted) = parts(POSTED)
            && posted.get(0).as_string().is_some_and(|id| id == self.id)
        {
            self.renew();
            // Whoever wrote on there has posted this, too.
            let has_all = posted
                .get(1)
                .as_string()
                .is_some_and(|text| text.starts_with(self.text.trim()));
            self.keep(if has_all { String::new() } else { self.text.clone() });
            return has_all;
        }
        let there = Self::at(self.key.clone(), self.what.clone());
        if !self.text.is_empty() {
            if there.text == self.text {
                // It may have been sent there.
                self.id = there.id;
                self.sent = there.sent;
            } else if !there.text.starts_with(&self.text) {
                self.keep(self.text.clone());
            }
        }
        false
    }

    /// Whether it was begun in this tab, and not left.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let own = of_this_tab().and_then(|tab| tab.get_item(&self.what).ok()?);
        !self.text.is_empty() && own.is_some()
    }

    /// It is left for later.
    pub fn leave(&self) {
        if let Some(tab) = of_this_tab() {
            let _ = tab.remove_item(&self.what);
        }
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
        let of_member = [KEY, member, ":"].concat();
        for storage in [storage(), of_this_tab()] {
            for key in keys(storage.clone()) {
                if key.starts_with(&of_member)
                    && let Some(storage) = &storage
                {
                    let _ = storage.remove_item(&key);
                }
            }
        }
    }
}

/// Where a tab keeps which draft it writes: it stays when the page is loaded again.
fn of_this_tab() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

fn keys(storage: Option<Storage>) -> Vec<String> {
    let Some(storage) = storage else { return Vec::new() };
    let keys = 0..storage.length().unwrap_or_default();
    keys.filter_map(|at| storage.key(at).ok().flatten()).collect()
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

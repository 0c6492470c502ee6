//! What the parts of a discussion share.

mod entry;
mod same_text;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::membership::{Contribution, Draft, Member, Membership, Order, Page, use_membership};
pub use entry::{Entry, Mode};
pub use same_text::is_same_text;

/// A discussion under an article. A clone is the same one. What is on its way to the engine may come back when the
/// reader has left it: so its signals are counted, and not owned by its view.
#[derive(Clone)]
pub struct DiscussionContext(SendWrapper<Rc<Inner>>);

struct Inner {
    article: String,
    member: Member,
    membership: Membership,
    order: ArcRwSignal<Order>,
    /// How often it was asked for anew.
    version: ArcRwSignal<u32>,
    /// What the reader wrote since it was last asked for, by the id of what it answers: by "" what answers nothing.
    own: RefCell<Vec<(String, Entries)>>,
    /// The ids of those among them that a page has brought since then.
    brought: RefCell<Vec<String>>,
    /// What is on its way to the engine.
    sending: RefCell<Vec<Entry>>,
    /// How many contributions there are, as far as the reader has seen; `None` before the engine has said it.
    known: Cell<Option<u32>>,
    /// How many more there are by now.
    news: ArcRwSignal<u32>,
    /// What is said to those who do not see it happen.
    announcement: ArcRwSignal<&'static str>,
    next_key: Cell<u32>,
}

/// Contributions that stand below each other.
pub type Entries = ArcRwSignal<Vec<Entry>>;

/// The discussion of the current context; every part of one has it.
pub fn use_discussion() -> DiscussionContext {
    use_context()
        .unwrap_or_else(|| DiscussionContext::new(String::new(), Member::default(), use_membership()))
}

impl DiscussionContext {
    pub fn new(article: String, member: Member, membership: Membership) -> Self {
        Self(SendWrapper::new(Rc::new(Inner {
            article,
            member,
            membership,
            order: ArcRwSignal::default(),
            version: ArcRwSignal::new(0),
            own: RefCell::default(),
            brought: RefCell::default(),
            sending: RefCell::default(),
            known: Cell::new(None),
            news: ArcRwSignal::new(0),
            announcement: ArcRwSignal::new(""),
            next_key: Cell::new(0),
        })))
    }

    /// The article's slug.
    pub fn article(&self) -> &str {
        &self.0.article
    }

    pub fn member(&self) -> &Member {
        &self.0.member
    }

    pub fn membership(&self) -> &Membership {
        &self.0.membership
    }

    pub fn announcement(&self) -> ArcReadSignal<&'static str> {
        self.0.announcement.read_only()
    }

    /// Says something to those who do not see it happen.
    pub fn announce(&self, words: &'static str) {
        self.0.announcement.set(words);
    }

    pub fn order(&self) -> ArcReadSignal<Order> {
        self.0.order.read_only()
    }

    pub fn set_order(&self, order: Order) {
        self.forget_posted();
        self.0.order.set(order);
    }

    /// What reads it runs again when the contributions are to be asked for anew.
    pub fn track(&self) {
        self.0.version.track();
        self.0.order.track();
    }

    /// How many contributions there are more than are shown.
    pub fn news(&self) -> ArcReadSignal<u32> {
        self.0.news.read_only()
    }

    /// The engine says how many contributions there are.
    pub fn set_count(&self, count: u32) {
        let known = self.0.known.get().unwrap_or(count);
        self.0.known.set(Some(known));
        let news = count.saturating_sub(known);
        // What is said again is heard again.
        if self.0.news.get_untracked() != news {
            self.0.news.set(news);
        }
    }

    /// One contribution more or less by the reader's own hand.
    pub fn count_own(&self, more: bool) {
        let known = self.0.known.get();
        self.0.known.set(known.map(|known| match more {
            true => known + 1,
            false => known.saturating_sub(1),
        }));
    }

    /// Asks for what there is by now.
    pub fn reload(&self) {
        self.forget_posted();
        let news = self.0.news.get_untracked();
        self.0.known.set(self.0.known.get().map(|known| known + news));
        self.0.news.set(0);
        self.0.version.update(|version| *version += 1);
    }

    /// A contribution that the engine has. Where the reader was changing or answering it before the page was made anew,
    /// they go on.
    pub fn entry(&self, contribution: Contribution, may_be_answered: bool) -> Entry {
        let mode = if self.edit_draft(&contribution.id).is_open() {
            Mode::Editing
        } else if may_be_answered && self.draft(&contribution.id).is_open() {
            Mode::Answering
        } else {
            Mode::Reading
        };
        Entry::new(self.next_key(), contribution, mode)
    }

    pub fn entries(&self, contributions: Vec<Contribution>, may_be_answered: bool) -> Entries {
        let mut entries = Vec::with_capacity(contributions.len());
        for contribution in contributions {
            entries.push(self.entry(contribution, may_be_answered));
        }
        ArcRwSignal::new(entries)
    }

    /// What the reader writes here, by what it is.
    pub fn draft(&self, what: &str) -> Draft {
        Draft::of(&self.0.member.id, &self.0.article, what)
    }

    /// What the reader makes of a contribution of theirs.
    pub fn edit_draft(&self, id: &str) -> Draft {
        self.draft(&["edit:", id].concat())
    }

    /// What the reader wrote just now below a contribution, or below the article where `parent` is empty.
    pub fn own(&self, parent: &str) -> Entries {
        let mut all = self.0.own.borrow_mut();
        if let Some((_, own)) = all.iter().find(|(other, _)| other == parent) {
            return own.clone();
        }
        let own = Entries::default();
        all.push((parent.to_owned(), own.clone()));
        own
    }

    /// Shows a text that is on its way to the engine.
    pub fn begin_sending(&self, parent: &str, id: String, text: &str) -> Entry {
        let entry = Entry::sending(
            self.next_key(),
            Contribution {
                id,
                author: self.0.member.id.clone(),
                name: self.0.member.name.clone(),
                text: text.to_owned(),
                ..Contribution::default()
            },
        );
        self.0.sending.borrow_mut().push(entry.clone());
        self.own(parent).update(|own| match parent {
            // The newest first.
            "" => own.insert(0, entry.clone()),
            _ => own.push(entry.clone()),
        });
        entry
    }

    /// A text is on its way no more.
    pub fn end_sending(&self, entry: &Entry) {
        self.0
            .sending
            .borrow_mut()
            .retain(|other| other.key() != entry.key());
    }

    /// A contribution has another id: so have those that answer it another parent.
    pub fn rename(&self, before: &str, now: &str) {
        for (parent, _) in self.0.own.borrow_mut().iter_mut() {
            if parent == before {
                now.clone_into(parent);
            }
        }
    }

    fn next_key(&self) -> u32 {
        let key = self.0.next_key.get();
        self.0.next_key.set(key + 1);
        key
    }

    /// What a page brings is not shown among what the reader just wrote as well, is on its way no more, and is no
    /// draft.
    pub fn forget_own(&self, page: &Page) {
        for contribution in &page.contributions {
            self.forget_one("", contribution);
            for answer in &contribution.answers {
                self.forget_one(&contribution.id, answer);
            }
        }
        self.forget_brought();
    }

    fn forget_one(&self, parent: &str, it: &Contribution) {
        if it.author != self.0.member.id {
            return;
        }
        self.0.brought.borrow_mut().push(it.id.clone());
        for entry in self.0.sending.borrow().iter() {
            let sent = entry.contribution().get_untracked();
            if sent.id == it.id && is_same_text(&sent.text, &it.text) {
                entry.received(it.clone());
            }
        }
        let mut draft = self.draft(parent);
        if draft.sent.is_some() && draft.id == it.id && is_same_text(&draft.text, &it.text) {
            draft.posted();
        }
        let mut edit = self.edit_draft(&it.id);
        if is_same_text(&edit.text, &it.text) {
            edit.forget();
        }
    }

    pub fn forget_brought(&self) {
        let brought = self.0.brought.borrow();
        self.forget_own_if(|entry| brought.iter().any(|id| entry.has_id(id)));
    }

    /// What was written here is in the list that is asked for anew; but not what is still on its way.
    fn forget_posted(&self) {
        self.0.brought.take();
        self.forget_own_if(|entry| !entry.is_sending().get_untracked());
    }

    fn forget_own_if(&self, is_over: impl Fn(&Entry) -> bool) {
        for (_, own) in self.0.own.borrow().iter() {
            if own.with_untracked(|own| own.iter().any(&is_over)) {
                own.update(|own| own.retain(|entry| !is_over(entry)));
            }
        }
    }
}

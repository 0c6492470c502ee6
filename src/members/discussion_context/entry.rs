//! A contribution on the page.

use leptos::prelude::*;

use crate::membership::{Contribution, State};

/// A contribution on the page. A clone is the same one.
#[derive(Clone)]
pub struct Entry {
    contribution: ArcRwSignal<Contribution>,
    likes: ArcRwSignal<Likes>,
    is_sending: ArcRwSignal<bool>,
    mode: ArcRwSignal<Mode>,
    /// Tells it from others, whatever its contribution's id is.
    key: u32,
}

/// How many like a contribution, and the reader's own like.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Likes {
    pub count: u32,
    /// By which it can be taken back.
    pub own: Option<String>,
}

/// What the reader does with a contribution.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Reading,
    Answering,
    Editing,
    Deleting,
    Reporting,
    Reported,
    Deleted,
}

impl Entry {
    /// `key` tells it from others of the page.
    pub fn new(key: u32, contribution: Contribution, mode: Mode) -> Self {
        Self {
            likes: ArcRwSignal::new(Likes {
                count: contribution.likes,
                own: contribution.liked.clone(),
            }),
            contribution: ArcRwSignal::new(contribution),
            is_sending: ArcRwSignal::new(false),
            mode: ArcRwSignal::new(mode),
            key,
        }
    }

    /// A contribution on its way to the engine.
    pub fn sending(key: u32, contribution: Contribution) -> Self {
        let entry = Self::new(key, contribution, Mode::Reading);
        entry.is_sending.set(true);
        entry
    }

    pub fn key(&self) -> u32 {
        self.key
    }

    pub fn contribution(&self) -> ArcRwSignal<Contribution> {
        self.contribution.clone()
    }

    pub fn likes(&self) -> ArcRwSignal<Likes> {
        self.likes.clone()
    }

    pub fn is_sending(&self) -> ArcRwSignal<bool> {
        self.is_sending.clone()
    }

    pub fn mode(&self) -> ArcRwSignal<Mode> {
        self.mode.clone()
    }

    /// The engine has it, and says how it is.
    pub fn received(&self, contribution: Contribution) {
        self.contribution.set(contribution);
        self.is_sending.set(false);
        self.mode.set(Mode::Reading);
    }

    /// It is sent again, as another one.
    pub fn set_id(&self, id: &str) {
        self.contribution.update_untracked(|it| id.clone_into(&mut it.id));
    }

    pub fn id(&self) -> String {
        self.contribution.with_untracked(|it| it.id.clone())
    }

    pub fn has_id(&self, id: &str) -> bool {
        self.contribution.with_untracked(|it| it.id == id)
    }

    pub fn is_published(&self) -> bool {
        self.contribution
            .with_untracked(|it| it.state == State::Published)
    }
}

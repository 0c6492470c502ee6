//! Who is a subscriber, and what subscribers say to each other under an article.
//!
//! One contract for whatever engine keeps it: the newspaper's `site.json` names the engine, the pages
//! speak to [`Engine`], and what goes wrong is one [`Refusal`], whatever the engine calls it. The
//! engine decides who may read and write; here it is only shown.

mod door;
mod draft;
mod pocketbase;
mod request;
mod session;
mod words;

pub use door::{DRAFTS, OwnPage, Part, storage, use_session_left_open};
pub use draft::Draft;
pub use pocketbase::PocketBase;
pub use request::{ResponseFuture, now};
pub use session::{Membership, Session, use_membership};
pub use words::{Piece, linked};

use serde::Deserialize;

use crate::contract::Plan;

/// What keeps the members, their subscriptions and their contributions.
#[derive(Clone, Debug)]
pub enum Engine {
    /// Nothing does: the newspaper is static files, and subscriptions are taken elsewhere.
    None,
    PocketBase(PocketBase),
}

/// A member, as the engine knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    pub id: String,
    pub name: String,
    pub email: String,
    /// Whether they confirmed that the address is theirs.
    pub confirmed: bool,
    pub banned: bool,
    /// Whether they are a subscriber now, by the engine's clock: a phone's is often wrong.
    pub entitled: bool,
    /// The plan they paid last.
    pub plan: String,
    /// Until when they are a subscriber: RFC 3339, in UTC. `None` for who never was.
    pub paid_until: Option<String>,
}

/// What the reader may see of an article's contributions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    SignedOut,
    /// A session was left open, and the engine is asked whose.
    Checking,
    /// Signed in, but not a subscriber: never one, or no more.
    NotEntitled(Member),
    Entitled(Member),
    Banned,
    /// The engine does not answer.
    Unreachable(Refusal),
}

/// Why the engine did not do what was asked, by what the reader can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    SignIn,
    NotEntitled,
    Banned,
    NotFound,
    /// A moderator took it out, or its author did.
    Removed,
    Invalid(Reason),
    /// Too often; it may be tried again after so many seconds.
    TooMany(u32),
    Server,
    Offline,
    Timeout,
}

/// What is wrong with what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    Credentials,
    Name,
    NameTaken,
    Email,
    EmailTaken,
    Password,
    /// It is not the member's.
    WrongPassword,
    /// A link out of a letter that is too old, or was followed already.
    Link,
    /// It was sent before.
    Double,
    Empty,
    TooLong,
    /// The address is not confirmed.
    Unconfirmed,
    /// It may no more be edited.
    Late,
    /// It was edited elsewhere since it was seen.
    Changed,
    Other,
}

/// In which order contributions come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    NewestFirst,
    OldestFirst,
}

/// A plan that the engine knows.
#[derive(Clone, Debug)]
pub struct Offer {
    pub plan: Plan,
    /// Whether it can be chosen: others are of old, and only those who have them keep them.
    pub is_on: bool,
}

/// Some of an article's contributions, each with the answers to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    pub contributions: Vec<Contribution>,
    /// Whether there are more after these.
    pub more: bool,
}

/// What a subscriber wrote under an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contribution {
    pub id: String,
    pub author: String,
    /// Their name, as the engine says it.
    pub name: String,
    pub text: String,
    pub state: State,
    pub likes: u32,
    /// The reader's own like, by which it can be taken back.
    pub liked: Option<String>,
    /// RFC 3339, in UTC.
    pub written: String,
    pub edited: Option<String>,
    /// Until when its author may edit it.
    pub editable_until: Option<String>,
    /// The oldest first. An answer has none.
    pub answers: Vec<Contribution>,
}

/// Whether others see a contribution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    #[default]
    Published,
    /// Only its author sees it, until a moderator has read it.
    Pending,
    Removed,
}

/// Why a reader reports a contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    Insult,
    Hatred,
    Falsehood,
    Privacy,
    Advertising,
    Other,
}

impl Report {
    pub const ALL: [Self; 6] = [
        Self::Insult,
        Self::Hatred,
        Self::Falsehood,
        Self::Privacy,
        Self::Advertising,
        Self::Other,
    ];
}

/// The longest contribution, in characters.
pub const LONGEST: usize = 2_000;

/// What an engine can do; what it cannot, the reader is not offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    pub sign_up: bool,
    pub subscribe: bool,
    pub edit: bool,
    pub likes: bool,
    pub reports: bool,
    pub export: bool,
}

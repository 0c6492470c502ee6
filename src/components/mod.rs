//! The parts that pages are made of.
//!
//! A component takes what it shows, of the contract's types, and fetches no document. What is said to a reader who is
//! near ([`attend`], [`adopt_authors`]) is asked for when it is wanted.

mod attach;
mod author;
mod body;
mod button;
mod byline;
mod contributions;
mod effect;
mod element;
mod frame;
mod heading;
mod link;
mod loaded;
mod members_part;
mod mount;
mod pager;
mod paragraph;
mod picture;
mod teaser;
mod use_near;
mod without_reuse;
mod words;

pub use attach::attach;
pub use author::{AuthorAside, Portrait, adopt_authors};
pub use body::Body;
#[cfg(feature = "ssr")]
pub use body::PageAddress;
pub use button::Button;
pub use byline::{Authors, Byline, Published};
pub use contributions::{
    CONTRIBUTIONS_SELECTOR, Contributions, ContributionsTitle, Paywall, ReturnLink, SignInLine, attend,
};
pub use effect::effect;
pub use frame::{AccountLinkPlace, Footer, Masthead, ModeLink};
pub use heading::Heading;
pub use link::{A, Link, class_name};
pub use loaded::{LoadFailure, Loaded, Main};
pub use members_part::show_part;
pub use mount::{mount_for_good, mount_in, mount_in_place};
pub use pager::Pager;
pub use paragraph::Paragraph;
pub use picture::{Figure, Loading, Picture, Place};
pub use teaser::{Teaser, Teasers};
pub use use_near::use_near;
pub use without_reuse::without_reuse;
pub use words::words_in;

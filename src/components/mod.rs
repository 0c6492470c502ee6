//! The parts that pages are made of.

mod author;
mod body;
mod byline;
mod frame;
mod heading;
mod loaded;
mod pager;
mod paywall;
mod picture;
mod teaser;

pub use author::{AuthorAside, Portrait};
pub use body::Body;
pub use byline::{authors_line, byline, published};
pub use frame::{Footer, Masthead};
pub use heading::Heading;
pub use loaded::{failure, loaded};
pub use pager::Pager;
pub use paywall::{Access, Contributions};
pub use picture::{Figure, Loading, Picture};
pub use teaser::{Teaser, teasers};

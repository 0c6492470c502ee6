//! The parts that pages are made of.
//!
//! A part is a function from what it shows to an element. Nothing in it changes once it is shown, but
//! where it says so.

mod author;
mod body;
mod button;
mod byline;
mod contributions;
mod frame;
mod heading;
mod line;
mod loaded;
mod pager;
mod picture;
mod teaser;

pub use author::{author_aside, portrait};
pub use body::body;
pub use button::{button, listen};
pub use byline::{authors_line, byline, published};
pub use contributions::{contributions, contributions_title, paywall, sign_in_line, with_return};
pub use frame::{footer, masthead};
pub use heading::{heading, unseen_heading};
pub use line::{known_line, line, link, speaking};
pub use loaded::{failure, loaded, main};
pub use pager::pager;
pub use picture::{Loading, Place, decoration, figure, picture};
pub use teaser::{teaser, teasers};

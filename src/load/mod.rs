//! What the pages show: documents that are there, or on their way.

mod fetch;
mod store;

pub use fetch::{Leave, Limit, Policy, delay, header, once, retry_after};
pub use store::{Served, Store, Waiting, Watch};

use std::sync::Arc;

use crate::contract::Unreadable;

/// A document whose type only those who read it know.
pub type Anything = dyn std::any::Any + Send + Sync;

/// Where a document's load stands.
#[derive(Debug)]
pub enum Load<T: ?Sized> {
    Pending,
    Ready(Arc<T>),
    Failed(Failure),
}

impl<T: ?Sized> Clone for Load<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Pending => Self::Pending,
            Self::Ready(document) => Self::Ready(Arc::clone(document)),
            Self::Failed(failure) => Self::Failed(*failure),
        }
    }
}

/// Why a document did not arrive, by what the reader can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    NotFound,
    /// It was there and was taken back (HTTP 410).
    Withdrawn,
    /// The newspaper could not be reached, or not in time.
    NoNetwork,
    /// The network answered with a web page in place of data, as a Wi-Fi's sign-in page does.
    WebPage,
    Server,
    Unreadable,
    /// Written for a later Kiosque: the page must be reloaded.
    Newer,
}

impl From<Unreadable> for Failure {
    fn from(unreadable: Unreadable) -> Self {
        match unreadable {
            Unreadable::Malformed => Self::Unreadable,
            Unreadable::Newer => Self::Newer,
        }
    }
}

#[cfg(test)]
mod tests;

//! What the pages show: documents that are there, or on their way.

mod fetch;
mod store;

pub use fetch::{AbortHandle, Policy, abort_after, fetch_once, header, retry_after};
pub use store::{AnyWatch, FRESH, Served, Store, Watch, use_store};

use std::sync::Arc;

use crate::contract::Unreadable;

/// A document whose type only those who read it know.
pub type AnyDocument = dyn std::any::Any + Send + Sync;

/// Where a document's load stands.
#[derive(Debug)]
pub enum Load<T: ?Sized> {
    Pending,
    Ready(Arc<T>),
    Failed(LoadError),
}

impl<T: ?Sized> Clone for Load<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Pending => Self::Pending,
            Self::Ready(document) => Self::Ready(Arc::clone(document)),
            Self::Failed(error) => Self::Failed(*error),
        }
    }
}

/// Why a document did not arrive, by what the reader can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadError {
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

impl From<Unreadable> for LoadError {
    fn from(unreadable: Unreadable) -> Self {
        match unreadable {
            Unreadable::Malformed => Self::Unreadable,
            Unreadable::Newer => Self::Newer,
        }
    }
}

#[cfg(test)]
mod tests;

//! What the membership engine speaks to, played for development and for tests: a mail server whose inbox
//! can be opened, and a payment provider with a page of its own. They listen on this machine alone and never ship.

mod cinetpay;
mod demo;
mod inbox;
mod page;
mod payment;
mod provider;
mod signing;
mod stripe;
mod wave;

use std::fmt;

pub use cinetpay::notice as cinetpay_notice;
pub use demo::Demo;
pub use inbox::{Inbox, Letter};
pub use payment::Payment;
pub use provider::{CINETPAY, Provider, Shop, WAVE};
pub use stripe::signature;
pub use wave::signature as wave_signature;

/// Why a neighbour does not play.
#[derive(Debug)]
pub struct Error(String);

impl Error {
    fn new(doing: &str, why: impl fmt::Display) -> Self {
        Self(format!("{doing}: {why}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

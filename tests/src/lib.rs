//! What the journeys need: the built newspaper on a server that can misbehave, and a reader in a
//! real browser.

mod browser;
mod reader;
mod server;

pub use browser::{Driver, Engine};
pub use reader::{READY, Reader};
pub use server::{BELOW, Fault, Server};

//! What the journeys need: the built newspaper on a server that can misbehave, and a reader in a
//! real browser.

mod browser;
mod headers;
mod host;
mod membership;
mod patience;
mod reader;
mod server;

pub use browser::{Driver, Engine, free_port};
pub use headers::HeadersFile;
pub use host::{Answer, Host, Program, SECRET, Site, ask, has_ipv6};
pub use membership::{Member, Membership, PASSWORD, PROVIDER_SECRET, Standing, another_address, text};
pub use patience::{wait_for, wait_for_async};
pub use reader::{DeveloperTools, READY, Reader, Session, Step};
pub use server::{BELOW, Fault, Server};

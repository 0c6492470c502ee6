//! What a server may do badly, and a browser be like.

use std::time::Duration;

/// How a path is answered instead of as it should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    Status(u16),
    /// The connection is closed without an answer.
    HangUp,
    /// Another site's page, as a Wi-Fi's sign-in page.
    WebPage,
    /// The newspaper's own front page, as careless hosts do for a missing file.
    OwnPage,
    /// JSON that breaks off.
    Truncated,
    /// A document of a later major version.
    Newer,
    /// This document.
    Json(&'static str),
    /// The page with something of an extension's in front of its main part.
    Extended,
    /// The page without the newspaper's data.
    NoData,
    /// The page in a browser that asks for fewer bytes.
    SavesData,
    /// The page in a browser that says that its line is slow.
    SlowLine,
    /// As [`Fault::SlowLine`], by how much it carries alone.
    MeteredLine,
    /// The page in a browser that says that its line is good.
    FastLine,
    /// The page in a browser that does not know what its line is like.
    UnknownLine,
    /// The page with a script and a style in it that are not the newspaper's, as after an injection.
    Injected,
    /// The page under a policy that allows no WebAssembly.
    NoWasmAllowed,
    /// The page in a browser that has no WebAssembly.
    NoWasm,
    /// The page in a browser that has no memory left for it.
    NoMemory,
    /// The page in a browser with a wallet whose own WebAssembly fails at each event "trap", in several ways.
    ForeignWasm,
    /// The page on a machine that takes no time for anything.
    Quick,
    /// The page comes in small pieces, as over a slow line.
    BitByBit,
    /// The page on a machine that takes a second from one look at the clock to the next.
    Slow,
    /// The page of a browser whose clock is ten minutes later after each event "later", and that marks the page's root
    /// with `data-refused` when something it asked for was refused, and with `data-moves`, how often what has
    /// `data-watched` was put in or taken out.
    OldAtOnce,
    /// The right answer, after a while.
    Late(Duration),
    /// The right answer, once it is mended.
    Held,
}

//! What may be wrong with a file that is to be published, and what to do.

/// Why a file is not published.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is of another kind than its name says.
    Other,
    /// It has macros, in this part of it.
    Macros(String),
    /// It was packed again by a program that knows nothing of documents.
    Repacked,
    /// It cannot be looked into.
    Closed(String),
    /// It is a text in UTF-16 that does not say so.
    Wide,
    /// It is a text with zeros in it.
    Zeros,
}

impl Fault {
    /// What is wrong with a file whose name ends in `end`, and what to do.
    pub fn told(&self, name: &str, end: &str) -> (String, String) {
        let kind = end.to_ascii_uppercase();
        match self {
            Self::Other => (
                format!("{name} is not what its name says, by its first bytes"),
                format!("export it again as {kind}, or name it after what it is"),
            ),
            Self::Macros(part) => (
                format!("{name} has macros (in {part}), which run on the machine of whoever opens it"),
                format!("save it again as {kind} without macros, or export it as PDF"),
            ),
            Self::Repacked => (
                format!("{name} was packed again, so programs do not know what it is: its first part is not \"mimetype\", uncompressed"),
                "open it in the program that made it and save it again, or pack \"mimetype\" first with zip -0 -X".to_owned(),
            ),
            Self::Closed(why) => (
                format!("{name} cannot be looked into: {why}"),
                "open it in the program that made it, and save it again without a password".to_owned(),
            ),
            Self::Wide => (
                format!("{name} is in UTF-16 and does not begin with its mark, so programs show other letters"),
                "save it with the encoding UTF-8".to_owned(),
            ),
            Self::Zeros => (
                format!("{name} has bytes of zero among its letters, which no text has"),
                "save it as text with the encoding UTF-8, or name it after what it is".to_owned(),
            ),
        }
    }
}

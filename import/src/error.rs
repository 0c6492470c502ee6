//! Why an import stops, in a newsroom's terms.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use serde_json::error::Category;

/// Names the file, what is wrong with it, and what to do.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    what: String,
    remedy: String,
}

impl Error {
    pub fn content(path: &Path, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            what: what.into(),
            remedy: remedy.into(),
        }
    }

    pub fn read(path: &Path, why: io::Error) -> Self {
        Self::content(
            path,
            format!("this cannot be read: {}", plain(&why)),
            "put the file there, or allow it to be read",
        )
    }

    pub fn write(path: &Path, why: io::Error) -> Self {
        Self::content(
            path,
            format!("this cannot be written: {}", plain(&why)),
            "allow it to be written, or make space on the disk",
        )
    }
}

/// What the system says, without its number.
fn plain(why: &io::Error) -> String {
    let why = why.to_string();
    why.split(" (os error").next().unwrap_or_default().to_owned()
}

/// Why something is no JSON or not the JSON that was meant, and where.
#[must_use]
pub fn json(why: &serde_json::Error) -> String {
    let place = format!("at line {}, column {}", why.line(), why.column());
    // serde names fields and values between `, and these faults in words only.
    let said = why.to_string();
    let mut quoted = said.split('`').skip(1).step_by(2);
    let mut next = || quoted.next().unwrap_or_default();
    let what = match why.classify() {
        Category::Eof => "it breaks off",
        Category::Io => return "it breaks off, or its packing is damaged".to_owned(),
        Category::Syntax if said.starts_with("control character") => {
            "a text has no quotation mark at its end, or a line's end or a tab in it that is not written \\n or \\t"
        }
        Category::Syntax if said.starts_with("recursion limit") => "it is nested too deep",
        Category::Syntax if said.starts_with("number out of range") => "a number is too large",
        Category::Syntax => "a sign, a comma or a quotation mark is missing or too many",
        Category::Data if said.starts_with("unknown field") => {
            let (name, known) = (next(), quoted.collect::<Vec<_>>().join(", "));
            return format!("\"{name}\" {place} is none of its fields: {known}");
        }
        Category::Data if said.starts_with("unknown variant") => {
            let (name, known) = (next(), quoted.collect::<Vec<_>>().join(", "));
            return format!("\"{name}\" {place} is none of what may stand there: {known}");
        }
        Category::Data if said.starts_with("missing field") => {
            return format!("\"{}\" is missing {place}", next());
        }
        Category::Data if said.starts_with("duplicate field") => {
            return format!("\"{}\" {place} is there twice", next());
        }
        Category::Data => "a value is not of the type that belongs there",
    };
    format!("{what} {place}")
}

impl fmt::Display for Error {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {}; {}", self.path.display(), self.what, self.remedy)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    enum Kind {
        Article,
        SetAside,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        #[expect(dead_code)]
        kind: Kind,
        #[expect(dead_code)]
        name: String,
    }

    #[test]
    fn faults_of_json_are_told_in_words_that_a_newsroom_has() {
        for (text, told) in [
            (r#"{"kind": "article""#, "it breaks off at line 1, column 18"),
            (
                "{\n\"kind\" \"article\"}",
                "a sign, a comma or a quotation mark is missing or too many at line 2, column 8",
            ),
            (
                r#"{"knd": "article"}"#,
                "\"knd\" at line 1, column 6 is none of its fields: kind, name",
            ),
            (
                r#"{"kind": "artcle"}"#,
                "\"artcle\" at line 1, column 17 is none of what may stand there: article, setAside",
            ),
            (
                r#"{"kind": "article", "kind": "article"}"#,
                "\"kind\" at line 1, column 26 is there twice",
            ),
            (
                "{\"kind\": \"art\nicle\"}",
                "a text has no quotation mark at its end, or a line's end or a tab in it that is not written \\n or \\t at line 2, column 0",
            ),
            (
                r#"{"kind": "article"}"#,
                "\"name\" is missing at line 1, column 19",
            ),
            (
                r#"{"kind": "setAside", "name": 7}"#,
                "a value is not of the type that belongs there at line 1, column 30",
            ),
        ] {
            assert_eq!(json(&serde_json::from_str::<File>(text).unwrap_err()), told);
        }
    }
}

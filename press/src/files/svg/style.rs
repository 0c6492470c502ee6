//! The style of a drawing, in its sheet or at its parts.

use cssparser::{ParseError, Parser, Token};

use super::is_picture;

/// Functions that bring nothing in (https://drafts.csswg.org/css-values-4/#functional-notations).
const FUNCTIONS: &[&str] = &[
    "abs",
    "blur",
    "brightness",
    "calc",
    "circle",
    "clamp",
    "color",
    "color-mix",
    "contrast",
    "cubic-bezier",
    "drop-shadow",
    "ellipse",
    "format",
    "grayscale",
    "hsl",
    "hsla",
    "hue-rotate",
    "hwb",
    "inset",
    "invert",
    "is",
    "lab",
    "lch",
    "light-dark",
    "linear",
    "local",
    "matrix",
    "matrix3d",
    "max",
    "min",
    "not",
    "nth-child",
    "nth-last-child",
    "nth-last-of-type",
    "nth-of-type",
    "oklab",
    "oklch",
    "opacity",
    "path",
    "perspective",
    "polygon",
    "rect",
    "rgb",
    "rgba",
    "rotate",
    "rotate3d",
    "rotatex",
    "rotatey",
    "rotatez",
    "saturate",
    "scale",
    "scale3d",
    "scalex",
    "scaley",
    "scalez",
    "sepia",
    "skew",
    "skewx",
    "skewy",
    "steps",
    "translate",
    "translate3d",
    "translatex",
    "translatey",
    "translatez",
    "var",
    "where",
    "xywh",
];
/// Rules that do not either.
const RULES: [&str; 6] = [
    "charset",
    "font-face",
    "keyframes",
    "-webkit-keyframes",
    "media",
    "supports",
];

/// What in a style brings something in from elsewhere, or may.
pub fn refused(text: &str) -> Option<String> {
    refused_in(&mut Parser::new(text))
}

fn refused_in(parser: &mut Parser<'_>) -> Option<String> {
    // What ends it is its end.
    while let Ok(token) = parser.next() {
        let token = token.clone();
        let is_url = matches!(&token, Token::Function(name) if name.eq_ignore_ascii_case("url"));
        let refused = match &token {
            Token::UnquotedUrl(address) if !is_within(address) => Some(format!("url({address})")),
            Token::AtKeyword(rule) if !is_known(&RULES, rule) => Some(format!("@{rule}")),
            Token::Function(name) if !is_url && !is_known(FUNCTIONS, name) => Some(format!("{name}(…)")),
            // Each browser mends it in its own way.
            Token::BadUrl(_) | Token::BadString(_) => Some("a style that cannot be read".to_owned()),
            Token::Function(_)
            | Token::CurlyBracketBlock
            | Token::ParenthesisBlock
            | Token::SquareBracketBlock => refused_within(parser, is_url),
            _ => None,
        };
        if refused.is_some() {
            return refused;
        }
    }
    None
}

/// Of what stands in brackets.
fn refused_within(parser: &mut Parser<'_>, is_url: bool) -> Option<String> {
    let mut refused = None;
    let read = parser.parse_nested_block(|parser| -> Result<(), ParseError<()>> {
        if is_url {
            let address = parser.expect_string()?.to_string();
            refused = (!is_within(&address)).then(|| format!("url({address})"));
        } else {
            refused = refused_in(parser);
        }
        Ok(())
    });
    // It stops where something is refused.
    let unread = read.is_err().then(|| "a style that cannot be read".to_owned());
    refused.or(unread)
}

fn is_known(known: &[&str], word: &str) -> bool {
    known.iter().any(|known| known.eq_ignore_ascii_case(word))
}

fn is_within(address: &str) -> bool {
    let address = address.trim();
    address.starts_with('#') || is_picture(address) || address.starts_with("data:font/")
}

//! Markup of other systems within texts, which readers would see as it is typed.

use std::sync::LazyLock;

use regex::Regex;

/// What looks like markup, and what is written in its place.
struct Kind {
    what: &'static str,
    pattern: &'static str,
    /// By what the pattern's first group says; the last for all else.
    remedies: &'static [(&'static [&'static str], &'static str)],
}

const KINDS: [Kind; 4] = [
    Kind {
        what: "an HTML entity",
        // https://html.spec.whatwg.org/#character-references
        pattern: r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});",
        remedies: &[(&[], "write the letter or the sign itself")],
    },
    Kind {
        what: "an HTML tag",
        pattern: r#"(?i)</?(a|abbr|article|aside|audio|b|big|blockquote|br|center|cite|code|del|div|em|embed|figcaption|figure|font|footer|form|h[1-6]|header|hr|i|iframe|img|ins|li|mark|nav|noscript|object|ol|p|pre|q|s|script|section|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|video)(?:\s[^<>]*|\s*/)?>"#,
        remedies: &[
            (&["em", "i", "cite"], "give the words the mark \"emphasis\""),
            (&["strong", "b"], "give the words the mark \"strong\""),
            (&["a"], "give the words the mark \"link\""),
            (&["br", "p", "div"], "write two blocks \"paragraph\""),
            (&["ul", "ol", "li"], "write a block \"list\""),
            (&["blockquote", "q"], "write a block \"quote\""),
            (&["img", "figure", "figcaption"], "write a block \"image\""),
            (&["h1", "h2", "h3", "h4", "h5", "h6"], "write a block \"heading\""),
            (
                &["table", "tbody", "td", "tfoot", "th", "thead", "tr"],
                "write a block \"table\"",
            ),
            (
                &["iframe", "embed", "object", "audio", "video"],
                "write a block \"embed\"",
            ),
            (&["hr"], "write a block \"separator\""),
            (&["aside", "section"], "write a block \"box\""),
            (&[], "remove it"),
        ],
    },
    Kind {
        what: "a shortcode",
        pattern: r"(?i)\[/?(caption|gallery|embed|video|audio|playlist|youtube|vimeo|twitter|facebook|contact-form[\w-]*|wp_\w+|vc_\w+|et_pb_\w+|su_\w+|ultimate_\w+)(?:\s[^\[\]]*)?/?\]",
        remedies: &[
            (&["caption", "gallery"], "write a block \"image\""),
            (
                &[
                    "embed", "video", "audio", "playlist", "youtube", "vimeo", "twitter", "facebook",
                ],
                "write a block \"embed\"",
            ),
            (&[], "remove it"),
        ],
    },
    Kind {
        what: "Markdown",
        pattern: r"(?:^|[\s(«“’])(\*\*|__)[^\s*_](?:[^*_]*[^\s*_])?(?:\*\*|__)|(!\[)[^\[\]]*\]\([^()\s]+\)|(\[)[^\[\]]+\]\((?:https?:|mailto:|/|#|www\.)[^()\s]*\)|^(#{1,6}) \S|(```)",
        remedies: &[
            (&["**", "__"], "give the words the mark \"strong\""),
            (&["!["], "write a block \"image\""),
            (&["["], "give the words the mark \"link\""),
            (
                &["#", "##", "###", "####", "#####", "######"],
                "write a block \"heading\"",
            ),
            (&[], "write it as the blocks and marks of docs/content.md"),
        ],
    },
];

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    KINDS
        .iter()
        .filter_map(|kind| Regex::new(kind.pattern).ok())
        .collect()
});

/// Markup that was found in a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    pub what: String,
    pub remedy: &'static str,
}

/// The markup of a text, the first of each kind; none in "AT&T", "a < b", "[sic]" and "3 * 4 * 5".
pub fn find(text: &str) -> Vec<Found> {
    if !text.contains(['&', '<', '[', '*', '_', '#', '`']) {
        return Vec::new();
    }
    let kinds = KINDS.iter().zip(PATTERNS.iter());
    kinds
        .filter_map(|(kind, pattern)| kind.find(pattern, text))
        .collect()
}

impl Kind {
    fn find(&self, pattern: &Regex, text: &str) -> Option<Found> {
        let found = pattern.captures(text)?;
        let whole = found.get(0)?.as_str();
        let name = found.iter().skip(1).flatten().next();
        let name = name.map(|name| name.as_str().to_lowercase()).unwrap_or_default();
        let (_, remedy) = self
            .remedies
            .iter()
            .find(|(names, _)| names.is_empty() || names.contains(&name.as_str()))?;
        let shown: String = whole.chars().take(40).collect();
        Some(Found {
            what: format!("here is {}, which readers will see: {shown}", self.what),
            remedy,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_one() {
        assert_eq!(PATTERNS.len(), KINDS.len());
    }

    #[test]
    fn markup_that_readers_would_see_is_found_with_what_to_write() {
        for (text, what, remedy) in [
            ("L&rsquo;eau", "entity", "sign itself"),
            ("l'eau &amp; la terre", "entity", "sign itself"),
            ("a&nbsp;: b", "entity", "sign itself"),
            ("la suite&#8230;", "entity", "sign itself"),
            ("&#x27;", "entity", "sign itself"),
            ("un <em>reportage</em>", "tag", "\"emphasis\""),
            ("<I>Le Monde</I>", "tag", "\"emphasis\""),
            ("<strong class=\"x\">non", "tag", "\"strong\""),
            ("un<br />deux", "tag", "\"paragraph\""),
            ("un<br>deux", "tag", "\"paragraph\""),
            ("<a href=\"https://a.example\">ici</a>", "tag", "\"link\""),
            ("<img src=x onerror=alert(1)>", "tag", "\"image\""),
            ("<script>", "tag", "remove it"),
            ("</div>", "tag", "\"paragraph\""),
            ("<h2>Titre", "tag", "\"heading\""),
            (
                "[caption id=\"attachment_1\" width=\"300\"]Vue[/caption]",
                "shortcode",
                "\"image\"",
            ),
            ("[gallery ids=\"1,2\"]", "shortcode", "\"image\""),
            ("[youtube https://youtu.be/x]", "shortcode", "\"embed\""),
            ("[vc_row][vc_column]", "shortcode", "remove it"),
            ("un **mot** fort", "Markdown", "\"strong\""),
            ("un __mot__ fort", "Markdown", "\"strong\""),
            ("voir [le site](https://a.example/)", "Markdown", "\"link\""),
            ("voir [ici](/article/un/)", "Markdown", "\"link\""),
            ("![Une vue](images/a.jpg)", "Markdown", "\"image\""),
            ("## Titre", "Markdown", "\"heading\""),
            ("```rust", "Markdown", "blocks and marks"),
        ] {
            let found = find(text);
            let found = found.first().unwrap_or_else(|| panic!("{text}"));
            assert!(found.what.contains(what), "{text}: {}", found.what);
            assert!(found.remedy.contains(remedy), "{text}: {}", found.remedy);
        }
    }

    /// Whoever mends an import would otherwise need a run of the press for each kind.
    #[test]
    fn all_kinds_of_markup_are_named_at_once() {
        let found = find("L&rsquo;eau &amp; la terre : <em>reportage</em> [gallery ids=\"1\"] **fin**");
        let whats: Vec<&str> = found.iter().map(|found| found.what.as_str()).collect();
        assert_eq!(whats.len(), 4, "{whats:?}");
        for (what, found) in ["&rsquo;", "<em>", "[gallery", "**fin**"].iter().zip(whats) {
            assert!(found.contains(what), "{what}: {found}");
        }
    }

    #[test]
    fn what_only_looks_like_markup_is_left_alone() {
        for text in [
            "AT&T, R&D; et Cie",
            "Moto & auto ; suite",
            "a < b et b > c",
            "si x<y ou y>z",
            "<inaudible>",
            "<3",
            "[sic]",
            "« Il [le ministre] (présent) a dit »",
            "[…] (voir plus haut)",
            "[1] (note)",
            "3 * 4 * 5",
            "***",
            "2**3 et 4**2",
            "a_b_c __init",
            "#Mali #Bamako",
            "# 1 au classement"[2..].trim(),
            "n° 5 & n° 6;",
            "f(x) = [a](b)",
            "https://a.example/?a=1&b=2",
            "Vidéo, galerie : [images]",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }
}

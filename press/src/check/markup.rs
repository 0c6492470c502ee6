//! Markup of other systems within texts, which readers would see as it is typed.

use std::sync::LazyLock;

use regex::Regex;

/// What looks like markup, and what is written in its place.
struct Kind {
    what: &'static str,
    pattern: String,
    /// By what the pattern's first group says; the last for all else.
    remedies: &'static [(&'static [&'static str], &'static str)],
}

/// The elements of HTML (<https://html.spec.whatwg.org/#elements-3>), and those that were.
const ELEMENTS: &str = "a|abbr|address|article|aside|audio|b|base|bdi|bdo|big|blockquote|body|br|button|canvas|caption|center|\
    cite|code|col|colgroup|data|datalist|dd|del|details|dfn|dialog|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|\
    form|h[1-6]|head|header|hgroup|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark|math|menu|meta|nav|\
    noscript|object|ol|optgroup|option|p|picture|pre|q|rp|rt|ruby|s|samp|script|search|section|select|small|source|span|\
    strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|\
    video|wbr";

/// Those that hold whole texts, so that nobody speaks of one where a text begins.
const BLOCKS: &str = "address|article|aside|audio|blockquote|body|center|details|div|dl|figure|footer|form|h[1-6]|head|header|\
    html|iframe|main|nav|ol|p|picture|pre|script|section|style|svg|table|template|time|title|tr|ul|video";

/// Shortcodes that are no word of any language.
const CODES: &str = r"caption|contact-form[\w-]*|dropcap|wpforms|wp_\w+|vc_\w+|et_pb_\w+|su_\w+|ultimate_\w+|fusion_\w+|elementor-\w+";

fn kinds() -> [Kind; 4] {
    // What is directly before and within the signs of Markdown: 2**3 and (**) are none.
    let before = r#"(?:^|[\s\p{P}&&[^*_\\]])"#;
    let first = r#"[\p{L}\p{N}«“‘"'’(\[¿¡…—–#@€$]"#;
    let last = r"[^\s*(«“‘\[]";
    [
        Kind {
            what: "an HTML entity",
            // https://html.spec.whatwg.org/#character-references, of which browsers read some without the semicolon.
            pattern: [
                r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});",
                r"&#(?:[0-9]{2,7}|[xX][0-9A-Fa-f]{2,6})",
                r"&(?:[lr][sd]quo|[lr]aquo|hellip|[nm]dash|nbsp|oelig|[A-Za-z](?:acute|grave|circ|uml|cedil|tilde))",
                r"&(?:amp|lt|gt|quot|apos|euro|deg|copy|reg)(?:[^\w=]|$)",
            ]
            .join("|"),
            remedies: &[(&[], "write the letter or the sign itself")],
        },
        Kind {
            what: "an HTML tag",
            pattern: [
                format!(r"(?i)</({ELEMENTS})\s*>"),
                format!(r"<({ELEMENTS})(?:\s+[a-z][\w:-]*\s*=[^<>]*|\s*/\s*)>"),
                r"<(br|hr|img|wbr)\s*>".to_owned(),
                r"<(input|img|iframe|script|button|select|video|audio)\s[^<>]*>".to_owned(),
                format!(r"^\s*<({BLOCKS})\s*>"),
                // Whoever speaks of a tag leaves a space after it, or ends there.
                format!(r#"<({ELEMENTS})\s*>[\p{{L}}\p{{N}}<«“"(&\[…—]"#),
                r"<!--|<!\[CDATA\[|<!DOCTYPE|<\?(?:php|xml)".to_owned(),
                // Of Office, of Facebook, of AMP.
                r"</?(?:(?:[owvmg]|st1|fb):\w+|amp-[a-z-]+)[^<>]*>".to_owned(),
            ]
            .join("|"),
            remedies: &[
                (&["em", "i", "cite"], "give the words the mark \"emphasis\""),
                (&["strong", "b"], "give the words the mark \"strong\""),
                (&["a"], "give the words the mark \"link\""),
                (&["sup"], "give the words the mark \"superscript\""),
                (&["sub"], "give the words the mark \"subscript\""),
                (&["code", "kbd", "samp", "tt", "var"], "give the words the mark \"code\""),
                (&["pre"], "write a block \"code\""),
                (&["br"], "end the line with \\n, or write two blocks \"paragraph\""),
                (&["audio"], "write a block \"audio\""),
                (&["video"], "write a block \"video\""),
                (&["p", "div"], "write two blocks \"paragraph\""),
                (&["ul", "ol", "li", "dl", "dt", "dd"], "write a block \"list\""),
                (&["blockquote", "q"], "write a block \"quote\""),
                (
                    &["img", "figure", "figcaption", "picture", "source"],
                    "write a block \"image\"",
                ),
                (&["h1", "h2", "h3", "h4", "h5", "h6"], "write a block \"heading\""),
                (
                    &["table", "caption", "tbody", "td", "tfoot", "th", "thead", "tr"],
                    "write a block \"table\"",
                ),
                (&["iframe", "embed", "object"], "write a block \"embed\""),
                (&["hr"], "write a block \"separator\""),
                (&["aside", "section", "details"], "write a block \"box\""),
                (&[], "remove it"),
            ],
        },
        Kind {
            what: "a shortcode",
            pattern: [
                format!(r"(?i)\[({CODES})\s*/?\]"),
                r"\[/([a-z][\w-]*)\]".to_owned(),
                r#"\[([a-z][\w-]*)(?:=[^\s\[\]]|\s(?:[^\[\]]*\s)?(?:[\w-]+=["'“”«\w/]|https?:|www\.))[^\[\]]*\]"#.to_owned(),
                r"\[(tweet|youtube|vimeo|instagram|gallery|playlist)\s+[\w-]*[0-9][^\[\]]*\]".to_owned(),
                // In capital letters, or before words, it is the newspaper's own.
                r"(?-i)^\s*\[(gallery)\]\s*$".to_owned(),
            ]
            .join("|"),
            remedies: &[
                (&["caption", "img"], "write a block \"image\""),
                (&["gallery"], "write a block \"gallery\""),
                (&["audio", "playlist"], "write a block \"audio\""),
                (&["video"], "write a block \"video\""),
                (&["code"], "write a block \"code\""),
                (
                    &[
                        "embed", "youtube", "vimeo", "twitter", "tweet", "facebook",
                        "instagram", "soundcloud",
                    ],
                    "write a block \"embed\"",
                ),
                (&["b"], "give the words the mark \"strong\""),
                (&["i"], "give the words the mark \"emphasis\""),
                (&["url"], "give the words the mark \"link\""),
                (&["quote"], "write a block \"quote\""),
                (&[], "remove it"),
            ],
        },
        Kind {
            what: "Markdown",
            pattern: [
                format!(r"(?:^|[^\p{{N}}*\\])(\*\*\*?){first}(?:(?:[^*]|\*[^*])*?{last})?\*\*"),
                format!(r"{before}(__){first}(?:[^_]*[^\s_(«“‘\[])?__"),
                format!(r"{before}(\*){first}(?:[^*]*{last})?\*(?:[\s\p{{P}}&&[^*]]|$)"),
                format!(r"{before}(_){first}(?:[^_]*[^\s_(«“‘\[])?_(?:[\s\p{{P}}&&[^_]]|$)"),
                r"(!\[)[^\[\]]*\]\([^()]+(?:\([^()]*\)[^()]*)*\)".to_owned(),
                r#"(\[)[^\[\]]+\]\((?:https?:|mailto:|tel:|\.{0,2}/|#|www\.)[^\s()]*(?:\([^\s()]*\)[^\s()]*)*(?:\s+["'“«][^()]*)?\)"#.to_owned(),
                r"(\[)[^\[\]]+\]\([^\s()]+\.(?:html?|php|pdf|docx?|jpe?g|png|gif|webp)(?:[?#][^\s()]*)?\)".to_owned(),
                // One alone says "number" in many newspapers.
                r"^(#{2,6}) \S".to_owned(),
                r"(?:^|[\s(«“])(`)[^\s`](?:[^`]*[^\s`])?`".to_owned(),
                r"(```)".to_owned(),
            ]
            .join("|"),
            remedies: &[
                (&["**", "__", "***"], "give the words the mark \"strong\""),
                (&["*", "_"], "give the words the mark \"emphasis\""),
                (&["!["], "write a block \"image\""),
                (&["["], "give the words the mark \"link\""),
                (&["##", "###", "####", "#####", "######"], "write a block \"heading\""),
                (&["`"], "give the words the mark \"code\""),
                (&["```"], "write a block \"code\""),
                (&[], "write it as the blocks and marks of content.md"),
            ],
        },
    ]
}

static KINDS: LazyLock<Vec<(Kind, Regex)>> = LazyLock::new(|| {
    let kinds = kinds().into_iter();
    kinds
        .filter_map(|kind| Some((Regex::new(&kind.pattern).ok()?, kind)))
        .map(|(pattern, kind)| (kind, pattern))
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
    let kinds = KINDS.iter();
    kinds
        .filter_map(|(kind, pattern)| kind.find(pattern, text))
        .collect()
}

impl Kind {
    fn find(&self, pattern: &Regex, text: &str) -> Option<Found> {
        let found = pattern.captures(text)?;
        let whole = found.get(0)?.as_str().trim();
        // Not what only follows a tag.
        let whole = whole.split_inclusive('>').next().unwrap_or(whole);
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
        assert_eq!(KINDS.len(), kinds().len());
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
            ("un<br />deux", "tag", "end the line with \\n"),
            ("un<br>deux", "tag", "end the line with \\n"),
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
            ("[gallery ids=\"1,2\"]", "shortcode", "\"gallery\""),
            ("[audio src=\"a.mp3\"]", "shortcode", "\"audio\""),
            ("[playlist ids=\"1,2\"]", "shortcode", "\"audio\""),
            ("[video src=\"a.mp4\"]", "shortcode", "\"video\""),
            ("[code]a[/code]", "shortcode", "block \"code\""),
            ("H<sub>2</sub>O", "tag", "\"subscript\""),
            ("le XX<sup>e</sup> siècle", "tag", "\"superscript\""),
            ("la commande <code>ls</code>", "tag", "mark \"code\""),
            ("<pre>", "tag", "block \"code\""),
            ("<audio src=\"a.mp3\">", "tag", "\"audio\""),
            ("<video controls>", "tag", "\"video\""),
            ("[youtube https://youtu.be/x]", "shortcode", "\"embed\""),
            ("[vc_row][vc_column]", "shortcode", "remove it"),
            ("un **mot** fort", "Markdown", "\"strong\""),
            ("un __mot__ fort", "Markdown", "\"strong\""),
            ("voir [le site](https://a.example/)", "Markdown", "\"link\""),
            ("voir [ici](/article/un/)", "Markdown", "\"link\""),
            ("![Une vue](images/a.jpg)", "Markdown", "\"image\""),
            ("## Titre", "Markdown", "\"heading\""),
            ("```rust", "Markdown", "block \"code\""),
            ("a&nbsp: b", "entity", "sign itself"),
            ("&eacute t&eacute", "entity", "sign itself"),
            ("la suite&#8230", "entity", "sign itself"),
            ("l&rsquoeau", "entity", "sign itself"),
            ("pain &amp sel", "entity", "sign itself"),
            ("<main>", "tag", "remove it"),
            ("<time>1960</time>", "tag", "remove it"),
            ("<picture>", "tag", "\"image\""),
            ("<html><body>", "tag", "remove it"),
            ("<details>", "tag", "\"box\""),
            ("<dl>", "tag", "\"list\""),
            ("<o:p></o:p>", "tag", "remove it"),
            ("<input type=text>", "tag", "remove it"),
            ("un<br/ >deux", "tag", "end the line with \\n"),
            ("<b>Titre", "tag", "\"strong\""),
            ("<!-- wp:paragraph -->", "tag", "remove it"),
            ("suite<!--more-->", "tag", "remove it"),
            ("<![CDATA[x]]>", "tag", "remove it"),
            ("<?php echo 1 ?>", "tag", "remove it"),
            ("[b]gras[/b]", "shortcode", "\"strong\""),
            ("[url=https://a.example]x[/url]", "shortcode", "\"link\""),
            ("[soundcloud url=\"x\"]", "shortcode", "\"embed\""),
            ("[dropcap]L[/dropcap]", "shortcode", "remove it"),
            ("[gallery]", "shortcode", "\"gallery\""),
            ("[embed]https://youtu.be/x[/embed]", "shortcode", "\"embed\""),
            ("l'**eau**", "Markdown", "\"strong\""),
            ("\"**mot**\"", "Markdown", "\"strong\""),
            ("—**mot**", "Markdown", "\"strong\""),
            ("fin.**Début** de", "Markdown", "\"strong\""),
            ("mot**gras**", "Markdown", "\"strong\""),
            ("**un*deux**", "Markdown", "\"strong\""),
            ("***mot***", "Markdown", "\"strong\""),
            ("le *mot* juste", "Markdown", "\"emphasis\""),
            ("l’_eau_, dit-il", "Markdown", "\"emphasis\""),
            ("le `code`", "Markdown", "mark \"code\""),
            ("[x](https://a.example \"Titre\")", "Markdown", "\"link\""),
            (
                "[x](https://fr.wikipedia.org/wiki/Mali_(pays))",
                "Markdown",
                "\"link\"",
            ),
            ("[x](page.html)", "Markdown", "\"link\""),
            ("[x](tel:+223)", "Markdown", "\"link\""),
            ("![x](Une photo.jpg)", "Markdown", "\"image\""),
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
            "[VIDEO] Le discours du président",
            "[AUDIO] Écoutez l’entretien",
            "[Gallery] Le marché",
            "Suivez-nous sur [Twitter] et [Facebook]",
            "« [video] »",
            "# 2 du classement",
            "# Mali",
            "Ségou (**) et Mopti (**)",
            "Hôtel **, puis restaurant **.",
            "un hôtel **** à Bamako, un autre ***",
            "** Les prénoms ont été changés.",
            "*Prénom d’emprunt. *Le prénom a été changé.",
            "Awa* et Bou*, tou*te*s étudiant*e*s",
            "Awa*, 20 ans, et *Bou, 30 ans",
            "Il a écrit <b>",
            "Il a écrit <b>.",
            "les <i> du tableau",
            "tel un <object>",
            "si a <b et c> d",
            "<- ici ->",
            "M&M;s, Q&A; suite, P&G;",
            "?a=1&lt=2&copy=3",
            "S&P 500, &c.",
            "L`eau et l`air",
            "x_1 et y_2, snake_case_name",
            "[voir p. 3](note)",
            "[Photo](AFP/Reuters)",
            "[dit-il=]",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }
}

//! Text that says nothing, or that paints over what is around it.

use journeys::{Membership, Standing, text};
use serde_json::json;

use super::{stored, write};
use crate::attack::{code, held};
use crate::seeds::ARTICLE;

/// Nothing that is seen, by Unicode's properties.
const BLANK: [&str; 24] = [
    "\u{3164}",
    "\u{2800}",
    "\u{115f}",
    "\u{1160}",
    "\u{ffa0}",
    "\u{34f}",
    "\u{200d}",
    "\u{200c}",
    "\u{fe0f}",
    "\u{180e}",
    "\u{e0041}",
    "\u{e01ef}",
    "\u{e0fff}",
    "\u{fff0}",
    "\u{2065}",
    "\u{17b4}",
    "\u{61c}",
    "\u{1d159}",
    "\u{13441}",
    "\u{fffc}",
    "\u{a0}",
    "\u{3000}",
    "\u{301}",
    "\u{e000}",
];

pub fn what_says_nothing_is_no_contribution(engine: &mut Membership) {
    let member = engine.member("Zeinab Muette", Standing::Subscriber);
    let other = engine.member("Zeinab Autre", Standing::Subscriber);
    for blank in BLANK.into_iter().map(str::to_owned).chain([BLANK.concat()]) {
        for said in [blank.clone(), format!(" {blank}\n\n{blank}\t")] {
            let answer = write(engine, &member, &json!({ "article": ARTICLE, "text": said }));
            held(&answer, &[400], &format!("{said:?}"));
            assert_eq!(code(&answer, "text"), "empty", "{said:?}");
        }
        let account = json!({ "name": blank, "email": "muette@exemple.org", "password": "12345678", "passwordConfirm": "12345678" });
        let answer = engine.ask("POST", "/api/collections/members/records", "", Some(&account));
        held(&answer, &[400], &format!("a name of {blank:?}"));
        // What is said of a report says something, or is not there.
        let seen = engine.seed(&other, ARTICLE, "signalée", "published");
        let report = json!({ "contribution": seen, "reason": "other", "details": blank });
        let answer = engine.ask(
            "POST",
            "/api/collections/reports/records",
            &engine
                .member(
                    &format!(
                        "Temoin {}",
                        seen.replace(|it: char| !it.is_ascii_lowercase(), "z")
                    ),
                    Standing::Subscriber,
                )
                .token,
            Some(&report),
        );
        assert_eq!(answer.status, 200, "{}", answer.json());
        assert_eq!(
            stored(engine, "reports", &text(&answer.json()["id"]))["details"],
            json!(""),
            "{blank:?}"
        );
    }
    for said in ["?", "👍", "❤️", "5", "…", "ߞ"] {
        let seen = engine.seed(&other, ARTICLE, "x", "published");
        let target = crate::seeds::contribution(&seen);
        let answer = engine.ask("PATCH", &target, &other.token, Some(&json!({ "text": said })));
        assert_eq!((answer.status, &answer.json()["text"]), (200, &json!(said)));
    }
}

pub fn no_letter_paints_over_the_lines_around_it(engine: &mut Membership) {
    let member = engine.member("Zora Accentuee", Standing::Subscriber);
    let own = crate::seeds::contribution(&engine.seed(&member, ARTICLE, "x", "published"));
    let kept = |said: &str| {
        let answer = engine.ask("PATCH", &own, &member.token, Some(&json!({ "text": said })));
        assert_eq!(answer.status, 200, "{}", answer.json());
        text(&answer.json()["text"])
    };
    for mark in [
        "\u{335}",
        "\u{301}",
        "\u{302}\u{323}",
        "\u{301}\u{200d}",
        "\u{301}\u{34f}",
        "\u{489}",
        "\u{301}\u{1}",
        "\u{1ab0}\u{fe0f}",
    ] {
        let said = kept(&format!("a{}b", mark.repeat(240 / mark.chars().count())));
        let between = said
            .chars()
            .filter(|it| !matches!(it, 'a' | 'á' | 'ậ' | 'b'))
            .count();
        assert!(between <= 8 && said.ends_with('b'), "{mark:?}: {between} marks");
    }
    for said in [
        "Ẹ̀bùn Ọlọ́rùn",
        "नमस्ते हिन्दी",
        "བསྒྲུབས་",
        "👩‍👩‍👧‍👦 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        "مُحَمَّدٌ",
    ] {
        assert_eq!(kept(said), said);
    }
}

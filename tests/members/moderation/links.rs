//! What somebody new writes with a link in it waits for a moderator.

use journeys::{Membership, Standing, text};
use serde_json::{Value, json};

use super::ARTICLE;
use crate::attack::tried;
use crate::seeds::{CONTRIBUTIONS, contribution};

const LINKS: [&str; 73] = [
    "http://a",
    "HTTPS://A.example",
    "spam.example/buy",
    "//x",
    "ｈttp://x",
    "hxxp://spam",
    "ftp://x",
    "h t t p : / / x",
    "http:\\\\x",
    "www.x",
    "WWW . x",
    "mailto:a@b",
    "écris à a@b.com",
    "Voir spam.example.",
    "(facebook.com)",
    "SPAM.COM",
    "Spam.Com",
    "spam.co.uk",
    "a.b.c.example",
    "abidjan.net",
    "orange.ci",
    "SPAM.ML",
    "web24.ml",
    "spam.shop",
    "été.example",
    "пример.рф",
    "spam.xn--p1ai",
    "t.me/abc",
    "wa.me/22376000000",
    "spam.de/x",
    "spam.example:80/x",
    "spam.il?x=1",
    "1.2.3.4/x",
    "ⓢⓟⓐⓜ.ⓒⓞⓜ",
    "spam．com",
    "spam。com",
    "sp\u{ad}am.co\u{200d}m",
    "spam . com",
    "spam[.]com",
    "spam (dot) net",
    "spam point com",
    "[ici](spam.org)",
    "t.me/+AbCdEf123",
    "wa.me/+22376000000",
    "spam.ca/%78",
    "spam.ca/!x",
    "spam.ca/#x",
    "spam.ca/$x",
    "spam.ca/.x",
    "spam.ca/(x)",
    "spam.ca//x",
    "spam.ca?+x",
    "spam.ca:8080/+x",
    "///spam.zz",
    "://spam.zz",
    "https:/spam.zz",
    "https:\\spam.zz",
    "HTTPS:spam.zz",
    "contact@marabout.ca",
    "voyant@yahoo.be",
    "x@gmx.de",
    "x@free.ma",
    "x@mail.free.ma",
    "spam.ML",
    "Casino.BJ",
    "1xbet.SN",
    "spam.services",
    "spam.page",
    "spam.zip",
    "spam.us",
    "spam point sn",
    "spam dot io",
    "Spam DOT shop",
];

const NONE: [&str; 48] = [
    "M.Traoré",
    "1.5",
    "fin.Il",
    "fin.il faut",
    "fini.et puis",
    "M. BA",
    "M.BA",
    "M.SY",
    "J.-C. Koné",
    "p.ex. ceci",
    "c.à.d",
    "S.A.R.L",
    "R.D.Congo",
    "étudiant.e.s",
    "sportif.ve",
    "citoyen.ne.s",
    "heureux.se",
    "n.b.",
    "12h30.Puis",
    "et/ou",
    "et//ou",
    "1/2",
    "10.000 F",
    "v1.2.3",
    "3.km",
    "5.ml",
    "etc...",
    "Oui.Non",
    "oui.mais",
    "Dr.Diallo/Koné",
    "20.000/mois",
    "triste :/",
    "j.ai",
    "U.E",
    "« fin ».Et",
    "la ligne 12.Les",
    "24/7",
    "un point commun",
    "l’O.N.U.",
    "tél.76 12",
    "Mme.SY",
    "Dr.BA",
    "à ce point ci",
    "le point no 2",
    "un point info",
    "@awa.diallo",
    "oui.mais?!",
    "Oui.Non?",
];

/// What the pages make a link, by their own tests.
fn of_the_pages() -> Vec<String> {
    let source = include_str!("../../../src/membership/words.rs");
    let linked = source
        .split("Link(\"")
        .skip(1)
        .filter_map(|rest| rest.split_once("\")"));
    let linked: Vec<_> = linked.map(|(link, _)| link.replace("\\\"", "\"")).collect();
    assert!(linked.len() > 3, "{linked:?}");
    linked
}

pub fn a_link_by_somebody_new_waits_however_it_is_written(engine: &mut Membership) {
    let author = engine.member("Yaya Liant", Standing::Subscriber);
    let status = |answer: Value| text(&answer["status"]);
    let write = |said: &str| {
        let body = json!({ "article": ARTICLE, "text": said });
        engine
            .ask("POST", CONTRIBUTIONS, &author.token, Some(&body))
            .json()
    };
    let first = write("Voir spam.example/buy");
    assert_eq!(status(first.clone()), "pending");
    engine.moderate("DELETE", &contribution(&text(&first["id"])), &json!({}));
    // Published, and changed then: it is judged as if it were new.
    let own = write("bonjour");
    assert_eq!(status(own.clone()), "published");
    let own = contribution(&text(&own["id"]));
    let edit = |said: &str| {
        engine.moderate(
            "PATCH",
            &own,
            &json!({ "status": "published", "text": "bonjour" }),
        );
        status(
            engine
                .ask("PATCH", &own, &author.token, Some(&json!({ "text": said })))
                .json(),
        )
    };
    let linked = LINKS.map(str::to_owned).into_iter().chain(of_the_pages());
    for link in linked {
        for said in [link.clone(), format!("Bonjour {link} à vous")] {
            let is_held = edit(&said) == "pending";
            tried(is_held);
            assert!(is_held, "{said}");
        }
    }
    for said in NONE {
        assert_eq!(edit(said), "published", "{said}");
        assert_eq!(edit(&format!("Bonjour {said} à vous")), "published", "{said}");
    }
    // Of whom something else is published writes what they will.
    let other = engine.seed(&author, ARTICLE, "autre chose", "published");
    assert_eq!(edit("Voir spam.example/buy"), "published");
    engine.moderate("PATCH", &contribution(&other), &json!({ "status": "pending" }));
    assert_eq!(edit("Voir spam.example/buy"), "pending");
}

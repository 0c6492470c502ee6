//! What can be wrong in `site.json`.

use super::*;

#[test]
fn each_error_in_the_newspaper_s_file_is_named() {
    let cases = [
        ("/name", json!(""), "$.name: error: this says nothing"),
        (
            "/url",
            json!("jour.example"),
            "$.url: error: this is not the newspaper's address",
        ),
        (
            "/url",
            json!("https://jour.example/"),
            "$.url: error: this is not the newspaper's address",
        ),
        (
            "/url",
            json!("https://jour.example?a"),
            "$.url: error: this is not the newspaper's address",
        ),
        (
            "/contact",
            json!({"email": "abonnements", "address": "Bamako"}),
            "$.contact.email: error: this is no e-mail address",
        ),
        (
            "/contact",
            json!({"telephone": "appelez-nous", "address": "Bamako"}),
            "$.contact.telephone: error: this is no telephone number",
        ),
        (
            "/contact",
            json!({"telephone": "+223 20 00 00 00 / 76 00 00 00"}),
            "$.contact.telephone: error: these are several telephone numbers",
        ),
        (
            "/contact",
            json!({"telephone": "20 00 00 00 76 00 00 00"}),
            "$.contact.telephone: error: these are several telephone numbers",
        ),
        (
            "/contact",
            json!({"telephones": ["+223 20 00 00 00", "+223 76 00 00 00 +223 66 00 00 00"]}),
            "$.contact.telephones[1]: error: these are several telephone numbers",
        ),
        (
            "/contact",
            json!({"telephone": "+223 20 00 00 00 poste 12"}),
            "$.contact.telephone: error: there is more than a number",
        ),
        (
            "/contact",
            json!({"telephone": "20 00 00 00 ou 76 00"}),
            "$.contact.telephone: error: there is more than a number",
        ),
        (
            "/contact",
            json!({"telephone": "+33 (0)1 23 45 67 89"}),
            "$.contact.telephone: error: (0) would be dialled",
        ),
        (
            "/contact",
            json!({"telephones": [20]}),
            "$.contact.telephones[0]: error: this is no telephone number",
        ),
        (
            "/feedId",
            json!("https://jour.example"),
            "$.feedId: error: this is no tag URI; write your host and a year in which it was yours, such as",
        ),
        (
            "/feedId",
            json!("tag:jour.example,9999:"),
            "$.feedId: error: the date in this tag URI is still to come",
        ),
        ("/feedId", json!(" "), "$.feedId: error: this says nothing"),
        ("/timeZone", json!("Afrique/Bamako"), "$.timeZone: error: "),
        (
            "/sections/0/slug",
            json!("Société"),
            "$.sections[0].slug: error: \"Société\" cannot stand in an address",
        ),
        (
            "/authors/0/image/height",
            json!(9),
            "$.authors[0].image.url: error: images/a.gif is 1 × 1",
        ),
        (
            "/plans/0/amount",
            json!(25.5),
            "$.plans[0].amount: error: this is not a whole number",
        ),
        (
            "/plans/0/currency",
            json!("francs"),
            "$.plans[0].currency: error: this is no currency",
        ),
        (
            "/plans/0/interval",
            json!("quarter"),
            "$.plans[0].interval: error: plans are paid by",
        ),
        (
            "/plans/0/url",
            json!("javascript:x"),
            "$.plans[0].url: error: \"javascript:x\" may not be linked to",
        ),
        (
            "/plans/0/url",
            json!(null),
            "$.plans[0]: error: nobody can buy this plan",
        ),
        (
            "/plans/0/url",
            json!("/nulle-part/"),
            "$.plans[0].url: error: \"/nulle-part/\" leads nowhere",
        ),
        (
            "/plans/0/amount",
            json!(u64::MAX),
            "$.plans[0].amount: error: this is not a whole number",
        ),
        (
            "/inLanguage",
            json!("en"),
            "$.inLanguage: warning: Kiosque's own words are not there in en",
        ),
        (
            "/links",
            json!([{"name": "Archives", "url": "/page/9/"}]),
            "$.links[0].url: error: \"/page/9/\" leads nowhere in this newspaper: there are pages of all articles up to 1",
        ),
        (
            "/frontPage/0",
            json!("gone"),
            "$.frontPage[0]: error: there is no article \"gone\"",
        ),
    ];
    for (pointer, value, line) in cases {
        let mut newsroom = Newsroom::new();
        match newsroom.site.pointer_mut(pointer) {
            Some(place) => *place = value,
            None => newsroom.site[&pointer[1..]] = value,
        }
        let report = newsroom.report();
        assert!(
            shown(&report).contains(&format!("site.json: {line}")),
            "{line}\nis not in\n{}",
            shown(&report)
        );
        assert_eq!(report.stops(), line.contains("error: "));
    }
}

/// Its pages are in French, and say so.
#[test]
fn a_language_is_known_by_each_of_its_codes() {
    for language in ["fr", "fr-ML", "fra", "fre-ML"] {
        let mut newsroom = Newsroom::new();
        newsroom.site["inLanguage"] = json!(language);
        newsroom.article["inLanguage"] = json!(language);
        assert_eq!(shown(&newsroom.report()), "", "{language}");
    }
}

#[test]
fn a_broken_site_file_is_the_one_thing_told() {
    let newsroom = Newsroom::new();
    newsroom.report();
    fs::write(newsroom.folder.path().join("site.json"), "{,}").unwrap();
    let folder = newsroom.folder.path();
    let shown = shown(&check(&Folder::open(folder).ok().unwrap(), now()).0);
    assert_eq!(shown.lines().count(), 1, "{shown}");
    assert!(
        shown.starts_with("site.json: $: error: this is not JSON"),
        "{shown}"
    );
}

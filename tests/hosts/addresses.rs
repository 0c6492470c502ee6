//! Addresses that are no file's.

use std::fs;

use journeys::{Host, SECRET};

/// A page of each depth.
const PAGES: [&str; 3] = [
    "article/traite-des-personnes-plan-national",
    "rubrique/culture",
    "abonnement",
];

pub fn an_address_without_its_slash_gets_it(host: &Host) {
    for page in PAGES {
        let path = host.path(page);
        for (asked, query) in [("", ""), ("?mode=leger", "?mode=leger")] {
            let answer = host.get(&format!("{path}{asked}"));
            assert!(matches!(answer.status, 301 | 308), "{path}: {}", answer.status);
            // Relative: behind a proxy the reader's own scheme, host and port are others.
            assert_eq!(answer.header("location"), format!("{path}/{query}"));
            assert_ne!(answer.header("content-security-policy"), "", "{path}");
            assert!(!answer.header("cache-control").contains("immutable"), "{path}");
        }
        assert_eq!(host.get(&format!("{path}/")).status, 200);
    }
    let above = host.site.base.trim_end_matches('/');
    if !above.is_empty() {
        let answer = host.get(above);
        assert!(matches!(answer.status, 301 | 308), "{above}: {}", answer.status);
        assert_eq!(answer.header("location"), host.site.base);
    }
}

pub fn nothing_leads_out_of_the_site(host: &Host) {
    let base = &host.site.base;
    for out in [
        "../secret.txt",
        "../../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "%2e%2e%2fsecret.txt",
        "..%5csecret.txt",
        "..%c0%afsecret.txt",
        "article/../../secret.txt",
        "article/../../../secret.txt",
        "images/%2e%2e/%2e%2e/secret.txt",
        "/etc/passwd",
        "%00",
        "secret.txt%00.html",
        "/article/traite-des-personnes-plan-national",
    ] {
        let path = format!("{base}{out}");
        let answer = host.get(&path);
        assert!(
            (400..600).contains(&answer.status) || matches!(answer.status, 301 | 308),
            "{path}: {}",
            answer.status
        );
        let body = String::from_utf8_lossy(&answer.body);
        assert!(!body.contains(SECRET) && !body.contains("root:x:"), "{path}");
        assert!(
            !answer.header("location").starts_with("//"),
            "{path} leads to another host: {}",
            answer.header("location")
        );
    }
}

pub fn folders_are_not_listed(host: &Host) {
    for folder in [
        "data/",
        "data/articles/",
        "pictures/",
        "icons/",
        "article/",
        "auteur/",
    ] {
        assert!(host.site.folder.join(folder).is_dir(), "{folder}");
        let answer = host.get(&host.path(folder));
        assert_eq!(answer.status, 404, "{folder}");
        let page = fs::read(host.site.folder.join("404.html")).unwrap();
        assert!(answer.body == page, "{folder}: the page for missing ones");
    }
}

pub fn what_is_the_press_s_own_is_not_served(host: &Host) {
    for own in [
        ".press/files",
        ".press/shell.html",
        ".press/hosts/nginx.conf",
        ".press/hosts/Caddyfile",
        "_headers",
    ] {
        assert!(host.site.folder.join(own).is_file(), "{own}");
        assert_eq!(host.get(&host.path(own)).status, 404, "{own}");
    }
    for own in [
        ".press",
        ".press/",
        ".press/hosts/",
        ".PRESS/files",
        "%2epress/files",
    ] {
        assert_ne!(host.get(&host.path(own)).status, 200, "{own}");
    }
}

/// It would be a page that says of itself that it is not there.
pub fn the_page_for_missing_ones_has_no_address(host: &Host) {
    assert_eq!(host.get(&host.path("404.html")).status, 404);
}

pub fn nothing_is_taken_but_questions(host: &Host) {
    for method in ["POST", "PUT", "DELETE"] {
        let answer = host.ask(method, "/", &[]);
        assert_eq!(answer.status, 405, "{method}");
    }
}

pub fn the_rest_of_the_server_is_left_alone(host: &Host) {
    let other = host.get("/autre.html");
    assert_eq!(
        (other.status, other.body.as_slice()),
        (200, &b"another page of this host"[..])
    );
    assert_eq!(other.header("content-security-policy"), "");
    let missing = host.get("/nulle/part/");
    assert_eq!(missing.status, 404);
    assert_eq!(missing.header("content-security-policy"), "");
    assert!(!String::from_utf8_lossy(&missing.body).contains("kiosque"));
}

pub fn what_is_not_encrypted_leads_to_what_is(host: &Host) {
    let answer = host.ask_plain("/abonnement/?x=1");
    assert_eq!(answer.status, 301);
    assert_eq!(answer.header("location"), "https://127.0.0.1/abonnement/?x=1");
}

//! The engine behind nginx and Caddy, set up as `docs/membership.md` says: what readers send arrives, and nothing else.

use std::{env, fs, path::PathBuf, thread};

use journeys::{Answer, BELOW, Host, Member, Membership, Program, Site, Standing, text};
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::attack::{encoded, found, tried};
use crate::seeds::PUBLISHED;

const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs");

pub fn trials() -> Vec<Trial> {
    let tried = |program, base, place: &str| {
        let name = format!("proxies::{program:?}::{place}::what_readers_send_arrives_and_nothing_else");
        Trial::test(name.to_lowercase(), move || {
            behind(program, base);
            Ok(())
        })
    };
    Program::ALL
        .into_iter()
        .flat_map(|program| {
            [
                tried(program, "/", "at_the_root"),
                tried(program, BELOW, "below_a_path"),
            ]
        })
        .collect()
}

/// The hosts' own blocks as `deploy.md` shows them, at the root and below a path, with the engine put into them as
/// `membership.md` says.
fn documentation(engine: u16) -> String {
    let read = |name: &str| fs::read_to_string(format!("{DOCS}/{name}")).unwrap();
    let blocks = |text: &str, language: &str| -> Vec<String> {
        let fence = format!("```{language}\n");
        text.split(&fence)
            .skip(1)
            .map(|rest| rest.split("```").next().unwrap().to_owned())
            .collect()
    };
    let (deploy, members) = (read("deploy.md"), read("membership.md"));
    let mut whole = String::new();
    for (language, above, below, forward, strip) in [
        (
            "nginx",
            "    root /var/www/deux-rives;\n",
            "    root /var/www/html;\n",
            "proxy_pass ",
            "rewrite ^/journal(/.*)$ $1 break;",
        ),
        (
            "caddyfile",
            "\timport /var/www/deux-rives",
            "\tfile_server\n",
            "reverse_proxy ",
            "uri strip_prefix /journal",
        ),
    ] {
        let mut own = blocks(&members, language);
        let within = own.pop().unwrap();
        let before = own.concat();
        let sites = blocks(&deploy, language);
        let with = |site: &str, line: &str, within: &str| {
            assert!(site.contains(line), "{site}");
            site.replacen(line, &format!("{within}{line}"), 1)
        };
        let site = with(&sites[0], above, &within);
        whole += &format!("```{language}\n{before}{site}```\n");

        assert!(members.contains(strip), "{strip}");
        let moved = |text: &str| text.replace(" /api/", " /journal/api/");
        let within = moved(&within).replacen(forward, &format!("{strip}\n{forward}"), 1);
        // What else the site has there is tried by the tests of hosts.
        let has_own_file = |line: &&str| !line.contains("/.press/hosts/");
        let site: Vec<&str> = sites[1].lines().filter(has_own_file).collect();
        let site = with(&(site.join("\n") + "\n"), below, &within);
        whole += &format!("```{language}\n{}{site}```\n", moved(&before));
    }
    assert!(whole.contains("127.0.0.1:8090"));
    whole.replace("127.0.0.1:8090", &format!("127.0.0.1:{engine}"))
}

struct Behind<'a> {
    host: &'a Host,
    base: &'static str,
    address: String,
}

impl Behind<'_> {
    fn ask(&self, method: &str, target: &str, token: &str, body: &Value) -> Answer {
        let mut headers = vec![
            ("content-type", "application/json"),
            ("x-forwarded-for", self.address.as_str()),
        ];
        if !token.is_empty() {
            headers.push(("authorization", token));
        }
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let target = [self.base.trim_end_matches('/'), target].concat();
        self.host.send(method, &target, &headers, body.as_bytes())
    }
}

fn behind(program: Program, base: &'static str) {
    let engine = Membership::start(&[("KIOSQUE_PROXY_HEADER", "X-Forwarded-For")]);
    let author = engine.member("Awa Derriere", Standing::Subscriber);
    let lapsed = engine.member("Bah Derriere", Standing::Lapsed);
    let seeded = engine.seed(&author, "un-article", PUBLISHED, "published");
    let folder = PathBuf::from(env::var_os("KIOSQUE_DIST").unwrap_or_default());
    let site = Site { folder, base };
    let host = Host::start(program, &site, &documentation(engine.port()));
    let behind = Behind {
        host: &host,
        base,
        address: "10.0.0.1".into(),
    };
    arrives(&behind, &engine, &author, &seeded);
    nothing_else_does(&behind, &engine, &author, &lapsed, &seeded);
    if base == BELOW {
        let list = "/api/collections/contributions/records";
        let headers = [("authorization", author.token.as_str())];
        let outside = host.send("GET", list, &headers, b"");
        tried(outside.status == 404);
        assert_eq!(outside.status, 404, "what is outside of the newspaper");
        return;
    }
    nobody_says_where_they_are_from(&behind);
    floods_do_not_stop_the_pages(&behind, &author);
}

/// All that the reader's pages send.
fn arrives(behind: &Behind, engine: &Membership, member: &Member, seeded: &str) {
    let list = "/api/collections/contributions/records";
    let filter = encoded(
        "article=\"un-article\"&&parent=\"\"&&(created<\"2099-01-01 00:00:00.000Z\"||(created=\"x\"&&id<\"y\"))",
    );
    let page = format!(
        "{list}?perPage=20&skipTotal=1&sort=-created,-id&filter={filter}&expand=contributions_via_parent.likes_via_contribution,likes_via_contribution"
    );
    let shown = behind.ask("GET", &page, &member.token, &Value::Null);
    assert_eq!(found(&shown, &[PUBLISHED]), [PUBLISHED], "{}", shown.json());
    assert_eq!(shown.header("cache-control"), "no-store");
    let sign_in = json!({ "identity": member.email, "password": journeys::PASSWORD });
    let none = Value::Null;
    let mut id = String::new();
    let mut like = String::new();
    let article = json!({ "article": "un-article", "text": "écrit d’ici", "parent": "" });
    let cases: [(&str, &str, Value, u16); 25] = [
        (
            "GET",
            "/api/collections/plans/records?perPage=50&skipTotal=1&sort=order,amount",
            none.clone(),
            200,
        ),
        (
            "POST",
            "/api/collections/members/auth-with-password?expand=subscriptions_via_member",
            sign_in,
            200,
        ),
        (
            "POST",
            "/api/collections/members/auth-refresh?expand=subscriptions_via_member",
            json!({}),
            200,
        ),
        (
            "POST",
            "/api/collections/members/request-verification",
            json!({ "email": member.email }),
            204,
        ),
        (
            "POST",
            "/api/collections/members/confirm-verification",
            json!({ "token": "x" }),
            400,
        ),
        (
            "POST",
            "/api/collections/members/request-password-reset",
            json!({ "email": "x@exemple.org" }),
            204,
        ),
        (
            "POST",
            "/api/collections/members/confirm-password-reset",
            json!({ "token": "x", "password": "y", "passwordConfirm": "y" }),
            400,
        ),
        (
            "POST",
            "/api/collections/members/records",
            json!({ "name": "x" }),
            400,
        ),
        ("POST", list, article, 200),
        (
            "GET",
            "/api/collections/contributions/records/{id}",
            none.clone(),
            200,
        ),
        (
            "PATCH",
            "/api/collections/contributions/records/{id}",
            json!({ "text": "mieux" }),
            200,
        ),
        (
            "DELETE",
            "/api/collections/contributions/records/{id}",
            none.clone(),
            204,
        ),
        (
            "POST",
            "/api/collections/likes/records",
            json!({ "contribution": seeded }),
            200,
        ),
        (
            "DELETE",
            "/api/collections/likes/records/{like}",
            none.clone(),
            204,
        ),
        (
            "POST",
            "/api/collections/reports/records",
            json!({ "contribution": seeded, "reason": "other" }),
            200,
        ),
        (
            "GET",
            "/api/kiosque/articles/un-article/contributions",
            none.clone(),
            200,
        ),
        ("GET", "/api/kiosque/account/export", none.clone(), 200),
        (
            "POST",
            "/api/kiosque/checkouts",
            json!({ "plan": "mensuel" }),
            200,
        ),
        ("POST", "/api/kiosque/payments/stripe", json!({}), 400),
        ("POST", "/api/kiosque/payments/wave", json!({}), 400),
        ("POST", "/api/kiosque/payments/cinetpay", json!({}), 400),
        ("GET", "/api/kiosque/payments/cinetpay", none.clone(), 200),
        ("GET", "/api/kiosque/paid?token=x", none.clone(), 200),
        ("POST", "/api/kiosque/paid", json!({}), 200),
        (
            "DELETE",
            "/api/collections/members/records/aaaaaaaaaaaaaaa",
            none.clone(),
            404,
        ),
    ];
    for (method, target, body, status) in cases {
        let target = target.replace("{id}", &id).replace("{like}", &like);
        let answer = behind.ask(method, &target, &member.token, &body);
        assert_eq!(
            answer.status,
            status,
            "{method} {target}: {}",
            String::from_utf8_lossy(&answer.body)
        );
        let made = text(&answer.json()["id"]);
        match (method, target.as_str()) {
            ("POST", "/api/collections/contributions/records") => id = made,
            ("POST", "/api/collections/likes/records") => like = made,
            _ => {}
        }
    }
    let gone = engine.member("Parti Derriere", Standing::Free);
    let out = behind.ask(
        "POST",
        "/api/kiosque/account/sign-out-everywhere",
        &gone.token,
        &json!({}),
    );
    assert_eq!(out.status, 204);
    let leaving = engine.member("Efface Derriere", Standing::Free);
    let target = format!("/api/collections/members/records/{}", leaving.id);
    let password = json!({ "password": journeys::PASSWORD });
    assert_eq!(
        behind.ask("DELETE", &target, &leaving.token, &password).status,
        204
    );
}

fn nothing_else_does(behind: &Behind, engine: &Membership, member: &Member, lapsed: &Member, seeded: &str) {
    let list = "/api/collections/contributions/records";
    let ids = engine.ask("GET", "/api/collections/contributions", engine.moderator(), None);
    let by_id = format!("/api/collections/{}/records", text(&ids.json()["id"]));
    let view = format!("{list}/{seeded}");
    let mut cases: Vec<(&str, String)> = Vec::new();
    for method in [
        "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "get", "QUERY", "PROPFIND",
    ] {
        cases.push((method, list.into()));
    }
    for method in ["HEAD", "OPTIONS", "PUT", "POST"] {
        cases.push((method, view.clone()));
    }
    let own = format!("/api/collections/members/records/{}", member.id);
    for (method, target) in [
        ("GET", "/_/"),
        ("GET", "/_/#/"),
        ("GET", "/%5f/"),
        ("GET", "/api/"),
        ("GET", "/api"),
        ("GET", "/api/health"),
        ("GET", "/api/collections"),
        ("GET", "/api/collections/contributions"),
        ("GET", "/api/settings"),
        ("PATCH", "/api/settings"),
        ("GET", "/api/logs"),
        ("GET", "/api/backups"),
        ("GET", "/api/crons"),
        ("POST", "/api/batch"),
        ("GET", "/api/realtime"),
        ("POST", "/api/realtime"),
        ("POST", "/api/sql"),
        ("GET", "/api/files/x/y/z"),
        ("POST", "/api/collections/_superusers/auth-with-password"),
        ("POST", "/api/collections/_superusers/auth-refresh"),
        ("POST", "/api/collections/_superusers/records"),
        ("GET", "/api/collections/members/records"),
        ("GET", own.as_str()),
        ("PATCH", own.as_str()),
        ("POST", "/api/collections/members/impersonate/x"),
        ("POST", "/api/collections/members/request-otp"),
        ("POST", "/api/collections/members/auth-with-otp"),
        ("POST", "/api/collections/members/auth-with-oauth2"),
        ("POST", "/api/collections/members/request-email-change"),
        ("POST", "/api/collections/members/confirm-email-change"),
        ("GET", "/api/collections/members/auth-methods"),
        ("GET", "/api/collections/subscriptions/records"),
        ("GET", "/api/collections/payments/records"),
        ("GET", "/api/collections/checkouts/records"),
        ("GET", "/api/collections/likes/records"),
        ("GET", "/api/collections/reports/records"),
        ("POST", "/api/collections/plans/records"),
        ("GET", "/api/oauth2-redirect"),
        ("GET", "/API/collections/contributions/records"),
        ("GET", "/api/Collections/contributions/records"),
        ("GET", "/api/collections/Contributions/records"),
        ("GET", "/api/collections/contributions/Records"),
        ("GET", "/%61pi/collections/contributions/records"),
        ("GET", "/api/%63ollections/contributions/records"),
        ("GET", "/api/collections/%63ontributions/records"),
        ("GET", "/api/collections/contributions/record%73"),
        ("GET", "/api/collections/contributions%2frecords"),
        ("GET", "/api/collections/contributions/records/"),
        ("GET", "/api/collections/contributions//records"),
        ("GET", "//api/collections/contributions/records"),
        ("GET", "/./api/collections/contributions/records"),
        ("GET", "/x/../api/collections/contributions/records"),
        ("GET", "/api/./collections/contributions/records"),
        ("GET", "/api/collections/x/../contributions/records"),
        ("GET", "/api/collections/contributions/records/../records"),
        ("GET", "/api/collections/contributions/records%00"),
        ("GET", "/api/collections/contributions/records%3f"),
        ("GET", "/api/collections/contributions/records;x"),
        ("GET", "/api\\collections\\contributions\\records"),
        ("GET", "/api/collections/contributions/records%20"),
        ("GET", "/article/../api/collections/contributions/records"),
        ("GET", "/api/kiosque/articles/../contributions"),
        (
            "GET",
            "/api/kiosque/articles/x%2f..%2f..%2f..%2fhealth/contributions",
        ),
        ("GET", "/api/kiosque/articles/X/contributions"),
        ("POST", "/api/kiosque/articles/x/contributions"),
        ("GET", "/api/kiosque/payments/stripe"),
        ("PUT", "/api/kiosque/paid"),
        ("GET", "/api/kiosque/paid/x"),
        ("POST", "/api/kiosque/payments/Stripe"),
        ("POST", "/api/kiosque/payments/orange"),
        ("GET", "/api/kiosque/checkouts"),
        ("POST", "/api/kiosque/account/export"),
        ("GET", "/data.db"),
        ("GET", "/pb_data/data.db"),
        ("GET", "/.members/data.db"),
        ("GET", by_id.as_str()),
    ] {
        cases.push((method, target.into()));
    }
    for (method, target) in &cases {
        for token in ["", &lapsed.token, &member.token, engine.moderator()] {
            let answer = behind.ask(method, target, token, &Value::Null);
            let said = String::from_utf8_lossy(&answer.body);
            // The engine's own answers are JSON, with what it says for short.
            let held = found(
                &answer,
                &[
                    PUBLISHED,
                    "\"data\":{",
                    "\"items\":",
                    "PocketBase",
                    "collectionId",
                ],
            )
            .is_empty()
                && answer.status >= 300;
            tried(held);
            assert!(held, "{method} {target}: {} {said:.300}", answer.status);
        }
    }
    // Those whose time is over get nothing through the front door either.
    for token in ["", &lapsed.token] {
        for target in [list, view.as_str()] {
            let answer = behind.ask("GET", target, token, &Value::Null);
            tried(found(&answer, &[PUBLISHED]).is_empty());
            assert!(matches!(answer.status, 401 | 403), "{target}: {}", answer.status);
            assert!(found(&answer, &[PUBLISHED]).is_empty());
        }
    }
    let large = json!({ "name": "x".repeat(300_000) });
    let answer = behind.ask("POST", "/api/collections/members/records", "", &large);
    tried(answer.status == 413);
    assert_eq!(answer.status, 413);
}

/// What a reader says of where they are from is not believed: the limit is the proxy's own reader's.
fn nobody_says_where_they_are_from(behind: &Behind) {
    let refused = (0..30).any(|at| {
        let from = Behind {
            host: behind.host,
            base: behind.base,
            address: format!("10.1.1.{at}"),
        };
        let answer = from.ask(
            "POST",
            "/api/collections/members/records",
            "",
            &json!({ "name": "x" }),
        );
        assert!(answer.status != 429 || answer.header("retry-after") == "60");
        answer.status == 429
    });
    tried(refused);
    assert!(refused, "30 accounts from 30 addresses that were only said");
}

/// A flood at the engine is no flood at the articles.
fn floods_do_not_stop_the_pages(behind: &Behind, member: &Member) {
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..20 {
                    behind.ask(
                        "GET",
                        "/api/collections/contributions/records",
                        &member.token,
                        &Value::Null,
                    );
                }
            });
        }
        for _ in 0..10 {
            assert_eq!(behind.host.get("/").status, 200);
        }
    });
}

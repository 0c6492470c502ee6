//! The engine behind nginx and Caddy, set up as `docs/membership.md` says: what readers send arrives, and nothing else.

mod arriving;
mod refused;

use std::{env, fs, path::PathBuf, thread};

use journeys::{Answer, BELOW, HeadersFile, Host, Member, Membership, Program, Site, Standing, has_ipv6};
use kiosque::routes::is_slug;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::attack::tried;
use crate::{seeds::PUBLISHED, slugs};
use arriving::arrives;
use refused::nothing_else_does;

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
        let moved = |text: &str| {
            let text = text.replace(" /api/", " /journal/api/");
            text.replace(" /404.html;", " /journal/404.html;")
        };
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
    /// Where the reader says that they are.
    address: String,
    /// Whether they come by IPv6.
    by_ipv6: bool,
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
        if self.by_ipv6 {
            self.host.send_by_ipv6(method, &target, &headers, body.as_bytes())
        } else {
            self.host.send(method, &target, &headers, body.as_bytes())
        }
    }
}

fn behind(program: Program, base: &'static str) {
    let mut engine = Membership::start(&[("KIOSQUE_PROXY_HEADER", "X-Forwarded-For")]);
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
        by_ipv6: false,
    };
    arrives(&behind, &engine, &author, &seeded);
    every_article_has_its_discussion(&behind);
    nothing_else_does(&behind, &engine, &author, &lapsed, &seeded);
    if base == BELOW {
        let list = "/api/collections/contributions/records";
        let headers = [("authorization", author.token.as_str())];
        let outside = host.send("GET", list, &headers, b"");
        tried(outside.status == 404);
        assert_eq!(outside.status, 404, "what is outside of the newspaper");
    } else {
        nobody_says_where_they_are_from(&behind);
        floods_do_not_stop_the_pages(&behind, &author);
    }
    engine.kill();
    let failed = behind.ask("GET", "/api/kiosque/articles/x/contributions", "", &Value::Null);
    assert_eq!(failed.status, 502);
    has_the_site_s_headers(&behind, &failed, "an engine that is down");
}

/// What a host says itself below `/api/` is as safe as its pages. Those of this site's are for the root.
fn has_the_site_s_headers(behind: &Behind, answer: &Answer, what: &str) {
    if behind.base == BELOW {
        return;
    }
    let common = HeadersFile::of_site(&behind.host.site.folder).of(&format!("{}x", behind.base));
    assert!(common.contains_key("content-security-policy"), "{common:?}");
    for (header, value) in &common {
        let held = answer.header(header) == value;
        tried(held);
        assert!(
            held,
            "{header} of {} to {what}: {:?}",
            answer.status, answer.headers
        );
    }
}

/// Whatever slug the press publishes, its readers get to the engine.
fn every_article_has_its_discussion(behind: &Behind) {
    for slug in slugs::candidates() {
        // What cannot stand in a request line is sent by nobody.
        if slug.contains([' ', '\n', 'é']) {
            continue;
        }
        let target = format!("/api/kiosque/articles/{slug}/contributions");
        let status = behind.ask("GET", &target, "", &Value::Null).status;
        assert!(!is_slug(&slug) || status == 200, "{slug}: {status}");
    }
}

/// What a reader says of where they are from is not believed: the limit is the proxy's own reader's.
fn nobody_says_where_they_are_from(behind: &Behind) {
    let protocols = if has_ipv6() { &[false, true][..] } else { &[false] };
    for by_ipv6 in protocols.iter().copied() {
        let refused = (0..30).filter(|at| {
            let from = Behind {
                host: behind.host,
                base: behind.base,
                address: if at % 2 == 0 {
                    format!("10.1.1.{at}")
                } else {
                    format!("2001:db8:{at}::1")
                },
                by_ipv6,
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
        let refused = refused.count();
        // Over the other protocol it is somebody else, who is not refused from the beginning.
        let held = (10..30).contains(&refused);
        tried(held);
        assert!(
            held,
            "IPv6 {by_ipv6}: {refused} refused of 30 accounts from 30 addresses that were only said"
        );
    }
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

//! What is too long costs the engine next to nothing.

mod inputs;
mod notices;

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use journeys::{Membership, PASSWORD, Standing, another_address};
use serde_json::{Value, json};

use crate::attack::tried;
use crate::seeds::ARTICLE;
use inputs::{Route, another_name, headers, routes, shapes, structures};

/// Milliseconds of processor that the engine may take to answer one request.
const MOST: u64 = 100;
/// How often a request that took longer is made again: a collection of garbage may have come in between.
const AGAIN: usize = 3;

/// The engine's process, as Linux counts it.
struct Meter {
    stat: String,
}

impl Meter {
    /// Milliseconds of processor that the process has taken so far, with its kernel's (proc(5): `utime`, `stime`).
    fn spent(&self) -> u64 {
        let stat = fs::read_to_string(&self.stat).unwrap();
        let (_, fields) = stat.rsplit_once(')').unwrap();
        let ticks = fields.split_whitespace().skip(11).take(2);
        // Linux tells it in hundredths of a second, whatever it counts in (`USER_HZ`).
        ticks.map(|ticks| ticks.parse::<u64>().unwrap() * 10).sum()
    }
}

/// A request whose size the server may not like: it hangs up while it is sent. The status; 0 where there was no answer.
fn send(engine: &Membership, method: &str, target: &str, headers: &[(String, String)], body: &[u8]) -> u16 {
    let mut stream = TcpStream::connect(("127.0.0.1", engine.port())).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let head = format!(
        "{method} {target} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n",
        body.len()
    );
    let _ = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(body));
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let line = String::from_utf8_lossy(answer.get(..12).unwrap_or_default()).into_owned();
    line.split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .unwrap_or(0)
}

/// Else the limit of one header is none: they are read together.
pub fn a_header_in_parts_is_as_long_as_all_of_them(engine: &mut Membership) {
    for name in ["Authorization", "Content-Type", "Cookie", "Origin"] {
        let parts = |count: usize| vec![(name.to_owned(), "x".repeat(3000)); count];
        let refused = send(engine, "GET", "/api/health", &parts(3), b"");
        tried(refused == 431);
        assert_eq!(refused, 431, "{name}");
        assert_eq!(send(engine, "GET", "/api/health", &parts(2), b""), 200, "{name}");
    }
}

/// What is asked of the engine, and what for.
struct Trial<'a> {
    engine: &'a Membership,
    meter: Meter,
    /// What one password takes: bcrypt is slow on purpose.
    password: u64,
    dearest: (u64, String),
    count: usize,
}

impl Trial<'_> {
    /// Asks once, and again where it took too long. So many passwords are not counted.
    fn hold(&mut self, what: &str, hashes: u64, mut ask: impl FnMut() -> u16) {
        let mut least = u64::MAX;
        for _ in 0..AGAIN {
            let before = self.meter.spent();
            let status = ask();
            least = least.min((self.meter.spent() - before).saturating_sub(hashes * self.password));
            assert!(status != 500, "{what}: 500");
            if least <= MOST {
                break;
            }
        }
        self.count += 1;
        if least > self.dearest.0 {
            self.dearest = (least, what.to_owned());
        }
        tried(least <= MOST);
        assert!(least <= MOST, "{what}: {least} ms of processor");
    }

    /// A route, with a text in a field of its body. Before a password is hashed, what is too long is refused.
    fn field(&mut self, route: &Route, token: &str, field: &str, value: &Value, what: &str) {
        let engine = self.engine;
        let is_read = value.to_string().len() <= route.largest;
        let hashes = if is_read { route.hashes } else { 0 };
        self.hold(&format!("{route}: {field}, {what}"), hashes, || {
            let mut body = route.body();
            body[field] = value.clone();
            let headers = sent_by(token, "application/json");
            let body = body.to_string();
            send(engine, &route.method, &route.target, &headers, body.as_bytes())
        });
    }
}

fn sent_by(token: &str, kind: &str) -> Vec<(String, String)> {
    [
        ("content-type", kind),
        ("authorization", token),
        ("x-forwarded-for", &another_address()),
    ]
    .iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
    .collect()
}

/// Else one request of a few hundred bytes takes the discussion from everybody for a minute.
///
/// bcrypt is not counted: a password is hashed where an account is made or a new one is chosen, and compared at signing in
/// and when an account is deleted. What that takes is measured first, and taken off for these routes alone.
pub fn nobody_burns_a_processor_with_what_is_too_long() {
    let engine = Membership::start(&[("KIOSQUE_PROXY_HEADER", "X-Forwarded-For")]);
    let meter = Meter {
        stat: format!("/proc/{}/stat", engine.process()),
    };
    if fs::metadata(&meter.stat).is_err() {
        eprintln!("no /proc here: what a request costs is not measured");
        return;
    }
    let writer = engine.member("Awa Longue", Standing::Subscriber);
    let own = engine.seed(&writer, ARTICLE, "à moi", "published");
    let mut took: Vec<u64> = (0..5)
        .map(|_| {
            let before = meter.spent();
            let account = json!({ "identity": writer.email, "password": PASSWORD });
            let answer = engine.ask(
                "POST",
                "/api/collections/members/auth-with-password",
                "",
                Some(&account),
            );
            assert_eq!(answer.status, 200);
            meter.spent() - before
        })
        .collect();
    took.sort_unstable();
    let mut trial = Trial {
        engine: &engine,
        meter,
        password: took[2],
        dearest: (0, String::new()),
        count: 0,
    };
    let schema = engine
        .ask("GET", "/api/collections?perPage=100", engine.moderator(), None)
        .json();
    let routes = routes(&schema, &own);

    // Each field is tried with the next: there are many fields.
    let shapes = shapes();
    let mut turn = shapes.iter().cycle();
    let structures = structures();
    let mut structures = structures.iter().cycle();
    let mut units = ["a.", "t=1,v1=", "a, ", "a=b;"].iter().cycle();
    for route in &routes {
        // Somebody who may write, and has not written much lately.
        let member = engine.member(&another_name(), Standing::Subscriber);
        let mine = engine.seed(&member, ARTICLE, "à moi", "published");
        let route = &Route {
            target: route.target.replace(&own, &mine),
            ..route.clone()
        };
        for (field, most) in &route.fields {
            // With what else is in the body, it is as long as it may be.
            let largest = route.largest - 400;
            let times = if field == "text" { shapes.len() } else { 1 };
            let sizes = [*most, largest, largest].map(|size| vec![size; times]).concat();
            for size in sizes {
                let (shape, unit) = *turn.next().unwrap();
                let times = size / (json!(unit).to_string().len() - 2);
                let what = format!("{size} bytes of {shape}");
                trial.field(route, &member.token, field, &json!(unit.repeat(times)), &what);
            }
            let (what, value) = structures.next().unwrap();
            trial.field(route, &member.token, field, value, what);
            let value = json!("a ".repeat(route.largest * 5));
            trial.field(route, &member.token, field, &value, "ten times too much");
        }
        for name in &route.queries {
            let asked = [
                ("one word", "a", 2000),
                ("commas", "a,", 2000),
                ("brackets", "(", 2000),
                ("comparisons", "a=1||", 2000),
                ("points", "a.", 2000),
                ("commas", "a,", 80_000),
            ];
            for (shape, unit, size) in asked {
                let target = format!("{}?{name}={}", route.target, unit.repeat(size / unit.len()));
                let what = format!("{route}?{name}, {size} bytes of {shape}");
                trial.hold(&what, route.hashes, || {
                    send(&engine, &route.method, &target, &sent_by(&member.token, ""), b"")
                });
            }
        }
        for name in headers() {
            for size in [8000, 80_000] {
                if let Some(unit) = units.next() {
                    let mut sent = sent_by(&member.token, "application/json");
                    sent.retain(|(other, _)| !other.eq_ignore_ascii_case(&name));
                    sent.push((name.clone(), unit.repeat(size / unit.len())));
                    trial.hold(
                        &format!("{route}, {name}: {size} bytes of {unit}"),
                        route.hashes,
                        || {
                            send(
                                &engine,
                                &route.method,
                                &route.target,
                                &sent,
                                route.body().to_string().as_bytes(),
                            )
                        },
                    );
                }
            }
        }
    }
    for notice in notices::notices() {
        let target = format!("/api/kiosque/payments/{}", notice.provider);
        let sent = [(notice.header.to_owned(), notice.signature)];
        trial.hold(&format!("{}: {}", notice.provider, notice.what), 0, || {
            send(&engine, "POST", &target, &sent, notice.body.as_bytes())
        });
    }
    // The smallest that ever took long, and longer ones.
    for words in [20, 100, 400, 1500] {
        let mut account = inputs::account();
        account["name"] = json!("a ".repeat(words));
        let hashes = if words > 80 { 0 } else { 2 };
        trial.hold(&format!("a name of {words} words"), hashes, || {
            let target = "/api/collections/members/records";
            engine.ask("POST", target, "", Some(&account)).status
        });
    }
    // A moderator's hand slips, too.
    for name in ["a ".repeat(10_000), "é".repeat(200_000)] {
        let mut account = inputs::account();
        account["name"] = json!(name);
        trial.hold("a moderator's long name", 2, || {
            let target = "/api/collections/members/records";
            engine
                .ask("POST", target, engine.moderator(), Some(&account))
                .status
        });
    }
    println!(
        "{} requests to {} routes; a password: {} ms; the dearest besides: {} ms ({})",
        trial.count,
        routes.len(),
        trial.password,
        trial.dearest.0,
        trial.dearest.1
    );
    assert!(
        routes.len() > 60 && trial.count > 5000,
        "{} requests",
        trial.count
    );
}

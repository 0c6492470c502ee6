//! Providers that say what nobody expects.

use std::{
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use journeys::{Membership, PROVIDER_SECRET, Standing, text, wait_for};
use neighbours::cinetpay_notice;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};

use super::{Post, STRIPE, WAVE, begin, now, reads, session, until, wave_notice};
use crate::attack::tried;

/// Moments at which nothing that is told today was paid.
fn moments() -> Vec<Value> {
    vec![
        json!("9999-12-31T23:59:59Z"),
        json!("+275760-09-13T00:00:00.000Z"),
        json!("0001-01-01T00:00:00Z"),
        json!("1970-01-01T00:00:00Z"),
        json!("2062-11-28T07:00:00Z"),
        json!("hier"),
        json!(""),
        json!(null),
        json!(1e300),
        json!(-1),
        json!([]),
        json!({ "when": "2026-01-01" }),
    ]
}

/// Whether it is a month from now, as a subscriber sees it.
fn is_a_month(until: &str) -> bool {
    let until = OffsetDateTime::parse(&until.replace(' ', "T"), &Rfc3339);
    until.is_ok_and(|until| {
        let days = until - OffsetDateTime::now_utc();
        (Duration::days(27)..Duration::days(32)).contains(&days)
    })
}

/// A wrong date takes from nobody what they paid for, and gives nobody more.
pub fn what_was_paid_counts_whatever_its_date(engine: &mut Membership) {
    for (at, moment) in moments().into_iter().enumerate() {
        for (name, post) in [("Onde", &WAVE), ("Carte", &STRIPE)] {
            let member = engine.member(&format!("Kani {name} {}", "x".repeat(at + 1)), Standing::Free);
            let checkout = begin(engine, &member, "mensuel");
            let notice = if name == "Onde" {
                let mut notice = wave_notice(&format!("date{at}"), &checkout, 2500);
                notice["data"]["when_completed"] = moment.clone();
                notice
            } else {
                let mut notice = session(&format!("date{at}"), now(), &checkout);
                notice["created"] = moment.clone();
                notice["data"]["object"]["subscription"] = json!(null);
                notice
            };
            post.tell(engine, &notice);
            let until = until(engine, &member);
            let is_held = is_a_month(&until) && reads(engine, &member);
            tried(is_held);
            assert!(is_held, "{name}, {moment}: until {until:?}");
        }
    }
}

/// What a payment is called at its provider's is not what was paid for; it counts once all the same.
pub fn what_was_paid_counts_whatever_its_id(engine: &mut Membership) {
    let ids = [
        json!(12),
        json!({ "a": 1 }),
        json!([]),
        json!("x".repeat(300)),
        json!(""),
        Value::Null,
    ];
    for (at, wrong) in ids.into_iter().enumerate() {
        for (name, post) in [("Flot", &WAVE), ("Puce", &STRIPE)] {
            let member = engine.member(&format!("Kani {name} {}", "x".repeat(at + 1)), Standing::Free);
            let checkout = begin(engine, &member, "mensuel");
            for again in ["une", "deux"] {
                let id = format!("id{at}{again}");
                let notice = if name == "Flot" {
                    let mut notice = wave_notice(&id, &checkout, 2500);
                    notice["data"]["transaction_id"] = wrong.clone();
                    notice["data"]["id"] = wrong.clone();
                    notice
                } else {
                    let mut notice = session(&id, now(), &checkout);
                    for field in ["payment_intent", "invoice", "subscription"] {
                        notice["data"]["object"][field] = wrong.clone();
                    }
                    notice
                };
                post.tell(engine, &notice);
                let until = until(engine, &member);
                let is_held = is_a_month(&until) && reads(engine, &member);
                tried(is_held);
                assert!(is_held, "{name}, {wrong}, {again}: until {until:?}");
            }
        }
    }
}

/// What is signed and no notice is answered, so that it is not sent again for days, and is in the log.
pub fn what_cannot_be_understood_is_not_sent_for_ever(engine: &mut Membership) {
    let refused = |post: &Post, body: &str, what: &str| {
        let signature = (post.sign)(PROVIDER_SECRET, now().unsigned_abs(), body).unwrap();
        let answer = engine.send("POST", post.path, &[(post.header, &signature)], body.as_bytes());
        let is_held = answer.status == 200 && answer.json()["understood"] == json!(false);
        tried(is_held);
        assert!(is_held, "{what}: {} {}", answer.status, answer.json());
    };
    let long = "x".repeat(100_000);
    for (post, good) in [
        (&WAVE, wave_notice("garbled", "x", 2500)),
        (&STRIPE, session("garbled", now(), "x")),
    ] {
        let bodies = [
            "",
            "pas de JSON",
            "{",
            "null",
            "\u{feff}{}",
            "a=b&c=d",
            "[[[",
            "{\"id\":",
            "{}",
            "[]",
            "1",
            "\"x\"",
        ];
        for body in bodies {
            refused(post, body, body);
        }
        for wrong in [Value::Null, json!(5), json!({}), json!(""), json!([])] {
            let mut notice = good.clone();
            notice["id"] = wrong;
            refused(post, &notice.to_string(), &notice.to_string());
        }
        for wrong in [Value::Null, json!({}), json!("x"), json!([]), json!(1)] {
            let mut notice = good.clone();
            notice["data"] = wrong;
            refused(post, &notice.to_string(), &notice.to_string());
        }
        for field in ["id", "data"] {
            let mut without = good.clone();
            without.as_object_mut().unwrap().remove(field);
            refused(post, &without.to_string(), field);
        }
        // Of what is not about a payment nothing is missing.
        post.tell(
            engine,
            &json!({ "id": "evt_ping", "type": "ping", "data": { "object": {} } }),
        );
        let mut endless = good.clone();
        endless["id"] = json!(long);
        refused(post, &endless.to_string(), "an id without end");
    }
    for fields in [
        vec![],
        vec![("cpm_trans_id", "")],
        vec![("cpm_trans_id", "../../x")],
        vec![("cpm_trans_id", &long[..9000])],
    ] {
        let (form, token) = cinetpay_notice(PROVIDER_SECRET, &fields).unwrap();
        let answer = engine.send(
            "POST",
            "/api/kiosque/payments/cinetpay",
            &[("x-token", &token)],
            form.as_bytes(),
        );
        assert_eq!(
            (answer.status, &answer.json()["understood"]),
            (200, &json!(false)),
            "{form:.60}"
        );
    }
    let logged = wait_for(|| {
        let target = "/api/logs?filter=message~'could%20not%20be%20understood'&perPage=1";
        let found = engine.ask("GET", target, engine.moderator(), None).json();
        found["items"].get(0).cloned()
    });
    let logged = logged.expect("nothing is in the log").to_string();
    assert!(
        logged.contains("provider") && !logged.contains("lecteurs.example"),
        "{logged}"
    );
}

/// A provider of whom one answer is all that is known.
fn provider(answer: impl Fn(&str, &mut TcpStream) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut asked = [0; 8192];
            let read = stream.read(&mut asked).unwrap_or(0);
            answer(&String::from_utf8_lossy(&asked[..read]), &mut stream);
        }
    });
    address
}

fn plan(engine: &Membership, api: &str) {
    let plan = json!({
        "code": "mobile", "name": "Mobile", "amount": 1500, "currency": "XOF", "interval": "month", "checkout": api,
    });
    engine.moderate("POST", "/api/collections/plans/records", &plan);
}

/// MiB of memory that a process has had at most; nothing where nobody says it.
fn most_memory(process: u32) -> Option<usize> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim()
        .trim_end_matches(" kB")
        .parse::<usize>()
        .ok()
        .map(|kib| kib / 1024)
}

/// Else a provider's machine that somebody else has taken over ends the engine.
pub fn an_answer_without_end_takes_no_memory() {
    for variable in ["KIOSQUE_WAVE_API", "KIOSQUE_CINETPAY_API"] {
        for head in ["", "content-length: 99999999999\r\n"] {
            let endless = provider(move |_, stream| {
                let head = format!(
                    "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: application/json\r\n{head}\r\n"
                );
                let _ = stream.write_all(head.as_bytes());
                let some = [b'['; 1 << 16];
                while stream.write_all(&some).is_ok() {}
            });
            let api = format!("http://{endless}/v1");
            let engine = Membership::start(&[(variable, &api)]);
            plan(&engine, &api);
            let member = engine.member("Oumou Patiente", Standing::Free);
            let before = most_memory(engine.process());
            let asked = json!({ "plan": "mobile" });
            let answer = engine.ask("POST", "/api/kiosque/checkouts", &member.token, Some(&asked));
            assert_eq!(answer.status, 502, "{}", answer.json());
            let grown = most_memory(engine.process())
                .zip(before)
                .map(|(after, before)| after - before);
            tried(grown.is_none_or(|grown| grown < 16));
            assert!(grown.is_none_or(|grown| grown < 16), "{variable}: {grown:?} MiB");
        }
    }
}

/// Else the page of the newspaper runs or shows what somebody has put into a provider's answer.
pub fn nobody_is_led_to_what_is_no_page() {
    for variable in ["KIOSQUE_WAVE_API", "KIOSQUE_CINETPAY_API"] {
        let page: Arc<Mutex<Value>> = Arc::default();
        let told = Arc::clone(&page);
        let strange = provider(move |_, stream| {
            let page = told.lock().unwrap().clone();
            let body = json!({ "code": "201", "wave_launch_url": page, "data": { "payment_url": page } })
                .to_string();
            let head = format!(
                "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(format!("{head}{body}").as_bytes());
        });
        let api = format!("http://{strange}/v1");
        let engine = Membership::start(&[(variable, &api)]);
        plan(&engine, &api);
        let member = engine.member("Oumou Prudente", Standing::Free);
        let asked = json!({ "plan": "mobile" });
        let begin = |address: Value| {
            *page.lock().unwrap() = address;
            engine.ask("POST", "/api/kiosque/checkouts", &member.token, Some(&asked))
        };
        for wrong in [
            json!(5),
            json!(true),
            json!({ "a": 1 }),
            json!(["https://pay.example/"]),
            json!("javascript:alert(1)"),
            json!("data:text/html,x"),
            json!("http://pay.example/"),
            json!("//pay.example/"),
            json!("/compte/"),
            json!("https://"),
            json!("https://pay.example/ x"),
            json!(" https://pay.example/\n"),
        ] {
            let answer = begin(wrong.clone());
            tried(answer.status == 502);
            assert_eq!(answer.status, 502, "{variable}: {wrong}: {}", answer.json());
        }
        let right = "https://pay.example/c/cos-18?a=b#c";
        assert_eq!(begin(json!(right)).json()["address"], json!(right));
    }
}

/// CinetPay's own date, when it is asked.
pub fn what_was_paid_with_cinetpay_counts_whatever_its_date() {
    let date: Arc<Mutex<Value>> = Arc::default();
    let told = Arc::clone(&date);
    let cinetpay = provider(move |asked, stream| {
        let data = if asked.starts_with("POST /v2/payment/check") {
            let date = told.lock().unwrap().clone();
            json!({ "status": "ACCEPTED", "amount": "1500", "currency": "XOF", "payment_date": date })
        } else {
            json!({ "payment_url": "http://127.0.0.1:1/page" })
        };
        let body = json!({ "code": "00", "data": data }).to_string();
        let head = format!(
            "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let _ = stream.write_all(format!("{head}{body}").as_bytes());
    });
    let api = format!("http://{cinetpay}/v2/payment");
    let engine = Membership::start(&[("KIOSQUE_CINETPAY_API", &api)]);
    plan(&engine, &api);
    for (at, moment) in moments().into_iter().enumerate() {
        *date.lock().unwrap() = moment.clone();
        let member = engine.member(&format!("Sira {}", "x".repeat(at + 1)), Standing::Free);
        let asked = json!({ "plan": "mobile" });
        let answer = engine.ask("POST", "/api/kiosque/checkouts", &member.token, Some(&asked));
        assert_eq!(answer.status, 200, "{}", answer.json());
        let target = format!("/api/collections/checkouts/records?filter=member='{}'", member.id);
        let begun = engine.ask("GET", &target, engine.moderator(), None).json();
        let id = text(&begun["items"][0]["id"]);
        let (form, token) = cinetpay_notice(PROVIDER_SECRET, &[("cpm_trans_id", &id)]).unwrap();
        let target = "/api/kiosque/payments/cinetpay";
        let answer = engine.send("POST", target, &[("x-token", &token)], form.as_bytes());
        assert_eq!(answer.status, 200, "{}", answer.json());
        let until = until(&engine, &member);
        tried(is_a_month(&until));
        assert!(is_a_month(&until), "{moment}: until {until:?}");
    }
}

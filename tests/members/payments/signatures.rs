//! Notices that are not signed as they must be.

use journeys::{Member, Membership, PROVIDER_SECRET, Standing};
use neighbours::signature;
use serde_json::{Value, json};

use super::{Post, STRIPE, WAVE, begin, now, session, until, wave_notice};
use crate::attack::tried;

pub fn only_a_signed_notice_counts(engine: &mut Membership) {
    let member = engine.member("Seydou Forge", Standing::Free);
    let notice = session("forged", now(), &begin(engine, &member, "mensuel"));
    signed_and_nothing_else(engine, &member, &STRIPE, &notice);
    let member = engine.member("Seydou Onde", Standing::Free);
    let notice = wave_notice("forged", &begin(engine, &member, "mensuel"), 2500);
    signed_and_nothing_else(engine, &member, &WAVE, &notice);
    // What one provider signed is nothing to the other.
    let member = engine.member("Seydou Mele", Standing::Free);
    let notice = wave_notice("mixed", &begin(engine, &member, "mensuel"), 2500).to_string();
    let stripes = signature(PROVIDER_SECRET, now().unsigned_abs(), &notice).unwrap();
    let answer = engine.send("POST", WAVE.path, &[(WAVE.header, &stripes)], notice.as_bytes());
    tried(answer.status == 400);
    assert_eq!(answer.status, 400);
    for unknown in [
        "Stripe",
        "orange",
        "signature",
        "providers",
        "constructor",
        "payments",
        "..%2flib%2fstripe",
    ] {
        let path = format!("/api/kiosque/payments/{unknown}");
        let answer = engine.send("POST", &path, &[(STRIPE.header, &stripes)], notice.as_bytes());
        tried(answer.status == 404);
        assert_eq!(answer.status, 404, "{unknown}");
    }
}

fn signed_and_nothing_else(engine: &Membership, member: &Member, post: &Post, notice: &Value) {
    let body = notice.to_string();
    let time = now().unsigned_abs();
    let sign = |secret: &str, time: u64, body: &str| (post.sign)(secret, time, body).unwrap();
    let good = sign(PROVIDER_SECRET, time, &body);
    let (_, hex) = good.split_once("v1=").unwrap();
    let other_body = body.replace("2500", "9999");
    for header in [
        String::new(),
        "x".into(),
        "t=,v1=".into(),
        "t=1".into(),
        format!("v1={hex}"),
        format!("t={time}"),
        format!("t={time},v1="),
        format!("t={time},v0={hex}"),
        format!("t={},v1={hex}", time + 1),
        format!("t=0{time},v1={hex}"),
        format!("t={time}.0,v1={hex}"),
        format!("t=NaN,v1={hex}"),
        format!("t=-{time},v1={hex}"),
        format!("t={time},v1={}", hex.to_uppercase()),
        format!("t={time},v1={}", &hex[1..]),
        sign("whsec_another", time, &body),
        sign("", time, &body),
        sign("undefined", time, &body),
        sign(PROVIDER_SECRET, time, &other_body),
        sign(PROVIDER_SECRET, time, ""),
        sign(PROVIDER_SECRET, time - 301, &body),
        sign(PROVIDER_SECRET, time + 400, &body),
        sign(PROVIDER_SECRET, 0, &body),
        "t=1,".repeat(2000),
    ] {
        let answer = engine.send("POST", post.path, &[(post.header, &header)], body.as_bytes());
        tried(answer.status == 400);
        assert_eq!(answer.status, 400, "{header}");
    }
    for token in [&member.token, engine.moderator()] {
        let answer = engine.ask("POST", post.path, token, Some(notice));
        tried(answer.status == 400);
        assert_eq!(answer.status, 400);
    }
    assert_eq!(until(engine, member), "");
    // The providers' own may hold several, of which one is right.
    let header = format!("t={time},v1={},v1={hex},v0=x", "0".repeat(64));
    assert_eq!(
        engine
            .send("POST", post.path, &[(post.header, &header)], body.as_bytes())
            .status,
        200
    );
    let paid = until(engine, member);
    assert_ne!(paid, "");
    // The very same again, and the same payment in another notice.
    engine.send("POST", post.path, &[(post.header, &header)], body.as_bytes());
    let mut again = notice.clone();
    again["id"] = json!("evt_forged_again");
    post.tell(engine, &again);
    tried(until(engine, member) == paid);
    assert_eq!(until(engine, member), paid);
}

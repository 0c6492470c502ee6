//! Notices as large as they may be, signed and not.

use journeys::PROVIDER_SECRET;
use neighbours::{cinetpay_notice, signature, wave_signature};
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

use super::inputs::{providers, shapes};

/// Bytes of the largest notice that is read.
const LARGEST: usize = 1 << 18;

/// What is sent in a provider's name.
pub struct Notice {
    pub provider: &'static str,
    pub header: &'static str,
    pub what: String,
    pub signature: String,
    pub body: String,
}

fn sign(provider: &str, body: &str) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    match provider {
        "stripe" => signature(PROVIDER_SECRET, now, body).unwrap(),
        "wave" => wave_signature(PROVIDER_SECRET, now, body).unwrap(),
        _ => {
            cinetpay_notice(PROVIDER_SECRET, &[("cpm_trans_id", "")])
                .unwrap()
                .1
        }
    }
}

/// A notice of theirs that says what counts.
fn good(provider: &str) -> Value {
    if provider == "wave" {
        return json!({ "id": "AE_x", "type": "checkout.session.completed", "data": {
            "id": "cos-x", "amount": "2500", "currency": "XOF", "client_reference": "x", "payment_status": "succeeded",
            "transaction_id": "x", "when_completed": "2026-01-01T00:00:00Z",
        } });
    }
    json!({ "id": "evt_x", "type": "checkout.session.completed", "created": 1, "data": { "object": {
        "id": "cs_x", "payment_status": "paid", "client_reference_id": "x", "payment_intent": "pi", "invoice": "in_x",
        "subscription": "sub_x", "amount_total": 2500, "currency": "xof",
    } } })
}

/// Where the values of an object are (RFC 6901).
fn leaves(value: &Value) -> Vec<String> {
    let Some(object) = value.as_object() else {
        return vec![String::new()];
    };
    let below = object.iter().flat_map(|(name, inner)| {
        leaves(inner)
            .into_iter()
            .map(move |path| format!("/{name}{path}"))
    });
    below.collect()
}

pub fn notices() -> Vec<Notice> {
    let mut all = Vec::new();
    for (provider, header) in providers() {
        let mut add = |what: String, signature: String, body: String| {
            all.push(Notice {
                provider,
                header,
                what,
                signature,
                body,
            });
        };
        for (shape, unit) in shapes() {
            if provider == "cinetpay" {
                let long = unit.repeat(10_000 / unit.len());
                for name in ["cpm_site_id", "cpm_trans_id", "cpm_error_message", "else"] {
                    let (body, signature) = cinetpay_notice(PROVIDER_SECRET, &[(name, &long)]).unwrap();
                    add(format!("{name} of {shape}"), signature, body);
                }
                continue;
            }
            for leaf in leaves(&good(provider)) {
                let mut notice = good(provider);
                *notice.pointer_mut(&leaf).unwrap() = json!(unit.repeat((LARGEST / 2 - 1000) / unit.len()));
                let body = notice.to_string();
                add(format!("signed, {leaf} of {shape}"), sign(provider, &body), body);
            }
        }
        for (what, unit) in [
            ("brackets", "["),
            ("fields", "&"),
            ("pairs", "a=b&"),
            ("escapes", "%41"),
            ("digits", "1"),
        ] {
            for size in [10_000, LARGEST, 10 * LARGEST] {
                let body = unit.repeat(size / unit.len());
                for signature in [
                    sign(provider, &body),
                    "a".repeat(64),
                    "v1=a,".repeat(200),
                    "t=1,".repeat(100_000),
                ] {
                    add(
                        format!("{size} bytes of {what}, {} of signature", signature.len()),
                        signature,
                        body.clone(),
                    );
                }
            }
        }
    }
    all
}

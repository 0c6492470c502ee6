//! What Wave would send (<https://docs.wave.com/webhook>), and answer when it is asked for a page to pay on
//! (<https://docs.wave.com/checkout>).

use serde::Deserialize;
use serde_json::{Value, json};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::signing::hmac;

/// What a page is asked for with.
#[derive(Clone, Debug, Deserialize)]
pub struct Session {
    pub amount: String,
    pub currency: String,
    pub client_reference: String,
    pub success_url: String,
}

/// `Wave-Signature` for a body, signed at a time (seconds since 1970).
///
/// # Errors
/// None: HMAC takes a secret of any length.
pub fn signature(secret: &str, time: u64, body: &str) -> Result<String, crate::Error> {
    Ok(format!("t={time},v1={}", hmac(secret, &format!("{time}{body}"))?))
}

/// What is told when a page was paid on. `id` is the session's.
pub fn paid(id: &str, session: &Session) -> Value {
    let when = OffsetDateTime::now_utc().format(&Rfc3339).unwrap_or_default();
    json!({
        "id": format!("AE_{id}"),
        "type": "checkout.session.completed",
        "data": {
            "id": format!("cos-{id}"),
            "amount": session.amount,
            "checkout_status": "complete",
            "client_reference": session.client_reference,
            "currency": session.currency,
            "payment_status": "succeeded",
            "transaction_id": format!("TCN{id}"),
            "when_completed": when,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value is `printf '1{}' | openssl dgst -sha256 -hmac wave_test`.
    #[test]
    fn a_signature_is_waves() {
        assert_eq!(
            signature("wave_test", 1, "{}").unwrap(),
            "t=1,v1=0275498e602ae50c94a81be90b0900632f55942f48c7e218d7ee3bb3e6d5564e"
        );
    }
}

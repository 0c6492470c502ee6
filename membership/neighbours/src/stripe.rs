//! What Stripe would send (<https://docs.stripe.com/webhooks>), in the shapes of its API since 2025-03-31.

use serde_json::{Value, json};

use crate::payment::Payment;
use crate::signing::{hmac, now};

/// `Stripe-Signature` for a body, signed at a time (seconds since 1970).
///
/// # Errors
/// None: HMAC takes a secret of any length.
pub fn signature(secret: &str, time: u64, body: &str) -> Result<String, crate::Error> {
    Ok(format!(
        "t={time},v1={}",
        hmac(secret, &format!("{time}.{body}"))?
    ))
}

fn event(id: &str, kind: &str, object: Value) -> Value {
    json!({
        "id": format!("evt_{id}"),
        "object": "event",
        "api_version": "2025-03-31.basil",
        "created": now(),
        "type": kind,
        "data": { "object": object },
    })
}

/// What is told when a subscription is begun, in its order.
pub fn paid(payment: &Payment) -> Vec<Value> {
    let Payment {
        id,
        reference,
        amount,
        currency,
        ..
    } = payment;
    let session = json!({
        "id": format!("cs_test_{id}"),
        "object": "checkout.session",
        "mode": "subscription",
        "client_reference_id": reference,
        "payment_status": "paid",
        "payment_intent": null,
        "invoice": payment.invoice(),
        "subscription": payment.subscription(),
        "amount_total": amount,
        "currency": currency.to_lowercase(),
    });
    vec![
        event(&format!("{id}_session"), "checkout.session.completed", session),
        invoice_payment(payment),
    ]
}

/// What is told when a subscription renews by itself.
pub fn renewed(payment: &Payment) -> Vec<Value> {
    let invoice = json!({
        "id": payment.invoice(),
        "object": "invoice",
        "billing_reason": "subscription_cycle",
        "parent": {
            "type": "subscription_details",
            "subscription_details": { "subscription": payment.subscription() },
        },
        "amount_paid": payment.amount,
        "currency": payment.currency.to_lowercase(),
    });
    vec![
        event(&format!("{}_invoice", payment.id), "invoice.paid", invoice),
        invoice_payment(payment),
    ]
}

/// Which payment an invoice was paid with.
fn invoice_payment(payment: &Payment) -> Value {
    let object = json!({
        "id": format!("inpay_{}", payment.id),
        "object": "invoice_payment",
        "invoice": payment.invoice(),
        "status": "paid",
        "payment": { "type": "payment_intent", "payment_intent": payment.intent() },
    });
    event(&format!("{}_link", payment.id), "invoice_payment.paid", object)
}

/// What is told when all of a payment is given back.
pub fn refunded(payment: &Payment) -> Vec<Value> {
    let charge = json!({
        "id": format!("ch_{}", payment.id),
        "object": "charge",
        "payment_intent": payment.intent(),
        "amount": payment.amount,
        "amount_refunded": payment.amount,
        "refunded": true,
    });
    vec![event(
        &format!("{}_refund", payment.id),
        "charge.refunded",
        charge,
    )]
}

/// What is told when a subscription ends.
pub fn ended(payment: &Payment) -> Vec<Value> {
    let subscription = json!({
        "id": payment.subscription(),
        "object": "subscription",
        "status": "canceled",
        "ended_at": now(),
    });
    vec![event(
        &format!("{}_end", payment.id),
        "customer.subscription.deleted",
        subscription,
    )]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value is `printf '1.{}' | openssl dgst -sha256 -hmac whsec_test`.
    #[test]
    fn a_signature_is_stripes() {
        assert_eq!(
            signature("whsec_test", 1, "{}").unwrap(),
            "t=1,v1=7500d5d4be4b3ef07af1fe56f7d522d135cdaa7530de557e67cc1049c52de094"
        );
    }
}

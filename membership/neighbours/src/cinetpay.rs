//! What CinetPay would answer (<https://docs.cinetpay.com/api/1.0-en/checkout/>) when it is asked for a page to pay on, or what
//! became of a payment; and what it would tell.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Value, json};
use time::{OffsetDateTime, macros::format_description};

use crate::Error;
use crate::signing::hmac;

/// What a page is asked for with.
#[derive(Clone, Debug, Deserialize)]
pub struct Order {
    apikey: String,
    site_id: String,
    transaction_id: String,
    amount: u64,
    currency: String,
    description: String,
    notify_url: String,
    pub return_url: String,
}

/// What is asked of a payment.
#[derive(Debug, Deserialize)]
struct Question {
    apikey: String,
    site_id: String,
    transaction_id: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Waiting,
    Accepted,
    Refused,
}

/// The payments that were begun.
#[derive(Debug)]
pub struct Counter {
    /// The key of the newspaper's account, and what its notices are signed with.
    secret: String,
    orders: HashMap<String, (Order, Status)>,
    /// How often it was asked what became of one.
    pub questions: u32,
}

impl Counter {
    pub fn new(secret: &str) -> Self {
        Self {
            secret: secret.to_owned(),
            orders: HashMap::new(),
            questions: 0,
        }
    }

    /// The answer to whoever wants a page, which is then at `pages` and the transaction.
    ///
    /// # Errors
    /// When it is asked for with something else than an order.
    pub fn open(&mut self, order: Value, pages: &str) -> Result<Value, Error> {
        let order: Order =
            serde_json::from_value(order).map_err(|error| Error::new("read an order", error))?;
        let id = order.transaction_id.clone();
        let trouble = if order.apikey != self.secret || order.site_id.is_empty() {
            Some(("609", "AUTH_NOT_FOUND"))
        } else if !order.amount.is_multiple_of(5) || !order.notify_url.starts_with("http") {
            Some(("608", "MINIMUM_REQUIRED_FIELDS"))
        } else if order.description.contains(['#', '/', '$', '_', '&']) {
            Some(("608", "INVALID_DESCRIPTION"))
        } else if self.orders.contains_key(&id) {
            Some(("624", "An error occurred while processing the request"))
        } else {
            None
        };
        if let Some((code, message)) = trouble {
            return Ok(json!({ "code": code, "message": message }));
        }
        self.orders.insert(id.clone(), (order, Status::Waiting));
        let data = json!({ "payment_token": format!("token{id}"), "payment_url": format!("{pages}{id}") });
        Ok(json!({ "code": "201", "message": "CREATED", "data": data }))
    }

    /// The answer to whoever asks what became of a payment.
    ///
    /// # Errors
    /// When it is asked with something else than a question.
    pub fn check(&mut self, question: Value) -> Result<Value, Error> {
        self.questions += 1;
        let question: Question =
            serde_json::from_value(question).map_err(|error| Error::new("read a question", error))?;
        if question.apikey != self.secret || question.site_id.is_empty() {
            return Ok(json!({ "code": "609", "message": "AUTH_NOT_FOUND" }));
        }
        let Some((order, status)) = self.orders.get(&question.transaction_id) else {
            return Ok(json!({ "code": "627", "message": "TRANSACTION_NOT_FOUND", "data": [] }));
        };
        let (code, message, status, paid) = match status {
            Status::Accepted => ("00", "SUCCES", "ACCEPTED", now()),
            Status::Refused => ("627", "TRANSACTION_CANCEL", "REFUSED", String::from(" ")),
            Status::Waiting => ("623", "WAITING_CUSTOMER_PAYMENT", "PENDING", String::from(" ")),
        };
        let data = json!({
            "amount": order.amount.to_string(), "currency": order.currency, "status": status, "payment_method": "OM",
            "description": order.description, "metadata": null, "operator_id": "MP220915.2257.A76307",
            "payment_date": paid, "fund_availability_date": paid,
        });
        Ok(json!({ "code": code, "message": message, "data": data, "api_response_id": "1663323067.7677" }))
    }

    pub fn order(&self, id: &str) -> Option<&Order> {
        self.orders.get(id).map(|(order, _)| order)
    }

    /// Ends a payment well or not; gives what is told of it, and how that is signed.
    ///
    /// # Errors
    /// When there is no such payment.
    pub fn end(&mut self, id: &str, is_paid: bool) -> Result<(String, String), Error> {
        let found = self.orders.get_mut(id);
        let (order, status) = found.ok_or_else(|| Error::new("find the payment", id))?;
        *status = if is_paid {
            Status::Accepted
        } else {
            Status::Refused
        };
        let told = if is_paid { "SUCCES" } else { "PAYMENT_FAILED" };
        let amount = order.amount.to_string();
        let date = now();
        let fields = [
            ("cpm_site_id", order.site_id.as_str()),
            ("cpm_trans_id", id),
            ("cpm_trans_date", &date),
            ("cpm_amount", &amount),
            ("cpm_currency", &order.currency),
            ("signature", "f2a1"),
            ("payment_method", "OM"),
            ("cel_phone_num", "70000000"),
            ("cpm_phone_prefixe", "223"),
            ("cpm_language", "fr"),
            ("cpm_version", "V4"),
            ("cpm_payment_config", "SINGLE"),
            ("cpm_page_action", "PAYMENT"),
            ("cpm_custom", ""),
            ("cpm_designation", &order.description),
            ("cpm_error_message", told),
        ];
        notice(&self.secret, &fields)
    }
}

impl Order {
    pub fn sum(&self) -> String {
        format!("{} : {} {}", self.description, self.amount, self.currency)
    }
}

/// A notice of these fields as a form, and its `X-Token`: the HMAC of their values, with nothing between.
///
/// # Errors
/// None: HMAC takes a secret of any length.
pub fn notice(secret: &str, fields: &[(&str, &str)]) -> Result<(String, String), Error> {
    let signed: String = fields.iter().map(|(_, value)| *value).collect();
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    Ok((form, hmac(secret, &signed)?))
}

/// As CinetPay writes moments.
fn now() -> String {
    let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
    OffsetDateTime::now_utc().format(format).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value is `printf 'site1SUCCES' | openssl dgst -sha256 -hmac cinetpay_test`.
    #[test]
    fn a_notice_is_signed_as_cinetpay_s() {
        let fields = [
            ("cpm_site_id", "site"),
            ("cpm_trans_id", "1"),
            ("cpm_error_message", "SUCCES"),
        ];
        let (form, token) = notice("cinetpay_test", &fields).unwrap();
        assert_eq!(form, "cpm_site_id=site&cpm_trans_id=1&cpm_error_message=SUCCES");
        assert_eq!(
            token,
            "4770bb71cbe8ff0d0764a40bf3702a16ca7fc48d113e95c05e498d6a065097a8"
        );
    }
}

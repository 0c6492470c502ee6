//! Wave's and CinetPay's part: the pages that the engine asks them for.

use std::sync::{MutexGuard, PoisonError};

use serde_json::json;
use tiny_http::Request;

use super::{Desk, FORM, JSON, header, new_id, sent};
use crate::page::{self, Answer, escaped};
use crate::{Error, cinetpay, signing, wave};

impl Desk {
    /// A page of Wave's, for whoever has the key.
    pub(super) fn open_page(&self, request: &mut Request) -> Result<Answer, Error> {
        let host = header(request, "Host");
        if header(request, "Authorization") != format!("Bearer {}", self.shop.secret) {
            return Ok(page::html(401, "Sans clé", ""));
        }
        let session = sent(request)?;
        let id = new_id();
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.push((id.clone(), session));
        Ok(page::json(&json!({
            "id": format!("cos-{id}"),
            "checkout_status": "open",
            "wave_launch_url": format!("http://{host}/wave/{id}"),
        })))
    }

    fn session(&self, id: &str) -> Option<wave::Session> {
        let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let found = pages.iter().find(|(own, _)| own == id);
        found.map(|(_, session)| session.clone())
    }

    pub(super) fn page(&self, id: &str) -> Answer {
        let Some(session) = self.session(id) else {
            return page::html(404, "Cette page n’existe pas", "");
        };
        let (amount, currency) = (escaped(&session.amount), escaped(&session.currency));
        let pay =
            format!("<p>{amount} {currency}</p><form method=post><button id=payer>Payer</button></form>");
        page::html(200, "Paiement d’essai, comme Wave", &pay)
    }

    pub(super) fn pay_page(&self, id: &str) -> Result<Answer, Error> {
        let Some(session) = self.session(id) else {
            return Ok(page::html(404, "Cette page n’existe pas", ""));
        };
        let body = wave::paid(id, &session).to_string();
        let signature = wave::signature(&self.shop.secret, signing::now(), &body)?;
        self.send("wave", JSON, ("Wave-Signature", &signature), body)?;
        Ok(page::see_other(&session.success_url))
    }

    pub(super) fn cinetpay(&self) -> MutexGuard<'_, cinetpay::Counter> {
        self.cinetpay.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn counter(&self, id: &str) -> Answer {
        let Some(sum) = self.cinetpay().order(id).map(cinetpay::Order::sum) else {
            return page::html(404, "Cette page n’existe pas", "");
        };
        let button = |happening: &str, word: &str| {
            let back = format!(
                "<input type=hidden name=transaction_id value=\"{}\">",
                escaped(id)
            );
            let action = escaped(&format!("/cinetpay/{id}/{happening}"));
            format!(
                "<form method=post action=\"{action}\">{back}<button id={happening}>{word}</button></form> "
            )
        };
        let buttons = button("payer", "Payer") + &button("refuser", "Refuser");
        let body = format!("<p>{}</p>{buttons}", escaped(&sum));
        page::html(200, "Paiement d’essai, comme CinetPay", &body)
    }

    pub(super) fn end(&self, id: &str, is_paid: bool) -> Result<Answer, Error> {
        let (body, token) = self.cinetpay().end(id, is_paid)?;
        self.send("cinetpay", FORM, ("X-Token", &token), body)?;
        let back = self.cinetpay().order(id).map(|order| order.return_url.clone());
        Ok(page::send_on(&back.unwrap_or_default()))
    }
}

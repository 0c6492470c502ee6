//! Stripe's part: a page to pay a plan on, and what becomes of a payment afterwards.

use std::sync::PoisonError;

use serde::Deserialize;
use serde_json::Value;

use super::{Desk, JSON, new_id};
use crate::page::{self, Answer, escaped};
use crate::payment::Payment;
use crate::{Error, signing, stripe};

/// What the engine says of a plan.
#[derive(Deserialize)]
struct Plan {
    code: String,
    name: String,
    amount: u64,
    currency: String,
}

#[derive(Deserialize)]
struct Plans {
    items: Vec<Plan>,
}

impl Desk {
    pub(super) fn checkout(&self, plan: &str, reference: &str) -> Result<Answer, Error> {
        let Plan {
            name,
            amount,
            currency,
            ..
        } = self.plan(plan)?;
        let site = escaped(&self.shop.site);
        let here = escaped(&format!("/pay/{plan}?client_reference_id={reference}"));
        Ok(page::html(
            200,
            "Paiement d’essai",
            &format!(
                "<p>{} : {amount} {}</p><form method=post action=\"{here}\"><button id=payer>Payer</button></form> \
                 <a id=annuler href=\"{site}/abonnement/\">Annuler</a>",
                escaped(&name),
                escaped(&currency)
            ),
        ))
    }

    pub(super) fn pay(&self, plan: &str, reference: String) -> Result<(), Error> {
        let Plan {
            code,
            amount,
            currency,
            ..
        } = self.plan(plan)?;
        let id = new_id();
        let payment = Payment {
            first: id.clone(),
            id,
            reference,
            plan: code,
            amount,
            currency,
        };
        self.tell(&stripe::paid(&payment))?;
        self.keep(payment);
        Ok(())
    }

    pub(super) fn happens(&self, id: &str, happening: &str) -> Result<Answer, Error> {
        let payments = self.payments();
        let Some(payment) = payments.iter().find(|payment| payment.id == id) else {
            return Ok(page::html(404, "Ce paiement n’existe pas", ""));
        };
        match happening {
            "renew" => {
                let renewal = Payment {
                    id: new_id(),
                    ..payment.clone()
                };
                self.tell(&stripe::renewed(&renewal))?;
                self.keep(renewal);
            }
            "refund" => self.tell(&stripe::refunded(payment))?,
            "end" => self.tell(&stripe::ended(payment))?,
            _ => return Ok(page::html(404, "Rien ici", "")),
        }
        Ok(page::see_other("/"))
    }

    fn keep(&self, payment: Payment) {
        let mut payments = self.payments.lock().unwrap_or_else(PoisonError::into_inner);
        payments.push(payment);
    }

    fn plan(&self, code: &str) -> Result<Plan, Error> {
        let failed = |error: ureq::Error| Error::new("ask the engine for its plans", error);
        let address = format!("{}/api/collections/plans/records?perPage=200", self.shop.engine);
        let mut answer = self.agent.get(&address).call().map_err(failed)?;
        let text = answer.body_mut().read_to_string().map_err(failed)?;
        let plans: Plans =
            serde_json::from_str(&text).map_err(|error| Error::new("read the plans", error))?;
        let plan = plans.items.into_iter().find(|plan| plan.code == code);
        plan.ok_or_else(|| Error::new("find the plan", code))
    }

    fn tell(&self, events: &[Value]) -> Result<(), Error> {
        for event in events {
            let body = event.to_string();
            let signature = stripe::signature(&self.shop.secret, signing::now(), &body)?;
            self.send("stripe", JSON, ("Stripe-Signature", &signature), body)?;
        }
        Ok(())
    }
}

/// All payments, each with what can become of it.
pub fn overview(payments: &[Payment]) -> Answer {
    let rows: String = payments
        .iter()
        .rev()
        .map(|Payment { id, plan, amount, currency, .. }| {
            let button = |happening: &str, word: &str| {
                format!("<form method=post action=\"/payments/{id}/{happening}\"><button>{word}</button></form> ")
            };
            let buttons = [("renew", "Renouveler"), ("refund", "Rembourser"), ("end", "Mettre fin")]
                .map(|(happening, word)| button(happening, word))
                .concat();
            format!("<p>{id} : {}, {amount} {} {buttons}</p>", escaped(plan), escaped(currency))
        })
        .collect();
    let empty = "<p>Aucun paiement depuis le démarrage.</p>";
    page::html(
        200,
        "Paiements d’essai",
        if rows.is_empty() { empty } else { &rows },
    )
}

//! A payment provider with a page of its own, which tells the engine of payments as Stripe would, as Wave or as CinetPay.

mod checkout;
mod mobile_money;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tiny_http::{Method, Request};

use crate::page::{self, Answer, escaped};
use crate::payment::Payment;
use crate::{Error, cinetpay, wave};
use checkout::overview;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// How long the engine may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// For whom payments are taken.
#[derive(Clone, Debug)]
pub struct Shop {
    /// The engine's address, without a final slash.
    pub engine: String,
    /// The newspaper's address, without a final slash.
    pub site: String,
    /// Signs what the engine is told, and is the engine's key to Wave's and CinetPay's pages.
    pub secret: String,
}

/// The provider. Its checkout is at `/pay/PLAN?client_reference_id=…`; at `/` its payments can be renewed,
/// refunded and ended, and `/payments.json` lists them. Wave's API is at [`WAVE`], CinetPay's at [`CINETPAY`].
pub struct Provider {
    desk: Arc<Desk>,
    pub web: SocketAddr,
}

struct Desk {
    shop: Shop,
    agent: ureq::Agent,
    payments: Mutex<Vec<Payment>>,
    /// Wave's pages, by their ids.
    pages: Mutex<Vec<(String, wave::Session)>>,
    cinetpay: Mutex<cinetpay::Counter>,
}

/// The path of Wave's API.
pub const WAVE: &str = "/wave/v1/checkout/sessions";

/// The path of CinetPay's API.
pub const CINETPAY: &str = "/cinetpay/v2/payment";

impl Provider {
    /// Starts it on a thread of its own. A port 0 is any free one.
    ///
    /// # Errors
    /// When the port is taken.
    pub fn start(web: SocketAddr, shop: Shop) -> Result<Self, Error> {
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .build()
            .new_agent();
        let desk = Arc::new(Desk {
            cinetpay: Mutex::new(cinetpay::Counter::new(&shop.secret)),
            shop,
            agent,
            payments: Mutex::default(),
            pages: Mutex::default(),
        });
        let served = Arc::clone(&desk);
        let web = page::serve(web, move |request| {
            served
                .answer(request)
                .unwrap_or_else(|error| page::html(502, "Le paiement a échoué", &escaped(&error.to_string())))
        })?;
        Ok(Self { desk, web })
    }

    /// The payments taken so far.
    #[must_use]
    pub fn payments(&self) -> Vec<Payment> {
        self.desk.payments()
    }

    /// How often CinetPay was asked what became of a payment.
    #[must_use]
    pub fn questions(&self) -> u32 {
        self.desk.cinetpay().questions
    }

    /// As CinetPay takes a payment of which its notice gets lost.
    ///
    /// # Panics
    /// When nobody began it.
    pub fn pay_in_silence(&self, transaction: &str) {
        let ended = self.desk.cinetpay().end(transaction, true);
        assert!(ended.is_ok(), "nobody began {transaction}");
    }
}

impl Desk {
    fn payments(&self) -> Vec<Payment> {
        self.payments
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn answer(&self, request: &mut Request) -> Result<Answer, Error> {
        let url = request.url().to_owned();
        let (path, query) = url.split_once('?').unwrap_or((&url, ""));
        let steps: Vec<&str> = path.trim_matches('/').split('/').collect();
        match (request.method(), steps.as_slice()) {
            (Method::Get, [""]) => Ok(overview(&self.payments())),
            (Method::Get, ["payments.json"]) => Ok(page::json(&self.payments())),
            (Method::Get, ["pay", plan]) => self.checkout(plan, &reference(query)),
            (Method::Post, ["pay", plan]) => {
                self.pay(plan, reference(query))?;
                Ok(page::see_other(&format!("{}/compte/#paye", self.shop.site)))
            }
            (Method::Post, ["payments", id, happening]) => self.happens(id, happening),
            (Method::Post, _) if path == WAVE => self.open_page(request),
            (Method::Get, ["wave", id]) => Ok(self.page(id)),
            (Method::Post, ["wave", id]) => self.pay_page(id),
            (Method::Post, ["cinetpay", "v2", "payment"]) => {
                let pages = format!("http://{}/cinetpay/", header(request, "Host"));
                Ok(page::json(&self.cinetpay().open(sent(request)?, &pages)?))
            }
            (Method::Post, ["cinetpay", "v2", "payment", "check"]) => {
                Ok(page::json(&self.cinetpay().check(sent(request)?)?))
            }
            (Method::Get, ["cinetpay", id]) => Ok(self.counter(id)),
            (Method::Post, ["cinetpay", id, happening]) => self.end(id, *happening == "payer"),
            _ => Ok(page::html(404, "Rien ici", "")),
        }
    }

    fn send(
        &self,
        provider: &str,
        kind: &str,
        (header, signature): (&str, &str),
        body: String,
    ) -> Result<(), Error> {
        let address = format!("{}/api/kiosque/payments/{provider}", self.shop.engine);
        let told = self
            .agent
            .post(&address)
            .header("Content-Type", kind)
            .header(header, signature)
            .send(body);
        told.map(drop)
            .map_err(|error| Error::new("tell the engine", error))
    }
}

fn header(request: &Request, name: &'static str) -> String {
    let headers = request.headers().iter();
    let found = headers.clone().find(|header| header.field.equiv(name));
    found
        .map(|header| header.value.as_str().to_owned())
        .unwrap_or_default()
}

/// What was sent, in JSON.
fn sent<T: serde::de::DeserializeOwned>(request: &mut Request) -> Result<T, Error> {
    serde_json::from_reader(request.as_reader()).map_err(|error| Error::new("read what was sent", error))
}

/// The engine's checkout, out of a query: letters and digits, as the engine makes them.
fn reference(query: &str) -> String {
    let found = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "client_reference_id");
    let reference = found.map(|(_, value)| value.into_owned()).unwrap_or_default();
    reference.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Unlike any before, also those before a restart, which the engine remembers.
fn new_id() -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::{SystemTime, UNIX_EPOCH};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("{}{}", since.as_micros(), COUNT.fetch_add(1, Ordering::Relaxed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_nothing_but_letters_and_digits() {
        assert_eq!(reference("client_reference_id=abc123"), "abc123");
        assert_eq!(reference("x=1&client_reference_id=a%22%3Eb"), "ab");
        assert_eq!(reference(""), "");
    }

    #[test]
    fn no_two_payments_are_alike() {
        assert_ne!(new_id(), new_id());
    }
}

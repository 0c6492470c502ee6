//! One request to an engine. It is sent once: nothing that a reader writes is ever sent again by itself.

use std::{cell::Cell, pin::Pin};

use gloo_net::http::{Headers, Method, RequestBuilder, Response};
use js_sys::{Date, JSON, Reflect};
use wasm_bindgen::JsValue;
use web_sys::AbortController;

use super::Refusal;
use crate::{
    contract::{self, Value},
    load::{abort_after, header, retry_after},
};

/// Until the answer's last byte, in milliseconds: a secondary load, but one that the reader asked for.
const PATIENCE: u32 = 15_000;

/// A request on its way.
pub type ResponseFuture<T> = Pin<Box<dyn Future<Output = Result<T, Refusal>>>>;

/// A request to an engine, and how its answer is read. Until it is sent it is only words.
pub struct Request<T> {
    call: Call,
    read: fn(Result<Value, Refusal>) -> Result<T, Refusal>,
}

/// What is sent, whatever the answer is read as.
pub struct Call {
    method: Method,
    address: String,
    /// JSON.
    body: Option<String>,
    is_authenticated: bool,
    refusal: fn(&ErrorResponse) -> Refusal,
}

/// An answer that was no success.
pub struct ErrorResponse {
    pub status: u16,
    /// For 429, in seconds.
    pub wait: u32,
    /// Nothing where a proxy refused it in words of its own.
    pub body: Option<Value>,
}

/// Too much at once, too often: a proxy's own word for it is as good as the engine's.
const BY_STATUS: [u16; 2] = [413, 429];

impl Request<Value> {
    /// A request without a body; `refusal` says what the engine means when it refuses.
    pub fn new(method: Method, address: String, refusal: fn(&ErrorResponse) -> Refusal) -> Self {
        Self {
            call: Call {
                method,
                address,
                body: None,
                is_authenticated: false,
                refusal,
            },
            read: |answer| answer,
        }
    }

    /// Sends an object of texts. The browser writes it: a serializer would be the only one in the program.
    pub fn json(mut self, fields: &[(&str, &str)]) -> Self {
        let object = js_sys::Object::new();
        for (name, value) in fields {
            let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
        }
        self.call.body = JSON::stringify(&object).ok().map(String::from);
        self
    }

    /// Says who asks: the engine tells nobody else.
    pub fn authenticated(mut self) -> Self {
        self.call.is_authenticated = true;
        self
    }

    /// How the answer is read.
    pub fn map<T>(self, read: fn(Result<Value, Refusal>) -> Result<T, Refusal>) -> Request<T> {
        Request {
            call: self.call,
            read,
        }
    }

    /// Only whether it was done matters.
    pub fn ignore_body(self) -> Request<()> {
        self.map(|answer| answer.map(drop))
    }
}

impl<T: 'static> Request<T> {
    /// Sends it by a way of sending.
    pub fn send_with(self, send: impl FnOnce(Call) -> ResponseFuture<Value>) -> ResponseFuture<T> {
        let (read, answer) = (self.read, send(self.call));
        Box::pin(async move { read(answer.await) })
    }
}

impl Call {
    /// Whether a member's token goes with it.
    pub fn is_authenticated(&self) -> bool {
        self.is_authenticated
    }

    /// An empty answer is `null`.
    pub fn send(self, token: Option<String>) -> ResponseFuture<Value> {
        Box::pin(async move {
            let controller = AbortController::new().map_err(|_| Refusal::Offline)?;
            let headers = Headers::new();
            if self.body.is_some() {
                headers.set("content-type", "application/json");
            }
            if let Some(token) = token {
                headers.set("authorization", &token);
            }
            let request = RequestBuilder::new(&self.address)
                .method(self.method)
                .headers(headers)
                .abort_signal(Some(&controller.signal()));
            let request = match self.body {
                Some(body) => request.body(body),
                None => request.build(),
            };
            let request = request.map_err(|_| Refusal::Offline)?;

            let limit = abort_after(PATIENCE, &controller);
            let missed = |_| match controller.signal().aborted() {
                true => Refusal::Timeout,
                false => Refusal::Offline,
            };
            let response = request.send().await.map_err(missed)?;
            let text = response.text().await.map_err(missed)?;
            drop(limit);
            set_clock(&response);
            let body = contract::parse(if text.is_empty() { "null" } else { &text }).ok();
            let status = response.status();
            match body {
                Some(body) if response.ok() => Ok(body),
                // A page in place of data: a careless host, a Wi-Fi's sign-in page. Unless it says itself what is wrong.
                None if !BY_STATUS.contains(&status) => Err(Refusal::Server),
                body => Err((self.refusal)(&ErrorResponse {
                    status,
                    wait: header(&response, "retry-after")
                        .and_then(|value| retry_after(&value))
                        .map_or(60, |milliseconds| milliseconds.div_ceil(1_000)),
                    body,
                })),
            }
        })
    }
}

thread_local! {
    /// By how much the engine's clock is ahead of this device's, in milliseconds.
    static AHEAD: Cell<f64> = const { Cell::new(0.0) };
}

fn set_clock(response: &Response) {
    let date = header(response, "date").map_or(f64::NAN, |date| Date::parse(&date));
    if date.is_finite() {
        AHEAD.set(date - Date::now());
    }
}

/// This moment by the engine's clock, written as it writes moments, so that two are compared as texts: a phone's
/// own clock is often wrong.
#[must_use]
pub fn now() -> String {
    let now = Date::new(&JsValue::from_f64(Date::now() + AHEAD.get()));
    now.to_iso_string().into()
}

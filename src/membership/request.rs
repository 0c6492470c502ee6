//! One request to an engine. It is sent once: nothing that a reader writes is ever sent again by itself.

use std::{cell::Cell, pin::Pin};

use js_sys::{Date, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestInit, Response};

use super::Refusal;
use crate::{
    contract::Json,
    load::{Limit, header, retry_after},
};

/// Until the answer's last byte, in milliseconds: a secondary load, but one that the reader asked for.
const PATIENCE: u32 = 15_000;

/// What came of a request.
pub type Asked<T> = Result<T, Refusal>;

/// A request on its way.
pub type Asking<T> = Pin<Box<dyn Future<Output = Asked<T>>>>;

/// A request to an engine, and how its answer is read. Until it is sent it is only words.
pub struct Request<T> {
    call: Call,
    read: fn(Asked<Json>) -> Asked<T>,
}

/// What is sent, whatever the answer is read as.
pub struct Call {
    method: &'static str,
    address: String,
    /// JSON.
    body: Option<String>,
    by_member: bool,
    refuse: fn(&Refused) -> Refusal,
}

/// An answer that was no success.
pub struct Refused {
    pub status: u16,
    /// For 429, in seconds.
    pub wait: u32,
    /// Nothing where a proxy refused it in words of its own.
    pub body: Option<Json>,
}

/// Too much at once, too often: a proxy's own word for it is as good as the engine's.
const BY_STATUS: [u16; 2] = [413, 429];

impl Request<Json> {
    /// A request without a body; `refuse` says what the engine means when it refuses.
    pub fn new(method: &'static str, address: String, refuse: fn(&Refused) -> Refusal) -> Self {
        Self {
            call: Call {
                method,
                address,
                body: None,
                by_member: false,
                refuse,
            },
            read: |answer| answer,
        }
    }

    /// Sends an object of texts.
    pub fn with(mut self, fields: &[(&str, &str)]) -> Self {
        let object = js_sys::Object::new();
        for (name, value) in fields {
            let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
        }
        self.call.body = JSON::stringify(&object).ok().map(String::from);
        self
    }

    /// Says who asks: the engine tells nobody else.
    pub fn by_member(mut self) -> Self {
        self.call.by_member = true;
        self
    }

    /// How the answer is read.
    pub fn read<T>(self, read: fn(Asked<Json>) -> Asked<T>) -> Request<T> {
        Request {
            call: self.call,
            read,
        }
    }

    /// Only whether it was done matters.
    pub fn done(self) -> Request<()> {
        self.read(|answer| answer.map(drop))
    }
}

impl<T: 'static> Request<T> {
    /// Sends it by a way of sending.
    pub fn by(self, send: impl FnOnce(Call) -> Asking<Json>) -> Asking<T> {
        let (read, answer) = (self.read, send(self.call));
        Box::pin(async move { read(answer.await) })
    }
}

impl Call {
    /// Whether a member's token goes with it.
    pub fn is_by_member(&self) -> bool {
        self.by_member
    }

    /// An empty answer is `null`.
    pub fn send(self, token: Option<String>) -> Asking<Json> {
        Box::pin(async move {
            let offline = |_| Refusal::Offline;
            let window = web_sys::window().ok_or(Refusal::Offline)?;
            let controller = AbortController::new().map_err(offline)?;
            let headers = Headers::new().map_err(offline)?;
            let init = RequestInit::new();
            if let Some(body) = self.body {
                let _ = headers.set("content-type", "application/json");
                init.set_body(&body.into());
            }
            if let Some(token) = token {
                let _ = headers.set("authorization", &token);
            }
            init.set_method(self.method);
            init.set_headers(&headers);
            init.set_signal(Some(&controller.signal()));
            let request = web_sys::Request::new_with_str_and_init(&self.address, &init).map_err(offline)?;

            let limit = Limit::new(PATIENCE, &controller);
            let missed = |_| match controller.signal().aborted() {
                true => Refusal::Timeout,
                false => Refusal::Offline,
            };
            let answer = JsFuture::from(window.fetch_with_request(&request))
                .await
                .map_err(missed)?;
            let response: Response = answer.dyn_into().map_err(missed)?;
            let text = JsFuture::from(response.text().map_err(missed)?)
                .await
                .map_err(missed)?;
            drop(limit);
            set_clock(&response);
            let text = text.as_string().filter(|text| !text.is_empty());
            let body = Json::parse(text.as_deref().unwrap_or("null"));
            let status = response.status();
            match body {
                Some(body) if response.ok() => Ok(body),
                // A page in place of data: a careless host, a Wi-Fi's sign-in page. Unless it says itself what is wrong.
                None if !BY_STATUS.contains(&status) => Err(Refusal::Server),
                body => Err((self.refuse)(&Refused {
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

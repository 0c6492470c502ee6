//! One request to an engine. It is sent once: nothing that a reader writes is ever sent again by itself.

use js_sys::{JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, Request, RequestInit, Response};

use super::Refusal;
use crate::{
    contract::Json,
    load::{Limit, header, retry_after},
};

/// Until the answer's last byte, in milliseconds: a secondary load, but one that the reader asked for.
const PATIENCE: u32 = 15_000;

/// An answer that was no success.
pub struct Refused {
    pub status: u16,
    /// For 429, in seconds.
    pub wait: u32,
    pub body: Json,
}

/// Why there is no answer to read.
pub enum Miss {
    Refused(Refused),
    For(Refusal),
}

/// Sends a request; `body` makes it a POST unless `method` says otherwise. An empty answer is `null`.
///
/// # Errors
/// When no answer came in time, or another one than success.
pub async fn ask(
    method: &str,
    address: &str,
    token: Option<&str>,
    body: Option<String>,
) -> Result<Json, Miss> {
    let offline = |_| Miss::For(Refusal::Offline);
    let window = web_sys::window().ok_or(Miss::For(Refusal::Offline))?;
    let controller = AbortController::new().map_err(offline)?;
    let headers = Headers::new().map_err(offline)?;
    let init = RequestInit::new();
    if let Some(body) = body {
        let _ = headers.set("content-type", "application/json");
        init.set_body(&body.into());
    }
    if let Some(token) = token {
        let _ = headers.set("authorization", token);
    }
    init.set_method(method);
    init.set_headers(&headers);
    init.set_signal(Some(&controller.signal()));
    let request = Request::new_with_str_and_init(address, &init).map_err(offline)?;

    let limit = Limit::new(PATIENCE, &controller);
    let missed = |_| {
        Miss::For(match controller.signal().aborted() {
            true => Refusal::Timeout,
            false => Refusal::Offline,
        })
    };
    let answer = JsFuture::from(window.fetch_with_request(&request))
        .await
        .map_err(missed)?;
    let response: Response = answer.dyn_into().map_err(missed)?;
    let text = JsFuture::from(response.text().map_err(missed)?)
        .await
        .map_err(missed)?;
    drop(limit);
    let body = Json::parse(
        &text
            .as_string()
            .filter(|text| !text.is_empty())
            .unwrap_or("null".to_owned()),
    );
    match body {
        Some(body) if response.ok() => Ok(body),
        // A page in place of data, whatever its status: a careless host, a proxy, a Wi-Fi's sign-in page.
        None => Err(Miss::For(Refusal::Server)),
        Some(body) => Err(Miss::Refused(Refused {
            status: response.status(),
            wait: header(&response, "retry-after")
                .and_then(|value| retry_after(&value))
                .map_or(60, |milliseconds| milliseconds.div_ceil(1_000)),
            body,
        })),
    }
}

/// An object of texts, as JSON.
pub fn object(fields: &[(&str, &str)]) -> String {
    let object = js_sys::Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    JSON::stringify(&object).map(String::from).unwrap_or_default()
}

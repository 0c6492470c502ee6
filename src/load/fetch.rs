//! One document over the network, patiently.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::{Date, Function, JsString, Promise};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Request, RequestInit, Response};

use super::Failure;

/// What the shell of every page says in its `meta generator`: an answer that says it is the
/// newspaper's own page, which careless hosts serve for a missing file.
const OWN_PAGE: &str = "name=\"generator\" content=\"Kiosque";

/// How long to wait, and how often to try. Times are in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// Until the answer's first bytes.
    pub first_bytes: u32,
    /// From these until its last.
    pub body: u32,
    /// Before the second try, the third, and so on: there is one try more than there are waits.
    pub waits: [u32; 2],
    /// The longest Retry-After that is waited for; a server that asks for more is not asked again.
    pub retry_after: u32,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            first_bytes: 10_000,
            body: 30_000,
            waits: [600, 2_000],
            retry_after: 30_000,
        }
    }
}

/// Lets go of a load that nobody waits for any more.
#[derive(Clone, Default)]
pub struct Leave(Rc<Leaving>);

#[derive(Default)]
struct Leaving {
    left: Cell<bool>,
    underway: RefCell<Option<AbortController>>,
}

impl Leave {
    pub fn leave(&self) {
        self.0.left.set(true);
        if let Some(controller) = self.0.underway.take() {
            controller.abort();
        }
    }

    pub fn left(&self) -> bool {
        self.0.left.get()
    }
}

/// Fetches a text in one try, for so many milliseconds and bytes at most.
///
/// # Errors
/// Its [`Failure`]: [`Failure::Server`] for a text that the server says is longer.
pub async fn once(address: &str, within: u32, most: u32, leave: &Leave) -> Result<String, Failure> {
    let bounds = Bounds {
        first_bytes: within,
        body: None,
        most,
    };
    attempt(address, bounds, leave).await.map_err(|miss| match miss {
        Miss::For(failure) | Miss::Passing(failure, _) => failure,
    })
}

/// How long one try may take, in milliseconds, and how long its text may be, in bytes as they are sent.
#[derive(Clone, Copy)]
struct Bounds {
    first_bytes: u32,
    /// From these until the last; without it, the time until the first ones is for all.
    body: Option<u32>,
    most: u32,
}

/// Why one try failed.
enum Miss {
    For(Failure),
    /// Worth another try, after as many milliseconds as the server asked for.
    Passing(Failure, Option<u32>),
}

/// Fetches a text: up to three tries with growing waits, only when another may do better.
///
/// # Errors
/// The last try's [`Failure`].
pub async fn text(address: &str, policy: Policy, leave: &Leave) -> Result<String, Failure> {
    let mut waits = policy.waits.iter();
    let bounds = Bounds {
        first_bytes: policy.first_bytes,
        body: Some(policy.body),
        most: u32::MAX,
    };
    loop {
        let (failure, asked) = match attempt(address, bounds, leave).await {
            Ok(text) => return Ok(text),
            Err(Miss::For(failure)) => return Err(failure),
            Err(Miss::Passing(failure, asked)) => (failure, asked),
        };
        let Some(&wait) = waits.next() else {
            return Err(failure);
        };
        if leave.left() || asked.is_some_and(|asked| asked > policy.retry_after) {
            return Err(failure);
        }
        delay(asked.unwrap_or(wait).max(wait)).await;
        if leave.left() {
            return Err(failure);
        }
    }
}

async fn attempt(address: &str, bounds: Bounds, leave: &Leave) -> Result<String, Miss> {
    const NO_NETWORK: Miss = Miss::Passing(Failure::NoNetwork, None);
    let (Some(window), Ok(controller)) = (web_sys::window(), AbortController::new()) else {
        return Err(NO_NETWORK);
    };
    leave.0.underway.replace(Some(controller.clone()));
    let init = RequestInit::new();
    init.set_signal(Some(&controller.signal()));
    let request = Request::new_with_str_and_init(address, &init).map_err(|_| NO_NETWORK)?;

    let mut limit = Limit::new(bounds.first_bytes, &controller);
    let answer = JsFuture::from(window.fetch_with_request(&request)).await;
    let response: Response = answer.and_then(JsCast::dyn_into).map_err(|_| NO_NETWORK)?;
    refusal(&response)?;
    let length = header(&response, "content-length").and_then(|length| length.parse::<u32>().ok());
    if length.is_some_and(|length| length > bounds.most) {
        controller.abort();
        return Err(Miss::For(Failure::Server));
    }

    if let Some(body) = bounds.body {
        limit = Limit::new(body, &controller);
    }
    let text = response.text().map_err(|_| NO_NETWORK)?;
    let text = JsFuture::from(text).await.map_err(|_| NO_NETWORK)?;
    drop(limit);
    // The browser looks for a text in a text; a searcher of our own is 3 KB.
    let is_own = text.unchecked_ref::<JsString>().includes(OWN_PAGE, 0);
    let text = text.as_string().unwrap_or_default();
    let is_page = header(&response, "content-type").is_some_and(|kind| kind.starts_with("text/html"))
        || text.trim_start().starts_with('<');
    match is_page {
        true if is_own => Err(Miss::For(Failure::NotFound)),
        true => Err(Miss::For(Failure::WebPage)),
        false => Ok(text),
    }
}

fn refusal(response: &Response) -> Result<(), Miss> {
    Err(match response.status() {
        200..=299 => return Ok(()),
        404 => Miss::For(Failure::NotFound),
        410 => Miss::For(Failure::Withdrawn),
        // RFC 6585: the network wants its own sign-in first.
        511 => Miss::For(Failure::WebPage),
        408 | 425 | 429 | 500..=599 => {
            let asked = header(response, "retry-after").and_then(|value| retry_after(&value));
            Miss::Passing(Failure::Server, asked)
        }
        _ => Miss::For(Failure::Server),
    })
}

/// A header of an answer.
pub fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().get(name).ok().flatten()
}

/// Milliseconds that a Retry-After header asks for: seconds or an HTTP date (RFC 9110, 10.2.3).
pub fn retry_after(value: &str) -> Option<u32> {
    let milliseconds = match value.trim().parse::<u32>() {
        Ok(seconds) => f64::from(seconds) * 1000.0,
        Err(_) => Date::parse(value) - Date::now(),
    };
    (!milliseconds.is_nan()).then_some(milliseconds.max(0.0) as u32)
}

/// Aborts a request that takes too long; dropped, it lets the request be.
pub struct Limit {
    timer: Option<i32>,
    _abort: Closure<dyn FnMut()>,
}

impl Limit {
    pub fn new(milliseconds: u32, controller: &AbortController) -> Self {
        let controller = controller.clone();
        let abort = Closure::once(move || controller.abort());
        Self {
            timer: set_timeout(abort.as_ref().unchecked_ref(), milliseconds),
            _abort: abort,
        }
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        if let (Some(window), Some(timer)) = (web_sys::window(), self.timer) {
            window.clear_timeout_with_handle(timer);
        }
    }
}

/// Waits for so many milliseconds.
pub async fn delay(milliseconds: u32) {
    let promise = Promise::new(&mut |resolve, _| {
        if set_timeout(&resolve, milliseconds).is_none() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    let _ = JsFuture::from(promise).await;
}

fn set_timeout(then: &Function, milliseconds: u32) -> Option<i32> {
    let milliseconds = i32::try_from(milliseconds).unwrap_or(i32::MAX);
    web_sys::window()?
        .set_timeout_with_callback_and_timeout_and_arguments_0(then, milliseconds)
        .ok()
}

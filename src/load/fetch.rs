//! One document over the network, patiently.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_net::http::{Request, Response};
use gloo_timers::{callback::Timeout, future::TimeoutFuture};
use js_sys::Date;
use web_sys::AbortController;

use super::LoadError;

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

/// Aborts a load that nobody waits for any more, and the tries that would follow.
#[derive(Clone, Default)]
pub struct AbortHandle(Rc<Aborting>);

#[derive(Default)]
struct Aborting {
    is_aborted: Cell<bool>,
    /// Of the try under way.
    controller: RefCell<Option<AbortController>>,
}

impl AbortHandle {
    pub fn abort(&self) {
        self.0.is_aborted.set(true);
        if let Some(controller) = self.0.controller.take() {
            controller.abort();
        }
    }

    pub fn is_aborted(&self) -> bool {
        self.0.is_aborted.get()
    }
}

/// Fetches a text in one try, for so many milliseconds and bytes at most.
///
/// # Errors
/// Its [`LoadError`]: [`LoadError::Server`] for a text that the server says is longer.
pub async fn fetch_once(
    address: &str,
    within: u32,
    most: u32,
    handle: &AbortHandle,
) -> Result<String, LoadError> {
    let bounds = Bounds {
        first_bytes: within,
        body: None,
        most,
    };
    attempt(address, bounds, handle).await.map_err(|miss| match miss {
        Miss::For(error) | Miss::Passing(error, _) => error,
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
    For(LoadError),
    /// Worth another try, after as many milliseconds as the server asked for.
    Passing(LoadError, Option<u32>),
}

/// Fetches a text: up to three tries with growing waits, only when another may do better.
///
/// # Errors
/// The last try's [`LoadError`].
pub async fn fetch_with_retries(
    address: &str,
    policy: Policy,
    handle: &AbortHandle,
) -> Result<String, LoadError> {
    let mut waits = policy.waits.iter();
    let bounds = Bounds {
        first_bytes: policy.first_bytes,
        body: Some(policy.body),
        most: u32::MAX,
    };
    loop {
        let (error, asked) = match attempt(address, bounds, handle).await {
            Ok(text) => return Ok(text),
            Err(Miss::For(error)) => return Err(error),
            Err(Miss::Passing(error, asked)) => (error, asked),
        };
        let Some(&wait) = waits.next() else {
            return Err(error);
        };
        if handle.is_aborted() || asked.is_some_and(|asked| asked > policy.retry_after) {
            return Err(error);
        }
        TimeoutFuture::new(asked.unwrap_or(wait).max(wait)).await;
        if handle.is_aborted() {
            return Err(error);
        }
    }
}

async fn attempt(address: &str, bounds: Bounds, handle: &AbortHandle) -> Result<String, Miss> {
    const NO_NETWORK: Miss = Miss::Passing(LoadError::NoNetwork, None);
    let controller = AbortController::new().map_err(|_| NO_NETWORK)?;
    handle.0.controller.replace(Some(controller.clone()));
    let request = Request::get(address).abort_signal(Some(&controller.signal()));

    let mut limit = abort_after(bounds.first_bytes, &controller);
    let response = request.send().await.map_err(|_| NO_NETWORK)?;
    refusal(&response)?;
    let length = header(&response, "content-length").and_then(|length| length.parse::<u32>().ok());
    if length.is_some_and(|length| length > bounds.most) {
        controller.abort();
        return Err(Miss::For(LoadError::Server));
    }

    if let Some(body) = bounds.body {
        limit = abort_after(body, &controller);
    }
    let text = response.text().await.map_err(|_| NO_NETWORK)?;
    drop(limit);
    let is_page = header(&response, "content-type").is_some_and(|kind| kind.starts_with("text/html"))
        || text.trim_start().starts_with('<');
    match is_page {
        true if is_own(&text) => Err(Miss::For(LoadError::NotFound)),
        true => Err(Miss::For(LoadError::WebPage)),
        false => Ok(text),
    }
}

/// Whether a page is the newspaper's own. By bytes: a searcher of texts is 3 KB.
fn is_own(page: &str) -> bool {
    let mut windows = page.as_bytes().windows(OWN_PAGE.len());
    windows.any(|window| window == OWN_PAGE.as_bytes())
}

fn refusal(response: &Response) -> Result<(), Miss> {
    Err(match response.status() {
        200..=299 => return Ok(()),
        404 => Miss::For(LoadError::NotFound),
        410 => Miss::For(LoadError::Withdrawn),
        // RFC 6585: the network wants its own sign-in first.
        511 => Miss::For(LoadError::WebPage),
        408 | 425 | 429 | 500..=599 => {
            let asked = header(response, "retry-after").and_then(|value| retry_after(&value));
            Miss::Passing(LoadError::Server, asked)
        }
        _ => Miss::For(LoadError::Server),
    })
}

/// A header of an answer.
pub fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().get(name)
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
pub fn abort_after(milliseconds: u32, controller: &AbortController) -> Timeout {
    let controller = controller.clone();
    Timeout::new(milliseconds, move || controller.abort())
}

//! A reader: a session of a real browser, in words of what readers do.

use std::{cell::RefCell, rc::Rc};

use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, KeyAction, KeyActions, MouseActions, PointerAction},
    elements::Element,
    key::Key,
    wd::WebDriverCompatibleCommand,
};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::{Driver, Engine, Server, wait_for_async};

/// The page has been adopted by the reader's code.
pub const READY: &str = "document.documentElement.dataset.reader === 'ready'";

pub struct Reader<'a> {
    pub client: Client,
    pub engine: Engine,
    server: &'a Server,
    step: Step,
}

/// What a reader does just now, for whoever must say where they were stuck.
pub type Step = Rc<RefCell<String>>;

/// A browser that stays open from one reader to the next: Firefox takes seconds to start. A server is an origin, and
/// no two have had the same: whoever has one of their own sees nothing of what the one before left behind.
pub struct Session {
    client: Client,
    is_dark: bool,
}

impl Session {
    /// Opens a browser of the driver's engine.
    pub async fn open(driver: &Driver, is_dark: bool) -> Self {
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(driver.capabilities(is_dark))
            .connect(&driver.url())
            .await
            .unwrap_or_else(|why| panic!("no session in {}: {why}", driver.engine()));
        Self { client, is_dark }
    }

    /// Whether its pages are dark.
    pub fn is_dark(&self) -> bool {
        self.is_dark
    }

    /// The next reader, in the browser's first tab: Chromium gives the focus to no other.
    pub async fn reader<'a>(&self, driver: &Driver, server: &'a Server, step: Step) -> Reader<'a> {
        let client = &self.client;
        let tabs = client.windows().await.unwrap();
        for other in tabs.iter().skip(1) {
            client.switch_to_window(other.clone()).await.unwrap();
            client.close_window().await.unwrap();
        }
        client.switch_to_window(tabs[0].clone()).await.unwrap();
        client.goto("about:blank").await.unwrap();
        // The one before may have left the pointer where a link will be.
        let away = PointerAction::MoveTo {
            duration: None,
            x: 1.0,
            y: 1.0,
        };
        let mouse = MouseActions::new("mouse".to_owned()).then(away);
        client.perform_actions(mouse).await.unwrap();
        Reader {
            client: client.clone(),
            engine: driver.engine(),
            server,
            step,
        }
    }

    pub async fn close(self) {
        let _ = self.client.close().await;
    }
}

/// A command of Chromium's developer tools (<https://chromedevtools.github.io/devtools-protocol/>).
#[derive(Debug)]
pub struct DeveloperTools {
    pub command: &'static str,
    pub parameters: Value,
}

impl WebDriverCompatibleCommand for DeveloperTools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/goog/cdp/execute",
            session.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = json!({ "cmd": self.command, "params": self.parameters });
        (Method::POST, Some(body.to_string()))
    }
}

/// Says whether a script is Firefox's own or the page's: geckodriver's extension of WebDriver.
#[derive(Debug)]
struct FirefoxContext(&'static str);

impl WebDriverCompatibleCommand for FirefoxContext {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/moz/context", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "context": self.0 }).to_string()))
    }
}

impl Reader<'_> {
    /// Opens an address in the address bar, and waits until the reader's code has adopted the page.
    pub async fn open(&self, path: &str) {
        self.open_page(path).await;
        self.until("the reader", READY).await;
    }

    /// Opens an address in the address bar.
    pub async fn open_page(&self, path: &str) {
        self.step.replace(format!("opening {path}"));
        self.client.goto(&self.server.url(path)).await.unwrap();
    }

    /// Waits until an expression of JavaScript is true.
    pub async fn until(&self, what: &str, expression: &str) {
        self.step.replace(format!("waiting for {what}"));
        let script = format!("return Boolean({expression})");
        // The page may be changing under the question.
        let is_true = async || {
            let answer = self.client.execute(&script, Vec::new()).await;
            matches!(answer, Ok(Value::Bool(true))).then_some(())
        };
        if wait_for_async(is_true).await.is_none() {
            let text = self.text("body").await;
            let focus = "[document.hasFocus(), document.activeElement?.outerHTML.slice(0, 300)].join(' ')";
            let focus = self.evaluate(focus).await;
            panic!("waited in vain for: {what}; the focus: {focus}; the page says: {text}");
        }
    }

    /// Waits for the page whose heading is this.
    pub async fn arrives_at(&self, heading: &str) {
        let heading = Value::from(heading);
        self.until(
            &format!("the heading {heading}"),
            &format!("document.querySelector('h1')?.textContent.replace(/\\s/g, ' ') === {heading}.replace(/\\s/g, ' ')"),
        )
        .await;
    }

    pub async fn evaluate(&self, expression: &str) -> Value {
        self.step.replace(format!("evaluating {expression}"));
        self.client
            .execute(&format!("return {expression}"), Vec::new())
            .await
            .unwrap()
    }

    pub async fn find(&self, selector: &str) -> Element {
        self.step.replace(format!("looking for {selector}"));
        self.client
            .find(Locator::Css(selector))
            .await
            .unwrap_or_else(|why| panic!("{selector}: {why}"))
    }

    pub async fn count(&self, selector: &str) -> usize {
        self.client.find_all(Locator::Css(selector)).await.unwrap().len()
    }

    /// The text of the first element there is, its white space made ordinary.
    pub async fn text(&self, selector: &str) -> String {
        let selector = Value::from(selector);
        let text = self
            .evaluate(&format!("document.querySelector({selector})?.textContent ?? ''"))
            .await;
        text.as_str()
            .unwrap_or_default()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Clicks as a reader does, once nothing is in the way (a transition is, for a moment) and the page is laid out whole:
    /// what moves between a press and its release is not clicked.
    pub async fn click(&self, selector: &str) {
        let found = Value::from(selector);
        let reached = format!(
            "(() => {{ const it = document.querySelector({found}); it.scrollIntoView({{block: 'center', behavior: 'instant'}}); \
             const box = it.getClientRects()[0]; \
             const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2); \
             return it.contains(hit) && !document.querySelector('[data-arriving]'); }})()"
        );
        self.until(&format!("{selector} to be in reach"), &reached).await;
        let element = self.find(selector).await;
        self.step.replace(format!("clicking {selector}"));
        element
            .click()
            .await
            .unwrap_or_else(|why| panic!("{selector}: {why:?}"));
    }

    pub async fn press(&self, key: Key) {
        self.hold(key, 1).await;
    }

    /// Holds a key down until it has acted so many times.
    pub async fn hold(&self, key: Key, times: usize) {
        self.step.replace(format!("pressing {key:?}"));
        let key = char::from(key);
        let downs = (0..times).fold(KeyActions::new("keyboard".to_owned()), |stroke, _| {
            stroke.then(KeyAction::Down { value: key })
        });
        let stroke = downs.then(KeyAction::Up { value: key });
        for _ in 0..5 {
            self.listen_for_keys().await;
            self.client.perform_actions(stroke.clone()).await.unwrap();
            // A page that the key led away from is not there to say that it heard it.
            let is_heard = self.client.execute("return window.heard", Vec::new()).await;
            if !matches!(is_heard, Ok(Value::Bool(false))) {
                return;
            }
        }
        panic!("no page hears {key:?}");
    }

    /// Beside other browsers Firefox's window loses the focus now and then, and a key goes nowhere: it is given the
    /// focus again, and hears whether it gets the key.
    async fn listen_for_keys(&self) {
        if self.engine != Engine::Firefox {
            return;
        }
        let listen = "addEventListener('keydown', () => { window.heard = true; }, { capture: true, once: true }); \
                      window.heard = false; return document.hasFocus()";
        if let Ok(Value::Bool(false)) = self.client.execute(listen, Vec::new()).await {
            let window = self.client.window().await.unwrap();
            self.client.switch_to_window(window).await.unwrap();
        }
    }

    /// What Chromium's developer tools say.
    pub async fn ask_chromium(&self, command: &'static str) -> Value {
        let parameters = json!({});
        let tools = DeveloperTools { command, parameters };
        self.client.issue_cmd(tools).await.unwrap()
    }

    /// Presses a button of Firefox's toolbar, once it is offered.
    pub async fn press_of_firefox(&self, id: &str) {
        let context = async |name| self.client.issue_cmd(FirefoxContext(name)).await.unwrap();
        context("chrome").await;
        let button = format!("document.getElementById('{id}')");
        self.until(id, &format!("!{button}.hidden")).await;
        self.evaluate(&format!("void {button}.click()")).await;
        context("content").await;
    }

    pub async fn path(&self) -> String {
        self.evaluate("location.pathname")
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// What the page complained of, as a developer would read in the console.
    pub async fn complaints(&self) -> Vec<String> {
        let complaints = self
            .evaluate("window.complaints ?? ['the collector is not there']")
            .await;
        serde_json::from_value(complaints).unwrap()
    }
}

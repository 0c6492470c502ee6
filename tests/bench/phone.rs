//! A slow phone on a slow network: Chromium, told so by its developer tools' protocol.

use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder, error::CmdError, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use journeys::DeveloperTools;
use serde_json::{Value, json};

/// From a request to the first byte of its answer, in milliseconds.
pub const LATENCY: u32 = 400;
/// In kbit/s, each way.
pub const RATE: u32 = 400;
/// How many times slower the processor is.
pub const SLOWER: u32 = 6;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Between two questions: a page that is asked all the time has less of the slow processor.
const PAUSE: Duration = Duration::from_millis(150);

/// Notes when each headline is painted and when the reader presses, without a change to any page:
/// Element Timing's `renderTime` of the text of each `h1` that is seen.
const STOPWATCH: &str = "
    window.painted = [];
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) painted.push(entry.renderTime);
    }).observe({ type: 'element', buffered: true });
    new MutationObserver(() => {
        const headline = document.querySelector('h1:not(.unseen, [elementtiming])');
        if (headline?.textContent) headline.setAttribute('elementtiming', 'headline');
    }).observe(document, { childList: true, subtree: true });
    addEventListener('pointerdown', (event) => { window.tapped = event.timeStamp; }, true);";

/// A browser that asks for fewer bytes, so that nothing is fetched before it is touched.
const SAVER: &str = "if (window.name === 'saver') Object.defineProperty(navigator, 'connection', { value: { saveData: true } });";

pub struct Phone(Client);

impl Phone {
    /// Opens Chromium by a driver at an address.
    pub async fn start(driver: &str, capabilities: Capabilities) -> Result<Self, Box<dyn std::error::Error>> {
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(driver)
            .await?;
        let phone = Self(client);
        let bytes = RATE * 1000 / 8;
        for (command, parameters) in [
            ("Network.enable", json!({})),
            ("Page.enable", json!({})),
            (
                "Emulation.setDeviceMetricsOverride",
                json!({ "width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true }),
            ),
            (
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": format!("{SAVER}{STOPWATCH}") }),
            ),
            (
                "Network.emulateNetworkConditions",
                json!({ "offline": false, "latency": LATENCY, "downloadThroughput": bytes, "uploadThroughput": bytes }),
            ),
            ("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWER })),
        ] {
            phone.tools(command, parameters).await?;
        }
        Ok(phone)
    }

    pub async fn close(self) {
        let _ = self.0.close().await;
    }

    async fn tools(&self, command: &'static str, parameters: Value) -> Result<Value, CmdError> {
        self.0.issue_cmd(DeveloperTools { command, parameters }).await
    }

    /// Opens a page that this browser has never seen; `saver` is whether it asks for fewer bytes.
    pub async fn open(&self, origin: &str, path: &str, saver: bool) -> Result<(), CmdError> {
        self.0.goto("about:blank").await?;
        self.tools("Network.clearBrowserCache", json!({})).await?;
        let everything = json!({ "origin": origin, "storageTypes": "all" });
        self.tools("Storage.clearDataForOrigin", everything).await?;
        let name = if saver { "saver" } else { "" };
        self.0
            .execute(&format!("window.name = '{name}'"), Vec::new())
            .await?;
        self.0.goto(&format!("{origin}{path}")).await
    }

    /// The value of an expression, once it has one.
    pub async fn wait(&self, expression: &str) -> Result<Value, Box<dyn std::error::Error>> {
        let start = Instant::now();
        let script = format!("return ({expression}) || null");
        loop {
            let value = self.0.execute(&script, Vec::new()).await?;
            if !value.is_null() {
                return Ok(value);
            }
            if start.elapsed() > PATIENCE {
                let script = "return JSON.stringify([window.tapped ?? null, painted, location.pathname, document.title])";
                let state = self.0.execute(script, Vec::new()).await?;
                return Err(format!("waited in vain for: {expression}; the page: {state}").into());
            }
            // The condition is asked again; nothing waits for a time to pass.
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// As [`Phone::wait`], in milliseconds.
    pub async fn time(&self, expression: &str) -> Result<f64, Box<dyn std::error::Error>> {
        let value = self.wait(expression).await?;
        value
            .as_f64()
            .ok_or_else(|| format!("{expression}: {value}").into())
    }

    /// Presses the first element there is, as a pointer does: a tap without the touch that precedes it.
    pub async fn tap(&self, selector: &str) -> Result<(), Box<dyn std::error::Error>> {
        let middle = self
            .wait(&format!(
                "(() => {{ const box = document.querySelector({}).getClientRects()[0]; \
                 return [box.x + box.width / 2, box.y + box.height / 2]; }})()",
                Value::from(selector)
            ))
            .await?;
        for kind in ["mousePressed", "mouseReleased"] {
            let press =
                json!({ "type": kind, "x": middle[0], "y": middle[1], "button": "left", "clickCount": 1 });
            self.tools("Input.dispatchMouseEvent", press).await?;
        }
        Ok(())
    }
}

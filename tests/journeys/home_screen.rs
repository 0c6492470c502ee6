//! The newspaper on a device's home screen.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use journeys::{Engine, Reader, Server};
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::reading::LEAD;

/// A question to Chromium by its developer tools' protocol.
#[derive(Debug)]
struct Question(&'static str);

impl WebDriverCompatibleCommand for Question {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/goog/cdp/execute",
            session.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = json!({ "cmd": self.0, "params": {} });
        (Method::POST, Some(body.to_string()))
    }
}

/// The device is told the newspaper's name, and each icon is there in the size that is said.
pub async fn the_newspaper_can_stand_on_a_home_screen(reader: &Reader<'_>, _: &Server) {
    reader.open(LEAD).await;
    let manifest = reader
        .evaluate("fetch(document.querySelector('link[rel=manifest]').href).then((answer) => answer.json())")
        .await;
    assert_eq!(manifest["name"], "Les Deux Rives");
    let icons = manifest["icons"].as_array().unwrap();
    assert!(icons.len() > 2, "{icons:?}");
    for icon in icons.iter().filter(|icon| icon["sizes"] != "any") {
        let size = reader
            .evaluate(&format!(
                "(async () => {{ const it = new Image(); it.src = {}; await it.decode(); \
                 return `${{it.naturalWidth}}x${{it.naturalHeight}}`; }})()",
                icon["src"]
            ))
            .await;
        assert_eq!(size, icon["sizes"], "{icon}");
    }
    if reader.engine == Engine::Chromium {
        let ask = |question| reader.client.issue_cmd(Question(question));
        let manifest = ask("Page.getAppManifest").await.unwrap();
        assert_eq!(manifest["errors"], json!([]), "{manifest}");
        assert!(manifest["manifest"]["icons"].is_array(), "{manifest}");
        let installable = ask("Page.getInstallabilityErrors").await.unwrap();
        assert_eq!(installable["installabilityErrors"], Value::Array(Vec::new()));
    }
}

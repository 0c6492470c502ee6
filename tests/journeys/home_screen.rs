//! The newspaper on a device's home screen.

use journeys::{Engine, Reader, Server};
use serde_json::{Value, json};

use crate::reading::LEAD;

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
        let manifest = reader.ask_chromium("Page.getAppManifest").await;
        assert_eq!(manifest["errors"], json!([]), "{manifest}");
        assert!(manifest["manifest"]["icons"].is_array(), "{manifest}");
        let installable = reader.ask_chromium("Page.getInstallabilityErrors").await;
        assert_eq!(installable["installabilityErrors"], Value::Array(Vec::new()));
    }
}

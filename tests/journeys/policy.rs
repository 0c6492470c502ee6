//! The policy that is shipped: what is not the newspaper's does nothing in its pages, and is told of.
//! That no other journey offends it is asked after each of them.

use journeys::{Fault, Reader, Server, wait_for_async};

use crate::reading::LEAD;

/// Somebody got a script and a style into a page.
pub async fn what_is_not_the_newspaper_s_neither_runs_nor_shows(reader: &Reader<'_>, server: &Server) {
    server.break_path(LEAD, Fault::Injected);
    reader.open(LEAD).await;
    assert_eq!(
        reader.evaluate("window.injected ?? null").await,
        serde_json::Value::Null
    );
    assert_ne!(
        reader
            .evaluate("getComputedStyle(document.querySelector('h1')).display")
            .await,
        "none"
    );
    let complaints = reader.complaints().await.join("\n");
    for forbidden in ["script-src-elem forbids inline", "style-src-elem forbids inline"] {
        assert!(complaints.contains(forbidden), "{forbidden}: {complaints}");
    }
    until_told(server, 2).await;
    // What a page did is told of although it is gone.
    server.mend();
    reader.open("/").await;
    assert_eq!(reader.complaints().await, Vec::<String>::new());
    assert!(server.violations().len() >= 2);
}

/// Nor can a mistake in the reader's code make a script of what somebody wrote.
pub async fn text_cannot_become_markup(reader: &Reader<'_>, server: &Server) {
    reader.open(LEAD).await;
    let tried = reader
        .evaluate(
            "(() => { const tried = []; \
             const attempt = (name, does) => { try { does(); tried.push(name); } catch {} }; \
             attempt('innerHTML', () => { document.createElement('div').innerHTML = '<img>'; }); \
             attempt('src', () => { document.createElement('script').src = '/collector.js'; }); \
             attempt('onclick', () => { document.querySelector('h1').setAttribute('onclick', 'window.clicked = true'); }); \
             return tried; })()",
        )
        .await;
    assert_eq!(tried, serde_json::json!([]));
    reader
        .evaluate(
            "void (document.querySelector('main').append(Object.assign(document.createElement('img'), {src: 'https://example.org/x.png'})), \
             document.querySelector('h1').setAttribute('style', 'display: none'), document.querySelector('h1').click())",
        )
        .await;
    reader
        .until(
            "what is forbidden to be told",
            "['img-src', 'style-src-attr'].every((name) => complaints.some((it) => it.startsWith(name)))",
        )
        .await;
    until_told(server, 5).await;
    assert_eq!(
        reader.evaluate("window.clicked ?? null").await,
        serde_json::Value::Null
    );
}

/// A page in another's frame could be clicked by readers who do not know it.
pub async fn the_newspaper_is_in_nobody_s_frame(reader: &Reader<'_>, server: &Server) {
    reader.open_page(&format!("/frame?360&{LEAD}")).await;
    // The tests' own frame is allowed; a second one of the same page, at another address, is not.
    reader
        .until(
            "the page",
            "document.querySelector('iframe').contentDocument?.querySelector('h1')",
        )
        .await;
    let refused = "(() => { const frame = Object.assign(document.createElement('iframe'), {src: '/abonnement/', name: 'refused'}); \
         window.loaded = false; frame.addEventListener('load', () => { window.loaded = true; }); document.body.append(frame); })()";
    reader.evaluate(&format!("void {refused}")).await;
    reader.until("the end of it", "window.loaded").await;
    let shown = "(() => { try { return Boolean(document.querySelector('iframe[name=refused]').contentDocument.querySelector('h1')); } catch { return false; } })()";
    assert_eq!(reader.evaluate(shown).await, false);
    assert_eq!(server.asked("/abonnement/"), 1);
}

/// Waits until the server was told of so many violations.
async fn until_told(server: &Server, count: usize) {
    let told = wait_for_async(async || (server.violations().len() >= count).then_some(())).await;
    assert!(told.is_some(), "the server was told of {:?}", server.violations());
}

//! `kiosque serve` in a browser: whoever writes sees what they have written.

use std::{fs, path::Path};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use journeys::{Driver, Engine, wait_for_async};
use serde_json::Value;

use super::{Served, run};

/// More than the six connections that browsers keep to a host.
const PAGES: usize = 8;

const ARTICLE: &str = "journal/articles/bienvenue.json";

/// Changes what the article is called.
fn call(root: &Path, headline: &str) {
    let path = root.join(ARTICLE);
    let mut article: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    article["headline"] = headline.into();
    fs::write(path, article.to_string()).unwrap();
}

/// Waits until the page shows an article of that name.
async fn sees(browser: &Client, headline: &str) {
    let script = "return document.querySelector('h1')?.textContent ?? document.body.textContent";
    let mut seen = Value::Null;
    let found = wait_for_async(async || {
        // The page may be changing under the question.
        seen = browser.execute(script, Vec::new()).await.unwrap_or_default();
        (seen == headline).then_some(())
    });
    assert!(found.await.is_some(), "{headline} is not to be seen, but {seen}");
}

async fn follow(root: &Path, browser: &Client) {
    let served = Served::start(root, "journal");
    let address = format!("http://127.0.0.1:{}/article/bienvenue/", served.port);
    call(root, "Le premier titre");
    browser.goto(&address).await.unwrap();
    sees(browser, "Le premier titre").await;
    call(root, "Le deuxième titre");
    sees(browser, "Le deuxième titre").await;

    // Saved half-way: what is there stays, and is not even shown anew.
    browser
        .execute("window.isTheSame = true", Vec::new())
        .await
        .unwrap();
    let whole = fs::read(root.join(ARTICLE)).unwrap();
    fs::write(root.join(ARTICLE), &whole[..whole.len() / 2]).unwrap();
    served.hear("the site is as it was; mend the errors above");
    sees(browser, "Le deuxième titre").await;
    let is_the_same = browser.execute("return window.isTheSame", Vec::new()).await;
    assert_eq!(is_the_same.unwrap(), Value::Bool(true));
    fs::write(root.join(ARTICLE), whole).unwrap();
    call(root, "Le troisième titre");
    sees(browser, "Le troisième titre").await;

    // Ended, and begun again after another change.
    let port = served.port;
    drop(served);
    call(root, "Le quatrième titre");
    let served = Served::start_at(port, root, "journal");
    sees(browser, "Le quatrième titre").await;

    // What else is open stands in nobody's way, and is as new once it is looked at.
    let first = browser.window().await.unwrap();
    for _ in 1..PAGES {
        let page = browser.new_window(true).await.unwrap().handle;
        browser.switch_to_window(page).await.unwrap();
        browser.goto(&address).await.unwrap();
        sees(browser, "Le quatrième titre").await;
    }
    call(root, "Le cinquième titre");
    sees(browser, "Le cinquième titre").await;
    browser.switch_to_window(first).await.unwrap();
    sees(browser, "Le cinquième titre").await;
    drop(served);
}

#[test]
fn whoever_writes_sees_each_change_also_after_a_broken_save_and_in_many_pages() {
    let root = tempfile::tempdir().unwrap();
    run(root.path(), &["new", "journal", "--yes"]);
    let driver = Driver::start(Engine::Chromium);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(async {
        let browser = ClientBuilder::new(HttpConnector::new())
            .capabilities(driver.capabilities(false))
            .connect(&driver.url())
            .await
            .unwrap();
        follow(root.path(), &browser).await;
        browser.close().await.unwrap();
    });
}

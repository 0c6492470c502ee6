//! When the headline is there, on a slow network and a slow processor: our page, our shell without
//! what the press writes, a plain page of the same article, and the next article after a press on its link.
//!
//! `cargo xtask bench page` builds the newspaper and names it in `KIOSQUE_DIST`.

mod host;
mod lighthouse;
mod phone;

use std::{env, error::Error, fs, path::Path};

use host::{Host, Pictures};
use journeys::{Driver, Engine};
use phone::{LATENCY, Phone, RATE, SLOWER};
use serde_json::Value;

/// How often each is measured, in turn, after a round that does not count.
const RUNS: usize = 7;

const ARTICLE: &str = "/article/traite-des-personnes-plan-national/";

/// The link that is tapped, and whether its article is there.
const NEXT: &str = ".related a";
const NEXT_IS_THERE: &str = "(() => { const slug = document.querySelector('.related a').pathname.split('/')[2]; \
    return performance.getEntriesByType('resource').some((it) => it.name.endsWith(`/${slug}.json`) && it.responseEnd > 0); })()";

fn main() -> Result<(), Box<dyn Error>> {
    let site =
        env::var("KIOSQUE_DIST").map_err(|_| "KIOSQUE_DIST is not set: run `cargo xtask bench page`")?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(measure(Path::new(&site)))
}

async fn measure(site: &Path) -> Result<(), Box<dyn Error>> {
    let page = fs::read_to_string(site.join(ARTICLE.trim_matches('/')).join("index.html"))?;
    let ours = Host::start(site, Pictures::Missing, None)?;
    let shell = Host::start(site, Pictures::Missing, Some((ARTICLE, without_text(&page)?)))?;
    let plain = Host::start(site, Pictures::Missing, Some((ARTICLE, plain_page(&page)?)))?;
    let driver = Driver::start(Engine::Chromium);
    let phone = Phone::start(&driver.url(), driver.capabilities(false)).await?;

    let mut times: [Vec<f64>; 5] = Default::default();
    for run in 0..=RUNS {
        let [of_plain, of_ours, of_shell, after_tap, after_tap_only] = &mut times;
        for (host, of) in [(&plain, of_plain), (&ours, of_ours), (&shell, of_shell)] {
            phone.open(&host.origin(), ARTICLE, false).await?;
            of.push(phone.time("painted[0]").await?);
        }
        for (saver, of) in [(false, after_tap), (true, after_tap_only)] {
            of.push(tap(&phone, &ours, saver).await?);
        }
        if run == 0 {
            times.iter_mut().for_each(Vec::clear);
        }
        eprint!(".");
    }
    phone.close().await;
    eprintln!();
    print(times);
    // A page is judged with all that stands on it.
    let plain = Host::start(site, Pictures::Served, Some((ARTICLE, plain_page(&page)?)))?;
    let ours = Host::start(site, Pictures::Served, None)?;
    let page = |host: &Host, path: &str| format!("{}{path}", host.origin());
    lighthouse::print(lighthouse::judge([
        ("a plain HTML page of the article", page(&plain, ARTICLE)),
        // Lighthouse's own line is one on which the program waits for the reader.
        ("our article", page(&ours, ARTICLE)),
        (
            "our article, with its program",
            page(&ours, &format!("{ARTICLE}?mode=complet")),
        ),
        ("our front page, with its program", page(&ours, "/?mode=complet")),
    ])?);
    Ok(())
}

/// From the press on the next article to its headline.
async fn tap(phone: &Phone, host: &Host, saver: bool) -> Result<f64, Box<dyn Error>> {
    phone
        .open(&host.origin(), &format!("{ARTICLE}?mode=complet"), saver)
        .await?;
    phone.wait(journeys::READY).await?;
    phone
        .wait(&format!(
            "(document.querySelector('{NEXT}').scrollIntoView({{block: 'center', behavior: 'instant'}}), true)"
        ))
        .await?;
    if !saver {
        phone.wait(NEXT_IS_THERE).await?;
    }
    phone.tap(NEXT).await?;
    phone
        .time("painted.find((time) => time > window.tapped) - window.tapped")
        .await
}

/// The page as Trunk would make it, without what the press writes: its text comes by WebAssembly and
/// JSON, which it asks for at once.
fn without_text(page: &str) -> Result<String, Box<dyn Error>> {
    let (head, _) = page.split_once("<div id=\"app\">").ok_or("no #app")?;
    let (_, data) = page
        .split_once("<script id=\"kiosque\" type=\"application/json\">")
        .ok_or("no data")?;
    let (data, _) = data.split_once("</script>").ok_or("no end of the data")?;
    let mut data: Value = serde_json::from_str(data)?;
    data["path"] = "/".into();
    // What the page says to other programs is not the reader's.
    let head: String = head
        .split_inclusive('>')
        .filter(|tag| !tag.contains("<meta property="))
        .collect();
    let links = head.split("<link rel=\"kiosque\" href=\"").skip(1);
    let files: Vec<&str> = links.filter_map(|link| link.split('"').next()).collect();
    let &[script, wasm] = files.as_slice() else {
        return Err("the page does not name its two files".into());
    };
    let preload = format!(
        "<link rel=\"modulepreload\" href=\"{script}\"><link rel=\"preload\" href=\"{wasm}\" as=\"fetch\" crossorigin>"
    );
    let head = head.replacen("</head>", &format!("{preload}</head>"), 1);
    let data = data.to_string().replace('<', "\\u003c");
    Ok(format!(
        "{head}<div id=\"app\"></div><p id=\"trouble\" hidden></p><script id=\"kiosque\" type=\"application/json\">{data}</script></body></html>"
    ))
}

/// The article's text in HTML, and nothing else.
fn plain_page(page: &str) -> Result<String, Box<dyn Error>> {
    let (_, story) = page.split_once("<article class=\"story\">").ok_or("no article")?;
    let (story, _) = story.split_once("</article>").ok_or("no end of the article")?;
    Ok(format!(
        "<!doctype html><html lang=\"fr\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Article</title><article>{story}</article>"
    ))
}

fn print(times: [Vec<f64>; 5]) {
    let names = [
        "a plain HTML page of the article",
        "our page",
        "our shell, the text by WebAssembly",
        "the next article, fetched ahead: from the press",
        "the next article, not fetched ahead: from the press",
    ];
    println!(
        "Until the headline is painted, in seconds: {LATENCY} ms, {RATE} kbit/s, processor {SLOWER}× slower, nothing \
         cached, no pictures, {RUNS} runs each in turn\n"
    );
    println!("  {:50}  median  from   to    to plain", "");
    let mut plain = None;
    for (name, mut times) in names.into_iter().zip(times) {
        times.sort_by(f64::total_cmp);
        let median = times[times.len() / 2];
        let plain = *plain.get_or_insert(median);
        let [least, most] = [times[0], times[times.len() - 1]].map(|time| time / 1000.0);
        println!(
            "  {name:50}  {:5.2}  {least:5.2}  {most:5.2}  × {:.2}",
            median / 1000.0,
            median / plain
        );
    }
}

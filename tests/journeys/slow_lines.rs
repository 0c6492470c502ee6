//! On a slow or metered line the reader's code comes for who stays, and for nobody else.

use journeys::{Fault, Reader, Server};

use crate::reading::LEAD;

const SECTION: &str = "/rubrique/sports/";

/// Of the reader's code, what was asked for.
fn code(server: &Server) -> Vec<String> {
    server.asked_below("/kiosque-")
}

/// Opens a page as the first one of a visit, and waits until code that comes unasked would have been asked for.
async fn open_first(reader: &Reader<'_>, server: &Server, path: &str) {
    reader.evaluate("void sessionStorage.clear()").await;
    server.forget();
    reader.open_page(path).await;
    a_while(reader).await;
}

async fn a_while(reader: &Reader<'_>) {
    let script = "const done = arguments[0]; \
        const wait = () => document.readyState === 'complete' ? requestAnimationFrame(() => setTimeout(() => done(null), 400)) : setTimeout(wait, 20); \
        wait();";
    reader.client.execute_async(script, Vec::new()).await.unwrap();
}

async fn is_plain(reader: &Reader<'_>, server: &Server, why: &str) {
    assert_eq!(code(server), Vec::<String>::new(), "{why}");
    let state = reader
        .evaluate("document.documentElement.dataset.reader ?? null")
        .await;
    assert!(state.is_null(), "{why}: {state}");
}

pub async fn who_reads_one_article_on_a_slow_line_loads_the_page_alone(reader: &Reader<'_>, server: &Server) {
    // Nothing that an earlier page asked for may come late.
    server.break_path(LEAD, Fault::SlowLine);
    reader.open_page(LEAD).await;
    for fault in [Fault::SlowLine, Fault::MeteredLine] {
        server.break_path(LEAD, fault);
        open_first(reader, server, LEAD).await;
        is_plain(reader, server, "unasked").await;
        // Some of it is read, and the pointer rests on the text.
        reader
            .evaluate("void scrollTo({ top: document.querySelector('.story').offsetHeight / 8, behavior: 'instant' })")
            .await;
        reader
            .evaluate("void document.querySelector('h1').dispatchEvent(new Event('pointerover', { bubbles: true }))")
            .await;
        a_while(reader).await;
        is_plain(reader, server, "a little was read").await;
        assert_eq!(server.asked_below("/data/"), Vec::<String>::new());
    }
}

pub async fn who_stays_on_a_slow_line_gets_the_reader(reader: &Reader<'_>, server: &Server) {
    reader.open(LEAD).await;
    server.break_path(LEAD, Fault::SlowLine);
    let touch = |name: &str| {
        format!(
            "void document.querySelector('.sections a').dispatchEvent(new Event('{name}', {{ bubbles: true }}))"
        )
    };
    for (what, does) in [
        ("a finger on the menu", touch("touchstart")),
        ("a pointer on the menu", touch("pointerover")),
        (
            "a keyboard in the menu",
            "void document.querySelector('.sections a').focus()".to_owned(),
        ),
        (
            "half of the article",
            "void scrollTo({ top: document.querySelector('.story').offsetHeight / 2, behavior: 'instant' })"
                .to_owned(),
        ),
        (
            "the contributions",
            "void document.querySelector('#page').prepend(document.querySelector('.contributions'))"
                .to_owned(),
        ),
    ] {
        open_first(reader, server, LEAD).await;
        is_plain(reader, server, what).await;
        reader.evaluate(&does).await;
        reader.until(what, journeys::READY).await;
        let (styles, programs): (Vec<_>, Vec<_>) =
            code(server).into_iter().partition(|path| path.ends_with(".css"));
        assert_eq!(programs.len(), 2, "{what}: each file once");
        assert_eq!(
            styles.len(),
            2,
            "{what}: and each style sheet that the article does not show"
        );
    }
}

pub async fn a_second_page_on_a_slow_line_brings_the_reader(reader: &Reader<'_>, server: &Server) {
    reader.open(LEAD).await;
    server.break_path(LEAD, Fault::SlowLine);
    server.break_path(SECTION, Fault::SlowLine);
    open_first(reader, server, LEAD).await;
    is_plain(reader, server, "the first page").await;
    reader
        .evaluate("void (document.documentElement.dataset.same = 'page')")
        .await;
    // Without a touch before it: it is the page that counts.
    reader
        .evaluate(&format!(
            "void document.querySelector('a[href=\"{SECTION}\"]').click()"
        ))
        .await;
    reader.arrives_at("Sports").await;
    assert!(
        reader
            .evaluate("document.documentElement.dataset.same ?? null")
            .await
            .is_null(),
        "a plain link leads to a page of its own"
    );
    reader.until("the reader", journeys::READY).await;
}

pub async fn who_asks_for_the_whole_newspaper_gets_it_on_any_line(reader: &Reader<'_>, server: &Server) {
    reader.open(LEAD).await;
    server.break_path(LEAD, Fault::SlowLine);
    open_first(
        reader,
        server,
        &format!("{LEAD}?partage=1&mode=complet&suite=2#contributions"),
    )
    .await;
    reader.until("the reader", journeys::READY).await;
    let rest = reader.evaluate("location.search + location.hash").await;
    assert_eq!(
        rest, "?partage=1&suite=2#contributions",
        "what else the address says stays"
    );
    open_first(reader, server, LEAD).await;
    is_plain(reader, server, "chosen in another visit").await;
}

/// Where an engine does not say what the line is like, and where it is a good one.
pub async fn on_any_other_line_the_reader_comes_by_itself(reader: &Reader<'_>, server: &Server) {
    reader.open(LEAD).await;
    for fault in [Fault::UnknownLine, Fault::FastLine] {
        server.break_path(LEAD, fault);
        open_first(reader, server, LEAD).await;
        reader.until("the reader", journeys::READY).await;
    }
}

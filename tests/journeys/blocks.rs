//! What stands in few articles: notes, recordings, rows of pictures, and the newspaper's own pages.

use journeys::{Engine, Reader, Server, wait_for_async};

const NOTED: &str = "/article/manuscrits-tombouctou-numerisation/";

/// The same whether the press has written the page or the reader's code has.
async fn in_both_ways(reader: &Reader<'_>, path: &str, from: &str) {
    reader.open(from).await;
    reader
        .evaluate(&format!(
            "(() => {{ const link = document.createElement('a'); link.href = '{path}'; link.id = 'way'; link.textContent = 'Y aller'; \
             document.querySelector('main').prepend(link); }})()"
        ))
        .await;
    reader.click("#way").await;
    reader
        .until(
            "the article by the reader's code",
            &format!(
                "location.pathname === '{path}' && document.querySelector('.story .signature, .story > p')"
            ),
        )
        .await;
}

pub async fn a_note_leads_there_and_back(reader: &Reader<'_>, _: &Server) {
    for by_code in [false, true] {
        match by_code {
            false => reader.open(NOTED).await,
            true => in_both_ways(reader, NOTED, "/article/kora-luthier-bamako/").await,
        }
        let calls =
            "[...document.querySelectorAll('a[role=doc-noteref]')].map((it) => it.textContent).join()";
        assert_eq!(reader.evaluate(calls).await, "1,2");
        reader.click("#appel-2").await;
        reader
            .until(
                "the second note",
                "location.hash === '#note-2' && document.querySelector('#note-2:target')",
            )
            .await;
        let in_view = |id: &str| {
            format!(
                "(() => {{ const {{ top, bottom }} = document.getElementById('{id}').getBoundingClientRect(); \
                 return top >= 0 && bottom <= innerHeight; }})()"
            )
        };
        reader.until("the note in view", &in_view("note-2")).await;
        reader.click("#note-2 .way-back").await;
        reader.until("the text in view", &in_view("appel-2")).await;
        assert_eq!(reader.path().await, NOTED);
        reader.client.back().await.unwrap();
        reader
            .until("the note again", "location.hash === '#note-2'")
            .await;
    }
}

pub async fn nothing_is_loaded_of_a_recording_before_it_is_started(reader: &Reader<'_>, server: &Server) {
    for (article, player, file) in [
        (
            "/article/kora-luthier-bamako/",
            "audio",
            "/files/kora-accordage.mp3",
        ),
        (
            "/article/course-pirogues-mopti/",
            "video",
            "/files/course-pirogues.mp4",
        ),
    ] {
        for by_code in [false, true] {
            match by_code {
                false => reader.open(article).await,
                true => in_both_ways(reader, article, NOTED).await,
            }
            let before = server.asked(file);
            assert!(by_code || before == 0, "{file} was asked for unasked");
            reader
                .until("the whole page", "document.readyState === 'complete'")
                .await;
            assert_eq!(server.asked(file), before);
            let said = reader.text(".recording figcaption").await;
            assert!(said.contains("Ko)"), "{said}");
            reader.click(".recording summary").await;
            reader
                .until(
                    "what is said in it",
                    "document.querySelector('.recording details[open] > p').checkVisibility()",
                )
                .await;
            assert_eq!(server.asked(file), before, "{file} was asked for unasked");
            if reader.engine == Engine::WebKit {
                eprintln!(
                    "NOT CHECKED: that a started recording is fetched in WebKitGTK, whose codecs are GStreamer's to install"
                );
            } else if !by_code {
                reader
                    .evaluate(&format!(
                        "(() => {{ const it = document.querySelector('{player}'); it.muted = true; it.play().catch(() => {{}}); }})()"
                    ))
                    .await;
                let asked = wait_for_async(async || (server.asked(file) > before).then_some(())).await;
                assert!(asked.is_some(), "{file} was not asked for when it was started");
            }
        }
    }
}

pub async fn a_row_of_pictures_is_moved_by_the_keyboard(reader: &Reader<'_>, _: &Server) {
    reader.open(NOTED).await;
    assert_eq!(reader.count(".gallery figure img").await, 3);
    reader
        .evaluate("document.querySelector('.gallery').focus()")
        .await;
    reader.press(fantoccini::key::Key::Right).await;
    reader
        .until(
            "the row moved",
            "document.querySelector('.gallery').scrollLeft > 0",
        )
        .await;
}

pub async fn a_page_of_the_newspaper_comes_like_an_article(reader: &Reader<'_>, server: &Server) {
    reader.open("/").await;
    reader.arrives_at("À la une").await;
    reader.click("footer a[href='/mentions-legales/']").await;
    reader.arrives_at("Mentions légales").await;
    assert_eq!(reader.path().await, "/mentions-legales/");
    assert_eq!(server.asked("/data/page/mentions-legales.json"), 1);
    assert!(reader.text(".story table").await.contains("Quartier du Fleuve"));
    for absent in [
        ".byline",
        ".overline",
        ".contributions",
        ".authors-aside",
        ".related",
    ] {
        assert_eq!(reader.count(absent).await, 0, "{absent}");
    }
    reader.client.back().await.unwrap();
    reader.arrives_at("À la une").await;
}

pub async fn what_is_not_the_newspaper_s_own_page_is_the_browser_s(reader: &Reader<'_>, server: &Server) {
    reader.open(NOTED).await;
    reader
        .evaluate(
            "(() => { const link = document.createElement('a'); link.href = '/forum/'; link.id = 'way'; link.textContent = 'Forum'; \
             document.querySelector('main').prepend(link); })()",
        )
        .await;
    reader.click("#way").await;
    reader
        .until("another program's page", "location.pathname === '/forum/'")
        .await;
    assert_eq!(server.asked("/data/page/forum.json"), 0);
    assert_eq!(server.asked("/forum/"), 1);
}

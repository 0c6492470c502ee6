//! Reading: what each page shows.

use journeys::{Engine, Fault, Reader, Server};

pub const LEAD: &str = "/article/traite-des-personnes-plan-national/";
pub const LEAD_HEADLINE: &str =
    "Traite des personnes : le Mali se donne cinq ans et un plan national pour protéger les victimes";

pub async fn the_lead_article_has_every_element(reader: &Reader<'_>, server: &Server) {
    reader.open("/").await;
    reader.arrives_at("À la une").await;
    reader.click(".lead-story h2 a").await;
    reader.arrives_at(LEAD_HEADLINE).await;
    assert_eq!(reader.path().await, LEAD);

    for (selector, text) in [
        ("main .overline .section", "Société"),
        ("main .overline .kicker", "#Mali"),
        ("main header .lead", "Mahamadou Kassogué"),
        (
            "main .byline .authors",
            "Par Awa Sangaré, Grand reporter, justice et droits",
        ),
        ("main .byline a[rel=author]", "Awa Sangaré"),
        (
            "main .dateline",
            "Publié mardi 24 octobre 2023 à 07:28, mis à jour mercredi 21 février 2024 à 22:41",
        ),
        ("main .reading", "min de lecture"),
        ("main .story > figure .credit", "Illustration Les Deux Rives"),
        ("main .story .signature", "Awa Sangaré"),
        ("main .keywords", "justice"),
        ("main .related h2", "Lire aussi"),
        ("aside.authors-aside h2", "Les articles de l’auteur"),
        ("aside.authors-aside h3", "Awa Sangaré"),
        ("aside.authors-aside .biography", "Awa Sangaré"),
        ("aside.authors-aside .teaser .authors", "Par Awa Sangaré"),
        ("aside.authors-aside .teaser .dateline", "Publié "),
        ("aside.authors-aside .more a", "Tous ses articles"),
        (".contributions h2", "Contributions"),
        (".contributions .paywall-what", "réservée aux abonnés"),
        (".contributions a.button", "S’abonner"),
    ] {
        let found = reader.text(selector).await;
        assert!(found.contains(text), "{selector} says {found:?}, not {text:?}");
    }
    assert_eq!(reader.count("main .byline time[datetime]").await, 2);
    assert_eq!(reader.count("main .related li").await, 6);
    assert_eq!(reader.count("main .related li .excerpt").await, 6);
    assert!((1..=7).contains(&reader.count("aside.authors-aside li").await));
    assert_eq!((reader.count("h1").await, reader.count("main").await), (1, 1));
    reader
        .until(
            "the picture",
            "document.querySelector('main .story > figure img').naturalWidth > 0",
        )
        .await;
    let alt = reader
        .evaluate("document.querySelector('main .story > figure img').alt")
        .await;
    assert!(alt.as_str().is_some_and(|alt| alt.len() > 20), "{alt}");
    assert_eq!(
        server.asked("/data/articles/traite-des-personnes-plan-national.json"),
        1
    );
}

pub async fn an_article_by_two_authors_shows_both(reader: &Reader<'_>, _: &Server) {
    reader.open("/article/riz-office-du-niger/").await;
    reader
        .until("the article", "document.querySelector('.byline')")
        .await;
    assert_eq!(reader.count(".byline a[rel=author]").await, 2);
    assert!(reader.text(".byline .authors").await.contains(" et "));
    assert_eq!(reader.count("aside.authors-aside h3").await, 2);
    assert_eq!(
        reader.text("aside.authors-aside h2").await,
        "Les articles des auteurs"
    );
}

pub async fn the_front_page_leads_everywhere(reader: &Reader<'_>, _: &Server) {
    reader.open("/").await;
    reader.arrives_at("À la une").await;
    assert_eq!(reader.text(".lead-story .headline").await, LEAD_HEADLINE);
    assert_eq!(reader.count(".secondaries li").await, 4);
    assert!(reader.count(".front-section").await >= 5);
    assert!(reader.count("nav.sections a").await >= 6);
    let twice = reader
        .evaluate(
            "(() => { const links = [...document.querySelectorAll('main .teaser a')].map((a) => a.href); \
             return links.length - new Set(links).size; })()",
        )
        .await;
    assert_eq!(twice, 0, "a story is shown twice");
}

pub async fn a_section_and_an_author_have_their_pages(reader: &Reader<'_>, _: &Server) {
    reader.open("/").await;
    reader.arrives_at("À la une").await;
    reader.click("nav.sections a[href='/rubrique/culture/']").await;
    reader.arrives_at("Culture").await;
    assert!(reader.count("main .teaser").await >= 4);
    assert_eq!(reader.text("nav.sections [aria-current=page]").await, "Culture");
    reader.click("main .teaser a").await;
    reader
        .until("the article", "document.querySelector('.byline')")
        .await;
    reader.click(".byline a[rel=author]").await;
    reader
        .until(
            "the author's page",
            "location.pathname.startsWith('/auteur/') && document.querySelector('main.list')",
        )
        .await;
    assert!(reader.count("main .teaser").await >= 1);
    assert!(!reader.text("main .biography").await.is_empty());

    // The first picture comes at once, also where the first article has none.
    reader.open("/rubrique/sports/").await;
    assert_eq!(reader.count("main li:first-child img").await, 0);
    let eager = "[...document.querySelectorAll('main img')].map((it) => it.loading === 'eager' && it.fetchPriority !== 'auto')";
    let eager = reader.evaluate(eager).await;
    let eager = eager.as_array().unwrap();
    assert_eq!(eager.iter().filter(|it| **it == true).count(), 1, "{eager:?}");
    assert_eq!(eager[0], true);
}

pub async fn older_articles_are_reached_page_by_page(reader: &Reader<'_>, _: &Server) {
    reader.open("/").await;
    reader.arrives_at("À la une").await;
    let mut seen = 0;
    for page in ["/page/3/", "/page/2/", "/page/1/"] {
        reader.click("nav.pager .older").await;
        reader.until(page, &format!("location.pathname === '{page}' && document.querySelector('main.list h1')?.textContent.endsWith('{}')", &page[6..7])).await;
        seen += reader.count("main .teaser").await;
    }
    assert_eq!(seen, 130, "every article");
    assert_eq!(reader.count("nav.pager .older").await, 0);
    reader
        .until(
            "the way to newer ones",
            "document.querySelector('nav.pager .newer')?.pathname === '/page/2/'",
        )
        .await;
}

pub async fn the_paywall_leads_to_the_plans_and_back(reader: &Reader<'_>, server: &Server) {
    reader.open(LEAD).await;
    reader.arrives_at(LEAD_HEADLINE).await;
    reader.click(".paywall a.button").await;
    reader.arrives_at("Abonnements").await;
    assert_eq!(reader.path().await, "/abonnement/");
    assert_eq!(reader.count(".plan").await, 4);
    let plans = reader.text(".plans").await;
    for piece in [
        "2 500 F CFA par mois",
        "25 000 F CFA par an",
        "200 F CFA par jour",
        "6,00 € par mois",
    ] {
        assert!(plans.contains(piece), "{piece} in {plans}");
    }
    let price = reader
        .evaluate("document.querySelector('.plan:nth-child(2) .price').textContent")
        .await;
    assert_eq!(
        price, "2\u{202f}500\u{a0}F\u{a0}CFA par mois",
        "no break inside the price"
    );
    assert_eq!(reader.count(".plan a.button[href^='https://']").await, 3);
    assert!(
        reader.count(".plan a[href^='tel:']").await >= 1,
        "a plan without checkout says how to subscribe"
    );
    assert!(
        reader.count(".question a[href^='mailto:']").await >= 1,
        "a way to ask"
    );
    reader.click(".back a").await;
    reader.arrives_at(LEAD_HEADLINE).await;
    assert_eq!(
        server.asked("/data/articles/traite-des-personnes-plan-national.json"),
        0,
        "what is there is not fetched again"
    );
}

pub async fn an_unknown_address_has_ways_out(reader: &Reader<'_>, _: &Server) {
    for path in [
        "/nulle/part/",
        "/rubrique/astrologie/",
        "/auteur/personne/",
        "/article/jamais-paru/",
    ] {
        reader.open(path).await;
        reader.arrives_at("Cette page n’existe pas").await;
        assert!(reader.count(".ways-out a").await >= 7, "{path}");
    }
    reader.click(".ways-out a").await;
    reader.arrives_at("À la une").await;
}

/// Firefox's own reading mode, as its readers see it: an article's parts are there, and nothing around it.
pub async fn firefox_s_reading_mode_shows_the_whole_article(reader: &Reader<'_>, _: &Server) {
    reader.open(LEAD).await;
    reader.arrives_at(LEAD_HEADLINE).await;
    // The others have none that a driver can open; all samples are tried by what Firefox's is made of (tests/programs).
    if reader.engine != Engine::Firefox {
        return;
    }
    let texts = "(selector) => [...document.querySelectorAll(selector)].map(it => it.textContent.replace(/\\s+/g, ' ').trim())";
    let of = async |selector: &str| -> Vec<String> {
        let found = reader.evaluate(&format!("({texts})({selector:?})")).await;
        serde_json::from_value(found).unwrap()
    };
    let own =
        of(".story .lead, .story figcaption, .story p:not(.overline, .dateline, .authors, .reading), .story li, .story td").await;
    let around = of(".related .headline, .colophon li, .paywall-what, .keywords h2").await;
    assert!(own.len() > 15 && around.len() > 10, "{own:?} {around:?}");

    reader.press_of_firefox("reader-mode-button").await;
    reader
        .until("the reading mode", "document.body.classList.contains('loaded')")
        .await;
    let shown = &of("body").await[0];
    for text in &own {
        assert!(shown.contains(text.as_str()), "it has lost: {text}");
    }
    for text in &around {
        assert!(!shown.contains(text.as_str()), "it shows what is around: {text}");
    }
    assert!(reader.count(".moz-reader-content img").await >= 1);
    reader.open("/").await;
}

/// A link to a sentence (`#:~:text=`) leads whoever it is sent on to there, too.
pub async fn a_link_to_a_sentence_stays_in_the_address_bar(reader: &Reader<'_>, server: &Server) {
    let link = format!("{LEAD}#:~:text=Quatre%20axes");
    reader.open_page("/404.html").await;
    // Then this is a first page, to which a slow line brings no reader's code before it is wanted.
    reader.evaluate("void sessionStorage.clear()").await;
    server.break_path(LEAD, Fault::SlowLine);
    reader.open_page(&link).await;
    reader
        .until("the page", "document.readyState === 'complete'")
        .await;
    let state = "String(document.documentElement.dataset.reader)";
    assert_eq!(reader.evaluate(state).await, "undefined");
    let before = address_bar(reader).await;
    assert!(before.contains("text=Quatre"), "{before}");

    reader.open_page("/404.html").await;
    server.break_path(LEAD, Fault::FastLine);
    reader.open_page(&link).await;
    reader.until("the reader", journeys::READY).await;
    // WebKit's history forgets it whatever a page's code writes there, also where that names no address.
    if reader.engine == Engine::WebKit {
        return;
    }
    assert_eq!(address_bar(reader).await, before, "with the reader's code");
    reader.click("nav.sections a[href='/rubrique/sports/']").await;
    reader.arrives_at("Sports").await;
    reader.client.back().await.unwrap();
    reader.arrives_at(LEAD_HEADLINE).await;
    assert_eq!(
        address_bar(reader).await,
        before,
        "and after one has been elsewhere"
    );
}

/// Chromium's driver says the address as scripts see it.
async fn address_bar(reader: &Reader<'_>) -> String {
    if reader.engine != Engine::Chromium {
        return reader.client.current_url().await.unwrap().to_string();
    }
    let history = reader.ask_chromium("Page.getNavigationHistory").await;
    let current = history["currentIndex"].as_u64().unwrap() as usize;
    history["entries"][current]["url"].as_str().unwrap().to_owned()
}

//! Pages of articles, saved from a website of whatever system.

use crate::{
    fixture::{Imported, refusal},
    law::{Said, hold},
};

/// The text of the page below, with all that its theme put into it.
const BODY: &str = r#"<h1 class="entry-title">Santé : un dialyseur pour Lafiabougou</h1>
<p class="byline">Par <a href="/auteur/awa-s/">Awa Sé</a> — publié le 12 mars 2019</p>
<div class="addtoany_share"><a href="https://www.facebook.com/sharer?u=x">Facebook</a> <a href="https://wa.me/?text=x">WhatsApp</a></div>
<p>Le centre de dialyse de Lafiabougou a reçu, vendredi dernier, des appareils qui soigneront trente personnes de plus chaque semaine.</p>
<p>Le ministre <a href="https://journal.example/2019/02/sante/">avait promis</a> ce don en <b>janvier</b>, devant l’assemblée réunie à Bamako pour le vote du budget.</p>
<p>Lire aussi : <a href="/2019/01/greve/">La grève des infirmiers est levée</a></p>
<div class="ad-slot">Publicité <img src="https://ads.example/x.gif"></div>
<h2>Trente patients de plus</h2>
<figure><img src="/photos/centre.jpg" alt="Le centre"><figcaption>Le centre, vendredi. <span class="credit">AMAP</span></figcaption></figure>
<p>« Nous attendions cela depuis trois ans », dit une infirmière, qui a compté les malades que le centre avait dû renvoyer chez eux.</p>
<blockquote><p>La santé est une dette que l’État a envers chacun de nous, où qu’il vive dans ce pays.</p></blockquote>
<ul><li>Dix appareils neufs, et leurs filtres pour un an.</li><li>Deux techniciens formés à Dakar.</li></ul>
<iframe src="https://www.youtube.com/embed/abc123XYZ_-"></iframe>
<aside class="newsletter"><h3>Notre lettre</h3><p>Abonnez-vous à notre lettre pour tout savoir de la semaine.</p><form><input type="email"><button>Envoyer</button></form></aside>
<p>Les appareils ont coûté 2,9 millions de francs, que la fondation a réunis en six mois auprès de ses membres.</p>
<ul class="related-posts"><li><a href="/2018/dialyse/">Dialyse : le centre déborde</a></li><li><a href="/2018/don/">Un don de sang</a></li></ul>
<p style="display:none">Texte que personne ne voit.</p>"#;

const LINKED: &str = r##"{"@context":"https://schema.org","@graph":[
 {"@type":"WebSite","name":"Le Journal","url":"https://journal.example/"},
 {"@type":"NewsArticle","headline":"Santé : un dialyseur pour Lafiabougou","mainEntityOfPage":{"@id":"https://journal.example/2019/03/dialyse.html"},
  "datePublished":"2019-03-12T08:30:00+00:00","dateModified":"2019-03-13T08:30:00+00:00","articleSection":["Santé","Pays"],
  "keywords":"dialyse, hôpital","author":[{"@id":"#awa"}],"description":"Un don
attendu depuis trois ans.",
  "image":{"@type":"ImageObject","url":"https://journal.example/photos/une.jpg","caption":"La remise des appareils","creditText":"AMAP"}},
 {"@type":"Person","@id":"#awa","name":"Awa S&eacute;","jobTitle":"Journaliste"}]}"##;

fn page_of(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"fr-FR\"><head><meta charset=\"utf-8\"><title>Santé : un dialyseur pour Lafiabougou - Le Journal</title>\
         <link rel=\"canonical\" href=\"https://journal.example/2019/03/dialyse.html\">{head}</head>\
         <body class=\"single has-sidebar\"><header class=\"site-header\"><a href=\"/\">Le Journal</a><nav><a href=\"/sante/\">Santé</a> \
         <a href=\"/sport/\">Sport</a></nav></header><main><article><div class=\"entry-content\">{body}</div></article></main>\
         <aside class=\"sidebar\"><h3><a href=\"/autre/\">Un autre article</a></h3><p>Son résumé, qui est ici comme sur toutes les pages du site.</p></aside>\
         <footer>© Le Journal, tous droits réservés, <a href=\"/mentions/\">mentions légales</a></footer></body></html>"
    )
}

pub fn whole() -> String {
    page_of(
        &format!("<script type=\"application/ld+json\">{LINKED}</script>"),
        BODY,
    )
}

fn only_id(imported: &Imported) -> String {
    let report = imported.report();
    assert_eq!(report.len(), 1, "{:?}", report.keys());
    report.keys().next().unwrap().clone()
}

#[test]
fn a_saved_page_is_the_article_and_all_else_in_it_is_told() {
    let imported = Imported::with(
        &[("page.html", whole())],
        &["photos/centre.jpg", "photos/une.jpg"],
        |it| it.base = None,
    );
    let id = only_id(&imported);
    let article = imported.article("dialyse");
    for (name, expected) in [
        ("headline", "Santé : un dialyseur pour Lafiabougou"),
        ("description", "Un don attendu depuis trois ans."),
        ("datePublished", "2019-03-12T08:30:00Z"),
        ("dateModified", "2019-03-13T08:30:00Z"),
        ("inLanguage", "fr-FR"),
    ] {
        assert_eq!(article[name], expected, "{name}");
    }
    assert_eq!(article["articleSection"]["name"], "Santé");
    assert_eq!(
        article["keywords"],
        serde_json::json!(["Pays", "dialyse", "hôpital"])
    );
    assert_eq!(article["author"][0]["name"], "Awa Sé");
    assert_eq!(article["author"][0]["jobTitle"], "Journaliste");
    assert_eq!(article["image"]["caption"], "La remise des appareils");
    assert_eq!(article["image"]["creditText"], "AMAP");
    let text = article["body"].to_string();
    for (words, is_there) in [
        ("trente personnes de plus", true),
        ("Deux techniciens", true),
        ("La santé est une dette", true),
        ("Le centre, vendredi.", true),
        ("2,9 millions", true),
        ("Lire aussi", false),
        ("Publicité", false),
        ("Abonnez-vous", false),
        ("WhatsApp", false),
        ("personne ne voit", false),
        ("Dialyse : le centre déborde", false),
        ("mentions légales", false),
    ] {
        assert_eq!(text.contains(words), is_there, "{words}");
    }
    for reason in [
        "page-head",
        "sharing",
        "related",
        "advertisement",
        "newsletter",
        "hidden",
        "outside-article",
    ] {
        assert!(!imported.told(&id, reason).is_empty(), "{reason}");
    }
    assert_eq!(
        imported.redirect("/2019/03/dialyse.html").as_deref(),
        Some("/article/dialyse/")
    );
    let words = scraper_text(BODY);
    hold(
        &imported,
        &id,
        &Said {
            words: &words,
            links: &[
                "/auteur/awa-s/",
                "https://www.facebook.com/sharer?u=x",
                "https://wa.me/?text=x",
                "https://journal.example/2019/02/sante/",
                "/2019/01/greve/",
                "/2018/dialyse/",
                "/2018/don/",
            ],
            pictures: &["/photos/centre.jpg", "https://ads.example/x.gif"],
            frames: &["https://www.youtube.com/embed/abc123XYZ_-"],
        },
    );
}

/// The words of HTML by tags alone, as an editor reads them.
fn scraper_text(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' => {
                is_tag = false;
                text.push(' ');
            }
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    text
}

#[test]
fn what_no_program_is_told_is_read_off_the_page_and_said_to_be_so() {
    let page = page_of(
        "",
        "<h1>Santé : un dialyseur pour Lafiabougou</h1><p class=byline>Par Awa Sé et Moussa Traoré</p>\
         <p class=\"date\">Publié mardi 12 mars 2019 à 08:30 , mis à jour mercredi</p>\
         <p>Le centre de dialyse a reçu des appareils qui soigneront trente personnes de plus chaque semaine, dit le ministre.</p>\
         <p>Le don avait été promis en janvier devant l’assemblée réunie à Bamako pour le vote du budget de la santé.</p>",
    );
    let imported = Imported::of(&[("page.html", page)]);
    let id = only_id(&imported);
    let article = imported.article("dialyse");
    assert_eq!(article["datePublished"], "2019-03-12T08:30:00Z");
    let names: Vec<_> = article["author"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["name"].clone())
        .collect();
    assert_eq!(names, ["Awa Sé", "Moussa Traoré"]);
    assert_eq!(imported.told(&id, "read-off-page").len(), 2);
    assert_eq!(
        article["body"].as_array().unwrap().len(),
        2,
        "{:#}",
        article["body"]
    );
}

#[test]
fn microdata_and_metas_are_read_where_there_is_no_json() {
    let page = "<html lang=fr><title>Le titre | Le Journal</title><meta property='og:site_name' content='Le Journal'>\
         <meta property='og:url' content='https://journal.example/un-titre/'><meta property='article:published_time' content='2019-03-12T08:30:00+01:00'>\
         <meta property='article:section' content='Pays'><meta property='article:tag' content='eau'><meta name=author content='Awa Sé'>\
         <meta property='og:image' content='/photos/une.jpg'><body><div itemscope itemtype='https://schema.org/NewsArticle'>\
         <h1 itemprop=headline>Le titre</h1><div class=x><p>Introduction qui est hors du texte mais bien sur la page, assez longue aussi.</p></div>\
         <div itemprop=articleBody>Premier paragraphe de ce texte, qui est assez long pour en être un.<br><br>Deuxième paragraphe, \
         séparé par deux sauts de ligne comme le font les vieux sites.</div></div>";
    let imported = Imported::with(&[("page.htm", page)], &["photos/une.jpg"], |_| {});
    let article = imported.article("un-titre");
    assert_eq!(article["headline"], "Le titre");
    assert_eq!(article["datePublished"], "2019-03-12T07:30:00Z");
    assert_eq!(article["articleSection"]["name"], "Pays");
    assert_eq!(article["author"][0]["name"], "Awa Sé");
    assert!(article["image"]["url"].as_str().unwrap().starts_with("/images/"));
    assert!(!article["body"].to_string().contains("Introduction"));
    assert!(article["body"].to_string().contains("vieux sites"));
}

#[test]
fn a_page_for_subscribers_is_never_among_articles_unless_the_newsroom_says_so() {
    let paid = LINKED.replace("\"headline\"", "\"isAccessibleForFree\":\"False\",\"headline\"");
    let page = page_of(
        &format!("<script type=\"application/ld+json\">{paid}</script>"),
        BODY,
    );
    let free = whole().replace("dialyse.html", "gratuit.html");
    let imported = Imported::of(&[("paid.html", page.clone()), ("free.html", free.clone())]);
    let files = imported.files();
    let private: Vec<_> = files
        .keys()
        .filter(|path| path.starts_with("set-aside/private/"))
        .collect();
    assert_eq!(private.len(), 1, "{:?}", files.keys());
    assert!(private[0].ends_with(".html"));
    assert!(files.contains_key("articles/gratuit.json") && !files.contains_key("articles/dialyse.json"));
    let root = tempfile::tempdir().unwrap();
    let mapping = root.path().join("mapping.json");
    std::fs::write(&mapping, r#"{"kinds": {"paid-page": "article"}}"#).unwrap();
    let imported = Imported::with(&[("paid.html", page)], &[], |it| it.mapping = Some(mapping));
    imported.article("dialyse");
}

#[test]
fn what_is_no_article_says_what_it_is_and_what_to_save() {
    let teasers: String = (0..12)
        .map(|n| format!("<article><h2><a href='/{n}/'>Le titre numéro {n} de la une</a></h2><p>Le résumé de cet article, que suit la page.</p></article>"))
        .collect();
    for (page, what) in [
        (
            "<!doctype html><title>404 Not Found</title><h1>Not Found</h1><p>The requested URL was not found on this server.</p>".to_owned(),
            "404 Not Found",
        ),
        ("<!doctype html><html><head><title>Journal</title><script src=/app.js></script></head><body><div id=root></div></body></html>".to_owned(), "a program fills it"),
        (format!("<!doctype html><title>Le Journal</title><link rel=canonical href='https://journal.example/'><body class=home>{teasers}"), "list of articles"),
        ("<!doctype html><title>Vide</title><p>Rien.</p>".to_owned(), "hardly a text"),
    ] {
        let why = refusal(&[("page.html", &page)]);
        assert!(why.contains(what) && why.contains("save"), "{what}: {why}");
    }
    // Beside articles, such a page costs itself alone.
    let list = format!(
        "<!doctype html><title>Le Journal</title><link rel=canonical href='https://journal.example/'><body class=home>{teasers}"
    );
    let imported = Imported::of(&[("a.html", whole()), ("index.html", list)]);
    assert_eq!((imported.summary.articles, imported.summary.set_aside), (1, 1));
    assert!(
        imported
            .files()
            .keys()
            .any(|path| path.starts_with("set-aside/no-article/") && path.ends_with(".html"))
    );
}

#[test]
fn a_shell_that_says_its_text_to_search_engines_is_read_by_that() {
    let linked = LINKED.replace(
        "\"headline\"",
        "\"articleBody\":\"Le centre a reçu des appareils.\\n\\nIls soigneront trente personnes de plus chaque semaine, dit le ministre de la santé.\",\"headline\"",
    );
    let page = format!(
        "<!doctype html><html lang=fr><head><script type=\"application/ld+json\">{linked}</script><script src=/app.js></script></head><body><div id=app></div></body></html>"
    );
    let imported = Imported::of(&[("page.html", page)]);
    assert_eq!(imported.article("dialyse")["body"].as_array().unwrap().len(), 2);
}

#[test]
fn pages_that_were_saved_by_browsers_and_archives_lead_to_where_they_were() {
    let saved = whole()
        .replace(
            "<!DOCTYPE html>",
            "<!DOCTYPE html>\n<!-- saved from url=(0043)https://journal.example/2019/03/dialyse.html -->\n",
        )
        .replace(
            "<link rel=\"canonical\" href=\"https://journal.example/2019/03/dialyse.html\">",
            "",
        )
        .replace(LINKED, "{}");
    let imported = Imported::of(&[("Article.html", &saved)]);
    assert!(imported.redirect("/2019/03/dialyse.html").is_some());
    let archived = whole()
        .replace(
            "https://journal.example/2019",
            "https://web.archive.org/web/20190312083000/https://journal.example/2019",
        )
        .replace(
            "src=\"/photos",
            "src=\"/web/20190312083000im_/https://journal.example/photos",
        );
    let imported = Imported::with(&[("a.html", archived)], &["photos/centre.jpg"], |it| {
        it.base = None
    });
    let article = imported.article("dialyse");
    assert!(article["body"].to_string().contains("/images/"), "{article:#}");
    assert!(!article.to_string().contains("web.archive.org"));
}

#[test]
fn any_encoding_and_any_packing_gives_the_same_article() {
    let page = whole();
    let expected = Imported::of(&[("page.html", &page)]).article("dialyse");
    let latin = page.replace("charset=\"utf-8\"", "charset=\"iso-8859-1\"");
    let latin: Vec<u8> = latin
        .replace('’', "\u{92}")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect();
    let of_latin = Imported::of(&[("page.html", latin)]).article("dialyse");
    assert_eq!(of_latin["headline"], expected["headline"]);
    let wide: Vec<u8> = format!("\u{feff}{page}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(Imported::of(&[("page.html", wide)]).article("dialyse"), expected);
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive
        .start_file("site/page.html", zip::write::SimpleFileOptions::default())
        .unwrap();
    std::io::Write::write_all(&mut archive, page.as_bytes()).unwrap();
    let bytes = archive.finish().unwrap().into_inner();
    assert_eq!(Imported::of(&[("pages.zip", bytes)]).article("dialyse"), expected);
}

#[test]
fn importing_again_writes_nothing_and_keeps_the_newsrooms_hand() {
    let imported = Imported::of(&[("page.html", whole())]);
    assert!(imported.again(&[("page.html", &whole())]).is_unchanged);
    let mut article = imported.article("dialyse");
    article["headline"] = "Titre de la rédaction".into();
    std::fs::write(
        imported.folder().join("articles/dialyse.json"),
        article.to_string(),
    )
    .unwrap();
    let changed = whole().replace("trente personnes", "quarante personnes");
    assert_eq!(imported.again(&[("page.html", &changed)]).written, 1);
    let article = imported.article("dialyse");
    assert_eq!(article["headline"], "Titre de la rédaction");
    assert!(article["body"].to_string().contains("quarante personnes"));
}

#[test]
fn hostile_pages_end_in_an_article_or_a_word_and_lose_nothing() {
    let deep = format!(
        "{}<p>Un texte au fond de mille divisions, que personne n’a fermées, et qui reste un texte.</p>",
        "<div>".repeat(3000)
    );
    let marked = "<p data-kiosque-out=Unaccounted>Un paragraphe qui porte une marque que seul l’importateur met, et qui reste là.</p>";
    let glued = "<p>Avant<a class=advertisement href=/pub>pub</a>après, dans un paragraphe assez long pour en être un, avec ses mots.</p>";
    let listed = "<ul><li class=share><a href=/x>Partager</a> ceci</li><li>Un vrai point de la liste, qui est assez long pour rester.</li></ul>\
        <table><tr><td rowspan=2><a href=/r>répétée</a></td><td class=related>a <a href=/b>b</a></td></tr><tr class=ads><td>c</td></tr></table>";
    let bodies = [
        deep.as_str(),
        marked,
        glued,
        listed,
        "<p>Jamais fermé <b><i><a href=/x>un <table><tr><td>deux",
    ];
    for body in bodies {
        let page = page_of(
            &format!("<script type=\"application/ld+json\">{LINKED}</script>"),
            &format!("{BODY}{body}"),
        );
        let imported = Imported::of(&[("page.html", page)]);
        assert_eq!(imported.summary.articles, 1, "{body}");
    }
    let marked = Imported::of(&[(
        "page.html",
        page_of(
            &format!("<script type=\"application/ld+json\">{LINKED}</script>"),
            &format!("{BODY}{marked}"),
        ),
    )]);
    assert!(
        marked
            .article("dialyse")
            .to_string()
            .contains("une marque que seul")
    );
}

#[test]
fn a_page_of_twenty_megabytes_is_read_and_one_text_of_as_many_is_kept_whole() {
    let picture = format!(
        "<p>Une image écrite dans la page elle-même suit ici, comme certains programmes les enregistrent.</p><img src=\"data:image/png;base64,{}\">",
        "A".repeat(20 << 20)
    );
    let page = page_of(
        &format!("<script type=\"application/ld+json\">{LINKED}</script>{picture}"),
        BODY,
    );
    assert_eq!(Imported::of(&[("page.html", page)]).summary.articles, 1);
    let long = format!(
        "<p>Un texte avec un mot que personne n’a jamais lu jusqu’au bout, et ses autres mots : {}</p>",
        "a".repeat(17 << 20)
    );
    let page = page_of(
        &format!("<script type=\"application/ld+json\">{LINKED}</script>"),
        &long,
    );
    let imported = Imported::of(&[("page.html", page.clone())]);
    let kept = imported
        .files()
        .into_iter()
        .find(|(path, _)| path.starts_with("set-aside/too-large/"))
        .unwrap();
    assert_eq!(kept.1.len(), page.len());
}

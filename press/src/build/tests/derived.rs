//! What is derived of all articles: the lists they are in, what to read next, dates and typography.

use super::*;

#[test]
fn the_order_of_the_files_changes_nothing() {
    let mut articles: Vec<Article> = (0..30).map(article).collect();
    let one = files(site(), articles.clone());
    articles.reverse();
    assert_eq!(files(site(), articles), one);
}

#[test]
fn every_article_is_once_in_the_lists_it_belongs_to() {
    for count in [1, 12, 61, 62, 63, 111, 112, 250] {
        let files = newspaper(count);
        let front: kiosque::contract::FrontPage = decode(&files["data/home.json"]).unwrap();
        let mut listed = Vec::new();
        for number in (1..=front.pages).rev() {
            let page: ListPage = decode(&files[&format!("data/pages/{number}.json")]).unwrap();
            assert!(
                number == front.pages || page.articles.len() == lists::PAGE,
                "only the newest may be short"
            );
            listed.extend(page.articles.iter().map(|summary| summary.slug.clone()));
        }
        let newest_first: Vec<String> = (0..count).rev().map(slug).collect();
        assert_eq!(listed, newest_first);

        let mut of_section = Vec::new();
        let head: ListHead = decode(&files["data/sections/b/head.json"]).unwrap();
        of_section.extend(slugs(&head.articles).into_iter().map(str::to_owned));
        for number in (1..=head.pages).rev() {
            let page: ListPage = decode(&files[&format!("data/sections/b/{number}.json")]).unwrap();
            assert_eq!(page.articles.len(), lists::PAGE);
            of_section.extend(page.articles.iter().map(|summary| summary.slug.clone()));
        }
        let expected: Vec<String> = (0..count)
            .rev()
            .filter(|day| !day.is_multiple_of(3))
            .map(slug)
            .collect();
        assert_eq!(of_section, expected);
        assert!(head.articles.len() < lists::PAGE + 12, "the head is small");
    }
}

#[test]
fn to_read_next_come_the_picks_then_what_shares_most_then_the_newest() {
    let mut articles: Vec<Article> = (0..40).map(article).collect();
    articles[20].related = vec![decode_summary(&slug(1))];
    let files = files(site(), articles);
    let article = served(&files, 20);
    // Day 20 has "mot0" and is in section b: days 35, 25 and 5 share both, days 30, 15 and 0 the keyword alone.
    assert_eq!(slugs(&article.related), [1, 35, 25, 10, 5, 30].map(slug));
}

#[test]
fn an_article_offers_six_others_whatever_it_shares() {
    let files = newspaper(8);
    for day in 0..8 {
        let article = served(&files, day);
        assert_eq!(article.related.len(), 6);
        assert!(!slugs(&article.related).contains(&slug(day).as_str()));
    }
    assert!(served(&newspaper(1), 0).related.is_empty());
}

#[test]
fn each_author_has_their_seven_newest_others() {
    let mut articles: Vec<Article> = (0..40).map(article).collect();
    let bou = articles[1].author[0].clone();
    articles[39].author.push(bou);
    let files = files(site(), articles);
    let article = served(&files, 39);
    let [awa, bou] = article.author_articles.as_slice() else {
        panic!("{:?}", article.author_articles)
    };
    assert_eq!(slugs(&awa.articles), [36, 33, 30, 27, 24, 21, 18].map(slug));
    assert_eq!(slugs(&bou.articles), [38, 37, 35, 34, 32, 31, 29].map(slug));
}

#[test]
fn dates_are_in_the_newspaper_s_own_time() {
    let mut winter = article(0);
    winter.date_published = "2024-01-15 23:30:00.123456789012345z".into();
    winter.date_modified = Some("2024-07-15t23:30:60Z".into());
    let paris = Site {
        time_zone: "Europe/Paris".into(),
        ..site()
    };
    let article = served(&files(paris, vec![winter]), 0);
    assert_eq!(article.date_published, "2024-01-16T00:30:00+01:00");
    assert_eq!(
        article.date_modified.as_deref(),
        Some("2024-07-16T01:30:59+02:00")
    );
}

#[test]
fn french_is_spaced_everywhere_but_in_another_language() {
    let article: Article = decode(
        r#"{"version": "1.0", "id": "0", "slug": "jour-0000", "inLanguage": "fr", "headline": "Quoi ?",
            "datePublished": "2024-01-15T08:00:00Z", "description": "Oui : non",
            "articleSection": {"slug": "a", "name": "A"}, "author": [{"slug": "awa", "name": "Awa"}],
            "body": [{"type": "paragraph", "spans": [{"text": "Elle dit «"}, {"text": "Yes!",
                "marks": [{"type": "language", "lang": "en"}]}, {"text": "»."}]},
                {"type": "box", "title": "Et ?", "body": [{"type": "list", "items": [[{"text": "À 10 % !"}]]}]}]}"#,
    )
    .unwrap();
    let files = files(site(), vec![article]);
    let text = &files["data/articles/jour-0000.json"];
    for piece in [
        "Quoi\u{202f}?",
        "Oui\u{a0}: non",
        "dit «\u{a0}",
        "\"Yes!\"",
        "\u{a0}».",
        "Et\u{202f}?",
        "10\u{a0}%\u{202f}!",
    ] {
        assert!(text.contains(piece), "{piece:?} in {text}");
    }
    assert_eq!(served(&files, 0).word_count, Some(8));
    assert!(files["data/sections/a/head.json"].contains("Quoi\u{202f}?"));
}

/// Its punctuation is its own.
#[test]
fn a_paragraph_in_another_language_is_not_spaced_as_french() {
    let mut article = article(0);
    article.body = decode::<Article>(
        r#"{"version": "1.0", "slug": "x", "headline": "x", "body": [
            {"type": "paragraph", "spans": [{"text": "Really?", "marks": [{"type": "language", "lang": "eng"}]}]},
            {"type": "quote", "spans": [{"text": "مرحبا!"}], "attribution": "Qui ?"},
            {"type": "list", "items": [[{"text": "مرحبا!"}]]}]}"#,
    )
    .unwrap()
    .body;
    let files = files(site(), vec![article]);
    let text = &files["data/articles/jour-0000.json"];
    for piece in [
        r#"{"type":"paragraph","language":{"lang":"en"},"spans":[{"text":"Really?"}]}"#,
        r#""language":{"lang":"und-Arab","dir":"rtl"},"spans":[{"text":"مرحبا!"}]"#,
        "Qui\u{202f}?",
        r#"[{"text":"مرحبا!","marks":[{"type":"language","lang":"und-Arab","dir":"rtl"}]}]"#,
    ] {
        assert!(text.contains(piece), "{piece:?} in {text}");
    }
}

#[test]
fn the_front_page_opens_with_what_the_editors_chose() {
    let site = Site {
        front_page: vec![slug(3), slug(7)],
        ..site()
    };
    let files = files(site, (0..20).map(article).collect());
    let front: kiosque::contract::FrontPage = decode(&files["data/home.json"]).unwrap();
    assert_eq!(front.lead.map(|lead| lead.slug), Some(slug(3)));
    assert_eq!(slugs(&front.secondaries), [7, 19, 18, 17].map(slug));
    let shown: Vec<&str> = front
        .sections
        .iter()
        .flat_map(|section| slugs(&section.articles))
        .collect();
    assert_eq!(shown.len(), 8);
    assert!(
        !shown.contains(&slug(3).as_str()) && !shown.contains(&slug(19).as_str()),
        "no story twice"
    );
}

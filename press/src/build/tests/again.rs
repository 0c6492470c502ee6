//! What a newsroom does after the first build: one more article, a correction, and what goes wrong.

use super::{embargo::links_to, *};

/// Whether a file is one of a list's full pages.
fn is_full_page(name: &str, articles: usize) -> bool {
    let number = name
        .strip_prefix("data/pages/")
        .or_else(|| name.strip_prefix("page/"))
        .and_then(|rest| rest.split(['.', '/']).next()?.parse::<usize>().ok());
    number.is_some_and(|number| number < articles / lists::PAGE)
}

fn changed<'a>(before: &BTreeMap<String, String>, after: &'a BTreeMap<String, String>) -> Vec<&'a str> {
    let names = after.keys().filter(|name| before.get(*name) != after.get(*name));
    names.map(String::as_str).collect()
}

#[test]
fn one_more_article_rewrites_few_files_and_no_full_page() {
    let articles: Vec<Article> = (0..400).map(article).collect();
    let newsroom = Newsroom::new(&site(), &articles).lay_shell();
    newsroom.publish();
    let before = newsroom.files();
    newsroom.lay(&article(400));
    let published = newsroom.publish();
    let after = newsroom.files();

    let changed = changed(&before, &after);
    assert_eq!(
        published.written,
        changed.len(),
        "no file is written again as it was"
    );
    assert!(published.written <= 150, "{} files", published.written);
    for name in &changed {
        assert!(!is_full_page(name, 400), "{name} was full");
    }
    assert_eq!(
        before["article/jour-0000/index.html"], after["article/jour-0000/index.html"],
        "an old article says what it said"
    );
    assert_eq!(
        newsroom.publish(),
        Published {
            written: 0,
            removed: 0
        }
    );
}

#[test]
fn a_new_article_is_announced_in_a_handful_of_files() {
    let articles: Vec<Article> = (0..300).map(article).collect();
    let newsroom = Newsroom::new(&site(), &articles);
    newsroom.publish();
    let before = newsroom.files();
    newsroom.lay(&article(300));
    newsroom.publish();
    let after = newsroom.files();
    let mut announced = changed(&before, &after);
    announced.retain(|name| !name.starts_with("data/") || name.contains("ninjs"));
    // Day 300 is in section a, by Awa.
    let expected = [
        "atom.xml",
        "auteur/awa/atom.xml",
        "auteur/awa/feed.json",
        "auteur/awa/rss.xml",
        "data/ninjs/jour-0300.json",
        "feed.json",
        "rss.xml",
        "rubrique/a/atom.xml",
        "rubrique/a/feed.json",
        "rubrique/a/rss.xml",
        "sitemap-2020-10.xml",
        "sitemap-news.xml",
        "sitemap.xml",
    ];
    assert_eq!(announced, expected);
}

#[test]
fn a_corrected_headline_touches_a_bounded_set() {
    let articles: Vec<Article> = (0..400).map(article).collect();
    let newsroom = Newsroom::new(&site(), &articles).lay_shell();
    newsroom.publish();
    let corrected = Article {
        headline: "Corrigé".into(),
        ..article(200)
    };
    newsroom.lay(&corrected);
    let before = newsroom.files();
    let published = newsroom.publish();
    let after = newsroom.files();
    // The article, those that lead to it, and one page in each of its lists.
    assert!(
        published.written <= 2 * (1 + 2 * related::WINDOW) + 6,
        "{published:?}"
    );
    for name in changed(&before, &after) {
        assert!(after[name].contains("Corrigé"), "{name} does not show it");
    }
}

#[test]
fn building_again_makes_what_a_full_build_makes() {
    let mut articles: BTreeMap<usize, Article> = (0..130).map(|day| (day, article(day))).collect();
    let mut site = site();
    site.front_page = vec![slug(2), slug(110)];
    site.links = vec![kiosque::contract::SiteLink {
        name: "Charte".into(),
        url: "https://jour.example/article/jour-0110/".into(),
    }];
    let newsroom = Newsroom::new(&site, &articles.values().cloned().collect::<Vec<_>>()).lay_shell();
    newsroom.lay_picture(GIF);
    newsroom.publish();
    // A linear congruential generator (Knuth's MMIX): chance that is the same at every run.
    let mut state = 1_u64;
    let mut chance = move |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for round in 0..40 {
        // Of some articles the time has not come, and which they are is another matter each time: clocks are set back, too.
        let now = at(&article(90 + chance(130)).date_published);
        for _ in 0..=chance(3) {
            let day = *articles.keys().nth(chance(articles.len())).unwrap();
            let mut one = articles[&day].clone();
            match chance(14) {
                0 => one.headline = format!("Corrigé {round}"),
                1 => one.keywords = vec![format!("mot{}", chance(7)), format!("mot{}", 7 + chance(3))],
                2 => one.date_published = article(chance(200)).date_published,
                3 => one.related = vec![decode_summary(&slug(*articles.keys().next_back().unwrap()))],
                4 => one.author.push(article(day / 3 * 3).author[0].clone()),
                5 => one.article_section = article(chance(200)).article_section,
                6 => one.in_language = "bm".into(),
                7 => {
                    let new = article(200 + round * 3 + chance(3));
                    newsroom.lay(&new);
                    articles.insert(new.slug[5..].parse().unwrap(), new);
                    continue;
                }
                8 => one.date_modified = Some(article(chance(260)).date_published),
                9 => one.body = links_to(&slug(*articles.keys().nth(chance(articles.len())).unwrap())),
                10 => one.image = decode_image(),
                11 => one.date_published = article(100 + chance(120)).date_published,
                12 => {}
                _ => {
                    let address = format!("/article/{}/", one.slug);
                    let leads_there = |other: &Article| {
                        other.related.iter().any(|pick| pick.slug == one.slug)
                            || serde_json::to_string(&other.body).unwrap().contains(&address)
                    };
                    if ![2, 110].contains(&day) && !articles.values().any(leads_there) {
                        newsroom.withdraw(&one.slug);
                        articles.remove(&day);
                    }
                    continue;
                }
            }
            one.author.dedup_by(|one, other| one.slug == other.slug);
            one.related.retain(|pick| pick.slug != one.slug);
            newsroom.lay(&one);
            articles.insert(day, one);
        }
        newsroom.publish_at(now);
        let full = newsroom.path(&format!("full-{round}"));
        fs::create_dir_all(&full).unwrap();
        fs::write(full.join("index.html"), SHELL).unwrap();
        let job = Job {
            now,
            ..newsroom.job(&format!("full-{round}"))
        };
        build(&job, &Progress::Silent).ok().unwrap();
        assert_eq!(
            changed(&files_in(&full), &newsroom.files()),
            [""; 0],
            "round {round}"
        );
        assert_eq!(files_in(&full).len(), newsroom.files().len(), "round {round}");
    }
}

#[test]
fn what_is_gone_from_the_newspaper_goes_from_the_site() {
    let newsroom = Newsroom::new(&site(), &(0..3).map(article).collect::<Vec<_>>()).lay_shell();
    newsroom.publish();
    newsroom.withdraw(&slug(2));
    let published = newsroom.publish();
    assert_eq!(published.removed, 3, "its document, its page and its ninjs");
    let files = newsroom.files();
    assert!(!files.keys().any(|name| name.contains(&slug(2))));
    assert!(
        !newsroom.path("site/article/jour-0002").exists(),
        "no empty folder is left"
    );
    assert!(files.contains_key("data/articles/jour-0001.json"));
}

#[test]
fn a_link_to_an_article_that_is_gone_is_found_though_its_own_article_has_not_changed() {
    let mut one = article(0);
    one.related = vec![decode_summary(&slug(1))];
    let newsroom = Newsroom::new(&site(), &[one, article(1), article(2)]).lay_shell();
    newsroom.publish();
    let before = newsroom.files();
    newsroom.withdraw(&slug(1));
    assert!(matches!(
        build(&newsroom.job("site"), &Progress::Silent),
        Err(Stop::Content)
    ));
    assert_eq!(newsroom.files(), before, "the site is as it was");
}

#[test]
fn a_bad_article_leaves_the_old_site_whole() {
    let newsroom = Newsroom::new(&site(), &(0..3).map(article).collect::<Vec<_>>()).lay_shell();
    newsroom.publish();
    let before = newsroom.files();
    newsroom.lay(&article(3));
    newsroom.write("articles/mal-ecrit.json", "{");
    assert!(matches!(
        build(&newsroom.job("site"), &Progress::Silent),
        Err(Stop::Content)
    ));
    assert_eq!(newsroom.files(), before);
}

#[test]
fn a_change_of_the_newspaper_is_on_every_page() {
    let newsroom = Newsroom::new(&site(), &(0..3).map(article).collect::<Vec<_>>()).lay_shell();
    newsroom.publish();
    let renamed = Site {
        name: "Le Soir".into(),
        ..site()
    };
    newsroom.write("site.json", &serde_json::to_string(&renamed).unwrap());
    newsroom.publish();
    for (name, page) in newsroom.files() {
        assert!(!name.ends_with(".html") || page.contains("Le Soir"), "{name}");
    }
}

/// Pages stand in the place of the page that Trunk made, and the style sheets that it links are left.
#[test]
fn the_kept_shell_gives_the_same_pages() {
    let newsroom = Newsroom::new(&site(), &[article(1), article(2)]).lay_shell();
    let links = ["kiosque-1.css", "kiosque-pages-1.css"].map(|name| {
        fs::write(newsroom.path("site").join(name), ".body{margin:0}").unwrap();
        format!("<link rel=\"stylesheet\" href=\"/{name}\" integrity=\"x\"/>")
    });
    fs::write(newsroom.path("site/kiosque-pages-1.css"), ".list{margin:0}").unwrap();
    let shell = SHELL.replace("<div", &format!("{}</head><body><div", links.concat()));
    fs::write(newsroom.path("site/index.html"), shell).unwrap();
    newsroom.publish();
    let before = newsroom.files();
    let page = &before[&format!("article/{}/index.html", slug(1))];
    assert!(
        page.contains("<style>") && page.contains("rel=\"kiosque-style\""),
        "{page}"
    );
    assert_eq!(before["rubrique/a/index.html"].matches("<style>").count(), 2);
    let job = Job {
        afresh: true,
        ..newsroom.job("site")
    };
    build(&job, &Progress::Silent).ok().unwrap();
    assert!(before == newsroom.files());
}

#[test]
fn a_site_without_its_front_page_is_made_whole_again() {
    let newsroom = Newsroom::new(&site(), &(0..3).map(article).collect::<Vec<_>>()).lay_shell();
    newsroom.publish();
    let before = newsroom.files();
    fs::remove_file(newsroom.path("site/index.html")).unwrap();
    newsroom.publish();
    assert_eq!(newsroom.files(), before);
}

#[test]
fn a_damaged_memory_is_forgotten() {
    let newsroom = Newsroom::new(&site(), &(0..3).map(article).collect::<Vec<_>>()).lay_shell();
    newsroom.publish();
    let before = newsroom.files();
    let path = newsroom.path("site/.press/memory");
    let mut memory = fs::read(&path).unwrap();
    let middle = memory.len() / 2;
    memory[middle] ^= 1;
    fs::write(path, memory).unwrap();
    newsroom.publish();
    assert_eq!(newsroom.files(), before);
}

#[test]
fn two_presses_do_not_work_in_one_folder() {
    let newsroom = Newsroom::new(&site(), &[article(0)]).lay_shell();
    let first = Output::open(&newsroom.path("site")).ok().unwrap();
    let Err(Stop::Busy(why)) = build(&newsroom.job("site"), &Progress::Silent) else {
        panic!("both worked");
    };
    assert!(why.contains("another press"), "{why}");
    drop(first);
    newsroom.publish();
}

#[test]
fn a_picture_that_is_another_now_is_shown_wherever_it_was() {
    let mut one = article(1);
    one.image = decode_image();
    let newsroom = Newsroom::new(&site(), &[article(0), one]).lay_shell();
    newsroom.lay_picture(GIF);
    newsroom.publish();
    let before = newsroom.files();
    let pictures = |files: &BTreeMap<String, String>| -> Vec<String> {
        let names = files.keys().filter(|name| name.starts_with("pictures/"));
        names.cloned().collect()
    };
    assert_eq!(pictures(&before).len(), 3, "AVIF, JPEG and the card");
    assert_eq!(newsroom.publish().written, 0, "nothing is made again");

    let mut black = GIF.to_vec();
    black[16..19].fill(0);
    newsroom.lay_picture(&black);
    newsroom.publish();
    let after = newsroom.files();
    assert!(
        pictures(&after).iter().all(|name| !before.contains_key(name)),
        "another name"
    );
    let changed = changed(&before, &after);
    for page in [
        "article/jour-0001/index.html",
        "index.html",
        "page/1/index.html",
        "rubrique/b/index.html",
        "rss.xml",
    ] {
        assert!(changed.contains(&page), "{page}");
    }
    assert!(!changed.contains(&"article/jour-0000/index.html"));

    fs::create_dir_all(newsroom.path("other")).unwrap();
    fs::write(newsroom.path("other/index.html"), SHELL).unwrap();
    build(&newsroom.job("other"), &Progress::Silent).ok().unwrap();
    assert_eq!(files_in(&newsroom.path("other")), after);
}

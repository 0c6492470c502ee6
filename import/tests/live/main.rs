//! A real WordPress: posts made through its own API, exported by its own exporter, by its API and as pages, imported each way
//! and compared with what it shows. Where it is not installed the test says so and holds nothing.

#[cfg(test)]
mod content;
#[cfg(test)]
#[path = "../common/report.rs"]
mod report;
#[cfg(test)]
mod said;
#[cfg(test)]
mod server;

#[cfg(test)]
mod live {
    use std::{collections::BTreeMap, fs, io::Write, path::Path};

    use import::{Options, Silent};
    use serde_json::{Value, json};

    use crate::{
        content, report,
        said::{Said, of_article, of_page, untypeset},
        server::{self, WordPress},
    };

    /// Imports a source into a folder, with a copy of the uploads.
    fn imported(source: &Path, into: &Path, wordpress: &WordPress) -> BTreeMap<String, Value> {
        let options = Options {
            source: source.to_owned(),
            into: into.to_owned(),
            uploads: Some(wordpress.uploads()),
            ..Options::default()
        };
        let summary = import::run(&options, &Silent).unwrap_or_else(|why| panic!("{why}"));
        assert_eq!(summary.unaccounted, 0, "{:#?}", report::report(into));
        articles(&into.join("articles"))
    }

    fn articles(folder: &Path) -> BTreeMap<String, Value> {
        let files = fs::read_dir(folder)
            .unwrap()
            .map(|it| fs::read_to_string(it.unwrap().path()).unwrap());
        let article = |text: String| {
            let article: Value = serde_json::from_str(&text).unwrap();
            (article["slug"].as_str().unwrap().to_owned(), article)
        };
        files.map(article).collect()
    }

    /// Links that are shown as pictures' or lead elsewhere now are another question.
    fn outer(said: &Said) -> Vec<&str> {
        said.links
            .iter()
            .map(String::as_str)
            .filter(|it| it.contains("ailleurs.example"))
            .collect()
    }

    #[test]
    fn what_wordpress_shows_is_what_its_exports_become() {
        let missing = server::missing();
        if !missing.is_empty() {
            // Not `eprintln!`, which is kept from whoever runs tests that pass.
            let words = format!(
                "NOT CHECKED: there is no WordPress here (Debian's {})\n",
                missing.join(", ")
            );
            std::io::stderr().write_all(words.as_bytes()).unwrap();
            return;
        }
        let wordpress = WordPress::start();
        let library = content::upload(&wordpress);
        let section = wordpress.post("categories", &json!({"name": "Pays", "slug": "pays"}))["id"].clone();
        let inner = wordpress.post(
            "categories",
            &json!({"name": "Santé", "slug": "sante", "parent": section}),
        )["id"]
            .clone();
        let tag = wordpress.post("tags", &json!({"name": "Eau & vie"}))["id"].clone();
        let other = wordpress.post(
            "users",
            &json!({"username": "moussa", "name": "Moussa Traoré", "email": "m@journal.example", "password": "mot-de-passe", "roles": ["author"]}),
        )["id"]
            .clone();
        let mut posts = content::classic(&library);
        posts.extend(content::blocks(&library));
        let mut links = BTreeMap::new();
        for (number, post) in posts.iter().enumerate() {
            let mut fields = json!({
                "title": post.title, "slug": post.slug, "content": post.content, "status": "publish",
                "date_gmt": format!("2019-03-{:02}T08:30:00", number + 1),
                "categories": [section, inner], "tags": [tag], "author": if number % 2 == 0 { json!(1) } else { other.clone() },
            });
            for (name, value) in post.fields.as_object().unwrap() {
                fields[name] = value.clone();
            }
            let made = wordpress.post("posts", &fields);
            links.insert(
                import::slug::slug(post.slug),
                made["link"].as_str().unwrap().to_owned(),
            );
            if number == 0 {
                wordpress.post("comments", &json!({"post": made["id"], "content": "Un lecteur répond.", "author_name": "Un lecteur", "author_email": "l@journal.example"}));
            }
        }
        for (status, more) in [
            ("draft", json!({})),
            ("private", json!({})),
            ("future", json!({"date_gmt": "2090-01-01T00:00:00"})),
            ("publish", json!({"password": "cle"})),
        ] {
            let mut fields = json!({"title": format!("Secret {status}"), "content": "Des mots que personne ne doit lire.", "status": status});
            for (name, value) in more.as_object().unwrap() {
                fields[name] = value.clone();
            }
            wordpress.post("posts", &fields);
        }
        wordpress.post(
            "pages",
            &json!({"title": "À propos", "content": "Qui nous sommes.", "status": "publish"}),
        );

        let root = tempfile::tempdir().unwrap();
        let folder = |name: &str| {
            let path = root.path().join(name);
            fs::create_dir_all(&path).unwrap();
            path
        };
        let (wxr, rest, pages) = (folder("wxr"), folder("rest"), folder("pages"));
        fs::write(wxr.join("export.xml"), wordpress.export()).unwrap();
        let asked = format!("{}/wp-json/wp/v2/posts?per_page=100&_embed", wordpress.site);
        fs::write(rest.join("posts.json"), wordpress.get(&asked)).unwrap();
        let mut shown = BTreeMap::new();
        for (slug, link) in &links {
            let page = wordpress.get(link);
            fs::write(pages.join(format!("{slug}.html")), &page).unwrap();
            shown.insert(slug.clone(), of_page(&page));
        }
        let of_wxr = imported(&wxr, &root.path().join("of-wxr"), &wordpress);
        let of_rest = imported(&rest, &root.path().join("of-rest"), &wordpress);
        let of_pages = imported(&pages, &root.path().join("of-pages"), &wordpress);

        let known: Vec<&String> = links.keys().collect();
        for (way, articles) in [("export", &of_wxr), ("API", &of_rest), ("pages", &of_pages)] {
            assert_eq!(articles.keys().collect::<Vec<_>>(), known, "{way}");
            for post in &posts {
                let slug = import::slug::slug(post.slug);
                let article = &articles[&slug];
                let shown = shown[&slug].clone().without(&article["image"]);
                let article = of_article(article);
                assert!(shown.words.len() >= 4, "{slug}: {shown:?}");
                if post.is_plain {
                    assert_eq!(article.words, shown.words, "{way}: {slug}");
                    assert_eq!(article.pictures, shown.pictures, "{way}: {slug}");
                }
                assert_eq!(outer(&article), outer(&shown), "{way}: {slug}");
            }
        }
        for (slug, article) in &of_wxr {
            let other = &of_rest[slug];
            for field in [
                "id",
                "headline",
                "description",
                "datePublished",
                "author",
                "articleSection",
                "keywords",
            ] {
                assert_eq!(
                    untypeset(&article[field]),
                    untypeset(&other[field]),
                    "{slug}: {field}"
                );
            }
            assert_eq!(article["image"]["url"], other["image"]["url"], "{slug}");
            // Those that WordPress fills, or parts into pages, when it shows them.
            if !matches!(slug.as_str(), "dynamique" | "codes" | "film" | "pages") {
                assert_eq!(untypeset(&article["body"]), untypeset(&other["body"]), "{slug}");
            }
        }
        let first = &of_wxr["classique"];
        assert_eq!(first["articleSection"]["slug"], "sante");
        assert_eq!(first["author"][0]["name"], "Awa Sé");
        assert_eq!(first["datePublished"], "2019-03-01T08:30:00Z");
        assert_eq!(first["description"], "Le chapeau que la rédaction a écrit.");
        for into in ["of-wxr", "of-rest", "of-pages"] {
            let public = [
                root.path().join(into).join("articles"),
                root.path().join(into).join("drafts"),
            ];
            let texts = public
                .iter()
                .filter(|it| it.is_dir() && it.ends_with("articles"))
                .flat_map(|it| articles(it));
            for (slug, article) in texts {
                assert!(
                    !article.to_string().contains("personne ne doit lire"),
                    "{into}: {slug}"
                );
            }
        }
        let aside =
            |kind: &str| fs::read_dir(root.path().join("of-wxr").join(kind)).map_or(0, Iterator::count);
        assert_eq!(
            (
                aside("drafts"),
                aside("set-aside/private"),
                aside("set-aside/page")
            ),
            (2, 2, 1)
        );
        assert!(
            fs::read_to_string(root.path().join("of-wxr/set-aside/comments.jsonl"))
                .unwrap()
                .contains("Un lecteur répond.")
        );
    }
}

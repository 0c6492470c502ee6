//! What stands in a page, whatever a newsroom writes.

use super::*;

const SHELL: &str = concat!(
    "<html lang=\"fr\"><link rel=\"icon\" href=\"data:,\"><link rel=\"canonical\" href=\"\">",
    "<meta name=\"description\" content=\"\"><title>K</title><div id=\"app\"></div><p id=\"trouble\" role=\"status\" hidden></p>",
    "<script id=\"kiosque\" type=\"application/json\"></script>"
);

fn page(shell: &str, name: &str) -> Option<String> {
    let shell = Shell::new(shell.to_owned(), |_| Ok(None)).ok()?;
    Some(printed(&shell, name, "<p>\u{2014}</p>"))
}

fn printed(shell: &Shell, name: &str, html: &str) -> String {
    let site = Site {
        name: name.to_owned(),
        in_language: "bm".to_owned(),
        url: "https://jour.example".to_owned(),
        ..Site::default()
    };
    let frame = Frame {
        is_preview: false,
        site: &site,
        carried: &carried(&site),
        base: "/journal/",
        icons: &Icons {
            favicon: Some("favicon.svg".to_owned()),
            ..Icons::default()
        },
    };
    let content = Content {
        route: &Route::Plans,
        title: name,
        head: &Head {
            linked: vec![json!({ "name": name })],
            ..Head::plain(name)
        },
        html,
    };
    shell.page(&frame, &content)
}

#[test]
fn a_name_cannot_leave_its_place() {
    let hostile = "</script><!--\" & \u{2028}<div id=\"app\">";
    let page = page(SHELL, hostile).unwrap();
    assert_eq!(page.matches("</script>").count(), 2, "{page}");
    assert_eq!(page.matches("<script").count(), 2, "{page}");
    assert!(page.contains("<meta property=\"og:description\" content=\"&lt;/script&gt;&lt;!--&quot; &amp; "));
    assert!(page.contains("<html lang=\"bm\"><link rel=\"icon\" href=\"/journal/favicon.svg\">"));
    assert!(page.contains("href=\"https://jour.example/abonnement/\""));
    assert!(page.contains(
        "<title>&lt;/script&gt;&lt;!--&quot; &amp; \u{2028}&lt;div id=&quot;app&quot;&gt;</title>"
    ));
    assert!(page.contains("<div id=\"app\"><p>\u{2014}</p></div>"));
    let data = page
        .split_once(DATA.0)
        .unwrap()
        .1
        .split_once("</script>")
        .unwrap()
        .0;
    assert!(!data.contains(['<', '>', '&', '\u{2028}']));
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["site"]["name"], hostile);
    assert_eq!(data["base"], "/journal/");
    assert_eq!(data["path"], "/abonnement/");
}

#[test]
fn a_shell_without_its_places_is_refused() {
    for place in [
        "<title>",
        "type=\"application/json\"",
        "description",
        "lang=",
        "canonical",
        "id=\"app\"",
    ] {
        assert!(page(&SHELL.replace(place, "x"), "K").is_none(), "{place}");
    }
}

#[test]
fn the_style_that_a_page_shows_comes_with_it() {
    let shell = SHELL.replace(
        "<div id=\"app\">",
        "\n  <link rel=\"stylesheet\" href=\"/k-1.css\" integrity=\"x\"/>
  <link rel=\"stylesheet\" href=\"/k-2.css\">\n</head>\n<body>\n  <div id=\"app\">",
    );
    let read = |style: &'static str| {
        move |address: &str| {
            Ok(match address {
                "/k-1.css" => Some("p{color:red}\n".to_owned()),
                "/k-2.css" => Some(style.to_owned()),
                _ => None,
            })
        }
    };
    let page = |style| {
        let shell = Shell::new(shell.clone(), read(style)).ok().unwrap();
        printed(&shell, "K", "<p class=\"price\">\u{2014}</p>")
    };
    let (before, app) = (
        "<title>K</title><style>p{color:red}</style>",
        "</head><body><div id=\"app\"><p ",
    );
    let shown = page(".price b{margin:0}");
    assert!(
        shown.contains(&format!("{before}<style>.price b{{margin:0}}</style>{app}")),
        "{shown}"
    );
    let later = page(".prices{margin:0}");
    assert!(
        later.contains(&format!(
            "{before}<link rel=\"kiosque-style\" href=\"/k-2.css\">{app}"
        )),
        "{later}"
    );
    assert!(Shell::new(shell, |_| Ok(None)).is_err(), "a sheet is missing");
}

#[test]
fn a_script_keeps_its_lines_as_that_of_trunk_serve_must() {
    let html = "<head>\n  <title>K</title>\n\n</head>\n<script>\n  // A comment\n  reload();\n</script>\n<p>a\n  b</p>\n";
    assert_eq!(
        without_space(html),
        "<head><title>K</title></head><script>\n  // A comment\n  reload();\n</script><p>a b</p>"
    );
}

//! Old addresses, as `redirects.json` beside this file says them: every kind, asked of real servers and of CloudFront's
//! function.

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

use journeys::{HeadersFile, Host, Site};

/// What is asked for, and where it leads: addresses of the site below its base path.
const LED: [(&str, &str); 47] = [
    // Said exactly, with and without the slash, percent-encoded in every way.
    ("/2023/10/bonjour/", "/article/bienvenue/"),
    ("/2023/10/bonjour", "/article/bienvenue/"),
    ("/2019/03/march%C3%A9-de-nuit/", "/article/publier/"),
    ("/2019/03/march%c3%a9-de-nuit", "/article/publier/"),
    ("/%d8%a7%d9%84%d9%86%d9%87%d8%b1/", "/article/publier/"),
    ("/%D8%A7%D9%84%D9%86%D9%87%D8%B1", "/article/publier/"),
    ("/%32%3023/10/bonjour/", "/article/bienvenue/"),
    ("/caf%E9.html", "/rubrique/culture/"),
    ("/caf%e9.html", "/rubrique/culture/"),
    (
        "/archives/l'eau%20&%20le%20%22fleuve%22%20%7B$1%7D/",
        "/rubrique/societe/?mode=leger",
    ),
    (
        "/archives/l%27eau%20%26%20le%20%22fleuve%22%20%7b%241%7d",
        "/rubrique/societe/?mode=leger",
    ),
    ("/article/ancien-titre/", "/article/ecrire-un-article/"),
    ("/article/ancien-titre", "/article/ecrire-un-article/"),
    ("/journal/ancienne-une.php", "/"),
    // Capitals tell addresses apart.
    ("/Article/Bienvenue", "/article/bienvenue/"),
    ("/article/Bienvenue/", "/article/bienvenue/#haut"),
    ("/2023/10/Bonjour/", "/article/Bonjour/"),
    // Elsewhere.
    ("/boutique/", "https://boutique.example/livres?de=journal"),
    ("/annonces/", "https://annonces.example/"),
    // The query of who asks goes on, unless there is one.
    (
        "/2023/10/bonjour/?utm_source=a&b=%20",
        "/article/bienvenue/?utm_source=a&b=%20",
    ),
    ("/2023/10/bonjour?x=%0d%0aa", "/article/bienvenue/?x=%0d%0aa"),
    ("/annonces?x=1", "https://annonces.example/?x=1"),
    ("/boutique?x=1", "https://boutique.example/livres?de=journal"),
    // By the query; what says more goes before.
    ("/?p=12", "/article/bienvenue/"),
    ("/?p=13", "/article/publier/"),
    ("/?utm_source=a&p=12&b", "/article/bienvenue/"),
    ("/?p=12&preview=true", "/abonnement/"),
    ("/?preview=true&p=12", "/abonnement/"),
    (
        "/?titre=L%27%C3%A9t%C3%A9%20%C3%A0%20S%C3%A9gou",
        "/article/publier/",
    ),
    ("/spip.php?article12", "/article/publier/"),
    ("/spip.php?article12=&x=1", "/article/publier/"),
    (
        "/index.php?option=com_content&view=article&id=7:delta",
        "/article/publier/",
    ),
    (
        "/index.php?id=7:delta&option=com_content&view=article&lang=fr",
        "/article/publier/",
    ),
    // Also there capitals tell addresses apart.
    ("/index.php?page=Contact", "/article/bienvenue/"),
    ("/index.php?page=contact&x=1", "/article/publier/"),
    // By placeholders: what is said exactly goes before, then what comes first.
    ("/2020/03/exception/", "/rubrique/societe/"),
    ("/2020/03/titre/", "https://archives.example/03/titre"),
    ("/2021/03/titre", "/article/titre/"),
    ("/2021/03/titre/?a=b", "/article/titre/?a=b"),
    ("/2021/03/04/titre/", "/article/titre/"),
    ("/2021/03/t%C3%AAte/", "/article/t%C3%AAte/"),
    ("/galerie/fleuve?x=1", "https://photos.example/fleuve?taille=1"),
    ("/%C3%A9missions/culture/", "/rubrique/culture/"),
    ("/%c3%a9missions/culture", "/rubrique/culture/"),
    // What a placeholder stands for stays one segment of an address.
    (
        "/galerie/a%0d%0aSet-Cookie:%20x=1",
        "https://photos.example/a%0d%0aSet-Cookie:%20x=1?taille=1",
    ),
    (
        "/2020/03/%2F%2Fevil.example",
        "https://archives.example/03/%2F%2Fevil.example",
    ),
    (
        "/galerie/%5Cevil.example",
        "https://photos.example/%5Cevil.example?taille=1",
    ),
];

/// What is no old address.
const NOT_LED: [&str; 14] = [
    "/nulle/part/",
    "/2023/",
    "/2023/10/",
    "/boutique/livres/",
    "/?p=14",
    "/?p=120",
    "/?P=12",
    "/?preview=true",
    "/spip.php",
    "/spip.php?article120",
    "/index.php?option=com_content&id=7:delta",
    "/index.php?page=CONTACT",
    "/galerie/",
    "/2021/03/04/05/titre/",
];

/// Where an address leads, of a newspaper below a base path.
fn target(base: &str, to: &str) -> String {
    match to.starts_with('/') {
        true => format!("{}{to}", base.trim_end_matches('/')),
        false => to.to_owned(),
    }
}

pub fn every_old_address_leads_to_where_its_page_is(host: &Host) {
    for (asked, to) in LED {
        let answer = host.get(asked);
        assert_eq!(answer.status, 301, "{asked}");
        assert_eq!(answer.header("location"), target(host.site.base, to), "{asked}");
        assert!(
            answer.headers.iter().all(|(name, _)| name != "set-cookie"),
            "{asked}"
        );
    }
    let head = host.ask("HEAD", "/2023/10/bonjour/", &[]);
    assert_eq!((head.status, head.body.len()), (301, 0));
}

pub fn what_is_no_old_address_is_left_alone(host: &Host) {
    for asked in NOT_LED {
        let answer = host.get(asked);
        assert!(
            !matches!(answer.status, 301 | 302 | 307 | 308),
            "{asked}: {}",
            answer.header("location")
        );
    }
    // Placeholders take none of the newspaper's own addresses, three and four segments long.
    let base = host.site.base;
    for own in [
        "",
        "article/bienvenue/",
        "rubrique/culture/rss.xml",
        "data/articles/bienvenue.json",
        "data/ninjs/publier.json",
    ] {
        assert_eq!(host.get(&format!("{base}{own}")).status, 200, "{own}");
    }
    for missing in [
        "api/collections/members/",
        "rubrique/culture/page/9/",
        "data/articles/rien.json",
        "article/rien/x/",
        "files/2020/rien.pdf",
    ] {
        assert_eq!(host.get(&format!("{base}{missing}")).status, 404, "{missing}");
    }
    for hidden in ["_redirects", ".press/hosts/redirects.json", ".press/redirect"] {
        assert_eq!(host.get(&format!("{base}{hidden}")).status, 404, "{hidden}");
    }
}

pub fn a_redirect_is_kept_for_an_hour_and_sent_with_the_newspaper_s_headers(host: &Host) {
    let expected = HeadersFile::of_site(&host.site.folder).of(&host.path("nulle/part/"));
    assert!(expected.contains_key("content-security-policy"), "{expected:?}");
    for asked in ["/2023/10/bonjour/", "/boutique/", "/?p=12", "/2021/03/titre/"] {
        let answer = host.get(asked);
        assert_eq!(answer.header("cache-control"), "public, max-age=3600", "{asked}");
        for (name, value) in &expected {
            assert_eq!(answer.header(name), value, "{name} of {asked}");
        }
    }
}

/// An address that leads to whatever host somebody wrote into it makes a newspaper's good name a bait.
pub fn no_redirect_leads_where_nobody_said(host: &Host) {
    for asked in [
        "//evil.example/2020/03/",
        "//evil.example/",
        "/2020/\\evil.example/x",
        "/\\evil.example/03/x/",
        "/2021//evil.example/",
        "/2021/03//evil.example/",
        "/2021/03/x\\..\\..\\evil.example/",
        "/galerie//evil.example",
        "/galerie/\u{1}x",
        "/2021/03/<script>/",
        "/?p=12//evil.example",
        "/%0d%0aLocation:%20https://evil.example/",
        "/galerie/%00",
        "/2021/03/https://evil.example/",
    ] {
        let answer = host.get(asked);
        let location = answer.header("location");
        let own = location.is_empty()
            || location.starts_with('/') && !location.starts_with("//") && !location.contains('\\');
        let said = ["https://archives.example/", "https://photos.example/"];
        assert!(
            own || said.iter().any(|host| location.starts_with(host)),
            "{asked:?} leads to {location:?}"
        );
        let names = ["location", "set-cookie"]
            .map(|name| answer.headers.iter().filter(|(other, _)| other == name).count());
        assert!(names[0] <= 1 && names[1] == 0, "{asked:?}: {:?}", answer.headers);
    }
}

/// What is asked, with the parameters of the query in their order.
fn request(asked: &str) -> serde_json::Value {
    let (uri, query) = asked.split_once('?').unwrap_or((asked, ""));
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let parameters: Vec<(&str, &str)> = pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .collect();
    serde_json::json!([uri, parameters])
}

/// Runs the function under Node; the store that it may ask stands in the file beside it.
fn run(site: &Site, asked: &[&str]) -> Vec<String> {
    let hosts = site.folder.join(".press/hosts");
    let function = fs::read_to_string(hosts.join("cloudfront-function.js")).unwrap();
    assert!(
        function.len() <= 10_240,
        "CloudFront takes 10 KB: {}",
        function.len()
    );
    let store = fs::read_to_string(hosts.join("cloudfront-redirects.json"));
    assert_eq!(
        store.is_ok(),
        function.starts_with("import cf from \"cloudfront\";\n")
    );
    let requests: Vec<serde_json::Value> = asked.iter().map(|asked| request(asked)).collect();
    let script = format!(
        "const data = new Map({}.data.map(({{key, value}}) => [key, value]));\
         const cf = {{kvs: () => ({{get: async key => {{ if (!data.has(key)) throw new Error('KeyNotFound'); return data.get(key); }}}})}};\n{}\n\
         (async () => {{ for (const [uri, parameters] of {asked}) {{\
           const request = {{uri, querystring: Object.fromEntries(parameters.map(([name, value]) => [name, {{value}}]))}};\
           const answer = await handler({{request}});\
           console.log(answer.uri ? 'passes' : answer.statusCode + ' ' + answer.headers.location.value); }} }})();",
        store.as_deref().unwrap_or("{\"data\": []}"),
        function.replace("import cf from \"cloudfront\";\n", ""),
        asked = serde_json::to_string(&requests).unwrap(),
    );
    // By its input: a store may be longer than a command's arguments may be.
    let mut node = Command::new("node")
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    node.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let done = node.wait_with_output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect()
}

pub fn cloudfront_s_function_leads_as_servers_do(site: &Site) {
    let answers = run(site, &LED.map(|(asked, _)| asked));
    assert_eq!(answers.len(), LED.len());
    for ((asked, to), answer) in LED.into_iter().zip(answers) {
        assert_eq!(answer, format!("301 {}", target(site.base, to)), "{asked}");
    }
    for (asked, answer) in NOT_LED.iter().zip(run(site, &NOT_LED)) {
        assert_eq!(answer, "passes", "{asked}");
    }
    let own = [
        "article/bienvenue/",
        "rubrique/culture/rss.xml",
        "data/articles/bienvenue.json",
        "rubrique/culture/page/9/",
    ];
    let own = own.map(|own| format!("{}{own}", site.base));
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    assert!(run(site, &own).iter().all(|answer| answer == "passes"), "{own:?}");
}

//! S3 with CloudFront, as far as it goes without either: the upload, by an `aws` that only takes notes, and
//! the function, by Node.

use std::{collections::BTreeMap, env, fs, os::unix::fs::PermissionsExt, path::Path, process::Command};

use journeys::{HeadersFile, Site};
use tempfile::TempDir;

use crate::answers;

/// One `aws s3 sync`.
struct Sync {
    words: Vec<String>,
}

impl Sync {
    fn value(&self, option: &str) -> Option<&str> {
        let at = self.words.iter().position(|word| word == option)?;
        self.words.get(at + 1).map(String::as_str)
    }

    /// Whether it uploads a file: the last filter that matches decides
    /// (https://docs.aws.amazon.com/cli/latest/reference/s3/#use-of-exclude-and-include-filters).
    fn takes(&self, name: &str) -> bool {
        let mut filters = self.words.windows(2).filter_map(|pair| match pair[0].as_str() {
            "--include" => Some((true, &pair[1])),
            "--exclude" => Some((false, &pair[1])),
            _ => None,
        });
        filters
            .rfind(|(_, glob)| matches(glob, name))
            .is_none_or(|(taken, _)| taken)
    }
}

fn matches(glob: &str, name: &str) -> bool {
    match glob.split_once('*') {
        None => glob == name,
        Some((begin, end)) => {
            name.len() >= begin.len() + end.len() && name.starts_with(begin) && name.ends_with(end)
        }
    }
}

/// Runs the site's script with an `aws` of ours.
fn upload(site: &Site) -> Vec<Sync> {
    let folder = TempDir::new().unwrap();
    let (aws, notes) = (folder.path().join("aws"), folder.path().join("notes"));
    fs::write(
        &aws,
        "#!/bin/sh\nfor word in \"$@\"; do echo \"$word\"; done >> \"$NOTES\"\necho >> \"$NOTES\"\n",
    )
    .unwrap();
    fs::set_permissions(&aws, fs::Permissions::from_mode(0o755)).unwrap();
    let path = env::var("PATH").unwrap_or_default();
    let done = Command::new("sh")
        .arg(site.folder.join(".press/hosts/s3.sh"))
        .args([&site.folder, Path::new("s3://deux-rives")])
        .env("PATH", format!("{}:{path}", folder.path().display()))
        .env("NOTES", &notes)
        .status()
        .unwrap();
    assert!(done.success());
    let notes = fs::read_to_string(notes).unwrap();
    notes
        .split("\n\n")
        .filter(|run| !run.trim().is_empty())
        .map(|run| Sync {
            words: run.lines().map(str::to_owned).collect(),
        })
        .inspect(|sync| assert_eq!(sync.words[..2], ["s3", "sync"], "{:?}", sync.words))
        .collect()
}

pub fn each_file_is_uploaded_once_with_its_caching(site: &Site) {
    let table = HeadersFile::of_site(&site.folder);
    let syncs = upload(site);
    let (last, before) = syncs.split_last().unwrap();
    assert!(
        last.words.contains(&"--delete".to_owned()),
        "what is gone goes last"
    );
    assert!(
        before
            .iter()
            .all(|sync| !sync.words.contains(&"--delete".to_owned()))
    );
    let (mut pages, mut others) = (Vec::new(), Vec::new());
    for name in answers::names(&site.folder) {
        let taken = |sync: &&Sync| sync.takes(&name);
        let known = table.of(&format!(
            "{}{}",
            site.base,
            name.strip_suffix("index.html").unwrap_or(&name)
        ));
        let times = before.iter().filter(taken).count();
        if name.starts_with(".press/")
            || ["_headers", "_redirects"].contains(&name.as_str())
            || name.ends_with(".br")
            || name.ends_with(".gz")
        {
            assert!(times == 0 && !last.takes(&name), "{name} is not the readers'");
            continue;
        }
        assert_eq!(times, 1, "{name}");
        assert!(last.takes(&name), "{name} would stay when it is gone");
        let at = before.iter().position(|sync| sync.takes(&name)).unwrap();
        assert_eq!(
            before[at].value("--cache-control"),
            known.get("cache-control").map(String::as_str),
            "{name}"
        );
        assert_eq!(
            before[at].value("--content-disposition"),
            known.get("content-disposition").map(String::as_str),
            "{name}"
        );
        match name.rsplit_once('.').unwrap_or_default().1 {
            "avif" | "docx" | "epub" | "ods" | "odt" | "wasm" | "webmanifest" | "xlsx" => {
                assert_eq!(
                    before[at].value("--content-type"),
                    Some(answers::content_type(&name)),
                    "{name}"
                );
            }
            _ => assert_eq!(
                before[at].value("--content-type"),
                known.get("content-type").map(String::as_str),
                "{name}"
            ),
        }
        if name.ends_with(".html") {
            &mut pages
        } else {
            &mut others
        }
        .push(at);
    }
    assert!(
        pages.iter().min() > others.iter().max(),
        "pages come after what they ask for"
    );
}

pub fn the_function_finds_pages_and_slashes(site: &Site) {
    let function = site.folder.join(".press/hosts/cloudfront-function.js");
    let script = format!(
        "{}\nfor (const [uri, querystring] of JSON.parse(process.argv[1])) {{\
           const answer = handler({{ request: {{ uri, querystring }} }});\
           console.log(answer.uri ?? answer.statusCode + ' ' + answer.headers.location.value); }}",
        fs::read_to_string(function).unwrap()
    );
    let two = serde_json::json!({"b": {"value": "1", "multiValue": [{"value": "1"}, {"value": "2%20"}]}});
    let asked = serde_json::json!([
        ["/", {}],
        ["/article/a/", {}],
        ["/article/a", {}],
        ["/article/a", {"mode": {"value": "leger"}}],
        ["/article/a", two],
        ["//example.org/a", {}],
        ["/kiosque-1.js", {}],
        ["/data/home.json", {}],
    ]);
    let done = Command::new("node")
        .args(["-e", &script, &asked.to_string()])
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let answers = String::from_utf8(done.stdout).unwrap();
    assert_eq!(
        answers.lines().collect::<Vec<_>>(),
        [
            "/index.html",
            "/article/a/index.html",
            "301 /article/a/",
            "301 /article/a/?mode=leger",
            "301 /article/a/?b=1&b=2%20",
            "301 /example.org/a/",
            "/kiosque-1.js",
            "/data/home.json",
        ]
    );
}

pub fn the_policies_say_what_the_table_says(site: &Site) {
    let of = |path: &str| HeadersFile::of_site(&site.folder).of(&format!("{}{path}", site.base));
    holds(site, "cloudfront-headers.json", of("nulle/part/"));
    let mut apart = of("files/rapport.pdf");
    assert!(
        apart["content-security-policy"].ends_with(", sandbox"),
        "{apart:?}"
    );
    // These S3 says of each file.
    apart.retain(|name, _| !["cache-control", "content-disposition"].contains(&name.as_str()));
    holds(site, "cloudfront-headers-files.json", apart);
}

fn holds(site: &Site, file: &str, headers: BTreeMap<String, String>) {
    let file = fs::read(site.folder.join(".press/hosts").join(file)).unwrap();
    let policy: serde_json::Value = serde_json::from_slice(&file).unwrap();
    let security = &policy["SecurityHeadersConfig"];
    let custom = policy["CustomHeadersConfig"]["Items"].as_array().unwrap();
    for (name, value) in headers {
        let said = match name.as_str() {
            "content-security-policy" => security["ContentSecurityPolicy"]["ContentSecurityPolicy"].as_str(),
            "referrer-policy" => security["ReferrerPolicy"]["ReferrerPolicy"].as_str(),
            "strict-transport-security" => {
                let seconds = &security["StrictTransportSecurity"]["AccessControlMaxAgeSec"];
                assert_eq!(value, format!("max-age={seconds}"));
                continue;
            }
            "x-content-type-options" => {
                assert_eq!(security["ContentTypeOptions"]["Override"], true);
                continue;
            }
            _ => custom
                .iter()
                .find(|item| item["Header"].as_str().unwrap().eq_ignore_ascii_case(&name))
                .and_then(|item| item["Value"].as_str()),
        };
        assert_eq!(said, Some(value.as_str()), "{name}");
    }
}

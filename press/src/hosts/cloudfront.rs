//! For a bucket of S3 behind CloudFront: the policy for headers, the function for addresses, and the
//! upload, for S3 sends what it was told of each file then.

use serde_json::{Value, json};

use super::rules::{Cache, HIDDEN, Header, KINDS, Kind, TYPES};

/// Types that `aws s3` may not know by the end of a name, and where they are found.
const UNCOMMON: [(&[&str], &str); 10] = [
    (&["kiosque-*"], "wasm"),
    (&["members-*"], "wasm"),
    (&["pictures/*"], "avif"),
    (&["manifest"], "webmanifest"),
    (&["files/*", "images/*"], "avif"),
    (&["files/*", "images/*"], "docx"),
    (&["files/*", "images/*"], "epub"),
    (&["files/*", "images/*"], "ods"),
    (&["files/*", "images/*"], "odt"),
    (&["files/*", "images/*"], "xlsx"),
];

/// A response headers policy
/// (https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyConfig.html).
///
/// Nearly all of a site has one: that feeds and pictures are everybody's to load, and pages are not, is not told
/// apart.
pub fn headers(common: &[Header]) -> String {
    policy("kiosque", common)
}

/// As [`headers`], for files that are opened apart from the newspaper: a cache behaviour has one policy.
pub fn headers_apart(common: &[Header]) -> String {
    let apart = KINDS.iter().find(|kind| kind.is_apart());
    let mut all = apart.map_or_else(|| common.to_vec(), |kind| kind.all_headers(common));
    // What S3 says of each file, and what the policy says below.
    all.retain(|(name, _)| !matches!(*name, "Cache-Control" | "Content-Disposition" | "Content-Type"));
    policy("kiosque-files", &all)
}

fn policy(name: &str, common: &[Header]) -> String {
    let mut security = json!({
        "ContentTypeOptions": {"Override": true},
        "StrictTransportSecurity": {
            "Override": true, "AccessControlMaxAgeSec": 31_536_000, "IncludeSubdomains": false, "Preload": false,
        },
    });
    let mut custom = Vec::new();
    for (name, value) in common {
        match *name {
            "Content-Security-Policy" => {
                security["ContentSecurityPolicy"] = json!({"Override": true, "ContentSecurityPolicy": value});
            }
            "Referrer-Policy" => {
                security["ReferrerPolicy"] = json!({"Override": true, "ReferrerPolicy": value});
            }
            // Said above, in CloudFront's own words.
            "Strict-Transport-Security" | "X-Content-Type-Options" => {}
            name => custom.push(json!({"Header": name, "Value": value, "Override": true})),
        }
    }
    let list = |items: Vec<Value>| json!({"Quantity": items.len(), "Items": items});
    let policy = json!({
        "Name": name,
        "Comment": "Made by the press",
        "SecurityHeadersConfig": security,
        "CustomHeadersConfig": list(custom),
        "CorsConfig": {
            "AccessControlAllowOrigins": list(vec![json!("*")]),
            "AccessControlAllowHeaders": list(vec![json!("*")]),
            "AccessControlAllowMethods": list(vec![json!("GET"), json!("HEAD")]),
            "AccessControlAllowCredentials": false,
            "OriginOverride": true,
        },
    });
    format!("{policy:#}\n")
}

/// A function for the event "viewer request", in CloudFront's JavaScript 2.0: S3 behind CloudFront knows
/// no folders.
pub const FUNCTION: &str = include_str!("cloudfront-function.js");

/// A shell script that uploads a folder: what pages ask for goes before them, what is gone goes last.
pub fn upload(kinds: &[Kind<'_>]) -> String {
    let mut script = String::from(
        "#!/bin/sh
# Made by the press (deploy.md).
# usage: sh s3.sh FOLDER s3://BUCKET[/PATH]
set -eu
folder=$1
bucket=$2
upload() {
  cache=$1
  shift
  aws s3 sync \"$folder\" \"$bucket\" --cache-control \"$cache\" --exclude '*' \"$@\"
}\n",
    );
    let (forever, others): (Vec<&Kind<'_>>, Vec<&Kind<'_>>) = kinds
        .iter()
        .partition(|kind| matches!(kind.cache, Cache::Forever));
    let (pages, others): (Vec<&Kind<'_>>, Vec<&Kind<'_>>) = others
        .into_iter()
        .partition(|kind| matches!(kind.cache, Cache::Never));
    for kind in forever.into_iter().chain(others).chain(pages) {
        script.push_str(&format!("# {}\n", kind.name));
        script.push_str(&of_kind(kind));
    }
    let hidden: String = HIDDEN.iter().map(|glob| format!(" --exclude '{glob}'")).collect();
    script.push_str(&format!(
        "# what is of no kind, and what is gone
aws s3 sync \"$folder\" \"$bucket\" --delete --cache-control no-cache{hidden} --exclude '*.br' --exclude '*.gz'\n"
    ));
    script
}

fn of_kind(kind: &Kind<'_>) -> String {
    let cache = kind.cache.value();
    let kept = kind
        .headers()
        .into_iter()
        .find(|(name, _)| *name == "Content-Disposition");
    let kept = kept.map_or_else(String::new, |(_, value)| {
        format!(" --content-disposition {value}")
    });
    let mut lines = String::new();
    let mut apart = String::from(" --exclude '*.br' --exclude '*.gz'");
    for (begins, end) in UNCOMMON {
        let content_type = TYPES.iter().find(|(known, _)| *known == end).map(|(_, it)| *it);
        let globs: Vec<String> = begins.iter().map(|begin| format!("{begin}.{end}")).collect();
        let is_ours = |glob: &&str| begins.contains(glob) || globs.iter().any(|it| it == glob);
        if let (true, Some(content_type)) = (kind.globs.iter().any(is_ours), content_type) {
            let included: String = globs.iter().map(|glob| format!(" --include '{glob}'")).collect();
            lines.push_str(&format!(
                "upload '{cache}'{included} --content-type '{content_type}'{kept}\n"
            ));
            apart.extend(globs.iter().map(|glob| format!(" --exclude '{glob}'")));
        }
    }
    let globs = kind.globs.iter().map(|glob| {
        let index = if glob.is_empty() || glob.ends_with('/') {
            "index.html"
        } else {
            ""
        };
        format!(" --include '{glob}{index}'")
    });
    let content_type = kind.content_type.map(super::rules::sent);
    let content_type = content_type
        .map(|it| format!(" --content-type '{it}'"))
        .unwrap_or_default();
    lines.push_str(&format!(
        "upload '{cache}'{}{apart}{content_type}{kept}\n",
        globs.collect::<String>()
    ));
    lines
}

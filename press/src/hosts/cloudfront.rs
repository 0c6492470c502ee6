//! For a bucket of S3 behind CloudFront: the policy for headers, the function for addresses, and the
//! upload, for S3 sends what it was told of each file then.

use serde_json::{Value, json};

use super::rules::{Cache, HIDDEN, Header, KINDS, Kind, TYPES};

/// Types that `aws s3` may not know by the end of a name, and where they are found.
const UNCOMMON: [(&str, &str); 4] = [
    ("kiosque-*", "wasm"),
    ("members-*", "wasm"),
    ("pictures/*", "avif"),
    ("manifest", "webmanifest"),
];

/// A response headers policy
/// (https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyConfig.html).
///
/// All of a site has one: that feeds and pictures are everybody's to load, and pages are not, is not told
/// apart.
pub fn headers(common: &[Header]) -> String {
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
        "Name": "kiosque",
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
pub fn upload() -> String {
    let mut script = String::from(
        "#!/bin/sh
# Made by the press (docs/deploy.md).
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
    let (forever, others): (Vec<&Kind>, Vec<&Kind>) = KINDS
        .iter()
        .partition(|kind| matches!(kind.cache, Cache::Forever));
    let (pages, others): (Vec<&Kind>, Vec<&Kind>) = others
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

fn of_kind(kind: &Kind) -> String {
    let cache = kind.cache.value();
    let mut lines = String::new();
    let mut apart = String::from(" --exclude '*.br' --exclude '*.gz'");
    for (begin, end) in UNCOMMON {
        let content_type = TYPES.iter().find(|(known, _)| *known == end).map(|(_, it)| *it);
        let ours = kind.globs.iter().any(|glob| glob.starts_with(begin));
        if let (true, Some(content_type)) = (ours, content_type) {
            lines.push_str(&format!(
                "upload '{cache}' --include '{begin}.{end}' --content-type '{content_type}'\n"
            ));
            apart.push_str(&format!(" --exclude '{begin}.{end}'"));
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
        "upload '{cache}'{}{apart}{content_type}\n",
        globs.collect::<String>()
    ));
    lines
}

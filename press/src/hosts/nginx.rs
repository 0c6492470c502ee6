//! For nginx: what its `server` block includes.

use super::{
    redirects,
    rules::{HIDDEN, Header, KINDS, Kind, MISSING, TYPES, compressed, has_charset, regex},
};
use crate::redirects::Redirects;

/// Below this many bytes an answer fits its first packet as it is.
const LEAST: u32 = 1024;

/// The newspaper's own location. The site lies below the server's `root`, at its base path, and all else
/// on that server is left alone.
pub fn site(old: &Redirects, common: &[Header], kinds: &[Kind<'_>]) -> String {
    let base = old.base();
    let mut text = String::from(
        "# Made by the press: include it in a server block (deploy.md), and reload nginx after each deploy.\n",
    );
    let above = base.trim_end_matches('/');
    if !above.is_empty() {
        text.push_str(&format!(
            "location = {above} {{\n  absolute_redirect off;\n  return 301 {base};\n}}\n"
        ));
    }
    text.push_str(&redirects::nginx(old, common));
    let types: String = TYPES
        .iter()
        .map(|(end, content_type)| format!("    {content_type} {end};\n"))
        .collect();
    text.push_str(&format!(
        "location ^~ {base} {{
  index index.html;
  autoindex off;
  # Redirects keep the reader's own scheme, host and port.
  absolute_redirect off;
  error_page 404 {base}{MISSING};
  # A folder without a page.
  error_page 403 =404 {base}{MISSING};
  types {{\n{types}  }}
  charset utf-8;
  charset_types{};
  gzip on;
  gzip_static on;
  gzip_vary on;
  gzip_proxied any;
  gzip_min_length {LEAST};
  gzip_types{};\n{}",
        list(compressed().filter(|it| has_charset(it))),
        list(compressed()),
        lines(common),
    ));
    text.push_str(&format!(
        "  location ~* \"{}\" {{\n    return 404;\n  }}\n",
        regex(&HIDDEN, base, "")
    ));
    for kind in kinds {
        // nginx looks for an address anew once it has found the folder's page.
        let paths = kind.regex(base, "index.html");
        text.push_str(&format!("  # {}\n  location ~ \"{paths}\" {{\n", kind.name));
        // A location with headers of its own does not inherit any.
        for (name, value) in kind.all_headers(common) {
            match (name, kind.content_type) {
                ("Content-Type", Some(content_type)) => {
                    text.push_str(&format!("    types {{ }}\n    default_type {content_type};\n"));
                }
                _ if common.iter().any(|(known, _)| *known == name) => {
                    text.push_str(&lines(&[(name, value)]).replace("  add", "    add"));
                }
                // Without `always`: that a file is missing is not to be remembered for a year.
                _ => text.push_str(&format!("    add_header {name} \"{value}\";\n")),
            }
        }
        text.push_str("  }\n");
    }
    text.push_str(&missing(base, common));
    text.push_str("}\n");
    text
}

/// Where missing files are answered; by its own name the page is not to be had.
fn missing(base: &str, common: &[Header]) -> String {
    let page = KINDS.iter().find(|kind| kind.globs.contains(&MISSING));
    let page = page.map(super::rules::Kind::headers).unwrap_or_default();
    let headers = lines(common) + &lines(&page);
    format!(
        "  location = {base}{MISSING} {{\n    internal;\n{}  }}\n",
        headers.replace("  add", "    add")
    )
}

/// For servers that have Debian's `libnginx-mod-http-brotli-static` and `-filter`, beside [`site`].
pub fn brotli() -> String {
    format!(
        "# Made by the press: include it beside nginx.conf where nginx has its brotli modules (deploy.md).
brotli on;
brotli_static on;
brotli_min_length {LEAST};
brotli_types{};\n",
        list(compressed())
    )
}

/// nginx counts HTML always, and warns of a second mention.
fn list(types: impl Iterator<Item = &'static str>) -> String {
    let named = types.filter(|content_type| *content_type != "text/html");
    named.map(|content_type| format!(" {content_type}")).collect()
}

fn lines(headers: &[Header]) -> String {
    let line = |(name, value): &Header| format!("  add_header {name} \"{value}\" always;\n");
    headers.iter().map(line).collect()
}

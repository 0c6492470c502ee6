//! For Caddy: what its site block imports.

use super::{
    redirects,
    rules::{HIDDEN, Header, KINDS, Kind, MISSING, TYPES, compressed, regex, sent},
};
use crate::redirects::Redirects;

/// The newspaper's own routes. The site lies below the `root`, at its base path, and all else on that
/// server is left alone.
pub fn site(old: &Redirects, common: &[Header], kinds: &[Kind<'_>]) -> String {
    let base = old.base();
    let mut text = String::from(
        "# Made by the press: import it in a site block (deploy.md), and reload Caddy after each deploy.\n",
    );
    let above = base.trim_end_matches('/');
    if !above.is_empty() {
        text.push_str(&format!("redir {above} {base} permanent\n"));
    }
    text.push_str(&redirects::caddy(old, common));
    // In the order of the lines: Caddy would sort them.
    let route = route(base, common, kinds);
    let route: String = route.lines().flat_map(|line| ["\t", line, "\n"]).collect();
    text.push_str(&format!("handle {base}* {{\n\troute {{\n{route}\t}}\n}}\n"));
    text.push_str(&missing(base, common));
    text
}

/// What happens to a request, in order.
fn route(base: &str, common: &[Header], kinds: &[Kind<'_>]) -> String {
    let mut text = headers("", common);
    text.push_str("\t@not_asking not method GET HEAD\n\theader @not_asking Allow \"GET, HEAD\"\n\terror @not_asking 405\n");
    let hidden = [&HIDDEN[..], &[MISSING]].concat();
    text.push_str(&format!(
        "\t@hidden path_regexp (?i){}\n\terror @hidden 404\n",
        regex(&hidden, base, "")
    ));
    // Caddy's own way to the slash forgets the query before version 2.7.
    text.push_str(&format!(
        "\t@folder {{\n\t\tpath_regexp ^{}[^/].*[^/]$\n\t\tfile {{path}}/index.html\n\t\texpression {{query}} != \"\"\n\t}}
\tredir @folder {{path}}/?{{query}} permanent\n",
        base.replace('.', "\\.")
    ));
    for (end, content_type) in TYPES {
        let sent = sent(content_type);
        text.push_str(&format!(
            "\t@{end} path *.{end}\n\theader @{end} Content-Type \"{sent}\"\n"
        ));
    }
    for (at, kind) in kinds.iter().enumerate() {
        let paths = kind.regex(base, "(index.html)?");
        text.push_str(&format!("\t# {}\n\t@kind{at} path_regexp {paths}\n", kind.name));
        let mut own = kind.all_headers(common);
        own.retain(|header| !common.contains(header));
        text.push_str(&headers(&format!("@kind{at} "), &own));
    }
    let compressed: String = compressed()
        .map(|content_type| format!("\t\t\theader Content-Type {content_type}*\n"))
        .collect();
    text.push_str(&format!(
        "\tencode {{\n\t\tgzip\n\t\tmatch {{\n{compressed}\t\t}}\n\t}}
\tfile_server {{\n\t\tprecompressed br gzip\n\t}}\n"
    ));
    text
}

/// Where missing files are answered, and the headers of what else goes wrong: an engine behind this server that is down.
fn missing(base: &str, common: &[Header]) -> String {
    let page = KINDS.iter().find(|kind| kind.globs.contains(&MISSING));
    let page = page.map(super::rules::Kind::headers).unwrap_or_default();
    // What was said of the missing file's caching and type is said anew.
    let all = [common, &page, &[("Content-Type", sent("text/html"))]].concat();
    let indented = |lines: String| lines.replace('\t', "\t\t");
    // The page itself is nothing to keep.
    let own = indented(headers("", &all) + "\theader -Content-Disposition\n");
    let common = indented(headers("", common));
    format!(
        "handle_errors {{
\t@missing {{\n\t\tpath {base}*\n\t\texpression {{http.error.status_code}} == 404\n\t}}
\thandle @missing {{\n{own}\t\trewrite * {base}{MISSING}\n\t\tencode gzip
\t\tfile_server {{\n\t\t\tprecompressed br gzip\n\t\t\tstatus 404\n\t\t}}\n\t}}
\t@failed {{\n\t\tpath {base}*\n\t\texpression {{http.error.status_code}} != 404\n\t}}
\thandle @failed {{\n{common}\t}}\n}}\n"
    )
}

fn headers(matcher: &str, headers: &[Header]) -> String {
    let line = |(name, value): &Header| format!("\theader {matcher}{name} \"{value}\"\n");
    headers.iter().map(line).collect()
}

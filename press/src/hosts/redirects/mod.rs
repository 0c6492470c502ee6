//! Old addresses, in the form that each host reads (docs/deploy.md).

mod caddy;
mod cloudfront;
mod github;
mod netlify;
mod nginx;
mod pattern;

use std::{fmt::Write, io};

use kiosque::contract::Site;

use super::rules::Header;
use crate::redirects::{self, Redirects};

pub use caddy::directives as caddy;
pub use cloudfront::function as cloudfront;
pub use nginx::server as nginx;

/// How long browsers keep a redirect: for good, if nobody said, and then a mistake could not be taken back.
const KEPT: (&str, &str) = ("Cache-Control", "public, max-age=3600");

/// The redirects that are published: none of what waits.
pub const PUBLISHED: &str = ".press/hosts/redirects.json";

/// What a host does not do of a newspaper's redirects.
#[derive(Debug, PartialEq, Eq)]
pub struct Limit {
    pub what: String,
    pub remedy: String,
}

/// What all hosts together leave out, one for each.
pub fn limits(redirects: &Redirects) -> Vec<Limit> {
    let hosts = [
        ("Netlify", netlify::left_out(redirects)),
        ("Cloudflare Pages", netlify::left_out_by_cloudflare(redirects)),
        ("CloudFront", cloudfront::left_out(redirects)),
        ("GitHub Pages", github::left_out(redirects)),
    ];
    let limits = hosts.into_iter().filter_map(|(host, left_out)| {
        let left_out: Vec<String> = left_out.into_iter().flatten().collect();
        (!left_out.is_empty()).then(|| Limit {
            what: format!("{host} does not follow {}", left_out.join(", nor ")),
            remedy: format!("nothing is to be mended unless the newspaper is at {host}: deploy.md"),
        })
    });
    limits.collect()
}

/// What is left out of some number, if that is any.
fn count(number: usize, what: &str) -> Option<String> {
    match number {
        0 => None,
        1 => Some(format!("the one redirect {what}")),
        _ => Some(format!("the {number} redirects {what}")),
    }
}

/// The files that hold nothing but redirects, with their names in the built site; none where there are no redirects.
///
/// # Errors
/// When the pages for GitHub cannot be packed.
pub fn files(redirects: &Redirects, site: &Site) -> io::Result<Vec<(&'static str, Vec<u8>)>> {
    if redirects.is_empty() {
        return Ok(Vec::new());
    }
    let mut files = vec![
        (PUBLISHED, redirects::write(redirects.rules())?.into_bytes()),
        ("_redirects", netlify::file(redirects).into_bytes()),
        (
            ".press/hosts/nginx-redirects.conf",
            nginx::maps(redirects).into_bytes(),
        ),
        (
            ".press/hosts/github-pages.tar.gz",
            github::pages(redirects, site)?,
        ),
    ];
    let store = cloudfront::store(redirects);
    files.extend(store.map(|store| (".press/hosts/cloudfront-redirects.json", store.into_bytes())));
    Ok(files)
}

/// A header of the table that a redirect is sent with, and how long it is kept.
fn sent(common: &[Header]) -> Vec<Header> {
    let kept = (KEPT.0, KEPT.1.to_owned());
    common.iter().cloned().chain([kept]).collect()
}

/// A line that is added to a text.
fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    // A text is never full.
    let _ = writeln!(text, "{line}");
}

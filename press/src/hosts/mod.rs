//! What hosts have to know to serve the newspaper well: one table of headers ([`rules`]), written in
//! the form that each host reads.

mod caddy;
mod cloudfront;
mod headers;
mod nginx;
mod policy;
mod redirects;
mod rules;

use std::io;

use kiosque::contract::Site;

use crate::redirects::Redirects;
pub use headers::most_pages;
pub use policy::Page;
pub use redirects::{Limit, PUBLISHED, limits};
pub use rules::folders;

/// The files for all hosts, with their names in the built site.
///
/// # Errors
/// When the redirects cannot be packed.
pub fn files(page: &Page<'_>, old: &Redirects, site: &Site) -> io::Result<Vec<(String, Vec<u8>)>> {
    let (base, common) = (old.base(), rules::common(page));
    let kinds = rules::kinds(&page.pages);
    let files = [
        ("_headers", headers::file(base, &common, &kinds)),
        (".press/hosts/nginx.conf", nginx::site(old, &common, &kinds)),
        (".press/hosts/nginx-brotli.conf", nginx::brotli()),
        (".press/hosts/Caddyfile", caddy::site(old, &common, &kinds)),
        (
            ".press/hosts/cloudfront-headers.json",
            cloudfront::headers(&common),
        ),
        (
            ".press/hosts/cloudfront-headers-files.json",
            cloudfront::headers_apart(&common),
        ),
        (".press/hosts/cloudfront-function.js", redirects::cloudfront(old)),
        (".press/hosts/s3.sh", cloudfront::upload(&kinds)),
    ]
    .map(|(name, text)| (name, text.into_bytes()));
    let files = files.into_iter().chain(redirects::files(old, site)?);
    Ok(files.map(|(name, bytes)| (name.to_owned(), bytes)).collect())
}

/// The content type that a file is sent with, by the end of its name.
pub fn content_type(end: &str) -> String {
    let known = rules::TYPES.iter().find(|(known, _)| *known == end);
    known.map_or_else(
        || "application/octet-stream".to_owned(),
        |(_, of)| rules::sent(of),
    )
}

/// Whether a file gets smaller by compression, by the end of its name.
pub fn is_compressible(end: &str) -> bool {
    rules::TYPES
        .iter()
        .any(|(known, content_type)| *known == end && rules::is_text_like(content_type))
}

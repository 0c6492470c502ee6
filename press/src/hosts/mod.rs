//! What hosts have to know to serve the newspaper well: one table of headers ([`rules`]), written in
//! the form that each host reads.

mod caddy;
mod cloudfront;
mod headers;
mod nginx;
mod policy;
mod rules;

pub use policy::Page;

/// The files for all hosts, with their names in the built site.
///
/// `base` is where the newspaper is deployed on its host, with both slashes.
pub fn files(base: &str, page: &Page<'_>) -> Vec<(String, Vec<u8>)> {
    let common = rules::common(page);
    [
        ("_headers", headers::file(base, &common)),
        (".press/hosts/nginx.conf", nginx::site(base, &common)),
        (".press/hosts/nginx-brotli.conf", nginx::brotli()),
        (".press/hosts/Caddyfile", caddy::site(base, &common)),
        (
            ".press/hosts/cloudfront-headers.json",
            cloudfront::headers(&common),
        ),
        (
            ".press/hosts/cloudfront-headers-files.json",
            cloudfront::headers_apart(&common),
        ),
        (
            ".press/hosts/cloudfront-function.js",
            cloudfront::FUNCTION.to_owned(),
        ),
        (".press/hosts/s3.sh", cloudfront::upload()),
    ]
    .map(|(name, text)| (name.to_owned(), text.into_bytes()))
    .into()
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

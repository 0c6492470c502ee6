//! Feeds: the newest articles of the paper, a section or an author, whole, in three formats.

use kiosque::{
    contract::Site,
    routes::{Export, Format},
};

use super::{
    File, Icons, Identities, Served, atom,
    feed::{Feed, Subject},
    json_feed, rss,
};
use crate::Stop;

/// How many articles a feed holds, whole: a day or two of a daily, and some 200 KB.
pub const NEWEST: usize = 20;

/// A subject's feed in every format. The articles are as readers are served them, the newest first;
/// those after [`NEWEST`] are not looked at.
///
/// # Errors
/// When XML cannot be written.
pub fn feeds(
    site: &Site,
    icons: &Icons,
    identities: &Identities,
    subject: &Subject<'_>,
    articles: &[Served],
) -> Result<Vec<File>, Stop> {
    let newest = articles.get(..NEWEST).unwrap_or(articles);
    let feed = Feed::new(site, icons, identities, subject, newest);
    let file = |format: Format| {
        let text = match format {
            Format::Rss => rss::rss(&feed)?,
            Format::Atom => atom::atom(&feed)?,
            Format::Json => json_feed::json_feed(&feed),
        };
        Ok((Export::Feed(format, subject.route.clone()).path(), text))
    };
    Format::ALL.into_iter().map(file).collect()
}

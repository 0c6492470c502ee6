//! `kiosque identities`: keeps what articles are known by before `feedId` says it.

use std::io;

use jiff::Timestamp;
use kiosque::contract::{self, Site};

use crate::{
    Stop, check,
    content::{Folder, IDENTITIES},
    failed,
    report::Format,
    say,
    syndication::identity::{by_date, propose},
    whole,
};

/// Writes what each article is known by today into `identities.json`, where that does not say it yet.
///
/// # Errors
/// When the content has errors or a `feedId` already, or the file cannot be written.
pub fn command(folder: &std::path::Path, now: Timestamp, format: Format) -> Result<(), Stop> {
    let folder = Folder::open(folder)?;
    let (report, articles) = check::published(&folder, now);
    if report.stops() {
        report.print(&folder.path, format);
        return Err(Stop::Content);
    }
    let site: Site = contract::decode(&folder.site.text).unwrap_or_default();
    let mut kept = check::kept_in(&folder);
    let Some(proposal) = propose(&site, &kept, &articles) else {
        return Err(Stop::Failure(
            "site.json has a \"feedId\" already, so what articles are known by does not change any more"
                .to_owned(),
        ));
    };
    kept.feeds.get_or_insert(crate::address::ascii(&site.url));
    for article in &articles {
        let known = kept.articles.entry(article.id.clone());
        known.or_insert_with(|| by_date(&site.url, &article.year, &article.id));
    }
    let path = folder.path.join(IDENTITIES);
    let text = serde_json::to_string_pretty(&kept).map_err(|why| Stop::Failure(why.to_string()))?;
    whole::write(&path, (text + "\n").as_bytes()).map_err(|why| failed("cannot write", &path, why))?;
    say(
        io::stdout(),
        format_args!(
            "{} says what articles are known by ({} of them); now add to site.json, and never change:\n  \"feedId\": \"{}\",",
            path.display(),
            kept.articles.len(),
            proposal.feed_id
        ),
    );
    Ok(())
}

//! The sitemaps, which follow from when articles were published and last changed.

use std::sync::Arc;

use kiosque::routes::Export;

use super::{
    super::{digest::Digest, lists, output::Rank, plan::Plan},
    Edition,
};
use crate::{
    Stop, fingerprint,
    syndication::sitemap::{self, Part},
};

impl Edition<'_> {
    pub(super) fn plan_sitemaps<'s>(&'s self, plan: &mut Plan<'s>) -> Result<(), Stop> {
        let (archive, site) = (&self.archive, &self.archive.site);
        let entries = |digests: &[&Digest]| -> Result<Vec<sitemap::Entry>, Stop> {
            digests.iter().map(|digest| digest.entry()).collect()
        };
        let mut parts = vec![Part {
            export: Export::PagesSitemap,
            modified: None,
        }];
        for (export, digests) in sitemap::months(archive.articles().iter().map(Arc::as_ref), Digest::month) {
            parts.push(Part::new(
                export.clone(),
                digests.iter().map(|digest| digest.last_changed()),
            ));
            let of = dated(&digests);
            plan.add(Rank::Pointer, vec![export.path()], of, move || {
                let (name, text) = sitemap::articles(site, &export, &entries(&digests)?)?;
                Ok(vec![(name, text.into_bytes())])
            });
        }
        let dates = archive.articles().iter().map(|digest| digest.date.as_str());
        let news = archive
            .articles()
            .iter()
            .map(Arc::as_ref)
            .take(sitemap::how_many_are_news(dates));
        let news: Vec<&Digest> = news.collect();
        let name = Export::NewsSitemap.path();
        plan.add(Rank::Pointer, vec![name], dated(&news), move || {
            let (name, text) = sitemap::news(site, &entries(&news)?)?;
            Ok(vec![(name, text.into_bytes())])
        });
        let (name, index) = sitemap::index(site, &parts)?;
        let of = fingerprint::of(&index);
        plan.add(Rank::Pointer, vec![name.clone()], of, move || {
            Ok(vec![(name.clone(), index.clone().into_bytes())])
        });
        Ok(())
    }
}

/// Of what sitemaps say of articles.
fn dated(digests: &[&Digest]) -> u64 {
    let changed = digests
        .iter()
        .map(|digest| fingerprint::of(&digest.last_changed()));
    let languages = digests.iter().map(|digest| fingerprint::of(&digest.language));
    lists::fingerprint(digests)
        .numbers(changed)
        .numbers(languages)
        .done()
}

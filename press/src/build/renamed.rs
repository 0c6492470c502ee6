//! Articles whose slug was mended after they had been published: readers have their old addresses, and search engines.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs,
    path::Path,
};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Job, archive::Archive, output::Rank, plan::Plan};
use crate::{
    Stop,
    content::Folder,
    fingerprint, moment,
    redirects::{self, Redirect, Redirects, edit},
    report::{Problem, Report, Severity},
    say,
};

/// Where it is kept in the site: it outlives the press's memory, which any new version of it forgets.
const KEPT: &str = ".press/addresses.json";

/// The slugs that articles were published under, by their ids: the one that they have comes last.
#[derive(Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Addresses(BTreeMap<String, Vec<String>>);

impl Addresses {
    /// What earlier builds published; nothing in a new folder.
    fn read(root: &Path) -> Self {
        let path = root.join(KEPT);
        let Ok(text) = fs::read_to_string(&path) else {
            return Self::default();
        };
        serde_json::from_str(&text).unwrap_or_else(|why| {
            say(
                std::io::stderr(),
                format_args!(
                    "kiosque: warning: {} is damaged ({why}): of slugs that were mended before now nothing is known",
                    path.display()
                ),
            );
            Self::default()
        })
    }

    fn learn<'a>(&mut self, articles: impl Iterator<Item = (&'a str, &'a str)>) {
        let mut taken: HashMap<&str, &str> = HashMap::new();
        for (id, slug) in articles.filter(|(id, _)| !id.is_empty()) {
            let slugs = self.0.entry(id.to_owned()).or_default();
            if slugs.last().is_none_or(|last| last != slug) {
                slugs.retain(|known| known != slug);
                slugs.push(slug.to_owned());
                taken.insert(slug, id);
            }
        }
        // Readers of an address mean who was there last.
        for (id, slugs) in &mut self.0 {
            slugs.retain(|known| {
                taken
                    .get(known.as_str())
                    .is_none_or(|owner| *owner == id.as_str())
            });
        }
    }

    /// The old slugs of articles, each with the new one; `is_free` where nothing else is there by now.
    fn renamed<'a>(
        &self,
        articles: impl Iterator<Item = (&'a str, &'a str)>,
        is_free: impl Fn(&str) -> bool,
    ) -> Vec<Renamed> {
        let (mut all, mut seen) = (Vec::new(), HashSet::new());
        for (id, slug) in articles {
            let known = self.0.get(id).into_iter().flatten();
            // Earlier versions remembered an address for all who ever had it; it leads to one.
            for old in known.filter(|old| *old != slug && is_free(old) && seen.insert(old.as_str())) {
                let [id, old, slug] = [id, old, slug].map(str::to_owned);
                all.push(Renamed { id, old, slug });
            }
        }
        all
    }

    /// Keeps them for the next build.
    ///
    /// # Errors
    /// None that is known of: texts can be written as JSON.
    pub fn plan(&self, plan: &mut Plan<'_>) -> Result<(), Stop> {
        let text = serde_json::to_string(self).map_err(|why| Stop::Failure(format!("{KEPT}: {why}")))?;
        plan.add(
            Rank::Own,
            vec![KEPT.to_owned()],
            fingerprint::of(&text),
            move || Ok(vec![(KEPT.to_owned(), text.clone().into_bytes())]),
        );
        Ok(())
    }
}

/// An article that was elsewhere.
struct Renamed {
    id: String,
    old: String,
    slug: String,
}

impl Renamed {
    /// The redirect for a newspaper below a base path.
    fn redirect(&self, base: &str) -> Redirect {
        Redirect {
            from: format!("{base}article/{}/", self.old),
            to: format!("/article/{}/", self.slug),
        }
    }

    fn problem(&self, base: &str) -> Problem {
        let Redirect { from, to } = self.redirect(base);
        Problem {
            file: format!("articles/{}.json", self.slug),
            path: "$.slug".to_owned(),
            what: format!(
                "the article \"{}\" was published at {from}, where readers find nothing now",
                self.id
            ),
            remedy: format!(
                "add to redirects.json {{\"from\": \"{from}\", \"to\": \"{to}\"}}, or let `kiosque build --redirect-renamed` do so"
            ),
            severity: Severity::Warning,
        }
    }
}

fn given(folder: &Folder, base: &str) -> Redirects {
    let text = folder
        .redirects
        .as_ref()
        .map_or("", |source| source.text.as_str());
    Redirects::new(base, redirects::rules(text))
}

/// The addresses of articles that a redirect may be written for: neither another leads away from there, nor has an article that
/// slug, also one that waits.
fn free<'a>(folder: &'a Folder, redirects: &'a Redirects, base: &'a str) -> impl Fn(&str) -> bool + 'a {
    let taken: HashSet<&str> = folder.articles.iter().map(|found| found.stem()).collect();
    move |slug| !taken.contains(slug) && redirects.find(&format!("{base}article/{slug}/"), "").is_none()
}

/// Says which articles were elsewhere and have no redirect. What is published now is to be kept.
pub fn tell(folder: &Folder, archive: &Archive, job: &Job) -> Addresses {
    let mut addresses = Addresses::read(&job.out);
    let articles = || {
        archive
            .articles()
            .iter()
            .map(|digest| (digest.id.as_str(), digest.slug.as_str()))
    };
    // What is for the newsroom's eyes has no readers.
    if job.preview {
        return addresses;
    }
    let redirects = given(folder, &job.base);
    let is_free = free(folder, &redirects, &job.base);
    let mut report = Report::default();
    for renamed in addresses.renamed(articles(), is_free) {
        report.add(renamed.problem(&job.base));
    }
    report.print_beside(&job.content, job.format, 0);
    addresses.learn(articles());
    addresses
}

/// The slugs that articles were published under before, each with the one that the article has in the content.
pub fn moved(folder: &Folder, out: &Path) -> HashMap<String, String> {
    let addresses = Addresses::read(out);
    let articles = folder.articles.par_iter().filter_map(|found| {
        let json = found.read().json.ok()?;
        Some((json["id"].as_str()?.to_owned(), found.stem().to_owned()))
    });
    let articles: Vec<(String, String)> = articles.collect();
    let pairs = articles.iter().map(|(id, slug)| (id.as_str(), slug.as_str()));
    let renamed = addresses.renamed(pairs, |_| true).into_iter();
    renamed.map(|Renamed { old, slug, .. }| (old, slug)).collect()
}

/// Adds what is missing to `redirects.json`, and says so; and whether it did.
///
/// # Errors
/// When the file is no list of redirects, or cannot be written.
pub fn redirect(folder: &Folder, job: &Job) -> Result<bool, Stop> {
    let addresses = Addresses::read(&job.out);
    let articles = folder.articles.par_iter().filter_map(|found| {
        let json = found.read().json.ok()?;
        let published = moment::parse(json["datePublished"].as_str()?).ok()?;
        let text = |key: &str| json[key].as_str().map(str::to_owned);
        (published <= job.now).then_some((text("id")?, text("slug")?))
    });
    let articles: Vec<(String, String)> = articles.collect();
    let pairs = || articles.iter().map(|(id, slug)| (id.as_str(), slug.as_str()));
    let redirects = given(folder, &job.base);
    let is_free = free(folder, &redirects, &job.base);
    let renamed = addresses.renamed(pairs(), is_free);
    if renamed.is_empty() {
        return Ok(false);
    }
    let added: Vec<Redirect> = renamed
        .iter()
        .map(|renamed| renamed.redirect(&job.base))
        .collect();
    edit::add(&job.content, folder.redirects.as_ref(), &job.base, &added)?;
    for Redirect { from, to } in &added {
        say(
            std::io::stderr(),
            format_args!("kiosque: redirects.json: {from} leads to {to} now"),
        );
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn a_large_archive_is_remembered_soon() {
        let articles: Vec<(String, String)> = (0..100_000)
            .map(|number| (format!("id-{number}"), format!("titre-{number}")))
            .collect();
        let pairs = || articles.iter().map(|(id, slug)| (id.as_str(), slug.as_str()));
        let begun = Instant::now();
        let mut addresses = Addresses::default();
        addresses.learn(pairs());
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
        // One that takes another's old slug is who is meant by it.
        addresses.learn([("id-1", "ailleurs"), ("id-2", "titre-1")].into_iter());
        assert_eq!(addresses.0["id-1"], ["ailleurs"]);
        assert_eq!(addresses.0["id-2"], ["titre-2", "titre-1"]);
    }
}

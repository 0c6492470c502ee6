//! From the content folder to the archive, reading only what is new.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::SystemTime,
};

use jiff::{Timestamp, tz::TimeZone};
use kiosque::contract::{self, Article, Site};
use rayon::prelude::*;

use super::{
    Job,
    archive::{self, Archive},
    composed,
    digest::{Digest, References},
    language,
    memory::{Known, Memory},
    related::{self, Onward},
};
use crate::{
    Stop,
    check::{self, Checker, Listed, Lists},
    content::{Folder, Found, Source},
    fingerprint,
    moment::Waiting,
    progress::Progress,
    report::Report,
    stamp::Stamp,
    syndication::identity::Dated,
};

/// The newspaper, gathered and checked.
pub struct Gathered {
    pub archive: Archive,
    /// What is known of each article beside its digest, by place.
    pub known: Vec<Beside>,
    /// The pages that are no articles.
    pub pages: Vec<Page>,
    /// The files that articles and pages refer to.
    pub files: HashMap<String, Stamp>,
    /// The articles that are not in the archive yet.
    pub waiting: Waiting,
}

/// A page that is no article. They are few, and read again at each build.
pub struct Page {
    pub article: Article,
    /// The fingerprint of the whole file.
    pub content: u64,
    pub references: References,
}

/// What is known of an article beside its digest.
pub struct Beside {
    pub stamp: Option<Stamp>,
    pub warnings: usize,
    pub onward: u64,
}

/// What became of an article's file since the last build.
enum Outcome {
    Same(Known),
    Read(Box<Reading>),
}

/// A file that was read.
struct Reading {
    report: Report,
    /// `None` when it cannot be published so, or not yet.
    now: Option<Known>,
    then: Option<Known>,
    /// Kept nowhere: what waits is read again each time.
    waiting: Option<Arc<Digest>>,
}

/// Reads what changed since the build that is remembered, checks it, and prints what is wrong. What is dated later than
/// `moment` is not in the archive.
///
/// # Errors
/// When something wrong forbids to publish.
pub fn gather(
    folder: &Folder,
    site: Site,
    memory: Memory,
    job: &Job,
    progress: &Progress,
) -> Result<Gathered, Stop> {
    let now = SystemTime::now();
    let is_first = memory.articles.is_empty();
    let checker = Checker::new(folder, job.now)
        .with_membership(site.membership)
        .with_memory(Some(&job.out));
    let mut report = checker.site();
    if !report.is_only_of_pictures() {
        // Without the newspaper itself nothing can be gathered; all that is wrong is told at once.
        check::tell(&folder.path, Some(&job.out), job.now, job.format)?;
        // The check goes by the engine that site.json names.
        report.print(&job.content, job.format);
        return Err(Stop::Content);
    }
    let (outcomes, gone) = read_all(folder, &site, memory, &checker, (now, job.now), progress)?;

    let mut articles: Vec<Known> = Vec::with_capacity(outcomes.len());
    // Each as it was, and as it is.
    let mut changed: Vec<Arc<Digest>> = gone;
    let mut warned_before = 0;
    let mut waiting = Vec::new();
    for outcome in outcomes {
        match outcome {
            Outcome::Same(known) => {
                warned_before += known.warnings;
                articles.push(known);
            }
            Outcome::Read(reading) => {
                report.append(reading.report);
                waiting.extend(reading.waiting);
                articles.extend(compared(reading.now, reading.then, &mut changed));
            }
        }
    }
    let (of_pages, sources) = checker.pages();
    report.append(of_pages);
    report.append(doubled_ids(folder, &articles, &waiting));
    if site.feed_id.is_empty() {
        report.append(check::proposed(folder, &dated(&articles)));
    }
    // Where others are wrong, it is not known how many there are.
    if report.is_only_of_pictures() {
        report.append(counted(folder, &checker, &articles, &sources, &waiting, job.now));
    }
    if job.pictures_may_miss {
        report.forgive_pictures();
    }
    report.print_beside(&job.content, job.format, warned_before);
    if report.stops() {
        return Err(Stop::Content);
    }

    let pages: Vec<Page> = sources
        .iter()
        .map(|source| page(source, &site, &archive::time_zone(&site)?))
        .collect::<Result<_, Stop>>()?;
    let names = articles.iter().flat_map(|known| &known.digest.references.files);
    let names = names.chain(pages.iter().flat_map(|page| &page.references.files));
    let files = stamps(folder, names.map(String::as_str).collect())
        .into_iter()
        .filter(|(_, stamp)| stamp.is_settled(now))
        .collect();
    let waiting = those_that_wait(archive::time_zone(&site)?, &articles, &waiting);
    let (archive, mut known) = in_order(site, articles);
    let reached = if is_first {
        (0..archive.len()).collect()
    } else {
        related::reach(&archive, changed.iter().map(Arc::as_ref))
    };
    known
        .par_iter_mut()
        .enumerate()
        .filter(|(place, _)| reached.contains(place))
        .for_each(|(place, known)| known.onward = Onward::of(&archive, place).fingerprint(&archive));
    Ok(Gathered {
        archive,
        known,
        pages,
        files,
        waiting,
    })
}

/// What is still ahead, of the newspaper's articles and of those that wait.
fn those_that_wait(zone: TimeZone, articles: &[Known], waiting: &[Arc<Digest>]) -> Waiting {
    let mut all = Waiting::in_zone(zone);
    for digest in waiting {
        if let Ok(due) = Timestamp::from_microsecond(digest.published) {
            all.add(due, &digest.slug);
        }
    }
    let updates = articles.iter().filter_map(|known| known.digest.next_update());
    updates.for_each(|due| all.add_other(due));
    all
}

/// Reads what is new; says, too, which articles are gone. `now` is the moment of the machine and that of the build.
fn read_all(
    folder: &Folder,
    site: &Site,
    memory: Memory,
    checker: &Checker<'_>,
    (now, moment): (SystemTime, Timestamp),
    progress: &Progress,
) -> Result<(Vec<Outcome>, Vec<Arc<Digest>>), Stop> {
    let zone = archive::time_zone(site)?;
    let changed_files = changed_files(folder, &memory);
    let is_sound = |digest: &Digest| {
        let References {
            articles,
            pages,
            files,
            ..
        } = &digest.references;
        articles.iter().all(|slug| checker.has_article(slug))
            && pages.iter().all(|slug| checker.has_page(slug))
            && !files.iter().any(|name| changed_files.contains(name))
            && digest.holds_at(moment)
    };
    let mut earlier: HashMap<String, Known> = memory
        .articles
        .into_iter()
        .map(|known| (known.digest.slug.clone(), known))
        .collect();
    let found = folder.articles.iter();
    let found: Vec<(&Found, Option<Known>)> =
        found.map(|found| (found, earlier.remove(found.stem()))).collect();

    let phase = progress.phase("articles", found.len());
    let outcomes = found.into_par_iter().map(|(found, then)| {
        let stamp = Stamp::of(&found.path).ok();
        let outcome = match then {
            Some(known) if known.stamp.is_some() && known.stamp == stamp && is_sound(&known.digest) => {
                Outcome::Same(known)
            }
            then => {
                let source = found.read();
                let report = checker.article(&source);
                let read = match report.stops() {
                    // Where only a picture is wrong it may be forgiven.
                    true if !report.is_only_of_pictures() => None,
                    _ => Some(Arc::new(digest(&source, site, &zone, moment)?)),
                };
                let (read, waiting) = match read {
                    Some(digest) if digest.waits_at(moment) => (None, Some(digest)),
                    read => (read, None),
                };
                let now = read.map(|digest| Known {
                    digest,
                    stamp: stamp.filter(|stamp| stamp.is_settled(now)),
                    warnings: report.warnings(),
                    onward: 0,
                });
                Outcome::Read(Box::new(Reading {
                    report,
                    now,
                    then,
                    waiting,
                }))
            }
        };
        phase.advance();
        Ok(outcome)
    });
    let outcomes = outcomes.collect::<Result<_, Stop>>()?;
    let gone = earlier.into_values().map(|known| known.digest).collect();
    Ok((outcomes, gone))
}

/// Reads an article that has been checked.
fn digest(source: &Source, site: &Site, zone: &TimeZone, now: Timestamp) -> Result<Digest, Stop> {
    let mut article = decode(source)?;
    let dates = archive::date(&mut article, zone, now)?;
    language::article(&mut article, site);
    Digest::new(&article, dates, &source.text, &site.url)
}

/// A page that has been checked.
fn page(source: &Source, site: &Site, zone: &TimeZone) -> Result<Page, Stop> {
    let mut article = decode(source)?;
    if article.in_language.is_empty() {
        article.in_language.clone_from(&site.in_language);
    }
    archive::date_page(&mut article, zone)?;
    language::article(&mut article, site);
    Ok(Page {
        content: fingerprint::of(&source.text),
        references: References::of(&article, &site.url),
        article,
    })
}

/// An article as its file says it.
///
/// # Errors
/// When it cannot be read; a check would have said so.
pub fn decode(source: &Source) -> Result<Article, Stop> {
    let article = contract::decode(&source.text);
    let article = article
        .map_err(|why| Stop::Failure(format!("{}: the article cannot be read ({why:?})", source.name)));
    article.map(composed::article)
}

/// An article that was read again. When other pages show and choose it as before, it leads where it
/// led; else it is among the changed.
fn compared(mut now: Option<Known>, then: Option<Known>, changed: &mut Vec<Arc<Digest>>) -> Option<Known> {
    let as_others_see_it = |known: &Known| {
        let Digest {
            shown,
            published,
            picks,
            ..
        } = &*known.digest;
        (*shown, *published, picks.clone())
    };
    match (&mut now, &then) {
        (Some(now), Some(then)) if as_others_see_it(now) == as_others_see_it(then) => {
            now.onward = then.onward
        }
        (now, then) => {
            let known = now.iter().chain(then);
            changed.extend(known.map(|known| Arc::clone(&known.digest)));
        }
    }
    now
}

fn doubled_ids(folder: &Folder, articles: &[Known], waiting: &[Arc<Digest>]) -> Report {
    let articles = articles.iter().map(|known| &known.digest);
    let named = articles.chain(waiting).filter(|digest| !digest.id.is_empty());
    check::same_ids(
        folder,
        named.map(|digest| (digest.slug.as_str(), digest.id.as_str())),
    )
}

/// Links to pages of older articles and to sitemaps of months that there are not.
fn counted(
    folder: &Folder,
    checker: &Checker<'_>,
    articles: &[Known],
    pages: &[Source],
    waiting: &[Arc<Digest>],
    now: Timestamp,
) -> Report {
    let mut report = Report::default();
    let digests = || articles.iter().map(|known| &known.digest).chain(waiting);
    let mut linking = digests().filter(|digest| digest.references.counted).peekable();
    let others = || pages.iter().chain([&folder.site]);
    let is_linked = others().any(|source| source.json.as_ref().is_ok_and(check::has_counted));
    if linking.peek().is_none() && !is_linked {
        return report;
    }
    let at = |digest: &Digest| Timestamp::from_microsecond(digest.published).unwrap_or(Timestamp::MIN);
    let lists = Lists::new(digests().map(|digest| Listed {
        published: at(digest),
        section: &digest.section,
        authors: &digest.authors,
        month: digest.month(),
    }));
    for source in others() {
        report.append(checker.counted(source, &lists, now));
    }
    for digest in linking {
        let name = format!("articles/{}.json", digest.slug);
        let source = Source::read(&folder.path.join(&name), &name);
        report.append(checker.counted(&source, &lists, now.max(at(digest))));
    }
    report
}

/// What articles are known by where the newspaper has no `feedId`.
fn dated(articles: &[Known]) -> Vec<Dated> {
    let digests = articles.iter().map(|known| &known.digest);
    let dated = digests.map(|digest| Dated {
        id: digest.id.clone(),
        year: digest.date.get(..4).unwrap_or_default().to_owned(),
    });
    dated.collect()
}

/// The files that articles refer to and that are no longer what they were, or are gone.
fn changed_files(folder: &Folder, memory: &Memory) -> HashSet<String> {
    let names = memory
        .articles
        .iter()
        .flat_map(|known| &known.digest.references.files);
    let names: HashSet<&str> = names.map(String::as_str).collect();
    let now = stamps(folder, names.clone());
    names
        .into_iter()
        .filter(|name| {
            let now = now.get(*name);
            now.is_none() || now != memory.files.get(*name)
        })
        .map(str::to_owned)
        .collect()
}

/// The stamps of those files of the content folder that are there.
fn stamps(folder: &Folder, names: HashSet<&str>) -> HashMap<String, Stamp> {
    let names = names.into_par_iter();
    names
        .filter_map(|name| Some((name.to_owned(), Stamp::of(&folder.files.find(name).ok()?).ok()?)))
        .collect()
}

fn in_order(site: Site, mut articles: Vec<Known>) -> (Archive, Vec<Beside>) {
    articles.sort_by(|one, other| archive::newest_first(&one.digest, &other.digest));
    let articles = articles.into_iter().map(|known| {
        let Known {
            digest,
            stamp,
            warnings,
            onward,
        } = known;
        let beside = Beside {
            stamp,
            warnings,
            onward,
        };
        (digest, beside)
    });
    let (digests, beside): (Vec<_>, Vec<_>) = articles.unzip();
    (Archive::new(site, digests), beside)
}

//! From a content folder to what the reader fetches.

mod archive;
mod assets;
mod composed;
mod digest;
mod downloads;
mod edition;
mod excerpt;
mod gather;
mod head;
mod language;
mod listing;
pub mod lists;
mod members;
mod memory;
mod notes;
mod output;
mod plan;
mod print;
mod related;
mod renamed;
mod served;
mod served_links;
mod sheets;
mod shell;
mod spacing;
mod teaser;

#[cfg(test)]
mod tests;

pub use renamed::moved;

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use kiosque::contract::{self, Membership};

use crate::{
    Stop, address,
    content::{Folder, PAGES},
    gallery::Gallery,
    links,
    moment::Waiting,
    progress::Progress,
    reader,
    redirects::{self, REDIRECTS},
    report::{Format, Problem, Report, Severity},
    say,
    syndication::Icons,
};
use digest::References;
use edition::Edition;
use members::Chunks;
use memory::Memory;
use output::{MEMORY, Output, Published, Rank};
use plan::Plan;
use shell::Shell;

/// One run of `kiosque build`.
#[derive(Clone)]
pub struct Job {
    pub content: PathBuf,
    pub out: PathBuf,
    /// Where encoded pictures are kept.
    pub cache: PathBuf,
    /// Where the newspaper is deployed on its host, with both slashes.
    pub base: String,
    /// In place of the one that `site.json` names.
    pub membership: Option<Membership>,
    /// While the newspaper is written, a picture that is not there yet is no reason to stop.
    pub pictures_may_miss: bool,
    /// Makes everything anew, whatever is remembered of an earlier build.
    pub afresh: bool,
    /// Whether each file gets its compressed forms beside it.
    pub precompress: bool,
    /// The moment of the build: what is dated later waits.
    pub now: Timestamp,
    /// Whether this is for the newsroom's eyes: each page then says so.
    pub preview: bool,
    /// Whether slugs that were mended get the redirects that they need.
    pub redirect_renamed: bool,
    /// How problems are told.
    pub format: Format,
}

/// What a build made, and what waits.
#[derive(Debug)]
pub struct Built {
    pub published: Published,
    pub waiting: Waiting,
}

/// Builds, and says what was done; returns when something else will be due.
pub fn command(job: &Job) -> Result<Option<Timestamp>, Stop> {
    let Built { published, waiting } = build(job, &Progress::to_stderr())?;
    let Published { written, removed } = published;
    say(
        std::io::stderr(),
        format_args!(
            "kiosque: {written} files written, {removed} removed in {}",
            job.out.display()
        ),
    );
    if let Some(told) = waiting.told() {
        say(std::io::stderr(), format_args!("kiosque: {told}"));
    }
    Ok(waiting.next())
}

/// Checks the content and makes everything ready that changed since the last build; only then the
/// site changes.
///
/// # Errors
/// When the content has errors, or a file cannot be read or written. The site is then as it was.
pub fn build(job: &Job, progress: &Progress) -> Result<Built, Stop> {
    if is_within(&job.out, &job.content) {
        return Err(Stop::Failure(format!(
            "{} lies in the content folder; name another one with --out for the site",
            job.out.display()
        )));
    }
    if is_within(&job.content, &job.out) {
        return Err(Stop::Failure(format!(
            "the content folder {} lies in {}, and would be published with the site, and what waits with it; name another \
             folder with --out",
            job.content.display(),
            job.out.display()
        )));
    }
    let folder = Folder::open(&job.content)?;
    let output = Output::open(&job.out)?;
    let folder = match job.redirect_renamed && renamed::redirect(&folder, job)? {
        true => Folder::open(&job.content)?,
        false => folder,
    };
    // What is wrong with it is told with all that is wrong.
    let mut site = composed::site(contract::decode(&folder.site.text).unwrap_or_default());
    site.membership = job.membership.unwrap_or(site.membership);
    let reader = reader::lay(output.root(), &job.base)?;
    let members = Chunks::find(output.root(), &job.base, site.membership)?;
    let page = reader.as_ref().map(|reader| reader.page.as_str());
    let shell = Shell::find(output.root(), &job.base, &members.link, page)?;
    let icons = Icons::find(&folder.files)?;
    let mut gallery = Gallery::of_site(&folder.path, &site);
    let frame = memory::frame(&folder, &gallery.originals(), shell.as_ref(), job, &icons);
    elsewhere(&site.url, &job.base).print_each(&folder.path, job.format);
    let memory = Memory::read(output.root(), frame).filter(|_| !job.afresh && !output.is_doubtful());
    // Without a memory all of it is made anew.
    let broken = memory.as_ref().map(|_| output.broken()).unwrap_or_default();
    let mut memory = memory.unwrap_or_default();
    let (before, held) = (std::mem::take(&mut memory.made), memory.held);
    let stamps = std::mem::take(&mut memory.files);
    let pictures = std::mem::take(&mut memory.pictures);
    memory.files.clone_from(&stamps);

    let mut gathered = gather::gather(&folder, site, memory, job, progress)?;
    let waiting = std::mem::take(&mut gathered.waiting);
    for digest in gathered.archive.articles() {
        let References { pictures, linked, .. } = &digest.references;
        gallery.add(&format!("articles/{}.json", digest.slug), pictures, linked);
    }
    for page in &gathered.pages {
        let References { pictures, linked, .. } = &page.references;
        gallery.add(&format!("{PAGES}/{}.json", page.article.slug), pictures, linked);
    }
    gallery.add(REDIRECTS, &[], &linked_by_redirects(&folder));
    for (name, prepared) in pictures {
        let file = format!("images/{name}");
        let is_same = stamps.contains_key(&file) && stamps.get(&file) == gathered.files.get(&file);
        // What is broken is copied again, from a cache that may have lost it too.
        if is_same && !prepared.files.iter().any(|file| broken.contains(&file.path)) {
            gallery.hang(&name, prepared);
        }
    }
    hang_pictures(job, &mut gallery, progress)?;
    gathered.archive.hang(&gallery)?;
    let addresses = renamed::tell(&folder, &gathered.archive, job);
    let mut edition = Edition::new(&folder, gathered, gallery, job, shell, icons)?;
    edition.add_assets(members.assets);
    // What every page shows of the newspaper itself may have waited.
    let before = if edition.held() == held {
        before
    } else {
        HashMap::new()
    };
    let mut plan = Plan::new(before, &broken, job.precompress);
    edition.plan(&mut plan)?;
    addresses.plan(&mut plan)?;
    plan.add_programs(output.root(), |name| {
        reader.as_ref().is_none_or(|reader| !reader.is_outdated(name))
    })?;
    let done = plan.carry_out(&output, progress)?;

    let memory = edition.into_memory(frame, done.made);
    output.write(Rank::Own, MEMORY, |file| memory.write(file))?;
    let published = output.publish(done.names)?;
    reader.map_or(Ok(()), |reader| reader.forget_earlier(&job.out))?;
    Ok(Built { published, waiting })
}

/// Makes the pictures that are not made yet, and says what is wrong with them.
fn hang_pictures(job: &Job, gallery: &mut Gallery, progress: &Progress) -> Result<(), Stop> {
    let mut report = Report::default();
    gallery.prepare(&job.cache, *progress, &mut report)?;
    if job.pictures_may_miss {
        report.forgive_pictures();
    }
    report.print_beside(&job.content, job.format, 0);
    if report.stops() {
        return Err(Stop::Content);
    }
    Ok(())
}

/// The files of the content folder that redirects lead to, which are published as those that texts link to.
fn linked_by_redirects(folder: &Folder) -> Vec<String> {
    let text = folder
        .redirects
        .as_ref()
        .map_or("", |source| source.text.as_str());
    let redirects = redirects::read(text).redirects.into_iter();
    redirects
        .filter_map(|redirect| links::linked(&redirect.to))
        .collect()
}

/// What to say when the newspaper's address does not lead to where it is deployed.
fn elsewhere(url: &str, base: &str) -> Report {
    let mut report = Report::default();
    if let Some(path) = address::base_path(url).ok().filter(|path| path != base) {
        report.add(Problem {
            file: "site.json".to_owned(),
            path: "$.url".to_owned(),
            what: format!(
                "the newspaper is built for the path {base}, and its address \"{url}\" is that of {path}"
            ),
            remedy: "make the two agree: search engines, previews and feeds follow the address".to_owned(),
            severity: Severity::Warning,
        });
    }
    report
}

/// Whether a folder, which may not be there yet, is another or lies in it.
fn is_within(folder: &Path, other: &Path) -> bool {
    let Ok(other) = other.canonicalize() else {
        return false;
    };
    let there = std::path::absolute(folder).ok();
    there
        .iter()
        .flat_map(|folder| folder.ancestors())
        .find_map(|ancestor| ancestor.canonicalize().ok())
        .is_some_and(|folder| folder.starts_with(other))
}

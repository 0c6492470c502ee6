//! From a content folder to what the reader fetches.

mod archive;
mod assets;
mod digest;
mod edition;
mod excerpt;
mod gather;
mod head;
mod lists;
mod memory;
mod output;
mod plan;
mod print;
mod related;
mod served;
mod shell;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use kiosque::contract::{self, Site};

use crate::{Stop, content::Folder, progress::Progress, say, syndication::Icons};
use edition::Edition;
use memory::Memory;
use output::{MEMORY, Output, Published, Rank};
use plan::Plan;
use shell::Shell;

/// One run of `press build`.
pub struct Job {
    pub content: PathBuf,
    pub out: PathBuf,
    /// Where the newspaper is deployed on its host, with both slashes.
    pub base: String,
    /// While the newspaper is written, a picture that is not there yet is no reason to stop.
    pub pictures_may_miss: bool,
    /// Makes everything anew, whatever is remembered of an earlier build.
    pub afresh: bool,
    /// Whether each file gets its compressed forms beside it.
    pub precompress: bool,
}

/// Builds, and says what was done.
pub fn command(job: &Job) -> Result<(), Stop> {
    let Published { written, removed } = build(job, &Progress::to_stderr())?;
    say(
        std::io::stderr(),
        format_args!(
            "press: {written} files written, {removed} removed in {}",
            job.out.display()
        ),
    );
    Ok(())
}

/// Checks the content and makes everything ready that changed since the last build; only then the
/// site changes.
///
/// # Errors
/// When the content has errors, or a file cannot be read or written. The site is then as it was.
pub fn build(job: &Job, progress: &Progress) -> Result<Published, Stop> {
    if is_within(&job.out, &job.content) {
        return Err(Stop::Failure(format!(
            "{} lies in the content folder; name another one with --out for the site",
            job.out.display()
        )));
    }
    let folder = Folder::open(&job.content)?;
    let output = Output::open(&job.out)?;
    let shell = Shell::find(output.root(), &job.base)?;
    let icons = Icons::find(&job.content)?;
    let frame = memory::frame(&folder.site.text, shell.as_ref(), job, &icons);
    let memory = Memory::read(output.root(), frame).filter(|_| !job.afresh);
    let mut memory = memory.unwrap_or_default();
    let before = std::mem::take(&mut memory.made);

    // What is wrong with it is told with all that is wrong.
    let site: Site = contract::decode(&folder.site.text).unwrap_or_default();
    let gathered = gather::gather(&folder, site, memory, job.pictures_may_miss, progress)?;
    let edition = Edition::new(&folder, gathered, &job.base, shell, icons)?;
    let mut plan = Plan::new(before, job.precompress);
    edition.plan(&mut plan);
    plan.add_trunks(output.root())?;
    let done = plan.carry_out(&output, progress)?;

    let memory = edition.into_memory(frame, done.made);
    output.put(Rank::Own, MEMORY, &memory.to_bytes()?)?;
    output.publish(done.names)
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

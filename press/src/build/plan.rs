//! What there is to make, and of that, what must be made anew.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use rayon::prelude::*;

use super::{
    members,
    output::{Output, Rank},
    print::File,
};
use crate::{Stop, failed, fingerprint, precompress, progress::Progress, stamp::Stamp, whole};

type Make<'a> = Box<dyn Fn(&Output) -> Result<(), Stop> + Send + Sync + 'a>;

/// The files of a site.
pub struct Plan<'a> {
    /// Whether each file gets its compressed forms beside it.
    precompress: bool,
    /// What was made before: of each, the fingerprint of its first file's name and of what it was
    /// made of.
    before: HashMap<u64, u64>,
    /// Files of what was made before that are not as they were.
    broken: &'a HashSet<String>,
    made: HashMap<u64, u64>,
    names: Vec<String>,
    jobs: Vec<Make<'a>>,
}

impl<'a> Plan<'a> {
    /// `before` is what an earlier plan [made](Done::made), but for the files that are broken.
    pub fn new(before: HashMap<u64, u64>, broken: &'a HashSet<String>, precompress: bool) -> Self {
        Self {
            precompress,
            made: HashMap::with_capacity(before.len()),
            before,
            broken,
            names: Vec::new(),
            jobs: Vec::new(),
        }
    }

    /// Files that are made together, by name; `of` is the fingerprint of all that they are made of
    /// beside what every file depends on.
    pub fn add(
        &mut self,
        rank: Rank,
        mut names: Vec<String>,
        of: u64,
        make: impl Fn() -> Result<Vec<File>, Stop> + Send + Sync + 'a,
    ) {
        let precompress = self.precompress;
        if precompress {
            let beside = names.iter().filter_map(|name| precompress::names(name));
            let beside: Vec<String> = beside.flatten().collect();
            names.extend(beside);
        }
        self.add_job(names, of, move |output| {
            for (name, bytes) in make()? {
                output.put(rank, &name, &bytes)?;
                if precompress {
                    put_compressed(output, rank, &name, &bytes)?;
                }
            }
            Ok(())
        });
    }

    /// The compressed forms of a file that is put by somebody else, if they are wanted.
    pub fn add_compressed(&mut self, rank: Rank, name: &str, path: &Path, of: u64) {
        let names = precompress::names(name).filter(|_| self.precompress);
        let (name, path) = (name.to_owned(), path.to_owned());
        self.add_job(names.into_iter().flatten().collect(), of, move |output| {
            let bytes = whole::read(&path).map_err(|why| failed("cannot read", &path, why))?;
            put_compressed(output, rank, &name, &bytes)
        });
    }

    /// The compressed forms of what Trunk has put into the site: the reader's code.
    ///
    /// # Errors
    /// When the site cannot be looked through.
    pub fn add_programs(&mut self, root: &Path, is_current: impl Fn(&str) -> bool) -> Result<(), Stop> {
        // Those for members are the press's, where there are members.
        let is_meant = |name: &String| is_current(name) && !name.starts_with(members::PUBLISHED);
        for name in precompress::programs(root)?.into_iter().filter(is_meant) {
            let path = root.join(&name);
            let of = fingerprint::of(&format!("{:?}", Stamp::of(&path).ok()));
            self.add_compressed(Rank::Asset, &name, &path, of);
        }
        Ok(())
    }

    /// As [`Plan::add`], where the job puts its files by itself.
    pub fn add_job(
        &mut self,
        names: Vec<String>,
        of: u64,
        make: impl Fn(&Output) -> Result<(), Stop> + Send + Sync + 'a,
    ) {
        let Some(first) = names.first() else { return };
        let name = fingerprint::of(first);
        self.made.insert(name, of);
        let is_broken = !self.broken.is_empty() && names.iter().any(|name| self.broken.contains(name));
        self.names.extend(names);
        if is_broken || self.before.get(&name) != Some(&of) {
            self.jobs.push(Box::new(make));
        }
    }

    /// Makes everything ready that must be made anew.
    pub fn carry_out(self, output: &Output, progress: &Progress) -> Result<Done, Stop> {
        let phase = progress.phase("pages", self.jobs.len());
        self.jobs.into_par_iter().try_for_each(|make| {
            make(output)?;
            phase.advance();
            Ok(())
        })?;
        Ok(Done {
            names: self.names,
            made: self.made,
        })
    }
}

fn put_compressed(output: &Output, rank: Rank, name: &str, bytes: &[u8]) -> Result<(), Stop> {
    let variants = precompress::variants(name, bytes)?;
    variants
        .iter()
        .try_for_each(|(name, bytes)| output.put(rank, name, bytes))
}

/// A plan that was carried out.
pub struct Done {
    /// All files of the site.
    pub names: Vec<String>,
    pub made: HashMap<u64, u64>,
}

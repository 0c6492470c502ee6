//! What there is to make, and of that, what must be made anew.

use std::collections::HashMap;

use rayon::prelude::*;

use super::{
    output::{Output, Rank},
    print::File,
};
use crate::{Stop, fingerprint, progress::Progress};

type Make<'a> = Box<dyn Fn(&Output) -> Result<(), Stop> + Send + Sync + 'a>;

/// The files of a site.
pub struct Plan<'a> {
    /// What was made before: of each, the fingerprint of its first file's name and of what it was
    /// made of.
    before: HashMap<u64, u64>,
    made: HashMap<u64, u64>,
    names: Vec<String>,
    jobs: Vec<Make<'a>>,
}

impl<'a> Plan<'a> {
    /// `before` is what an earlier plan [made](Done::made).
    pub fn new(before: HashMap<u64, u64>) -> Self {
        Self {
            made: HashMap::with_capacity(before.len()),
            before,
            names: Vec::new(),
            jobs: Vec::new(),
        }
    }

    /// Files that are made together, by name; `of` is the fingerprint of all that they are made of
    /// beside what every file depends on.
    pub fn add(
        &mut self,
        rank: Rank,
        names: Vec<String>,
        of: u64,
        make: impl Fn() -> Result<Vec<File>, Stop> + Send + Sync + 'a,
    ) {
        self.add_job(names, of, move |output| {
            let put = |(name, bytes): File| output.put(rank, &name, &bytes);
            make()?.into_iter().try_for_each(put)
        });
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
        self.names.extend(names);
        if self.before.get(&name) != Some(&of) {
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

/// A plan that was carried out.
pub struct Done {
    /// All files of the site.
    pub names: Vec<String>,
    pub made: HashMap<u64, u64>,
}

//! `cargo xtask bench`: how fast things are, beside others in the same run.

mod hugo;
mod import;
mod page;
mod press;

use std::process::ExitCode;

use pico_args::Arguments;

use crate::project::Project;
use crate::step::Failure;

/// A bench.
pub enum Bench {
    Press(press::Options),
    Import(import::Options),
    /// When a reader on a slow network sees the headline.
    Page,
}

impl Bench {
    /// # Errors
    /// What is wrong with the arguments.
    pub fn from_arguments(arguments: &mut Arguments) -> Result<Self, String> {
        match arguments
            .subcommand()
            .map_err(|error| error.to_string())?
            .as_deref()
        {
            Some("page") => Ok(Self::Page),
            Some("import") => Ok(Self::Import(import::Options::from_arguments(arguments)?)),
            Some("press") => Ok(Self::Press(press::Options::from_arguments(arguments)?)),
            Some(unknown) => Err(format!("bench has no part \"{unknown}\"")),
            None => Err("say what to bench: import, press or page".to_owned()),
        }
    }

    /// # Errors
    /// When something cannot be installed, built or run.
    pub fn run(&self, project: &Project) -> Result<ExitCode, Failure> {
        match self {
            Self::Import(options) => import::run(project, options),
            Self::Press(options) => press::run(project, options),
            Self::Page => page::run(project),
        }
    }
}

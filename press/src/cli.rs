//! What is said on the command line.

use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::{Shell, generate_to};
use jiff::Timestamp;
use kiosque::contract::Membership;

use crate::{Stop, address, build::Job, failed, import, moment, new, preview, report::Format, say, serve};

const STATUS: &str =
    "Exit status: 0 done, 1 the content has errors or could not be read or written, 2 wrong usage";

/// Makes a newspaper's site of its articles: files for any static host
#[derive(Debug, Parser)]
#[command(name = "kiosque", version, after_help = STATUS, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a small newspaper to start from
    New(new::Options),
    /// Say everything that is wrong in a content folder, changing nothing
    Check {
        #[command(flatten)]
        content: Content,
        #[command(flatten)]
        moment: Moment,
        #[command(flatten)]
        told: Told,
    },
    /// Check, then write the site of every page, feed and picture
    ///
    /// Built again, only what changed since is made anew, and what is gone or cut off in the site. What was written there
    /// before and would not be written now is removed: OUT/.press/ keeps the list, and is not to be uploaded but for its
    /// hosts/. An article whose "datePublished" is later than MOMENT waits: it is nowhere in the site.
    Build {
        #[command(flatten)]
        site: SiteOptions,
        /// Make all of it anew, as when somebody has changed files in the site to others of the same size
        #[arg(long)]
        afresh: bool,
        /// Write a .br and a .gz beside what gets smaller by it (docs/deploy.md)
        #[arg(long)]
        precompress: bool,
        /// Add to DIR/redirects.json what articles need whose slug was mended since they were published in OUT
        ///
        /// Without it the build says which, and changes nothing in DIR.
        #[arg(long)]
        redirect_renamed: bool,
    },
    /// Build, and again after each change and whenever an article is due, until it is interrupted
    ///
    /// A picture that is not there yet is then no error. From MOMENT on, if said.
    Watch {
        #[command(flatten)]
        site: SiteOptions,
    },
    /// Build, serve the site on this machine, and show it anew after each change
    ///
    /// With the headers that hosts send, but for what they let browsers keep.
    Serve(serve::Options),
    /// Bring the articles of another system into a content folder
    ///
    /// Run again, it brings what is new there and leaves what the newsroom changed. DIR/report.html tells what became of every
    /// word, link and picture (import.md).
    Import(import::Options),
    /// Keep what articles are known by in identities.json, before site.json has a "feedId"
    Identities {
        #[command(flatten)]
        content: Content,
        #[command(flatten)]
        told: Told,
    },
    /// Write the JSON Schema of articles, site.json and what readers fetch
    Schema {
        /// The folder to write into
        #[arg(long, value_name = "OUT", default_value = "docs/schema")]
        out: PathBuf,
    },
    /// Write what the membership engine of this version needs: migrations, hooks, and what its proxy is told
    Membership {
        /// The folder to write into: PocketBase's own
        out: PathBuf,
    },
    /// Write the manual and the shells' completions into a folder
    #[command(hide = true)]
    Manual { out: PathBuf },
    /// Write the newspaper into what Trunk is building, as its hook
    #[command(hide = true)]
    Trunk,
}

impl Command {
    /// How what goes wrong is told.
    pub fn format(&self) -> Format {
        match self {
            Self::Check { told, .. } | Self::Identities { told, .. } => told.format(),
            Self::Build { site, .. } | Self::Watch { site } => site.told.format(),
            Self::Serve(options) => options.site.told.format(),
            _ => Format::usual(),
        }
    }
}

#[derive(Args, Debug)]
pub struct Content {
    /// The content folder (docs/content.md)
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
}

#[derive(Args, Debug)]
pub struct Moment {
    /// When it takes place, such as 2026-11-28T07:00:00Z; now if not said
    #[arg(long, value_name = "MOMENT", value_parser = read_moment)]
    pub now: Option<Timestamp>,
}

#[derive(Args, Debug)]
pub struct Told {
    /// How problems are told; full at a terminal, else short, if not said
    #[arg(long)]
    format: Option<Format>,
}

impl Told {
    pub fn format(&self) -> Format {
        self.format.unwrap_or_else(Format::usual)
    }
}

/// What is said of a site that is built.
#[derive(Args, Debug)]
pub struct SiteOptions {
    #[command(flatten)]
    pub content: Content,
    /// The folder of the site; DIR-site, beside the content, if not said
    #[arg(long)]
    out: Option<PathBuf>,
    /// Where the newspaper is deployed on its host, such as /journal/
    #[arg(long, value_name = "PATH", default_value = "/", value_parser = read_base)]
    base: String,
    /// Where pictures are kept, which are made once; OUT/.press/cache if not said
    #[arg(long)]
    cache: Option<PathBuf>,
    /// The membership engine; what site.json says if not said
    #[arg(long, value_name = "ENGINE")]
    membership: Option<Engine>,
    #[command(flatten)]
    moment: Moment,
    /// Show what waits, too (until MOMENT, if said), to the newsroom alone
    ///
    /// Each page says so, search engines are kept out, and OUT must be a folder whose name ends in "-unpublished", also
    /// where a link leads, and that lies in no site.
    #[arg(long)]
    preview_unpublished: bool,
    #[command(flatten)]
    pub told: Told,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Engine {
    None,
    Pocketbase,
}

impl From<Engine> for Membership {
    fn from(engine: Engine) -> Self {
        match engine {
            Engine::None => Self::None,
            Engine::Pocketbase => Self::Pocketbase,
        }
    }
}

/// Writes the manual, a page for each command, and what shells complete them by.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_manual(out: &Path) -> Result<(), Stop> {
    let mut command = Cli::command();
    let (pages, completions) = (out.join("man"), out.join("completions"));
    let mut written = || -> std::io::Result<()> {
        std::fs::create_dir_all(&pages)?;
        std::fs::create_dir_all(&completions)?;
        clap_mangen::generate_to(command.clone(), &pages)?;
        for shell in [Shell::Bash, Shell::Fish, Shell::Zsh] {
            generate_to(shell, &mut command, "kiosque", &completions)?;
        }
        Ok(())
    };
    written().map_err(|why| failed("cannot write into", out, why))
}

impl SiteOptions {
    /// # Errors
    /// When the site would be a preview where readers might see it.
    pub fn job(self) -> Result<Job, Stop> {
        let Self {
            content: Content { folder: content },
            out,
            base,
            cache,
            membership,
            moment: Moment { now: chosen },
            preview_unpublished: preview,
            told,
        } = self;
        let out = out.unwrap_or_else(|| beside(&content, if preview { "-unpublished" } else { "-site" }));
        if preview {
            preview::refuse_public(&out)?;
        }
        let machines = Timestamp::now();
        if let Some(now) = chosen.filter(|now| *now > machines && !preview) {
            say(
                std::io::stderr(),
                format_args!(
                    "kiosque: warning: {now} is still to come; what is built for it is not to be published before"
                ),
            );
        }
        Ok(Job {
            content,
            cache: cache.unwrap_or_else(|| out.join(".press/cache")),
            out,
            base,
            membership: membership.map(Membership::from),
            pictures_may_miss: false,
            afresh: false,
            precompress: false,
            redirect_renamed: false,
            now: chosen.unwrap_or(if preview { Timestamp::MAX } else { machines }),
            preview,
            format: told.format(),
        })
    }
}

/// A folder beside another, whatever it is called from here.
fn beside(content: &Path, suffix: &str) -> PathBuf {
    let real = content.canonicalize().unwrap_or_else(|_| content.to_owned());
    let mut name = real.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    match content.file_name() {
        // As it was given, for messages.
        Some(_) => content.with_file_name(name),
        None => real.with_file_name(name),
    }
}

fn read_moment(text: &str) -> Result<Timestamp, String> {
    moment::parse(text).map_err(|why| format!("{}; {}", why.what(text), why.remedy()))
}

fn read_base(text: &str) -> Result<String, String> {
    address::base_path(text).map_err(|why| format!("{why}; write the path below the host, such as /journal/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_understood() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_site_lies_beside_its_content() {
        let root = tempfile::tempdir().unwrap();
        let content = root.path().join("journal");
        std::fs::create_dir(&content).unwrap();
        assert_eq!(beside(&content, "-site"), root.path().join("journal-site"));
        assert_eq!(
            beside(&content.join("."), "-site").file_name(),
            Some("journal-site".as_ref())
        );
        assert_eq!(
            beside(Path::new("not-there"), "-site"),
            Path::new("not-there-site")
        );
    }
}

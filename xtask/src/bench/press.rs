//! `cargo xtask bench press`: the press beside Hugo, and what one more article costs.

use std::fmt;
use std::fs;
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;
use pico_args::Arguments;

use super::hugo;
use crate::archive;
use crate::project::Project;
use crate::step::{Failure, Step};
use crate::style;
use crate::tools::{self, Need};

/// More articles than these are a large archive.
const LARGE: usize = 20_000;

/// How large an archive.
pub struct Options {
    articles: usize,
    /// Hugo needs minutes and gigabytes for large archives.
    hugo: bool,
    /// Leaves the articles and the sites in target/bench/, to be looked at.
    keep: bool,
}

impl Options {
    /// # Errors
    /// What is wrong with the arguments.
    pub fn from_arguments(arguments: &mut Arguments) -> Result<Self, String> {
        let articles: Option<usize> = arguments
            .opt_value_from_str("--articles")
            .map_err(|error| format!("--articles: {error}"))?;
        Ok(Self {
            articles: articles.unwrap_or(10_000).max(100),
            hugo: !arguments.contains("--without-hugo"),
            keep: arguments.contains("--keep"),
        })
    }
}

/// Makes both inputs, runs both in turn, and prints how they compare.
///
/// # Errors
/// When something cannot be installed, built or run.
pub fn run(project: &Project, options: &Options) -> Result<ExitCode, Failure> {
    let mut needs = tools::NATIVE.to_vec();
    if options.hugo {
        needs.push(Need::Hugo);
    }
    tools::ensure(project, &needs)?;
    let mut build = project.cargo();
    build.args(["build", "--profile", "press", "--package", "press"]);
    Step::new("compile the press", build)
        .about("with optimisations: 2 minutes on 2 cores")
        .run()?;

    let folder = project.path("target/bench");
    let failed = |error: io::Error| {
        Failure::new("bench press")
            .cause(format!("{}: {error}", folder.display()))
            .remedy("make room on the disk, or remove that folder")
    };
    let bench = Bench::prepare(project, &folder, options).map_err(failed)?;
    // A large archive takes minutes, and a second try tells little more.
    let tries = if options.articles > LARGE { 1 } else { 2 };
    println!(
        "\n{} articles; of {tries} tries in turn the one with less processor time counts\n",
        options.articles
    );
    let mut ours = None;
    let mut theirs = [None, None];
    for _ in 0..tries {
        ours = Cost::less(ours, bench.press("a full build")?);
        if options.hugo {
            for (related, cost) in [true, false].into_iter().zip(&mut theirs) {
                *cost = Cost::less(*cost, bench.hugo(related)?);
            }
        }
    }
    let Some(ours) = ours else {
        return Ok(ExitCode::FAILURE);
    };
    println!("press, full build          {ours}");
    for (name, cost) in ["hugo", "hugo, without Lire aussi"].into_iter().zip(theirs) {
        if let Some(cost) = cost {
            let times = |of: fn(&Cost) -> Duration| of(&cost).as_secs_f64() / of(&ours).as_secs_f64();
            println!(
                "{name:<26} {cost}: {:.1} times the processor, {:.1} times the time",
                times(|cost| cost.processor),
                times(|cost| cost.time)
            );
        }
    }
    bench.one_more(options.articles).map_err(failed)??;
    if !options.keep {
        let _ = fs::remove_dir_all(&folder);
    }
    Ok(ExitCode::SUCCESS)
}

/// What a run took.
#[derive(Clone, Copy)]
pub(super) struct Cost {
    pub time: Duration,
    /// On all cores together, the system's share included: it depends little on what else the
    /// machine is doing.
    processor: Duration,
    /// The most memory it had at once, in KiB; 0 where the system does not say.
    pub memory: u64,
}

impl Cost {
    fn less(one: Option<Self>, other: Self) -> Option<Self> {
        match one {
            Some(one) if one.processor <= other.processor => Some(one),
            _ => Some(other),
        }
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            to,
            "{:7.2} s, {:7.2} s of processor, {:5} MiB",
            self.time.as_secs_f64(),
            self.processor.as_secs_f64(),
            self.memory / 1024
        )
    }
}

struct Bench<'a> {
    project: &'a Project,
    folder: &'a Path,
    content: PathBuf,
    site: PathBuf,
}

impl<'a> Bench<'a> {
    fn prepare(project: &'a Project, folder: &'a Path, options: &Options) -> io::Result<Self> {
        let _ = fs::remove_dir_all(folder);
        let bench = Self {
            project,
            folder,
            content: folder.join("content"),
            site: folder.join("site"),
        };
        archive::write(&bench.content, options.articles)?;
        if options.hugo {
            let sheets = style::sheets(&project.path("style"))?;
            let style: String = sheets.into_iter().map(|(_, text)| text).collect();
            hugo::write(&folder.join("hugo-related"), options.articles, &style, true)?;
            hugo::write(&folder.join("hugo-plain"), options.articles, &style, false)?;
        }
        Ok(bench)
    }

    /// A page to print into, as Trunk would make it.
    fn lay_shell(&self) -> io::Result<()> {
        let _ = fs::remove_dir_all(&self.site);
        fs::create_dir_all(&self.site)?;
        let page = fs::read_to_string(self.project.path("index.html"))?;
        for (name, text) in style::sheets(&self.project.path("style"))? {
            fs::write(self.site.join(name + ".css"), text)?;
        }
        fs::write(self.site.join("index.html"), without_trunk(&page))
    }

    fn press(&self, what: &str) -> Result<Cost, Failure> {
        let laid = self.lay_shell();
        laid.map_err(|error| Failure::new(what).cause(error.to_string()))?;
        self.press_again(what)
    }

    fn press_again(&self, what: &str) -> Result<Cost, Failure> {
        let mut command = Command::new(self.project.path("target/press/kiosque"));
        command
            .arg("build")
            .arg(&self.content)
            .arg("--out")
            .arg(&self.site);
        measured(
            &format!("kiosque: {what}"),
            command,
            &self.folder.join("press.log"),
        )
    }

    fn hugo(&self, related: bool) -> Result<Cost, Failure> {
        let source = self
            .folder
            .join(if related { "hugo-related" } else { "hugo-plain" });
        let _ = fs::remove_dir_all(source.join("public"));
        let mut command = self.project.command("hugo");
        command
            .args(["--quiet", "--ignoreCache", "--source"])
            .arg(&source);
        measured("hugo: a full build", command, &self.folder.join("hugo.log"))
    }

    /// Publishes one more article, twice, and one correction.
    fn one_more(&self, articles: usize) -> io::Result<Result<(), Failure>> {
        for number in [articles, articles + 1] {
            archive::write_article(&self.content, number)?;
            match self.press_again("one more article") {
                Err(failure) => return Ok(Err(failure)),
                Ok(cost) => println!("press, one more article    {cost}: {}", self.last_line()?),
            }
        }
        let corrected = self
            .content
            .join(format!("articles/article-{:06}.json", articles / 2));
        let text = fs::read_to_string(&corrected)?;
        fs::write(
            &corrected,
            text.replacen("\"headline\":\"", "\"headline\":\"Corrigé, ", 1),
        )?;
        Ok(self.press_again("one headline corrected").and_then(|cost| {
            println!(
                "press, one correction      {cost}: {}",
                self.last_line().unwrap_or_default()
            );
            let nothing = self.press_again("nothing changed")?;
            println!("press, nothing changed     {nothing}");
            Ok(())
        }))
    }

    /// What the press said it did.
    fn last_line(&self) -> io::Result<String> {
        let lines = BufReader::new(fs::File::open(self.folder.join("press.log"))?).lines();
        Ok(lines.map_while(Result::ok).last().unwrap_or_default())
    }
}

/// Runs a command under GNU time where there is one, its outputs into a file.
pub(super) fn measured(name: &str, command: Command, log: &Path) -> Result<Cost, Failure> {
    let failed = |cause: String| {
        Failure::new(name)
            .cause(cause)
            .remedy(format!("read {}", log.display()))
    };
    let broken = |error: io::Error| failed(error.to_string());
    let output = fs::File::create(log).map_err(broken)?;
    let mut command = command;
    command
        .stdin(std::process::Stdio::null())
        .stdout(output.try_clone().map_err(broken)?)
        .stderr(output);
    let before = processor_of_children();
    let started = Instant::now();
    let mut child = command.spawn().map_err(broken)?;
    let (status, memory) = peak_memory(&mut child).map_err(broken)?;
    let time = started.elapsed();
    let processor = processor_of_children().saturating_sub(before);
    match status.success() {
        true => Ok(Cost {
            time,
            processor,
            memory,
        }),
        false => Err(failed(format!("it ended with {status}"))),
    }
}

/// The processor's time that ended children have had.
fn processor_of_children() -> Duration {
    let Ok(usage) = getrusage(UsageWho::RUSAGE_CHILDREN) else {
        return Duration::ZERO;
    };
    let part = |time: TimeVal| {
        let micros = time.tv_sec() * 1_000_000 + time.tv_usec();
        Duration::from_micros(u64::try_from(micros).unwrap_or(0))
    };
    part(usage.user_time()) + part(usage.system_time())
}

/// Waits for a child; the most memory it had at once, in KiB, as Linux tells while it lives.
fn peak_memory(child: &mut std::process::Child) -> io::Result<(std::process::ExitStatus, u64)> {
    let path = format!("/proc/{}/status", child.id());
    let mut most = 0;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok((status, most));
        }
        let status = fs::read_to_string(&path).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|peak| peak.trim().strip_suffix("kB")?.trim().parse().ok());
        most = most.max(peak.unwrap_or(0));
        // The kernel keeps the peak: what is missed is at most what came within this while.
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The project's page without what Trunk would replace: only the style sheets are linked.
fn without_trunk(page: &str) -> String {
    let mut tags = page.split("<link");
    let mut shell = tags.next().unwrap_or_default().to_owned();
    for tag in tags {
        match tag.split_once("/>") {
            Some((link, after)) if link.contains("data-trunk") => {
                let sheet = link
                    .split_once("href=\"target/style")
                    .and_then(|(_, rest)| rest.split('"').next());
                if let Some(path) = sheet {
                    shell.push_str(&format!("<link rel=\"stylesheet\" href=\"{path}\">"));
                }
                shell.push_str(after);
            }
            _ => {
                shell.push_str("<link");
                shell.push_str(tag);
            }
        }
    }
    shell
        .replace("<script data-trunk ", "<script ")
        .replace("src=\"src/boot.js\"", "src=\"/boot.js\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shell_is_the_projects_page_with_its_style() {
        let project = Project::locate().unwrap();
        let shell = without_trunk(&fs::read_to_string(project.path("index.html")).unwrap());
        assert!(!shell.contains("data-trunk"), "{shell}");
        for (name, _) in style::sheets(&project.path("style")).unwrap() {
            let link = format!("<link rel=\"stylesheet\" href=\"/{name}.css\">");
            assert!(shell.contains(&link), "{shell}");
        }
        assert!(shell.contains("<div id=\"app\"></div>"));
    }
}

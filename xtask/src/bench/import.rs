//! `cargo xtask bench import`: a large export of WordPress, imported, again, and with one post changed.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use pico_args::Arguments;

use super::press::{Cost, measured};
use crate::project::Project;
use crate::step::{Failure, Step};
use crate::tools;

/// What docs/import.md promises of an export of 1 GB, on two cores.
const LONGEST: Duration = Duration::from_secs(60);
const LONGEST_AGAIN: Duration = Duration::from_secs(10);
const MOST_MEMORY: u64 = 200 * 1024;
const PROMISED: u64 = 1_000;

/// How large an export.
pub struct Options {
    megabytes: u64,
    /// Leaves the export and what it became in target/bench/import/, to be looked at.
    keep: bool,
}

impl Options {
    /// # Errors
    /// What is wrong with the arguments.
    pub fn from_arguments(arguments: &mut Arguments) -> Result<Self, String> {
        let megabytes: Option<u64> = arguments
            .opt_value_from_str("--megabytes")
            .map_err(|error| format!("--megabytes: {error}"))?;
        Ok(Self {
            megabytes: megabytes.unwrap_or(PROMISED).max(1),
            keep: arguments.contains("--keep"),
        })
    }
}

/// Makes an export, imports it, and prints what that took.
///
/// # Errors
/// When something cannot be built or run, or an export of 1 GB takes more than is promised.
pub fn run(project: &Project, options: &Options) -> Result<ExitCode, Failure> {
    tools::ensure(project, &tools::NATIVE)?;
    let mut build = project.cargo();
    build.args(["build", "--profile", "press", "--package", "press"]);
    Step::new("compile the press", build)
        .about("with optimisations: 2 minutes on 2 cores")
        .run()?;
    let folder = project.path("target/bench/import");
    let failed = |error: io::Error| {
        Failure::new("bench import")
            .cause(format!("{}: {error}", folder.display()))
            .remedy("make room on the disk, or remove that folder")
    };
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(failed)?;
    let export = folder.join("export.xml");
    let posts = write(&export, options.megabytes * 1_000_000, None).map_err(failed)?;
    println!("\n{posts} records, {} MB\n", options.megabytes);
    let import = |what: &str| {
        let mut command = Command::new(project.path("target/press/kiosque"));
        command
            .arg("import")
            .arg(&export)
            .arg("--into")
            .arg(folder.join("journal"));
        measured(&format!("kiosque: {what}"), command, &folder.join("import.log"))
    };
    let first = import("a first import")?;
    println!("a first import       {first}");
    let again = import("again")?;
    println!("again                {again}");
    let number = posts / 2;
    write(&export, options.megabytes * 1_000_000, Some(number)).map_err(failed)?;
    let changed = import("one post changed")?;
    println!(
        "one post changed     {changed}: {}",
        last_line(&folder.join("import.log"))
    );
    if !options.keep {
        let _ = fs::remove_dir_all(&folder);
    }
    kept(
        options,
        &[
            ("a first import", first, LONGEST),
            ("again", again, LONGEST_AGAIN),
            ("one post changed", changed, LONGEST),
        ],
    )
}

/// Whether what is promised is kept, of an export of the size that it is promised of.
fn kept(options: &Options, costs: &[(&str, Cost, Duration)]) -> Result<ExitCode, Failure> {
    let is_broken =
        |(_, cost, longest): &&(&str, Cost, Duration)| cost.time > *longest || cost.memory > MOST_MEMORY;
    match costs
        .iter()
        .find(is_broken)
        .filter(|_| options.megabytes == PROMISED)
    {
        Some((what, cost, _)) => {
            Err(Failure::new("bench import")
                .cause(format!("{what}: {cost}, more than docs/import.md promises")))
        }
        None => Ok(ExitCode::SUCCESS),
    }
}

fn last_line(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    text.lines()
        .find(|line| line.contains("files written"))
        .unwrap_or_default()
        .to_owned()
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<rss version=\"2.0\" \
xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\n<title>Le journal</title>\n\
<link>https://journal.example</link>\n<language>fr-FR</language>\n<wp:wxr_version>1.2</wp:wxr_version>\n\
<wp:base_blog_url>https://journal.example</wp:base_blog_url>\n";

/// Writes an export of at least so many bytes; says how many records it has.
fn write(path: &Path, bytes: u64, changed: Option<u64>) -> io::Result<u64> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    file.write_all(HEAD.as_bytes())?;
    let mut written = 0;
    let mut number = 0;
    while written < bytes {
        number += 1;
        let item = if number % 4 == 0 {
            picture(number)
        } else {
            post(number, changed == Some(number) || changed == Some(number + 1))
        };
        written += item.len() as u64;
        file.write_all(item.as_bytes())?;
    }
    file.write_all(b"</channel>\n</rss>\n")?;
    file.flush()?;
    Ok(number)
}

fn post(number: u64, is_changed: bool) -> String {
    let words = [
        "le fleuve",
        "la récolte",
        "l’hôpital",
        "un marché",
        "des élèves",
        "cette loi",
        "sa voix",
        "nos routes",
    ];
    let word = |at: u64| {
        words
            .get(usize::try_from((number * 7 + at * 13) % 8).unwrap_or(0))
            .copied()
            .unwrap_or_default()
    };
    let sentence: String = (0..24)
        .map(|at| format!("{} {} ", word(at), word(at * at)))
        .collect();
    let other = number.saturating_sub(3);
    let correction = if is_changed { "<p>Corrigé.</p>" } else { "" };
    let body = format!(
        "{correction}<!-- wp:paragraph -->\n<p>{sentence}<strong>{}</strong> {sentence}<a href=\"https://journal.example/2019/03/titre-{other}/\">là</a>.</p>\n\
         <!-- /wp:paragraph -->\n\n<!-- wp:image -->\n<figure class=\"wp-block-image\"><img src=\"https://journal.example/wp-content/uploads/2019/03/p{}.jpg\" \
         alt=\"\" class=\"wp-image-{}\"/><figcaption>{}</figcaption></figure>\n<!-- /wp:image -->\n\n<!-- wp:heading -->\n<h2>{}</h2>\n<!-- /wp:heading -->\n\n\
         <!-- wp:paragraph -->\n<p>{sentence}<em>{}</em>, {sentence}</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:list -->\n<ul><li>{}</li><li>{}</li></ul>\n<!-- /wp:list -->",
        word(1),
        number / 4 * 4,
        number / 4 * 4,
        word(2),
        word(3),
        word(4),
        word(5),
        word(6)
    );
    item(
        number,
        "post",
        "publish",
        &body,
        "<category domain=\"category\" nicename=\"societe\"><![CDATA[Société]]></category>\
         <category domain=\"post_tag\" nicename=\"eau\"><![CDATA[eau]]></category>",
    )
}

fn picture(number: u64) -> String {
    let address = format!(
        "<wp:attachment_url>https://journal.example/wp-content/uploads/2019/03/p{number}.jpg</wp:attachment_url>"
    );
    item(number, "attachment", "inherit", "", &address)
}

fn item(number: u64, kind: &str, status: &str, body: &str, more: &str) -> String {
    let (day, hour) = (number % 28 + 1, number % 24);
    let date = format!("2019-03-{day:02} {hour:02}:30:00");
    format!(
        "<item>\n<title><![CDATA[Titre {number}]]></title>\n<link>https://journal.example/2019/03/titre-{number}/</link>\n\
         <pubDate>Tue, 12 Mar 2019 08:30:00 +0000</pubDate>\n<dc:creator><![CDATA[auteur-{}]]></dc:creator>\n\
         <guid isPermaLink=\"false\">https://journal.example/?p={number}</guid>\n<description></description>\n\
         <content:encoded><![CDATA[{body}]]></content:encoded>\n<excerpt:encoded><![CDATA[]]></excerpt:encoded>\n\
         <wp:post_id>{number}</wp:post_id>\n<wp:post_date><![CDATA[{date}]]></wp:post_date>\n<wp:post_date_gmt><![CDATA[{date}]]></wp:post_date_gmt>\n\
         <wp:post_name><![CDATA[titre-{number}]]></wp:post_name>\n<wp:status><![CDATA[{status}]]></wp:status>\n<wp:post_parent>0</wp:post_parent>\n\
         <wp:post_type><![CDATA[{kind}]]></wp:post_type>\n<wp:post_password><![CDATA[]]></wp:post_password>\n<wp:is_sticky>0</wp:is_sticky>\n{more}\n\
         <wp:postmeta><wp:meta_key><![CDATA[_edit_last]]></wp:meta_key><wp:meta_value><![CDATA[1]]></wp:meta_value></wp:postmeta>\n</item>\n",
        number % 60
    )
}

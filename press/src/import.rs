//! `kiosque import`: the articles of another system, as a content folder.

use std::{
    io,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use ::import::{self as library, Options as Import};
use clap::Args;

use crate::{
    Stop, address,
    progress::{Phase, Progress},
    report::counted,
    say,
};

/// What is imported, and how.
#[derive(Args, Debug)]
pub struct Options {
    /// The export of WordPress, Ghost, SPIP or Joomla, a feed, ninjs items or saved pages: a file, or a folder of several
    #[arg(value_name = "SOURCE")]
    source: PathBuf,
    /// The content folder to write into; it is made where there is none
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
    /// Write nothing but the report and a mapping file, which says what becomes of sections and authors
    #[arg(long)]
    plan: bool,
    /// The mapping file; DIR/import-mapping.json if not said
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// A copy of the old site's uploads, where pictures and files are taken from
    #[arg(long, value_name = "FOLDER")]
    uploads: Option<PathBuf>,
    /// Fetch the pictures that are not there from the old site
    #[arg(long)]
    fetch_pictures: bool,
    /// Another host that pictures may be fetched from; may be said several times
    #[arg(long = "host", value_name = "HOST")]
    hosts: Vec<String>,
    /// The old site's address, where the export does not say it
    #[arg(long, value_name = "URL", value_parser = read_base)]
    base: Option<String>,
}

fn read_base(text: &str) -> Result<String, String> {
    address::web(text)
        .map(|url| url.as_str().to_owned())
        .map_err(|why| format!("{why}; write it such as https://journal.example/"))
}

/// Shows how far an import has come.
struct Bars {
    progress: Progress,
    phase: Mutex<Option<Phase>>,
}

impl library::Progress for Bars {
    fn begin(&self, what: &'static str, steps: usize) {
        *self.phase.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.progress.phase(what, steps));
    }

    fn advance(&self) {
        if let Some(phase) = &*self.phase.lock().unwrap_or_else(PoisonError::into_inner) {
            phase.advance();
        }
    }

    fn end(&self) {
        *self.phase.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Imports a source into a content folder.
///
/// # Errors
/// When the source cannot be read, or the folder not be written.
pub fn command(options: Options) -> Result<(), Stop> {
    let Options {
        source,
        into,
        plan,
        mapping,
        uploads,
        fetch_pictures,
        hosts,
        base,
    } = options;
    let base = base.and_then(|base| base.parse().ok());
    let import = Import {
        source,
        into,
        plan,
        mapping,
        uploads,
        fetch_pictures,
        hosts,
        base,
    };
    let bars = Bars {
        progress: Progress::to_stderr(),
        phase: Mutex::new(None),
    };
    let done = library::run(&import, &bars).map_err(|why| Stop::Failure(why.to_string()))?;
    let folder = import.into.display();
    let tell = |line: std::fmt::Arguments<'_>| say(io::stderr(), line);
    if done.is_unchanged {
        tell(format_args!(
            "kiosque: {} has not changed since it was imported into {folder}",
            done.source
        ));
        return Ok(());
    }
    tell(format_args!(
        "kiosque: {}: {}, {}, {} set aside; {} written",
        done.source,
        counted(done.articles, "article"),
        counted(done.drafts, "draft"),
        done.set_aside,
        counted(done.written, "file")
    ));
    if done.unread > 0 {
        tell(format_args!(
            "kiosque: {} of the export could not be read, or not whole: {folder}/report.html says which; export that again and \
             import again",
            counted(done.unread, "part")
        ));
        for (place, reason) in done.unread_places.iter().take(5) {
            tell(format_args!("kiosque: {place}: {}", reason.told()));
        }
    }
    for tables in &done.other_sites {
        tell(format_args!(
            "kiosque: the export has another site, in the tables {tables}, of which nothing is imported: export it alone and import it \
             into another folder"
        ));
    }
    for (kind, count) in &done.other_kinds {
        tell(format_args!(
            "kiosque: {} of the kind {kind:?} set aside: if they are articles, write \"kinds\": {{{kind:?}: \"article\"}} in {folder}/{} \
             and import again",
            counted(*count, "record"),
            library::MAPPING
        ));
    }
    for place in &done.not_in_source {
        tell(format_args!(
            "kiosque: the mapping file names {place}, and the source has none of that name: look for a misspelling"
        ));
    }
    if done.articles == 0 && done.drafts > 0 && !plan {
        tell(format_args!(
            "kiosque: nothing of it is an article yet: move files from {folder}/drafts/ to {folder}/articles/ before you build"
        ));
    }
    if done.is_new_site {
        tell(format_args!(
            "kiosque: {folder}/site.json is new: look at its name, address, language and time zone"
        ));
    }
    // A plan brings nothing, so that nobody knows yet what will be missing.
    let is_brought = plan && (import.fetch_pictures || import.uploads.is_some());
    if done.missing_pictures > 0 && !is_brought {
        tell(format_args!(
            "kiosque: {} missing: say --uploads with a copy of the old site's, or --fetch-pictures",
            counted(done.missing_pictures, "picture")
        ));
    }
    if done.not_fetched > 0 {
        tell(format_args!(
            "kiosque: {} could not be fetched from the old site: {folder}/report/not-fetched.html says why; another import with \
             --fetch-pictures asks again",
            counted(done.not_fetched, "file")
        ));
    }
    if done.missing_files > 0 && !is_brought {
        tell(format_args!(
            "kiosque: {} missing that texts lead to (PDF, sounds, films): say --uploads with a copy of the old site's, or \
             --fetch-pictures",
            counted(done.missing_files, "file")
        ));
    }
    if done.conflicts > 0 {
        tell(format_args!(
            "kiosque: {} changed both here and in the source: what is here stands, the source's lies in {folder}/conflicts/",
            counted(done.conflicts, "article")
        ));
    }
    if !done.withdrawn.is_empty() {
        tell(format_args!(
            "kiosque: {} still published here, which readers see no more in the source; remove what is to go: {}{}",
            counted(done.withdrawn.len(), "article"),
            done.withdrawn
                .iter()
                .take(20)
                .cloned()
                .collect::<Vec<_>>()
                .join(", "),
            if done.withdrawn.len() > 20 {
                " …, all of them in report/withdrawn.html"
            } else {
                ""
            }
        ));
    }
    if !done.has_address {
        tell(format_args!(
            "kiosque: the export does not say where the site was, so that old addresses and links between articles are not known: say \
             --base with its address"
        ));
    }
    for (slug, title) in done.pages.iter().take(20) {
        let title: String = title.chars().filter(|c| !c.is_control()).collect();
        tell(format_args!(
            "kiosque: the page \"{title}\" {} in {folder}/set-aside/page/{slug}.json: move it to pages/ and link to it in site.json \
             to keep it",
            if plan { "will lie" } else { "lies" }
        ));
    }
    match plan {
        true => tell(format_args!(
            "kiosque: nothing was written but the report ({folder}/report.html) and {folder}/{}: amend that, then import without --plan",
            library::MAPPING
        )),
        false => tell(format_args!(
            "kiosque: {folder}/report.html says what became of everything\n\n  kiosque check {folder}    says what is to be mended"
        )),
    }
    if done.articles + done.drafts + done.set_aside == 0 {
        return Err(Stop::Failure(format!(
            "{}: there is nothing in it; export it again, whole, and import that",
            import.source.display()
        )));
    }
    if done.unaccounted > 0 {
        return Err(Stop::Failure(format!(
            "{} words, links, pictures or frames were lost on the way, which {folder}/report/unaccounted.html names: please report it",
            done.unaccounted
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use jiff::Timestamp;

    use super::*;
    use crate::{check, content::Folder};

    const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>\
        <title>L&#8217;\u{c9}cho</title><link>https://echo.example/blog</link><language>fr-FR</language>";

    fn item(id: usize, body: &str, more: &str) -> String {
        format!(
            "<item><title><![CDATA[Titre \u{8} {id} &amp; suite]]></title><link>https://echo.example/blog/2019/03/t{id}/</link>\
             <dc:creator><![CDATA[awa.s]]></dc:creator><content:encoded><![CDATA[{body}]]></content:encoded>\
             <excerpt:encoded><![CDATA[Le <b>chap\u{f4}</b>]]></excerpt:encoded><wp:post_id>{id}</wp:post_id>\
             <wp:post_date_gmt>2019-03-12 08:30:00</wp:post_date_gmt><wp:post_name>t{id}</wp:post_name><wp:status>publish</wp:status>\
             <wp:post_type>post</wp:post_type>{more}</item>"
        )
    }

    /// What `kiosque check` says of a folder that was imported; warnings are left out.
    fn errors(into: &std::path::Path) -> Vec<String> {
        let opened = Folder::open(into).ok().unwrap();
        let report = check::check(&opened, Timestamp::now()).0;
        let problems = report.problems().iter();
        problems
            .filter(|problem| problem.severity != crate::report::Severity::Warning)
            .map(ToString::to_string)
            .collect()
    }

    /// The folders that an import knows as the newspaper's own are those that the press does (import/src/redirects/own.rs).
    #[test]
    fn old_addresses_that_are_as_the_newspapers_own_are_no_errors() {
        let folders = crate::hosts::folders()
            .into_iter()
            .map(|folder| format!("{folder}/"));
        let others = ["", "2019/", "2019/03/", "2019/03/12/", "news/"].map(str::to_owned);
        for folder in folders.chain(others) {
            for base in ["/blog/", "/"] {
                let items: String = (1..=21).map(|id| item(id, "Un.", "")).collect();
                let text = format!("{HEAD}{items}</channel></rss>")
                    .replace("/blog/2019/03/", &format!("{base}{folder}"));
                let text = text.replace(
                    "<link>https://echo.example/blog<",
                    &format!("<link>https://echo.example{base}<"),
                );
                let root = tempfile::tempdir().unwrap();
                let (source, into) = (root.path().join("export.xml"), root.path().join("journal"));
                fs::write(&source, text).unwrap();
                let import = Import {
                    source,
                    into: into.clone(),
                    ..Import::default()
                };
                for _ in 0..2 {
                    assert_eq!(library::run(&import, &library::Silent).unwrap().articles, 21);
                    assert_eq!(errors(&into), Vec::<String>::new(), "{base}{folder}");
                    fs::remove_file(into.join(".import/header.json")).unwrap();
                }
            }
        }
    }

    /// What a newsroom would have to mend by hand before its first page.
    #[test]
    fn what_is_imported_has_no_errors_whatever_the_source_was() {
        let bodies = [
            "Un.\n\nDeux <b></b><a href=\"/x\"> </a><a href=\"javascript:x\">trois</a>.",
            "<h3>Titre</h3><ul><li></li><li>a</li></ul><ol></ol><table><tr><td></td></tr></table><blockquote></blockquote>",
            "<a href=\"https://..\">x</a> <a href=\"mailto:x\">y</a> <a href=\"tel:1/2\">z</a> <a href=\"https://a_b.example/\u{e9} \u{200b}\">t</a>",
            "<hr><hr>mot \u{202e}x\u{2066} \u{7} <details><summary></summary></details><details><summary>T</summary></details>",
            "<iframe src=\"//www.youtube.com/embed/abcdefghijk\"></iframe>https://youtu.be/abcdefghijk <b lang=\"x-y-z\">m</b> <b lang=\"bm\">m</b>",
            "\u{200b}\u{2800} <p>&nbsp;</p><table><tr><td>a<td>b<tr><td rowspan=3 colspan=2>c</table>",
            "<a href=\"https://echo.example/blog/2019/03/t1/\">un</a> <a href=\"/article/rien/\">rien</a> <a href=\"//echo.example/rubrique/x/\">y</a>",
            "<p><a href=\"https://journal.example/\u{2028}\">a</a></p>[caption]vide[/caption][gallery][embed]x[/embed]",
            "\u{e000}",
            "",
        ];
        let more = "<category domain=\"category\" nicename=\"%c3%a9t%c3%a9\"><![CDATA[\u{200b}]]></category>\
            <category domain=\"post_tag\" nicename=\"a\"><![CDATA[ ]]></category><category domain=\"post_tag\" nicename=\"b\"><![CDATA[eau]]></category>";
        let items: String = bodies
            .iter()
            .enumerate()
            .map(|(id, body)| item(id, body, if id % 2 == 0 { more } else { "" }))
            .collect();
        let root = tempfile::tempdir().unwrap();
        let (source, into) = (root.path().join("export.xml"), root.path().join("journal"));
        fs::write(&source, format!("{HEAD}{items}</channel></rss>")).unwrap();
        let import = Import {
            source,
            into: into.clone(),
            ..Import::default()
        };
        let done = library::run(&import, &library::Silent).unwrap();
        assert_eq!((done.articles, done.set_aside), (8, 2));
        assert_eq!(errors(&into), Vec::<String>::new());
    }
}

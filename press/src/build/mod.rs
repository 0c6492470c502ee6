//! From a content folder to what the reader fetches.

mod archive;
mod excerpt;
mod head;
mod lists;
mod output;
mod print;
mod related;
mod served;
mod shell;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use kiosque::{
    contract::{self, Article, Site},
    load::Store,
    newspaper::Newspaper,
    routes::{Document, Route},
};

use crate::{
    Stop, check,
    content::Folder,
    syndication::{self, Subject, sitemap},
};
use archive::Archive;
use head::Head;
use output::Output;
use print::Print;
use shell::Shell;

/// One run of `press build`.
pub struct Job {
    pub content: PathBuf,
    pub out: PathBuf,
    /// Where the newspaper is deployed on its host, with both slashes.
    pub base: String,
    /// While the newspaper is written, a picture that is not there yet is no reason to stop.
    pub pictures_may_miss: bool,
}

/// Checks the content, derives everything, and only then writes.
pub fn command(job: &Job) -> Result<(), Stop> {
    if is_within(&job.out, &job.content) {
        return Err(Stop::Failure(format!(
            "{} lies in the content folder; name another one with --out for the site",
            job.out.display()
        )));
    }
    let folder = Folder::read(&job.content)?;
    let mut report = check::check(&job.content, &folder);
    if job.pictures_may_miss {
        report.forgive_pictures();
    }
    if !report.is_empty() {
        report.print();
    }
    if report.stops() {
        return Err(Stop::Content);
    }
    let site: Site = contract::decode(&folder.site.text)
        .map_err(|why| Stop::Failure(format!("site.json: the newspaper cannot be read ({why:?})")))?;
    let mut articles: Vec<Article> = Vec::with_capacity(folder.articles.len());
    for source in &folder.articles {
        let article = contract::decode(&source.text)
            .map_err(|why| Stop::Failure(format!("{}: the article cannot be read ({why:?})", source.name)))?;
        articles.push(article);
    }
    let shell = Shell::find(&job.out, &job.base)?;
    let mut output = Output::new(&job.out);
    output.copy_assets(&job.content)?;
    derive(site, articles, &job.base, shell, &mut output)?;
    output.write()
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

/// Everything that is published, as a function of the newspaper and the shell alone.
fn derive(
    site: Site,
    articles: Vec<Article>,
    base: &str,
    shell: Option<Shell>,
    output: &mut Output,
) -> Result<(), Stop> {
    let site = served::site(site);
    let archive = Archive::new(&site, articles)?;
    let newspaper = Newspaper::new(site.clone(), base);
    let mut print = Print::new(newspaper, shell, output);
    let icons = print.icons().clone();
    let nothing = |_: &Store| ();
    print.document(&Document::Site, &site)?;
    print.not_found()?;

    let plans = served::plans(&site);
    let offer = (&Document::Plans, &plans);
    print.page(&Route::Plans, offer, &Head::plain(&site.tagline), nothing)?;

    let index = related::Index::new(&archive);
    let mut listed = Vec::with_capacity(archive.len());
    for article in (0..archive.len()).filter_map(|at| served::article(&archive, &index, at)) {
        let route = Route::Article(article.slug.clone());
        let document = Document::Article(article.slug.clone());
        print.page(
            &route,
            (&document, &article),
            &Head::article(&site, &icons, &article),
            nothing,
        )?;
        print.export(syndication::ninjs(&site, &article));
        listed.push(sitemap::Entry::of(&article));
    }
    for file in sitemap::sitemaps(&site, &listed) {
        print.export(file);
    }
    print.export(syndication::manifest(&site, base, &icons));

    let front = lists::front_page(&archive);
    print.page(
        &Route::Home,
        (&Document::Home, &front),
        &Head::front_page(&site, &icons),
        nothing,
    )?;
    let subject = Subject {
        route: &Route::Home,
        name: "",
        description: &site.tagline,
    };
    print_feeds(&mut print, &site, &subject, archive.articles().iter());
    for (number, page) in lists::whole_paper(&archive) {
        let document = Document::HomePage(number);
        let beside = |store: &Store| store.put(&Document::Home, front.clone());
        print.page(
            &Route::HomePage(number),
            (&document, &page),
            &Head::plain(&site.tagline),
            beside,
        )?;
    }
    for section in &site.sections {
        let slug = &section.slug;
        let head = Head::section(&site, section);
        let subject = Subject {
            route: &Route::Section(slug.clone(), None),
            name: &section.name,
            description: &head.description,
        };
        print_feeds(&mut print, &site, &subject, archive.of_section(slug));
        let articles = archive.of_section(slug);
        let articles = articles.map(|article| served::teaser(article, true)).collect();
        print_list(
            &mut print,
            &lists::of(articles, None),
            &head,
            &Document::SectionHead(slug.clone()),
            |number| Document::SectionPage(slug.clone(), number),
            |number| Route::Section(slug.clone(), number),
        )?;
    }
    for author in &site.authors {
        let slug = &author.slug;
        let head = Head::author(&site, &icons, author);
        let subject = Subject {
            route: &Route::Author(slug.clone(), None),
            name: &author.name,
            description: &head.description,
        };
        print_feeds(&mut print, &site, &subject, archive.of_author(slug));
        let articles = archive.of_author(slug);
        let articles = articles.map(|article| served::teaser(article, false)).collect();
        print_list(
            &mut print,
            &lists::of(articles, Some(author)),
            &head,
            &Document::AuthorHead(slug.clone()),
            |number| Document::AuthorPage(slug.clone(), number),
            |number| Route::Author(slug.clone(), number),
        )?;
    }
    Ok(())
}

/// The feeds of articles that come the newest first.
fn print_feeds<'a>(
    print: &mut Print<'_>,
    site: &Site,
    subject: &Subject<'_>,
    articles: impl Iterator<Item = &'a Article>,
) {
    let newest: Vec<Article> = articles.take(syndication::NEWEST).map(served::alone).collect();
    let icons = print.icons().clone();
    for file in syndication::feeds(site, &icons, subject, &newest) {
        print.export(file);
    }
}

/// A list's head and its pages of older articles, which say how many there are.
fn print_list(
    print: &mut Print<'_>,
    list: &lists::List,
    about: &Head,
    head: &Document,
    document: impl Fn(u32) -> Document,
    route: impl Fn(Option<u32>) -> Route,
) -> Result<(), Stop> {
    print.page(&route(None), (head, &list.head), about, |_| ())?;
    for (number, page) in &list.pages {
        let beside = |store: &Store| store.put(head, list.head.clone());
        print.page(&route(Some(*number)), (&document(*number), page), about, beside)?;
    }
    Ok(())
}

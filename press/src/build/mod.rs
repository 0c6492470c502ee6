//! From a content folder to what the reader fetches.

mod archive;
mod excerpt;
mod lists;
mod output;
mod related;
mod served;
mod shell;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use kiosque::{
    contract::{self, Article, Site},
    routes::{Document, Route},
};

use crate::{Stop, check, content::Folder};
use archive::Archive;
use output::Output;

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
    let mut output = Output::new(&job.out);
    output.copy_assets(&job.content)?;
    derive(site, articles, &job.base, &mut output)?;
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

/// Everything that the reader fetches, as a function of the newspaper alone.
fn derive(site: Site, articles: Vec<Article>, base: &str, output: &mut Output) -> Result<(), Stop> {
    let site = served::site(site);
    let archive = Archive::new(&site, articles)?;
    output.json(&Document::Site, &site)?;
    let mut routes = vec![Route::Home, Route::Plans];

    let index = related::Index::new(&archive);
    for article in (0..archive.len()).filter_map(|at| served::article(&archive, &index, at)) {
        routes.push(Route::Article(article.slug.clone()));
        output.json(&Document::Article(article.slug.clone()), &article)?;
    }

    let front = lists::front_page(&archive);
    output.json(&Document::Home, &front)?;
    for (number, page) in lists::whole_paper(&archive) {
        routes.push(Route::HomePage(number));
        output.json(&Document::HomePage(number), &page)?;
    }
    for section in &site.sections {
        let slug = &section.slug;
        let list = lists::of(
            archive
                .of_section(slug)
                .map(|article| served::teaser(article, true))
                .collect(),
        );
        routes.push(Route::Section(slug.clone(), None));
        output.json(&Document::SectionHead(slug.clone()), &list.head)?;
        for (number, page) in list.pages {
            routes.push(Route::Section(slug.clone(), Some(number)));
            output.json(&Document::SectionPage(slug.clone(), number), &page)?;
        }
    }
    for author in &site.authors {
        let slug = &author.slug;
        let list = lists::of(
            archive
                .of_author(slug)
                .map(|article| served::teaser(article, false))
                .collect(),
        );
        routes.push(Route::Author(slug.clone(), None));
        output.json(&Document::AuthorHead(slug.clone()), &list.head)?;
        for (number, page) in list.pages {
            routes.push(Route::Author(slug.clone(), Some(number)));
            output.json(&Document::AuthorPage(slug.clone(), number), &page)?;
        }
    }
    output.pages(&site, base, &routes)
}

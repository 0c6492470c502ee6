//! The whole newspaper: every file of the site, and what it is made of.

mod sitemaps;

use std::{collections::HashMap, sync::Arc};

use jiff::{Timestamp, tz::TimeZone};
use kiosque::{
    contract::{self, Article, Membership},
    load::Store,
    newspaper::Newspaper,
    routes::{Document, Export, Format, Route},
};

use super::{
    Job,
    archive::{self, Archive},
    assets::{self, Asset},
    digest::{Digest, References},
    downloads,
    gather::{self, Beside, Gathered, Page},
    head::Head,
    language,
    listing::Listing,
    lists::{self, Choice},
    memory::{Known, Memory},
    output::Rank,
    plan::Plan,
    print::{self, Print},
    related::Onward,
    served, served_links,
    shell::Shell,
    spacing,
};
use crate::{
    Stop, check,
    content::{Folder, Source},
    fingerprint::{self, Fingerprint},
    gallery::Gallery,
    redirects::Redirects,
    stamp::Stamp,
    syndication::{self, Icons, Identities, Served, Subject, sitemap},
};

/// What is published.
pub struct Edition<'a> {
    folder: &'a Folder,
    archive: Archive,
    /// By place in the archive.
    known: Vec<Beside>,
    pages: Vec<Page>,
    files: HashMap<String, Stamp>,
    zone: TimeZone,
    now: Timestamp,
    held: u64,
    identities: Identities,
    print: Print,
    assets: Vec<Asset>,
    gallery: Gallery,
    redirects: Redirects,
}

impl<'a> Edition<'a> {
    pub fn new(
        folder: &'a Folder,
        gathered: Gathered,
        gallery: Gallery,
        job: &Job,
        shell: Option<Shell>,
        icons: Icons,
    ) -> Result<Self, Stop> {
        let Gathered {
            mut archive,
            known,
            pages,
            files,
            ..
        } = gathered;
        archive.site = served_links::of_site(&archive);
        let held = served_links::fingerprint(&archive.site);
        gallery.fill_site(&mut archive.site);
        archive.site = spacing::site(archive.site);
        downloads::site(&mut archive.site);
        let mut assets = assets::of(&folder.files)?;
        let linked = gallery.linked()?.into_iter();
        assets.extend(linked.map(|(path, name)| Asset { path, name }));
        let redirects = served_links::redirects(folder, &archive, &job.base);
        let newspaper = Newspaper::new(archive.site.clone(), &job.base);
        Ok(Self {
            folder,
            zone: archive::time_zone(&archive.site)?,
            now: job.now,
            held,
            identities: Identities::new(&archive.site, check::kept_in(folder)),
            print: Print::new(newspaper, shell, icons, job.preview),
            assets,
            gallery,
            redirects,
            archive,
            known,
            pages,
            files,
        })
    }

    /// Files that are served as they are, beside those of the content folder.
    pub fn add_assets(&mut self, assets: impl IntoIterator<Item = Asset>) {
        self.assets.extend(assets);
    }

    /// Every file of the site.
    pub fn plan<'s>(&'s self, plan: &mut Plan<'s>) -> Result<(), Stop> {
        self.plan_assets(plan);
        self.plan_frame(plan)?;
        for (place, digest) in self.archive.articles().iter().enumerate() {
            self.plan_article(plan, place, digest);
        }
        for page in &self.pages {
            self.plan_page(plan, page);
        }
        self.plan_front_page(plan);
        for section in &self.archive.site.sections {
            self.plan_list(plan, Listing::Section(section));
        }
        for author in &self.archive.site.authors {
            self.plan_list(plan, Listing::Author(author));
        }
        self.plan_sitemaps(plan)
    }

    fn plan_assets<'s>(&'s self, plan: &mut Plan<'s>) {
        for (path, name) in self.gallery.files() {
            // What it holds follows from its name.
            plan.add_job(vec![name.clone()], 0, move |output| {
                output.copy(Rank::Asset, name, path)
            });
        }
        for Asset { path, name } in &self.assets {
            // A file that is gone by now is told of when it is copied.
            let of = fingerprint::of(&format!("{:?}", Stamp::of(path).ok()));
            plan.add_job(vec![name.clone()], of, move |output| {
                output.copy(Rank::Asset, name, path)
            });
            plan.add_compressed(Rank::Asset, name, path, of);
        }
    }

    /// What depends on nothing but what every file depends on.
    fn plan_frame<'s>(&'s self, plan: &mut Plan<'s>) -> Result<(), Stop> {
        let print = &self.print;
        let site = &self.archive.site;
        let kept = print.kept_shell().into_iter().map(|file| (Rank::Own, file));
        let pages = self.pages.iter().map(|page| page.article.slug.as_str());
        let for_hosts = print.for_hosts(&self.redirects, pages)?.into_iter();
        for (rank, (name, bytes)) in kept.chain(for_hosts.map(|file| (Rank::Pointer, file))) {
            let of = fingerprint::of_bytes(&bytes);
            plan.add(rank, vec![name.clone()], of, move || {
                Ok(vec![(name.clone(), bytes.clone())])
            });
        }
        let names = vec![Document::Site.path()];
        let chosen = site.front_page.iter();
        let of = chosen.fold(Fingerprint::default(), |all, slug| all.text(slug));
        plan.add(Rank::Pointer, names, of.done(), || {
            Ok(vec![print.document(&Document::Site, site)?])
        });
        for (name, text) in [
            syndication::manifest(site, print.base(), print.icons()),
            sitemap::pages(site, self.pages.iter().map(|page| &page.article))?,
            sitemap::robots(site, print.is_preview()),
        ] {
            let of = fingerprint::of(&text);
            plan.add(Rank::Pointer, vec![name.clone()], of, move || {
                Ok(vec![(name.clone(), text.clone().into_bytes())])
            });
        }
        let names = print.names(&Route::NotFound, None);
        plan.add(Rank::Pointer, names, 0, || Ok(print.empty(&Route::NotFound)));
        let names = print.names(&Route::Plans, Some(&Document::Plans));
        plan.add(Rank::Pointer, names, 0, || {
            let offer = (&Document::Plans, served::plans(site));
            print.page(&Route::Plans, offer, &Head::plain(&site.tagline), nothing)
        });
        if site.membership != Membership::None {
            for route in [Route::SignIn, Route::Account] {
                let names = print.names(&route, None);
                plan.add(Rank::Pointer, names, 0, move || Ok(print.empty(&route)));
            }
        }
        Ok(())
    }

    fn plan_article<'s>(&'s self, plan: &mut Plan<'s>, place: usize, digest: &'s Digest) {
        let route = Route::Article(digest.slug.clone());
        let document = Document::Article(digest.slug.clone());
        let onward = self.known.get(place).map_or(0, |known| known.onward);
        let of = Fingerprint::default().number(self.content(digest)).number(onward);
        let mut names = self.print.names(&route, Some(&document));
        names.push(Export::Ninjs(digest.slug.clone()).path());
        plan.add(Rank::Article, names, of.done(), move || {
            let site = &self.archive.site;
            let served = self.article(digest)?;
            let (name, ninjs) = syndication::ninjs(site, &self.identities, &served);
            let mut article = served.article;
            served::lead_on(&mut article, &self.archive, &Onward::of(&self.archive, place))?;
            let head = Head::article(site, self.print.icons(), &article, &self.gallery);
            let mut files = self.print.page(&route, (&document, article), &head, nothing)?;
            files.push((name, ninjs.into_bytes()));
            Ok(files)
        });
    }

    /// An article as it is served, without what it leads to. It is read again: an archive need not
    /// fit into memory.
    fn article(&self, digest: &Digest) -> Result<Served, Stop> {
        let name = format!("articles/{}.json", digest.slug);
        let source = Source::read(&self.folder.path.join(&name), &name);
        if fingerprint::of(&source.text) != digest.content {
            return Err(Stop::Failure(format!(
                "{name} changed while the press was at work; build again"
            )));
        }
        let mut article = gather::decode(&source)?;
        archive::date(&mut article, &self.zone, self.now)?;
        language::article(&mut article, &self.archive.site);
        Ok(self.served(article))
    }

    fn served(&self, mut article: Article) -> Served {
        served_links::serve(&mut article, &self.archive);
        self.gallery.fill_article(&mut article);
        let mut article = served::alone(article);
        let weigh = |name: &str| self.gallery.weight(name);
        let enclosures = syndication::enclosures(&self.archive.site, &article, weigh);
        downloads::article(&mut article, weigh);
        Served { article, enclosures }
    }

    fn plan_page<'s>(&'s self, plan: &mut Plan<'s>, page: &'s Page) {
        let route = Route::Page(page.article.slug.clone());
        let document = Document::Page(page.article.slug.clone());
        let of = self.drawn_on(page.content, &page.references).done();
        let names = self.print.names(&route, Some(&document));
        plan.add(Rank::Article, names, of, move || {
            let article = Article {
                word_count: None,
                ..self.served(page.article.clone()).article
            };
            let head = Head::page(&self.archive.site, self.print.icons(), &article, &self.gallery);
            let json = print::json(&document.path(), &contract::Page::from(article.clone()))?;
            let content = (&document, article, json);
            Ok(self.print.page_with(&route, content, &head, nothing))
        });
    }

    /// The fingerprint of all that an article is made of.
    fn content(&self, digest: &Digest) -> u64 {
        self.drawn_on(digest.content, &digest.references)
            .number(digest.modified.is_some().into())
            .done()
    }

    /// The fingerprint of a file, its pictures, what the files weigh that it links to, and of what of it waits.
    fn drawn_on(&self, content: u64, references: &References) -> Fingerprint {
        let References {
            pictures,
            articles,
            in_full,
            linked,
            ..
        } = references;
        let held = articles.iter().chain(in_full);
        let held = held.filter(|slug| self.archive.place(slug).is_none());
        Fingerprint::default()
            .number(content)
            .numbers(self.gallery.fingerprints(pictures))
            .numbers(linked.iter().filter_map(|name| self.gallery.weight(name)))
            .numbers(held.map(|slug| fingerprint::of(slug)))
    }

    /// The feeds of a list of articles.
    fn plan_feeds<'s>(
        &'s self,
        plan: &mut Plan<'s>,
        articles: &[&'s Digest],
        route: Route,
        name: &'s str,
        description: String,
    ) {
        let newest: Vec<&Digest> = articles.iter().take(syndication::NEWEST).copied().collect();
        let of = Fingerprint::default().numbers(newest.iter().map(|digest| self.content(digest)));
        let names = Format::ALL.map(|format| Export::Feed(format, route.clone()).path());
        plan.add(Rank::Pointer, names.into(), of.done(), move || {
            let articles = newest.iter().map(|digest| self.article(digest));
            let articles: Vec<Served> = articles.collect::<Result<_, Stop>>()?;
            let (site, icons) = (&self.archive.site, self.print.icons());
            let subject = Subject {
                route: &route,
                name,
                description: &description,
            };
            let feeds = syndication::feeds(site, icons, &self.identities, &subject, &articles)?;
            let feeds = feeds.into_iter().map(|(name, text)| (name, text.into_bytes()));
            Ok(feeds.collect())
        });
    }

    fn plan_front_page<'s>(&'s self, plan: &mut Plan<'s>) {
        let (print, archive) = (&self.print, &self.archive);
        let choice = Arc::new(Choice::of(archive));
        let of_front = choice.fingerprint();
        let front = Arc::clone(&choice);
        let names = print.names(&Route::Home, Some(&Document::Home));
        plan.add(Rank::Pointer, names, of_front, move || {
            let image = front.image();
            let front = front.front_page(archive)?;
            let head = Head::front_page(&archive.site, print.icons());
            let head = head.with_picture(&archive.site, image, &self.gallery);
            print.page(&Route::Home, (&Document::Home, front), &head, nothing)
        });

        let articles: Vec<&Digest> = archive.articles().iter().map(Arc::as_ref).collect();
        let tagline = archive.site.tagline.clone();
        self.plan_feeds(plan, &articles, Route::Home, "", tagline);
        let pages = lists::whole_paper(&articles);
        let count = pages.count();
        for (number, articles) in pages.iter() {
            let (route, document) = (Route::Archive(number), Document::Archive(number));
            let names = print.names(&route, Some(&document));
            let of = lists::fingerprint(articles).number(u64::from(number == count));
            let articles = articles.to_vec();
            let choice = Arc::clone(&choice);
            plan.add(Rank::List, names, of.done(), move || {
                let page = lists::page(&articles, None)?;
                let front = choice.front_page(archive)?;
                let beside = |store: &Store| store.put(&Document::Home, front);
                let head = Head::plain(&archive.site.tagline);
                let head = head.with_picture(&archive.site, lists::image(&articles), &self.gallery);
                print.page(&route, (&document, page), &head, beside)
            });
        }
    }

    /// A list's head and its pages of older articles, which say how many there are.
    fn plan_list<'s>(&'s self, plan: &mut Plan<'s>, of: Listing<'s>) {
        let (print, site) = (&self.print, &self.archive.site);
        let articles = of.articles(&self.archive);
        let about = of.about(site, print.icons(), &self.gallery, &articles);
        self.plan_feeds(plan, &articles, of.route(None), of.name(), about.description);
        let list = lists::of(&articles);
        let count = list.pages.count();
        for (number, articles) in list.pages.iter() {
            let (route, document) = (of.route(Some(number)), of.page(number));
            let names = print.names(&route, Some(&document));
            let shown = lists::fingerprint(articles).number(u64::from(number == count));
            let articles = articles.to_vec();
            plan.add(Rank::List, names, shown.done(), move || {
                let page = lists::page(&articles, of.author())?;
                // Of the head, a page shows no more than how many pages there are.
                let head = lists::head(&[], count, of.author())?;
                let beside = |store: &Store| store.put(&of.head(), head);
                let about = of.about(site, print.icons(), &self.gallery, &articles);
                print.page(&route, (&document, page), &about, beside)
            });
        }
        let (route, document) = (of.route(None), of.head());
        let names = print.names(&route, Some(&document));
        let shown = lists::fingerprint(list.head).number(count.into());
        let articles = list.head.to_vec();
        plan.add(Rank::Pointer, names, shown.done(), move || {
            let head = lists::head(&articles, count, of.author())?;
            let about = of.about(site, print.icons(), &self.gallery, &articles);
            print.page(&route, (&document, head), &about, nothing)
        });
    }

    /// The fingerprint of what every page shows of `site.json` and that may have waited.
    pub fn held(&self) -> u64 {
        self.held
    }

    /// What the next build should know of this one.
    pub fn into_memory(self, frame: u64, made: HashMap<u64, u64>) -> Memory {
        let digests = self.archive.into_articles().into_iter();
        let articles = digests.zip(self.known).map(|(digest, beside)| {
            let Beside {
                stamp,
                warnings,
                onward,
            } = beside;
            Known {
                digest,
                stamp,
                warnings,
                onward,
            }
        });
        Memory {
            frame,
            held: self.held,
            articles: articles.collect(),
            files: self.files,
            pictures: self.gallery.into_prepared(),
            made,
        }
    }
}

fn nothing(_: &Store) {}

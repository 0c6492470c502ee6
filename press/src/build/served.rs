//! What the newsroom wrote, as the reader is served it.

use kiosque::{
    contract::{
        Article, Author, AuthorArticles, Block, Cell, Image, Mark, Plans, Profile, Site, Span, Summary,
    },
    typography::{typeset, typeset_runs},
};

use super::{
    archive::Archive,
    excerpt::{LONGEST, LONGEST_BESIDE, excerpt},
    lists::VERSION,
    related::Onward,
};
use crate::Stop;

/// An article as it is served, without what is derived from others.
pub fn alone(article: Article) -> Article {
    let words = words(&article);
    spaced(Article {
        related: Vec::new(),
        author_articles: Vec::new(),
        word_count: Some(words),
        ..article
    })
}

/// What an article leads to, added to what [`alone`] made of it.
///
/// # Errors
/// When what was remembered of another article is damaged.
pub fn lead_on(article: &mut Article, archive: &Archive, onward: &Onward) -> Result<(), Stop> {
    let teasers = |places: &[usize]| -> Result<Vec<Summary>, Stop> {
        let others = places.iter().filter_map(|place| archive.articles().get(*place));
        others
            .map(|other| {
                let teaser = other.teaser(false)?;
                Ok(Summary {
                    description: excerpt(&teaser.description, LONGEST_BESIDE),
                    ..teaser
                })
            })
            .collect()
    };
    article.related = teasers(&onward.related)?;
    let authors = article.author.iter().zip(&onward.by_author);
    let lists = authors.map(|(author, places)| {
        Ok(AuthorArticles {
            author: profile(&archive.site, author),
            articles: teasers(places)?,
        })
    });
    article.author_articles = lists.collect::<Result<_, Stop>>()?;
    Ok(())
}

/// What `site.json` says of an author; what the article says when it says nothing.
fn profile(site: &Site, author: &Author) -> Profile {
    let declared = site.authors.iter().find(|profile| profile.slug == author.slug);
    declared.cloned().unwrap_or_else(|| Profile {
        slug: author.slug.clone(),
        name: author.name.clone(),
        job_title: author.job_title.clone(),
        description: None,
        image: None,
    })
}

/// What the plans page shows.
pub fn plans(site: &Site) -> Plans {
    Plans {
        version: VERSION.to_owned(),
        plans: site.plans.clone(),
        contact: site.contact.clone(),
    }
}

/// An article as a list shows it, with its picture.
pub fn teaser(article: &Article) -> Summary {
    let french = is_french(&article.in_language);
    let set = |text: &str| if french { typeset(text) } else { text.to_owned() };
    let image = article.image.clone().map(|image| Image {
        caption: None,
        credit_text: None,
        alt: set(&image.alt),
        ..image
    });
    Summary {
        slug: article.slug.clone(),
        headline: set(&article.headline),
        kicker: article.kicker.as_deref().map(set),
        description: excerpt(&set(&article.description), LONGEST),
        date_published: article.date_published.clone(),
        author: article
            .author
            .iter()
            .cloned()
            .map(|author| Author {
                job_title: None,
                ..author
            })
            .collect(),
        image,
    }
}

/// The newspaper's own texts, well spaced.
pub fn site(mut site: Site) -> Site {
    if !is_french(&site.in_language) {
        return site;
    }
    set(&mut site.tagline);
    for author in &mut site.authors {
        author
            .job_title
            .iter_mut()
            .chain(&mut author.description)
            .for_each(set);
    }
    for plan in &mut site.plans {
        set(&mut plan.name);
        plan.description
            .iter_mut()
            .chain(&mut plan.features)
            .for_each(set);
    }
    for link in &mut site.links {
        set(&mut link.name);
    }
    site
}

fn is_french(language: &str) -> bool {
    language
        .split('-')
        .next()
        .is_some_and(|primary| primary.eq_ignore_ascii_case("fr"))
}

fn set(text: &mut String) {
    *text = typeset(text);
}

fn spaced(mut article: Article) -> Article {
    if !is_french(&article.in_language) {
        return article;
    }
    set(&mut article.headline);
    set(&mut article.description);
    article.kicker.iter_mut().for_each(set);
    for author in &mut article.author {
        author.job_title.iter_mut().for_each(set);
    }
    article.image.iter_mut().for_each(image);
    article.body.iter_mut().for_each(block);
    article
}

fn image(image: &mut Image) {
    set(&mut image.alt);
    image
        .caption
        .iter_mut()
        .chain(&mut image.credit_text)
        .for_each(set);
}

fn block(block: &mut Block) {
    match block {
        Block::Paragraph { spans: run } | Block::Heading { spans: run, .. } => spans(run),
        Block::Quote {
            spans: run,
            attribution,
        }
        | Block::PullQuote {
            spans: run,
            attribution,
        } => {
            spans(run);
            attribution.iter_mut().for_each(set);
        }
        Block::Image(picture) => image(picture),
        Block::List { items, .. } => items.iter_mut().for_each(|item| spans(item)),
        Block::Table { caption, rows } => {
            caption.iter_mut().for_each(set);
            for Cell { spans: run, .. } in rows.iter_mut().flatten() {
                spans(run);
            }
        }
        Block::Embed { title, .. } => set(title),
        Block::Box { title, body } => {
            set(title);
            body.iter_mut().for_each(self::block);
        }
        Block::Separator | Block::Unknown => {}
    }
}

/// Spans are one text: a rule may need both sides of a mark.
fn spans(spans: &mut [Span]) {
    let foreign = |span: &Span| {
        span.marks
            .iter()
            .any(|mark| matches!(mark, Mark::Language { lang } if !is_french(lang)))
    };
    let runs: Vec<(&str, bool)> = spans
        .iter()
        .map(|span| (span.text.as_str(), !foreign(span)))
        .collect();
    let texts = typeset_runs(&runs);
    for (span, text) in spans.iter_mut().zip(texts) {
        span.text = text;
    }
}

/// Words of the headline, the lead and the body.
fn words(article: &Article) -> u32 {
    let count = |text: &str| {
        text.split_whitespace()
            .filter(|word| word.contains(char::is_alphanumeric))
            .count()
    };
    let of_spans = |spans: &[Span]| count(&spans.iter().map(|span| span.text.as_str()).collect::<String>());
    fn of_block(block: &Block, of_spans: &impl Fn(&[Span]) -> usize) -> usize {
        match block {
            Block::Paragraph { spans }
            | Block::Heading { spans, .. }
            | Block::Quote { spans, .. }
            | Block::PullQuote { spans, .. } => of_spans(spans),
            Block::List { items, .. } => items.iter().map(|item| of_spans(item)).sum(),
            Block::Table { rows, .. } => rows.iter().flatten().map(|cell| of_spans(&cell.spans)).sum(),
            Block::Box { body, .. } => body.iter().map(|block| of_block(block, of_spans)).sum(),
            Block::Image(_) | Block::Embed { .. } | Block::Separator | Block::Unknown => 0,
        }
    }
    let body: usize = article.body.iter().map(|block| of_block(block, &of_spans)).sum();
    u32::try_from(count(&article.headline) + count(&article.description) + body).unwrap_or(u32::MAX)
}

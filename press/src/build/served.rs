//! What the newsroom wrote, as the reader is served it.

use std::cmp::Reverse;

use jiff::Timestamp;
use kiosque::contract::{
    Article, Author, AuthorArticles, Block, Contact, Plans, Profile, Site, Span, Summary,
};

use super::{
    archive::Archive,
    excerpt::{LONGEST_BESIDE, excerpt},
    lists::VERSION,
    notes,
    related::Onward,
    spacing,
};
use crate::{
    Stop,
    blocks::{each, texts},
    moment,
};

/// An article as it is served, without what is derived from others.
pub fn alone(mut article: Article) -> Article {
    let words = words(&article);
    // Who comes back looks for what was mended: the newest of it first.
    article.body.sort_by_key(|block| Reverse(corrected(block)));
    notes::number(&mut article);
    spacing::article(Article {
        related: Vec::new(),
        author_articles: Vec::new(),
        word_count: Some(words),
        ..article
    })
}

/// When what a block says was mended; nothing of one that mends nothing.
fn corrected(block: &Block) -> Option<Timestamp> {
    match block {
        Block::Correction { date_published, .. } => {
            Some(moment::parse(date_published).unwrap_or(Timestamp::MIN))
        }
        _ => None,
    }
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
        contact: site.contact.clone().map(|contact| Contact {
            telephones: contact.telephone.into_iter().chain(contact.telephones).collect(),
            telephone: None,
            ..contact
        }),
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
    let mut body = 0;
    each(&article.body, &mut |block| {
        body += texts(block).into_iter().map(|text| of_spans(text)).sum::<usize>();
    });
    u32::try_from(count(&article.headline) + count(&article.description) + body).unwrap_or(u32::MAX)
}

//! What other programs read of a page: search engines, chat previews, feeds' readers.

use kiosque::{
    contract::{Article, Block, Image, Profile, Section, Site},
    dates::for_programs,
    language,
    routes::{Export, Format, Route},
};
use pictures::Prepared;
use serde_json::{Value, json};

use crate::{
    gallery::Gallery,
    syndication::{Icons, in_full, said, without_nulls},
};

/// What a page says of itself to other programs.
pub struct Head {
    /// The page in one or two sentences.
    pub description: String,
    /// `property` and `content` of Open Graph (https://ogp.me), beside the title, the address and the
    /// description, which every page has.
    pub properties: Vec<(&'static str, String)>,
    /// Linked data of schema.org, as JSON-LD.
    pub linked: Vec<Value>,
    /// The same in other formats, beside the feeds of the whole paper, which every page has.
    pub alternates: Vec<Alternate>,
}

/// What a page says, in another format.
pub struct Alternate {
    pub media_type: &'static str,
    pub title: String,
    pub export: Export,
}

/// The feeds of a page's articles; the whole paper's when `name` is empty.
pub fn feeds(site: &Site, route: &Route, name: &str) -> Vec<Alternate> {
    let title = language::page_title(name, &site.name);
    let feed = |format: Format| Alternate {
        media_type: format.media_type(),
        title: format!("{title} ({})", format.name()),
        export: Export::Feed(format, route.clone()),
    };
    Format::ALL.map(feed).into()
}

impl Head {
    /// A page that is no more than what it lists.
    pub fn plain(description: &str) -> Self {
        Self {
            description: description.to_owned(),
            properties: vec![("og:type", "website".to_owned())],
            linked: Vec::new(),
            alternates: Vec::new(),
        }
    }

    /// Shows a picture of what it lists to whoever shares it, where it has none of its own.
    pub fn with_picture(mut self, site: &Site, image: Option<&Image>, gallery: &Gallery) -> Self {
        if !self.properties.iter().any(|(name, _)| *name == "og:image") {
            self.properties
                .extend(image.iter().flat_map(|image| shown(site, image, gallery)));
        }
        self
    }

    pub fn front_page(site: &Site, icons: &Icons) -> Self {
        let newspaper = json!({
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": site.name,
            "url": address(site, &Route::Home),
            "inLanguage": site.in_language,
            "publisher": publisher(site, icons),
        });
        Self {
            linked: vec![newspaper],
            ..Self::plain(&site.tagline)
        }
    }

    /// A page that is no article.
    pub fn page(site: &Site, icons: &Icons, page: &Article, gallery: &Gallery) -> Self {
        let route = Route::Page(page.slug.clone());
        let described = without_nulls(json!({
            "@context": "https://schema.org",
            "@type": "WebPage",
            "name": page.headline,
            "url": address(site, &route),
            "inLanguage": page.in_language,
            "dateModified": page.date_modified.as_deref().map(for_programs),
            "correction": corrections(page),
            "publisher": publisher(site, icons),
        }));
        let description = match (said(&page.description), said(&site.tagline)) {
            (Some(description), _) => description.to_owned(),
            (None, Some(tagline)) => format!("{}. {tagline}", page.headline),
            (None, None) => page.headline.clone(),
        };
        Self {
            linked: vec![described, trail(site, &[(&page.headline, &route)])],
            ..Self::plain(&description)
        }
        .with_picture(site, page.image.as_ref(), gallery)
    }

    pub fn section(site: &Site, section: &Section) -> Self {
        let route = Route::Section(section.slug.clone(), None);
        let description = match site.tagline.as_str() {
            "" => section.name.clone(),
            tagline => format!("{}. {tagline}", section.name),
        };
        Self {
            linked: vec![trail(site, &[(&section.name, &route)])],
            alternates: feeds(site, &route, &section.name),
            ..Self::plain(&description)
        }
    }

    pub fn author(site: &Site, icons: &Icons, author: &Profile, gallery: &Gallery) -> Self {
        let route = Route::Author(author.slug.clone(), None);
        let profile = without_nulls(json!({
            "@context": "https://schema.org",
            "@type": "ProfilePage",
            "url": address(site, &route),
            "mainEntity": {
                "@type": "Person",
                "name": author.name,
                "url": address(site, &route),
                "jobTitle": author.job_title,
                "description": author.description,
                "image": author.image.as_ref().map(|image| pictures(site, image, gallery)),
                "worksFor": publisher(site, icons),
            },
        }));
        let mut properties = vec![("og:type", "profile".to_owned())];
        properties.extend(author.image.iter().flat_map(|image| shown(site, image, gallery)));
        Self {
            description: author.description.clone().unwrap_or_else(|| author.name.clone()),
            properties,
            linked: vec![profile],
            alternates: feeds(site, &route, &author.name),
        }
    }

    pub fn article(site: &Site, icons: &Icons, article: &Article, gallery: &Gallery) -> Self {
        let route = Route::Article(article.slug.clone());
        let published = for_programs(&article.date_published);
        let updated = article.date_modified.as_deref().map(for_programs);
        let authors: Vec<Value> = article
            .author
            .iter()
            .map(|author| {
                without_nulls(json!({
                    "@type": "Person",
                    "name": author.name,
                    "jobTitle": author.job_title,
                    "url": address(site, &Route::Author(author.slug.clone(), None)),
                }))
            })
            .collect();
        let story = without_nulls(json!({
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "mainEntityOfPage": address(site, &route),
            "headline": article.headline,
            "description": said(&article.description),
            "inLanguage": article.in_language,
            "datePublished": published,
            "dateModified": updated.as_ref().unwrap_or(&published),
            "articleSection": article.article_section.name,
            "keywords": article.keywords,
            "wordCount": article.word_count,
            "correction": corrections(article),
            "image": article.image.as_ref().map(|image| pictures(site, image, gallery)),
            "author": authors,
            "publisher": publisher(site, icons),
            // Only the discussion is reserved.
            "isAccessibleForFree": true,
        }));
        let section = &article.article_section;
        let path = [
            (section.name.as_str(), &Route::Section(section.slug.clone(), None)),
            (article.headline.as_str(), &route),
        ];
        let mut properties = vec![
            ("og:type", "article".to_owned()),
            ("article:published_time", published),
            ("article:section", section.name.clone()),
        ];
        properties.extend(updated.map(|date| ("article:modified_time", date)));
        for author in &article.author {
            let author = address(site, &Route::Author(author.slug.clone(), None));
            properties.push(("article:author", author));
        }
        for keyword in &article.keywords {
            properties.push(("article:tag", keyword.clone()));
        }
        properties.extend(article.image.iter().flat_map(|image| shown(site, image, gallery)));
        Self {
            // Never an empty one, which search engines and previews would be handed as such.
            description: said(&article.description).unwrap_or(&article.headline).to_owned(),
            properties,
            linked: vec![story, trail(site, &path)],
            alternates: vec![Alternate {
                media_type: "application/json",
                title: "ninjs".to_owned(),
                export: Export::Ninjs(article.slug.clone()),
            }],
        }
    }
}

/// What was mended of an article, where something was.
fn corrections(article: &Article) -> Option<Vec<Value>> {
    let corrections = article.body.iter().filter_map(|block| match block {
        Block::Correction {
            date_published,
            spans,
        } => Some(json!({
            "@type": "CorrectionComment",
            "datePublished": for_programs(date_published),
            "text": spans.iter().map(|span| span.text.as_str()).collect::<String>(),
        })),
        _ => None,
    });
    let corrections: Vec<Value> = corrections.collect();
    (!corrections.is_empty()).then_some(corrections)
}

/// The address of a page, in full.
pub fn address(site: &Site, route: &Route) -> String {
    in_full(site, &route.path())
}

/// A picture for a preview.
fn shown(site: &Site, image: &Image, gallery: &Gallery) -> Vec<(&'static str, String)> {
    let (url, width, height) = match gallery.of(image) {
        Some(Prepared { card, .. }) => (format!("/{}", card.path), card.width, card.height),
        None => (image.url.clone(), image.width, image.height),
    };
    let mut shown = vec![
        ("og:image", in_full(site, &url)),
        ("og:image:width", width.to_string()),
        ("og:image:height", height.to_string()),
    ];
    shown.extend(said(&image.alt).map(|alt| ("og:image:alt", alt.to_owned())));
    shown
}

/// A picture in the three proportions that search engines choose from.
fn pictures(site: &Site, image: &Image, gallery: &Gallery) -> Vec<Value> {
    let picture = |url: &str, width: u32, height: u32| {
        without_nulls(json!({
            "@type": "ImageObject",
            "url": in_full(site, url),
            "width": width,
            "height": height,
            "caption": image.caption,
            "creditText": image.credit_text,
        }))
    };
    match gallery.of(image) {
        Some(prepared) => {
            let crops = prepared.crops.iter();
            crops
                .map(|crop| picture(&format!("/{}", crop.path), crop.width, crop.height))
                .collect()
        }
        None => vec![picture(&image.url, image.width, image.height)],
    }
}

fn publisher(site: &Site, icons: &Icons) -> Value {
    let logo = icons.largest().map(|icon| {
        json!({
            "@type": "ImageObject",
            "url": in_full(site, &format!("/{}", icon.path)),
            "width": icon.side,
            "height": icon.side,
        })
    });
    without_nulls(json!({
        "@type": "NewsMediaOrganization",
        "name": site.name,
        "url": address(site, &Route::Home),
        "logo": logo,
    }))
}

/// Where a page stands: the front page, then what leads to it.
fn trail(site: &Site, path: &[(&str, &Route)]) -> Value {
    let items = [(site.name.as_str(), &Route::Home)]
        .into_iter()
        .chain(path.iter().copied());
    let items: Vec<Value> = items
        .zip(1..)
        .map(|((name, route), position)| {
            json!({ "@type": "ListItem", "position": position, "name": name, "item": address(site, route) })
        })
        .collect();
    json!({ "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items })
}

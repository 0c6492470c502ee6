//! How each type is read: what it depends on by `?`, everything else as it is there or not.

use super::{
    Access, Article, Author, AuthorArticles, Block, Cell, Comments, Contact, FrontPage, FrontSection, Image,
    Interval, ListHead, ListPage, MOST_MARKS, Mark, Membership, Plan, Plans, Profile, Section, Site,
    SiteLink, Span, Summary,
    json::{Decode, Json},
};

impl Decode for Article {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            version: json.get("version")?,
            id: json.text("id"),
            slug: json.get("slug")?,
            in_language: json.text("inLanguage"),
            headline: json.get("headline")?,
            kicker: json.get("kicker"),
            description: json.text("description"),
            date_published: json.text("datePublished"),
            date_modified: json.get("dateModified"),
            article_section: json.get("articleSection").unwrap_or_default(),
            keywords: json.list("keywords"),
            author: json.list("author"),
            image: json.get("image"),
            word_count: json.get("wordCount"),
            body: json.list("body"),
            comments: json.get("comments"),
            related: json.list("related"),
            author_articles: json.list("authorArticles"),
        })
    }
}

impl Decode for AuthorArticles {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            author: json.get("author")?,
            articles: json.list("articles"),
        })
    }
}

impl Decode for Section {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            slug: json.get("slug")?,
            name: json.get("name")?,
        })
    }
}

impl Decode for Author {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            slug: json.get("slug")?,
            name: json.get("name")?,
            job_title: json.get("jobTitle"),
        })
    }
}

impl Decode for Image {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            url: json.get("url")?,
            width: json.get("width")?,
            height: json.get("height")?,
            alt: json.text("alt"),
            caption: json.get("caption"),
            credit_text: json.get("creditText"),
            widths: json.list("widths"),
            tone: json.get("tone"),
        })
    }
}

impl Decode for Comments {
    fn decode(json: &Json) -> Option<Self> {
        match json.text("access").as_str() {
            "subscribers" => Some(Self {
                access: Access::Subscribers,
            }),
            _ => None,
        }
    }
}

impl Decode for Summary {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            slug: json.get("slug")?,
            headline: json.text("headline"),
            kicker: json.get("kicker"),
            description: json.text("description"),
            date_published: json.text("datePublished"),
            author: json.list("author"),
            image: json.get("image"),
        })
    }
}

/// Always a block: one that cannot be read is unknown, because the reader must see it was there.
impl Decode for Block {
    fn decode(json: &Json) -> Option<Self> {
        Some(block(json).unwrap_or_default())
    }
}

fn block(json: &Json) -> Option<Block> {
    Some(match json.text("type").as_str() {
        "paragraph" => Block::Paragraph {
            spans: json.get("spans")?,
        },
        "heading" => Block::Heading {
            level: json.get::<u32>("level")?.try_into().ok()?,
            spans: json.get("spans")?,
        },
        "image" => Block::Image(Image::decode(json)?),
        "quote" => Block::Quote {
            spans: json.get("spans")?,
            attribution: json.get("attribution"),
        },
        "pullQuote" => Block::PullQuote {
            spans: json.get("spans")?,
            attribution: json.get("attribution"),
        },
        "list" => Block::List {
            ordered: json.get("ordered").unwrap_or_default(),
            items: json.get("items")?,
        },
        "table" => Block::Table {
            caption: json.get("caption"),
            rows: json.get("rows")?,
        },
        "embed" => Block::Embed {
            url: json.get("url")?,
            title: json.get("title")?,
            provider_name: json.get("providerName")?,
        },
        "box" => Block::Box {
            title: json.get("title")?,
            body: json
                .get::<Vec<Boxed>>("body")?
                .into_iter()
                .map(|Boxed(block)| block)
                .collect(),
        },
        "separator" => Block::Separator,
        _ => return None,
    })
}

/// A block in a box. A box in a box is unknown: however deep data nests, reading it does not.
struct Boxed(Block);

impl Decode for Boxed {
    fn decode(json: &Json) -> Option<Self> {
        if json.text("type") == "box" {
            return Some(Self(Block::Unknown));
        }
        Block::decode(json).map(Self)
    }
}

impl Decode for Span {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            text: json.get("text")?,
            marks: {
                let mut marks: Vec<Mark> = json.list("marks");
                marks.truncate(MOST_MARKS);
                marks
            },
        })
    }
}

impl Decode for Mark {
    fn decode(json: &Json) -> Option<Self> {
        Some(match json.text("type").as_str() {
            "strong" => Self::Strong,
            "emphasis" => Self::Emphasis,
            "link" => Self::Link {
                href: json.get("href")?,
            },
            "language" => Self::Language {
                lang: json.get("lang")?,
            },
            _ => return None,
        })
    }
}

impl Decode for Cell {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            header: json.get("header").unwrap_or_default(),
            spans: json.list("spans"),
        })
    }
}

impl Decode for Site {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            version: json.get("version")?,
            name: json.get("name")?,
            tagline: json.text("tagline"),
            url: json.text("url"),
            in_language: json.text("inLanguage"),
            time_zone: json.text("timeZone"),
            sections: json.list("sections"),
            authors: json.list("authors"),
            plans: json.list("plans"),
            links: json.list("links"),
            contact: json.get("contact"),
            front_page: json.list("frontPage"),
            membership: json.get("membership").unwrap_or_default(),
        })
    }
}

impl Decode for Profile {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            slug: json.get("slug")?,
            name: json.get("name")?,
            job_title: json.get("jobTitle"),
            description: json.get("description"),
            image: json.get("image"),
        })
    }
}

impl Decode for Plan {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            id: json.get("id")?,
            name: json.get("name")?,
            amount: json.get("amount")?,
            currency: json.get("currency")?,
            interval: json.get("interval")?,
            url: json.get("url"),
            description: json.get("description"),
            features: json.list("features"),
        })
    }
}

impl Decode for Interval {
    fn decode(json: &Json) -> Option<Self> {
        Some(match String::decode(json)?.as_str() {
            "day" => Self::Day,
            "week" => Self::Week,
            "month" => Self::Month,
            "year" => Self::Year,
            _ => return None,
        })
    }
}

impl Decode for Membership {
    fn decode(json: &Json) -> Option<Self> {
        Some(match String::decode(json)?.as_str() {
            "pocketbase" => Self::Pocketbase,
            "none" => Self::None,
            _ => return None,
        })
    }
}

impl Decode for SiteLink {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            name: json.get("name")?,
            url: json.get("url")?,
        })
    }
}

impl Decode for Plans {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            version: json.get("version")?,
            plans: json.list("plans"),
            contact: json.get("contact"),
        })
    }
}

impl Decode for Contact {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            email: json.get("email"),
            telephone: json.get("telephone"),
            address: json.get("address"),
        })
    }
}

impl Decode for ListHead {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            version: json.get("version")?,
            pages: json.get("pages").unwrap_or_default(),
            author: json.get("author"),
            articles: json.list("articles"),
        })
    }
}

impl Decode for ListPage {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            version: json.get("version")?,
            author: json.get("author"),
            articles: json.list("articles"),
        })
    }
}

impl Decode for FrontPage {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            version: json.get("version")?,
            lead: json.get("lead"),
            secondaries: json.list("secondaries"),
            sections: json.list("sections"),
            pages: json.get("pages").unwrap_or_default(),
        })
    }
}

impl Decode for FrontSection {
    fn decode(json: &Json) -> Option<Self> {
        Some(Self {
            section: json.get("section")?,
            articles: json.list("articles"),
        })
    }
}

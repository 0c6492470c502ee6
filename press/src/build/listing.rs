//! A section's or an author's list: its addresses, its documents, and what its pages say of themselves.

use kiosque::{
    contract::{Profile, Section, Site},
    routes::{Document, Route},
};

use super::{archive::Archive, digest::Digest, head::Head, lists};
use crate::{gallery::Gallery, syndication::Icons};

/// Whose articles a list holds.
#[derive(Clone, Copy)]
pub enum Listing<'a> {
    Section(&'a Section),
    Author(&'a Profile),
}

impl<'a> Listing<'a> {
    pub fn articles(self, archive: &'a Archive) -> Vec<&'a Digest> {
        match self {
            Self::Section(section) => archive.of_section(&section.slug),
            Self::Author(author) => archive.of_author(&author.slug),
        }
    }

    /// The list's address, or that of a page of it.
    pub fn route(self, number: Option<u32>) -> Route {
        match self {
            Self::Section(section) => Route::Section(section.slug.clone(), number),
            Self::Author(author) => Route::Author(author.slug.clone(), number),
        }
    }

    pub fn head(self) -> Document {
        match self {
            Self::Section(section) => Document::SectionHead(section.slug.clone()),
            Self::Author(author) => Document::AuthorHead(author.slug.clone()),
        }
    }

    pub fn page(self, number: u32) -> Document {
        match self {
            Self::Section(section) => Document::SectionPage(section.slug.clone(), number),
            Self::Author(author) => Document::AuthorPage(author.slug.clone(), number),
        }
    }

    /// What a page of the list says of itself; a section shows itself by its newest picture.
    pub fn about(self, site: &Site, icons: &Icons, gallery: &Gallery, articles: &[&Digest]) -> Head {
        match self {
            Self::Section(section) => {
                Head::section(site, section).with_picture(site, lists::image(articles), gallery)
            }
            Self::Author(author) => Head::author(site, icons, author, gallery),
        }
    }

    pub fn name(self) -> &'a str {
        match self {
            Self::Section(section) => &section.name,
            Self::Author(author) => &author.name,
        }
    }

    pub fn author(self) -> Option<&'a Profile> {
        match self {
            Self::Section(_) => None,
            Self::Author(author) => Some(author),
        }
    }
}

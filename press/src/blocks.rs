//! What stands in the blocks of a body, whatever their type: the passes over articles share this, so that a new type of
//! block is told of here and nowhere is forgotten.

use std::slice;

use kiosque::contract::{Block, Image, Item, Span};

/// Visits blocks, those within other blocks, too.
pub fn each<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        if let Some((_, blocks)) = within(block) {
            each(blocks, visit);
        }
    }
}

/// As [`each`], to change them.
pub fn each_mut(blocks: &mut [Block], visit: &mut impl FnMut(&mut Block)) {
    for block in blocks {
        visit(block);
        if let Some(blocks) = within_mut(block) {
            each_mut(blocks, visit);
        }
    }
}

/// The blocks within a block, and under which key.
pub fn within(block: &Block) -> Option<(&'static str, &[Block])> {
    match block {
        Block::Box { body, .. } => Some(("body", body)),
        Block::Audio(media) | Block::Video(media) => Some(("transcript", &media.transcript)),
        _ => None,
    }
}

/// As [`within`], to change them.
pub fn within_mut(block: &mut Block) -> Option<&mut Vec<Block>> {
    match block {
        Block::Box { body, .. } => Some(body),
        Block::Audio(media) | Block::Video(media) => Some(&mut media.transcript),
        _ => None,
    }
}

/// The texts that stand in a block itself, each as its spans.
pub fn texts(block: &Block) -> Vec<&Vec<Span>> {
    match block {
        Block::Paragraph { spans, .. }
        | Block::Heading { spans, .. }
        | Block::Quote { spans, .. }
        | Block::PullQuote { spans, .. }
        | Block::Correction { spans, .. } => vec![spans],
        Block::List { items, .. } | Block::Notes { items } => of_items(items),
        Block::Table { rows, .. } => rows.iter().flatten().map(|cell| &cell.spans).collect(),
        Block::Image(_)
        | Block::Embed { .. }
        | Block::Box { .. }
        | Block::Code { .. }
        | Block::Audio(_)
        | Block::Video(_)
        | Block::Gallery { .. }
        | Block::Separator
        | Block::Unknown => Vec::new(),
    }
}

fn of_items(items: &[Item]) -> Vec<&Vec<Span>> {
    let texts = items
        .iter()
        .map(|item| [vec![&item.spans], of_items(&item.items)].concat());
    texts.flatten().collect()
}

/// As [`texts`], to change them.
pub fn texts_mut(block: &mut Block) -> Vec<&mut Vec<Span>> {
    match block {
        Block::Paragraph { spans, .. }
        | Block::Heading { spans, .. }
        | Block::Quote { spans, .. }
        | Block::PullQuote { spans, .. }
        | Block::Correction { spans, .. } => vec![spans],
        Block::List { items, .. } | Block::Notes { items } => of_items_mut(items),
        Block::Table { rows, .. } => rows.iter_mut().flatten().map(|cell| &mut cell.spans).collect(),
        Block::Image(_)
        | Block::Embed { .. }
        | Block::Box { .. }
        | Block::Code { .. }
        | Block::Audio(_)
        | Block::Video(_)
        | Block::Gallery { .. }
        | Block::Separator
        | Block::Unknown => Vec::new(),
    }
}

fn of_items_mut(items: &mut [Item]) -> Vec<&mut Vec<Span>> {
    let mut texts = Vec::new();
    for item in items {
        texts.push(&mut item.spans);
        texts.extend(of_items_mut(&mut item.items));
    }
    texts
}

/// The texts of a block that have no marks: titles, captions, names. What its pictures say is theirs.
pub fn lines_mut(block: &mut Block) -> Vec<&mut String> {
    match block {
        Block::Quote { attribution, .. } | Block::PullQuote { attribution, .. } => {
            attribution.iter_mut().collect()
        }
        Block::Table { caption, .. } | Block::Gallery { caption, .. } => caption.iter_mut().collect(),
        Block::Embed { title, .. } | Block::Box { title, .. } => vec![title],
        Block::Audio(media) | Block::Video(media) => [&mut media.title]
            .into_iter()
            .chain(&mut media.credit_text)
            .collect(),
        Block::Paragraph { .. }
        | Block::Heading { .. }
        | Block::Image(_)
        | Block::List { .. }
        | Block::Code { .. }
        | Block::Notes { .. }
        | Block::Correction { .. }
        | Block::Separator
        | Block::Unknown => Vec::new(),
    }
}

/// The pictures that a block shows.
pub fn images(block: &Block) -> &[Image] {
    match block {
        Block::Image(image) => slice::from_ref(image),
        Block::Gallery { images, .. } => images,
        _ => &[],
    }
}

/// As [`images`], to change them.
pub fn images_mut(block: &mut Block) -> &mut [Image] {
    match block {
        Block::Image(image) => slice::from_mut(image),
        Block::Gallery { images, .. } => images,
        _ => &mut [],
    }
}

/// Where a block itself leads, beside the links of its texts.
pub fn address(block: &Block) -> Option<&String> {
    match block {
        Block::Embed { url, .. } => Some(url),
        Block::Audio(media) | Block::Video(media) => Some(&media.url),
        _ => None,
    }
}

/// As [`address`], to change it.
pub fn address_mut(block: &mut Block) -> Option<&mut String> {
    match block {
        Block::Embed { url, .. } => Some(url),
        Block::Audio(media) | Block::Video(media) => Some(&mut media.url),
        _ => None,
    }
}

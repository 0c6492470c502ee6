//! The texts of an article's body, whatever block they stand in.

use kiosque::contract::{Block, Span};

/// The texts that stand in a block itself, each as its spans. What is in a box stands in the box's own blocks.
pub fn texts(block: &Block) -> Vec<&Vec<Span>> {
    match block {
        Block::Paragraph { spans, .. }
        | Block::Heading { spans, .. }
        | Block::Quote { spans, .. }
        | Block::PullQuote { spans, .. } => vec![spans],
        Block::List { items, .. } => items.iter().collect(),
        Block::Table { rows, .. } => rows.iter().flatten().map(|cell| &cell.spans).collect(),
        Block::Image(_) | Block::Embed { .. } | Block::Box { .. } | Block::Separator | Block::Unknown => {
            Vec::new()
        }
    }
}

/// As [`texts`], to change them.
pub fn texts_mut(block: &mut Block) -> Vec<&mut Vec<Span>> {
    match block {
        Block::Paragraph { spans, .. }
        | Block::Heading { spans, .. }
        | Block::Quote { spans, .. }
        | Block::PullQuote { spans, .. } => vec![spans],
        Block::List { items, .. } => items.iter_mut().collect(),
        Block::Table { rows, .. } => rows.iter_mut().flatten().map(|cell| &mut cell.spans).collect(),
        Block::Image(_) | Block::Embed { .. } | Block::Box { .. } | Block::Separator | Block::Unknown => {
            Vec::new()
        }
    }
}

//! What a source has marked as none of the text, with the reason.

use super::tree::{self, Node};
use crate::outcome::Reason;

/// The attribute that bears the reason's name.
pub const OUT: &str = "data-kiosque-out";

/// Reasons that a source may mark with; a page that names another is not believed.
const REASONS: [Reason; 9] = [
    Reason::Sharing,
    Reason::Related,
    Reason::Newsletter,
    Reason::Advertisement,
    Reason::PageComments,
    Reason::PagePart,
    Reason::PageHead,
    Reason::LeadInBody,
    Reason::Hidden,
];

/// Why an element is left out, where it is marked.
pub fn reason(node: Node<'_>) -> Option<Reason> {
    let named = tree::attribute(node, OUT)?;
    REASONS.into_iter().find(|reason| format!("{reason:?}") == named)
}

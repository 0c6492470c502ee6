//! WordPress's post types.

use super::super::Index;
use crate::{
    mapping::Kind,
    outcome::Reason,
    record::{Newspaper, Standing},
};

/// What WordPress keeps among its posts and nobody reads (`create_initial_post_types` in its wp-includes/post.php), and the
/// definitions of Advanced Custom Fields.
const SYSTEM: [&str; 16] = [
    "acf-field",
    "acf-field-group",
    "acf-post-type",
    "acf-taxonomy",
    "custom_css",
    "customize_changeset",
    "nav_menu_item",
    "oembed_cache",
    "revision",
    "user_request",
    "wp_font_face",
    "wp_font_family",
    "wp_global_styles",
    "wp_navigation",
    "wp_template",
    "wp_template_part",
];

/// What other records are made of, and none itself: with Co-Authors Plus's people.
const PARTS: [&str; 3] = ["attachment", "guest-author", "wp_block"];

/// Why an item is none of the records that are imported, by its post type and what the mapping file says of that.
pub fn standing(kind: &str, index: &Index) -> Option<Standing> {
    if PARTS.contains(&kind) {
        return Some(Standing::Part);
    }
    let becomes = index.mapping.kinds.get(kind).copied();
    match becomes.unwrap_or_else(|| usual(kind)) {
        Kind::SetAside if SYSTEM.contains(&kind) => Some(Standing::SetAside(Reason::OtherRecord)),
        Kind::SetAside => Some(Standing::SetAside(Reason::OtherKind)),
        Kind::Article | Kind::Page => None,
    }
}

/// Whether items of a post type are pages.
pub fn is_page(kind: &str, index: &Index) -> bool {
    let becomes = index.mapping.kinds.get(kind).copied();
    becomes.unwrap_or_else(|| usual(kind)) == Kind::Page
}

/// What a post type becomes of which the mapping file says nothing.
fn usual(kind: &str) -> Kind {
    match kind {
        "post" => Kind::Article,
        "page" => Kind::Page,
        _ => Kind::SetAside,
    }
}

/// Counts an item whose post type the mapping file may decide of.
pub fn count(kind: &str, newspaper: &mut Newspaper) {
    if !kind.is_empty() && !SYSTEM.contains(&kind) && !PARTS.contains(&kind) {
        newspaper.kind(kind, usual(kind));
    }
}

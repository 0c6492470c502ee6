//! Readers' comments.

use serde_json::json;

use super::{
    super::tables::{Row, Spool},
    tables::Object,
};
use crate::error::Error;

/// Keeps a row of `spip_forum`, where readers wrote it and the newsroom did not refuse it. What identifies them beside their names
/// stays out.
///
/// # Errors
/// When it cannot be written.
pub fn add(row: &Row<'_>, to: &mut Spool<(Object, u64)>) -> Result<(), Error> {
    let status = row.line("statut");
    // `prive`, `privadm`, `privrac` are the newsroom's own talks; `off` and `spam` were taken away.
    if !matches!(status.as_str(), "publie" | "prop") {
        return Ok(());
    }
    let named = Object::named(&row.line("objet")).map(|kind| (kind, row.number("id_objet")));
    let old = [
        ("id_article", Object::Article),
        ("id_breve", Object::Brief),
        ("id_rubrique", Object::Section),
    ];
    let old = old.iter().find_map(|(column, kind)| {
        let number = row.number(column);
        (number > 0).then_some((*kind, number))
    });
    let Some(key) = named.or(old) else {
        return Ok(());
    };
    let comment = json!({
        "id": row.line("id_forum"),
        "parent": row.line("id_parent"),
        "date": row.line("date_heure"),
        "author": row.line("auteur"),
        "title": row.line("titre"),
        "content": row.text("texte"),
        "approved": if status == "publie" { "1" } else { "0" },
    });
    to.add(key, &comment)
}

//! A newspaper in which every text has a word that is longer than any line.

use std::path::Path;
use std::{fs, io};

use serde_json::{Map, Value};

/// What is no text, although it is between quotation marks; and what the press derives from others.
const NO_TEXT: [&str; 22] = [
    "access",
    "authorArticles",
    "currency",
    "dateModified",
    "datePublished",
    "dir",
    "email",
    "feedId",
    "frontPage",
    "href",
    "id",
    "inLanguage",
    "interval",
    "lang",
    "membership",
    "related",
    "slug",
    "telephone",
    "telephones",
    "timeZone",
    "url",
    "version",
];

/// Copies a content folder, with a word of 200 letters in each text that the schemas in `schemas` know of, also those that
/// it has not: a new field is tried by itself.
///
/// # Errors
/// When something cannot be read or written.
pub fn lengthen(content: &Path, schemas: &Path, out: &Path) -> io::Result<()> {
    let schema = |name: &str| read(&schemas.join(name));
    copy(content, out)?;
    rewrite(&out.join("site.json"), &schema("site.schema.json")?)?;
    for (folder, name) in [("articles", "article.schema.json"), ("pages", "page.schema.json")] {
        let schema = schema(name)?;
        for file in fs::read_dir(out.join(folder))? {
            rewrite(&file?.path(), &schema)?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> io::Result<Value> {
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}

fn rewrite(path: &Path, schema: &Value) -> io::Result<()> {
    let mut value = read(path)?;
    add_word(&mut value, schema, schema);
    fs::write(path, value.to_string())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let copied = to.join(path.file_name().unwrap_or_default());
        match path.is_dir() {
            true => copy(&path, &copied)?,
            false => fs::copy(&path, &copied).map(drop)?,
        }
    }
    Ok(())
}

fn add_word(value: &mut Value, schema: &Value, root: &Value) {
    if let Some(name) = schema["$ref"]
        .as_str()
        .and_then(|name| name.strip_prefix("#/$defs/"))
    {
        add_word(value, &root["$defs"][name], root);
    }
    let kind = value["type"].clone();
    for one in ["anyOf", "oneOf"]
        .into_iter()
        .filter_map(|of| schema[of].as_array())
        .flatten()
    {
        let named = &one["properties"]["type"]["const"];
        if named.is_null() || *named == kind {
            add_word(value, one, root);
        }
    }
    match value {
        Value::String(text) if is_text(schema) => *text = [text, " ", &"m".repeat(200)].concat(),
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| add_word(item, &schema["items"], root)),
        Value::Object(fields) => {
            let known = schema["properties"].as_object().into_iter().flatten();
            for (key, schema) in known.filter(|(key, _)| !NO_TEXT.contains(&key.as_str())) {
                add_field(fields, key, schema, root);
            }
        }
        _ => {}
    }
}

fn add_field(fields: &mut Map<String, Value>, key: &str, schema: &Value, root: &Value) {
    if is_text(schema) && !fields.contains_key(key) {
        fields.insert(key.to_owned(), Value::from("Un"));
    }
    if let Some(value) = fields.get_mut(key) {
        add_word(value, schema, root);
    }
}

fn is_text(schema: &Value) -> bool {
    let kind = &schema["type"];
    let is_string = kind == "string"
        || kind
            .as_array()
            .is_some_and(|kinds| kinds.contains(&"string".into()));
    is_string && schema["const"].is_null() && schema["enum"].is_null()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_text_has_the_word_also_where_there_was_none() {
        let schema = json!({
            "properties": {
                "slug": { "type": "string" },
                "kicker": { "type": ["string", "null"] },
                "body": { "type": "array", "items": { "$ref": "#/$defs/Block" } },
            },
            "$defs": { "Block": { "oneOf": [
                { "properties": { "type": { "type": "string", "const": "a" }, "title": { "type": "string" } } },
                { "properties": { "type": { "type": "string", "const": "b" }, "spans": { "type": "array", "items": { "type": "string" } } } },
            ] } },
        });
        let mut value = json!({ "slug": "un", "body": [{ "type": "a" }, { "type": "b", "spans": ["x"] }] });
        add_word(&mut value, &schema, &schema);
        let word = "m".repeat(200);
        let expected = json!({
            "slug": "un", "kicker": format!("Un {word}"),
            "body": [{ "type": "a", "title": format!("Un {word}") }, { "type": "b", "spans": [format!("x {word}")] }],
        });
        assert_eq!(value, expected);
    }
}

//! The JSON Schema of the contract, generated from its types.

use std::path::Path;

use kiosque::contract::{Article, FrontPage, ListHead, ListPage, Page, Plans, Site};
use schemars::{JsonSchema, Schema, generate::SchemaSettings, transform::RecursiveTransform};

use crate::{Stop, failed, redirects::RedirectsFile, whole};

/// Every document that a program outside may read or write, by its file name.
fn schemas() -> [(&'static str, Schema); 8] {
    [
        ("article.schema.json", schema::<Article>()),
        ("site.schema.json", schema::<Site>()),
        ("front-page.schema.json", schema::<FrontPage>()),
        ("list-head.schema.json", schema::<ListHead>()),
        ("list-page.schema.json", schema::<ListPage>()),
        ("plans.schema.json", schema::<Plans>()),
        ("page.schema.json", schema::<Page>()),
        ("redirects.schema.json", schema::<RedirectsFile>()),
    ]
}

/// As it is written: what is left out when empty may be left out.
fn schema<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12()
        .for_serialize()
        // What a reader takes for what is missing is no advice to those who write.
        .with_transform(RecursiveTransform(|schema: &mut Schema| {
            schema.remove("default");
        }))
        .into_generator()
        .into_root_schema_for::<T>()
}

fn text(schema: &Schema) -> Result<String, Stop> {
    let text = serde_json::to_string_pretty(schema).map_err(|why| Stop::Failure(why.to_string()))?;
    Ok(text + "\n")
}

/// Writes the schemas into a folder.
///
/// # Errors
/// When it cannot be written.
pub fn command(folder: &Path) -> Result<(), Stop> {
    let file = |(name, schema): (&str, Schema)| Ok((folder.join(name), text(&schema)?.into_bytes().into()));
    let files: Vec<_> = schemas().into_iter().map(file).collect::<Result<_, Stop>>()?;
    whole::write_all(&files).map_err(|(path, why)| failed("cannot write", &path, why))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_committed_schemas_are_those_of_the_types() {
        for (name, schema) in schemas() {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/schema");
            let committed = fs::read_to_string(folder.join(name)).unwrap_or_default();
            let current = text(&schema).ok().unwrap();
            assert!(
                committed == current,
                "docs/schema/{name} is old: run `cargo run -p press -- schema`"
            );
        }
    }

    #[test]
    fn every_file_of_the_sample_newspaper_follows_its_schema() {
        let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
        let article = validator(&schemas()[0].1);
        let mut articles = 0;
        for entry in fs::read_dir(public.join("articles")).unwrap() {
            let path = entry.unwrap().path();
            follows(&article, &path);
            articles += 1;
        }
        assert!(articles >= 24, "the sample newspaper has {articles} articles");
        follows(&validator(&schemas()[1].1), &public.join("site.json"));
        for entry in fs::read_dir(public.join("pages")).unwrap() {
            follows(&validator(&schemas()[6].1), &entry.unwrap().path());
        }
    }

    fn validator(schema: &Schema) -> jsonschema::Validator {
        jsonschema::validator_for(schema.as_value()).unwrap()
    }

    fn follows(validator: &jsonschema::Validator, path: &Path) {
        let value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
    }
}

//! What wasm-opt says of the names that it has shortened.

use std::collections::{BTreeMap, HashMap};

/// New names by the old ones.
#[derive(Debug, PartialEq, Eq)]
pub struct Renames {
    /// By module and name.
    pub imports: BTreeMap<(String, String), String>,
    pub exports: BTreeMap<String, String>,
    /// The module that all imports are of now.
    pub module: &'static str,
}

/// What one round of `--minify-imports-and-exports-and-modules` prints: of `imports` the module, the old name and the
/// new one, of `exports` the old name and the new one.
type Round = HashMap<String, Vec<Vec<String>>>;

/// Binaryen's name for the one module.
const MODULE: &str = "a";

impl Renames {
    /// Reads what wasm-opt printed: with `--converge` it shortens again, in each round, what it called short before.
    pub fn parse(printed: &str) -> Result<Self, String> {
        let mut renames: Option<Self> = None;
        for round in serde_json::Deserializer::from_str(printed).into_iter::<Round>() {
            let now = Self::of_round(round.map_err(|error| error.to_string())?)?;
            renames = Some(match renames {
                None => now,
                Some(before) => before.then(&now),
            });
        }
        renames.ok_or_else(|| "it names nothing that it has shortened".to_owned())
    }

    fn of_round(mut round: Round) -> Result<Self, String> {
        let mut renames = Self {
            imports: BTreeMap::new(),
            exports: BTreeMap::new(),
            module: MODULE,
        };
        let unknown = |names: &[String]| format!("it renames {names:?}, which is not understood");
        for names in round.remove("imports").ok_or("it names no imports")? {
            let [module, old, new] = <[String; 3]>::try_from(names).map_err(|names| unknown(&names))?;
            renames.imports.insert((module, old), new);
        }
        for names in round.remove("exports").ok_or("it names no exports")? {
            let [old, new] = <[String; 2]>::try_from(names).map_err(|names| unknown(&names))?;
            renames.exports.insert(old, new);
        }
        Ok(renames)
    }

    /// What is left of these names, as they are after another round.
    fn then(self, now: &Self) -> Self {
        let import = |(old, name): ((String, String), String)| {
            let now = now.imports.get(&(MODULE.to_owned(), name))?;
            Some((old, now.clone()))
        };
        let export = |(old, name): (String, String)| Some((old, now.exports.get(&name)?.clone()));
        Self {
            imports: self.imports.into_iter().filter_map(import).collect(),
            exports: self.exports.into_iter().filter_map(export).collect(),
            module: MODULE,
        }
    }
}

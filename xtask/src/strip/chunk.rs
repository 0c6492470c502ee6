//! The chunks that wasm-split took out of a program (docs/decisions/0018), and what fetches them.
//!
//! wasm-split writes a module for that, which has the program's exports from wasm-bindgen's `initSync` and each chunk
//! from a name of its own. The press names chunks, and what is shorter is a part of the bindings.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::renames::Renames;

/// The module from which the program imports the functions that fetch its chunks, and how these begin.
const MODULE: &str = "./__wasm_split.js";
const LOAD: &str = "__wasm_split_load_";
/// The module by which a chunk names the program's exports.
const PROGRAM: &str = "__wasm_split";
/// The exports through which the program is told how that went.
const TABLE: &str = "__indirect_function_table";

/// The chunks: what each split point (`src/lazy.rs`) has for itself, and what they share, which is fetched with each.
pub const PARTS: [&str; 3] = [SHARED, "contributions", "own"];
const SHARED: &str = "shared";

/// A chunk as wasm-split left it.
pub struct Chunk {
    /// Of [`PARTS`].
    pub part: &'static str,
    pub path: PathBuf,
}

/// All chunks, in the order of [`PARTS`].
pub fn all(chunks: &Path) -> Result<Vec<Chunk>, String> {
    let mut names = BTreeSet::new();
    for file in fs::read_dir(chunks).map_err(|error| error.to_string())?.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if name.ends_with(".wasm") && name != "main.wasm" {
            names.insert(name);
        }
    }
    let mut found = Vec::new();
    for part in PARTS {
        let is_it = |name: &&String| match part {
            SHARED => name.starts_with("chunk_"),
            _ => **name == format!("split_{part}.wasm"),
        };
        let name = names.iter().find(is_it).cloned();
        let name = name.ok_or_else(|| format!("there is no chunk \"{part}\""))?;
        names.remove(&name);
        let path = chunks.join(name);
        found.push(Chunk { part, path });
    }
    match names.first() {
        None => Ok(found),
        Some(name) => Err(format!("nobody would fetch {name}")),
    }
}

/// The bindings with the functions that fetch the chunks in the place of the import of wasm-split's module. `wanted` is
/// what each part imports, and how it calls that now.
///
/// A chunk that has come is kept, for its statics begin anew when it is instantiated; one that has not is asked for again.
pub fn with_loader(bindings: &str, wanted: &[(&str, Renames)]) -> Result<String, String> {
    let mut imports = String::new();
    let mut loads = String::new();
    for (part, wanted) in wanted {
        let mut exports = Vec::new();
        for ((module, export), short) in &wanted.imports {
            if module != PROGRAM {
                return Err(format!("the chunk \"{part}\" imports `{export}` of \"{module}\""));
            }
            exports.push(format!("{short}: wasm.{export}"));
        }
        let (module, exports) = (wanted.module, exports.join(", "));
        imports += &format!("    {part}: () => ({{ {module}: {{ {exports} }} }}),\n");
        if *part != SHARED {
            loads += &format!("    {LOAD}{part}: load(\"{part}\"),\n");
        }
    }
    // There is a line for each function, all of the same module.
    let ending = format!(" from \"{MODULE}\"");
    let named = |line: &str| -> Option<String> {
        let name = line.strip_prefix("import * as ")?.strip_suffix(&ending)?;
        Some(name.to_owned())
    };
    let name = bindings.lines().find_map(named);
    let name = name.ok_or_else(|| format!("it does not import {MODULE}"))?;
    let loader = format!(
        "const chunks = {{}};
const chunkImports = {{
{imports}}};
const chunk = (part) =>
    (chunks[part] ??= fetch(`${{document.querySelector('link[rel=members]').href}}-${{part}}.wasm`)
        .then((response) => response.arrayBuffer())
        .then((bytes) => WebAssembly.instantiate(bytes, chunkImports[part]()))
        .catch((error) => {{
            chunks[part] = null;
            throw error;
        }}));
const load = (part) => async (callback, data) => {{
    const outcomes = await Promise.allSettled([chunk(\"{SHARED}\"), chunk(part)]);
    const has_come = outcomes.every((outcome) => outcome.value);
    wasm.{TABLE}.get(callback)(data, has_come);
}};
const {name} = {{
{loads}}};"
    );
    let line = |line: &str| match named(line) {
        Some(first) if first == name => loader.clone(),
        Some(again) => format!("const {again} = {name};"),
        None => line.to_owned(),
    };
    Ok(bindings.lines().map(line).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::super::bindings::Bindings;
    use super::super::tests::SAMPLE;
    use super::*;

    /// What each of two chunks imports of a module, under names of its own.
    fn wanted(module: &str) -> [(&'static str, Renames); 2] {
        let of = |memory: &str, table: &str| {
            Renames::parse(&format!(
                r#"{{ "imports": [["{module}", "memory", "{memory}"], ["{module}", "{TABLE}", "{table}"]], "exports": [] }}"#
            ))
            .unwrap()
        };
        [(SHARED, of("a", "b")), ("own", of("b", "a"))]
    }

    fn program() -> String {
        format!("import * as import7 from \"{MODULE}\"\nimport * as import8 from \"{MODULE}\"\n{SAMPLE}")
    }

    #[test]
    fn a_chunk_gets_what_it_imports_of_the_program_by_the_names_that_it_has_now() {
        let bindings = with_loader(&program(), &wanted(PROGRAM)).unwrap();
        assert!(!bindings.contains(MODULE), "{bindings}");
        for expected in [
            "shared: () => ({ a: { b: wasm.__indirect_function_table, a: wasm.memory } }),",
            "own: () => ({ a: { a: wasm.__indirect_function_table, b: wasm.memory } }),",
            "const import7 = {\n    __wasm_split_load_own: load(\"own\"),\n};",
            "const import8 = import7;",
        ] {
            assert!(bindings.contains(expected), "{expected}: {bindings}");
        }
    }

    #[test]
    fn what_a_chunk_imports_stays_in_the_program() {
        let bindings = with_loader(&program(), &wanted(PROGRAM)).unwrap();
        let graph = Bindings::parse(&bindings).unwrap().graph();
        let is_kept = |export: &str| {
            let roots = graph
                .as_array()
                .unwrap()
                .iter()
                .filter(|node| node["root"] == true);
            let mut reached = roots.flat_map(|node| node["reaches"].as_array().unwrap());
            reached.any(|name| *name == format!("export {export}"))
        };
        assert!(is_kept("memory") && is_kept(TABLE));
        assert!(!is_kept("__wbg_sink_free"));
    }

    #[test]
    fn a_program_without_chunks_and_a_chunk_of_another_program_are_errors() {
        assert!(with_loader(SAMPLE, &wanted(PROGRAM)).is_err());
        assert!(
            with_loader(&program(), &wanted("env"))
                .unwrap_err()
                .contains("\"env\"")
        );
    }

    #[test]
    fn a_chunk_that_nobody_would_fetch_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str| fs::write(folder.path().join(name), "wasm").unwrap();
        assert!(all(&folder.path().join("none")).is_err());
        for name in ["main.wasm", "__wasm_split.js", "chunk_0_a.wasm", "split_own.wasm"] {
            write(name);
        }
        assert!(all(folder.path()).is_err(), "one is missing");
        write("split_contributions.wasm");
        let found = all(folder.path()).unwrap();
        assert_eq!(found.iter().map(|chunk| chunk.part).collect::<Vec<_>>(), PARTS);
        write("chunk_1_b.wasm");
        assert!(all(folder.path()).is_err(), "there is one more");
    }
}

//! The chunk that wasm-split took out of a program (docs/decisions/0018), and what fetches it.
//!
//! wasm-split writes a module for that, which has the program's exports from wasm-bindgen's `initSync` and the chunk from
//! a name of its own. The press names chunks, and what is shorter is a part of the bindings.

use std::fs;
use std::path::{Path, PathBuf};

use super::renames::Renames;

/// The module from which the program imports the function that fetches its chunk, and that function.
const MODULE: &str = "./__wasm_split.js";
const LOAD: &str = "__wasm_split_load_members";
/// The module by which a chunk names the program's exports.
const PROGRAM: &str = "__wasm_split";
/// The exports through which the program is told how that went.
const TABLE: &str = "__indirect_function_table";

/// The chunk for members, which must be the only one: wasm-split makes another for what several share.
pub fn only(chunks: &Path) -> Result<PathBuf, String> {
    let files = fs::read_dir(chunks).map_err(|error| error.to_string())?;
    let mut chunks: Vec<PathBuf> = files
        .flatten()
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|it| it == "wasm") && !path.ends_with("main.wasm"))
        .collect();
    match (chunks.pop(), chunks.pop()) {
        (Some(chunk), None) if chunk.ends_with("split_members.wasm") => Ok(chunk),
        _ => Err("there is not split_members.wasm alone beside main.wasm".to_owned()),
    }
}

/// The bindings with the function that fetches the chunk in the place of the import of wasm-split's module. `wanted` is
/// what the chunk imports, and how it calls that now.
///
/// A chunk that has come is kept, for its statics begin anew when it is instantiated; one that has not is asked for again.
pub fn with_loader(bindings: &str, wanted: &Renames) -> Result<String, String> {
    let mut exports = Vec::new();
    for ((module, export), short) in &wanted.imports {
        if module != PROGRAM {
            return Err(format!("the chunk imports `{export}` of \"{module}\""));
        }
        exports.push(format!("{short}: wasm.{export}"));
    }
    let exports = exports.join(", ");
    let module = wanted.module;
    let ending = format!(" from \"{MODULE}\"");
    let import = bindings.lines().find_map(|line| {
        let name = line.strip_prefix("import * as ")?.strip_suffix(&ending)?;
        Some((line, name))
    });
    let (import, name) = import.ok_or_else(|| format!("it does not import {MODULE}"))?;
    let loader = format!(
        "let chunk;
const {name} = {{
    {LOAD}: async (callback, data) => {{
        let has_come = 1;
        try {{
            chunk ??= fetch(document.querySelector('link[rel=members]').href)
                .then((response) => response.arrayBuffer())
                .then((bytes) => WebAssembly.instantiate(bytes, {{ {module}: {{ {exports} }} }}));
            await chunk;
        }} catch {{
            has_come = 0;
            chunk = null;
        }}
        wasm.{TABLE}.get(callback)(data, has_come);
    }},
}};"
    );
    Ok(bindings.replacen(import, &loader, 1))
}

#[cfg(test)]
mod tests {
    use super::super::bindings::Bindings;
    use super::super::tests::SAMPLE;
    use super::*;

    fn wanted(module: &str) -> Renames {
        Renames::parse(&format!(
            r#"{{ "imports": [["{module}", "memory", "a"], ["{module}", "{TABLE}", "b"]], "exports": [] }}"#
        ))
        .unwrap()
    }

    fn program() -> String {
        format!("import * as import7 from \"{MODULE}\"\n{SAMPLE}")
    }

    #[test]
    fn a_chunk_gets_what_it_imports_of_the_program_by_the_names_that_it_has_now() {
        let bindings = with_loader(&program(), &wanted(PROGRAM)).unwrap();
        assert!(!bindings.contains(MODULE), "{bindings}");
        assert!(
            bindings.contains("const import7 = {\n    __wasm_split_load_members: async"),
            "{bindings}"
        );
        assert!(
            bindings.contains("{ a: { b: wasm.__indirect_function_table, a: wasm.memory } }"),
            "{bindings}"
        );
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
    fn a_program_without_a_chunk_and_a_chunk_of_another_program_are_errors() {
        assert!(with_loader(SAMPLE, &wanted(PROGRAM)).is_err());
        assert!(
            with_loader(&program(), &wanted("env"))
                .unwrap_err()
                .contains("\"env\"")
        );
    }

    #[test]
    fn a_second_chunk_is_an_error_for_nobody_would_fetch_it() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str| fs::write(folder.path().join(name), "wasm").unwrap();
        assert!(only(&folder.path().join("none")).is_err());
        write("main.wasm");
        write("__wasm_split.js");
        assert!(only(folder.path()).is_err(), "there is none");
        write("split_members.wasm");
        assert!(only(folder.path()).unwrap().ends_with("split_members.wasm"));
        write("chunk_0.wasm");
        assert!(only(folder.path()).is_err(), "there are two");
    }
}

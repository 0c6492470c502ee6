//! On what wasm-bindgen wrote (`--target web --no-typescript`) for a crate of a function, a struct that nobody makes, a
//! start function, and two functions of a module of ours, of which one is imported as it is.

use std::collections::BTreeSet;

use serde_json::Value;

use super::bindings::Bindings;
use super::renames::Renames;
use super::words::{exports, words};
use super::{WASM_BINDGEN, wasm_opt_options, without_markup};
use crate::project::Project;

pub const SAMPLE: &str = include_str!("sample.js");
const SNIPPET: &str = "./snippets/app-0cd1cead3f0174fd/src/reader.js";

/// What is wrong with the sample after a change of it.
fn why(from: &str, to: &str) -> String {
    assert!(SAMPLE.contains(from), "{from}");
    let text = SAMPLE.replace(from, to);
    Bindings::parse(&text).err().unwrap_or_default()
}

fn node<'a>(graph: &'a Value, name: &str) -> &'a Value {
    let mut nodes = graph.as_array().unwrap().iter();
    nodes
        .find(|node| node["name"] == name)
        .unwrap_or_else(|| panic!("{name}"))
}

/// What the sample's program still imports and exports when its class is gone, by short names.
fn renames() -> Renames {
    Renames::parse(&format!(
        r#"{{ "imports": [["./app_bg.js", "__wbg_log_444999e165544d65", "x"],
            ["./app_bg.js", "__wbg_turn_6fb7be78eff87ce7", "y"], ["{SNIPPET}", "leave", "z"],
            ["./app_bg.js", "__wbindgen_init_externref_table", "w"]],
          "exports": [["memory", "c"], ["begin", "d"], ["show", "e"], ["__wbindgen_malloc", "f"],
            ["__wbindgen_realloc", "g"], ["__wbindgen_externrefs", "h"], ["__wbindgen_start", "i"]] }}"#
    ))
    .unwrap()
}

#[test]
fn a_page_keeps_what_it_calls_and_no_class_that_nobody_makes() {
    let bindings = Bindings::parse(SAMPLE).unwrap();
    let stripped = bindings.stripped(&renames()).unwrap();
    for gone in [
        "Sink",
        "initSync",
        "__wbg_resolve_",
        "__wbindgen_generic_",
        "SinkFinalization",
        "import0",
    ] {
        assert!(!stripped.contains(gone), "{gone} is still in {stripped}");
    }
    for kept in [
        "export function begin() {\n    wasm.d();",
        "wasm.e(ptr0, len0);",
        "passStringToWasm0(name, wasm.f, wasm.g)",
        "        y: function(arg0, arg1) {\n            turn(getStringFromWasm0(arg0, arg1));\n        },",
        "        z: import1.leave,",
        "return { __proto__: null, a: {",
        "new Uint8Array(wasm.c.buffer)",
        "const table = wasm.h;",
        "wasm = instance.exports;",
        "wasm.i();",
        "'application/wasm'",
        "new URL('app_bg.wasm', import.meta.url)",
        "export { __wbg_init as default };",
    ] {
        assert!(stripped.contains(kept), "{kept} is not in {stripped}");
    }
}

#[test]
fn the_graph_leads_from_what_a_page_calls_to_what_the_program_exports() {
    let graph = Bindings::parse(SAMPLE).unwrap().graph();
    assert_eq!(node(&graph, "statement show")["root"], true);
    assert_eq!(node(&graph, "statement __wbg_init")["root"], true);
    let sink = node(&graph, "statement Sink");
    assert_eq!(sink["root"], Value::Null);
    let reached: Vec<&str> = sink["reaches"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert!(reached.contains(&"export sink_close") && reached.contains(&"statement SinkFinalization"));
    let import = node(&graph, "import __wbg_turn_6fb7be78eff87ce7");
    assert_eq!(import["import"][0], "./app_bg.js");
    let known: BTreeSet<&str> = graph
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it["name"].as_str())
        .collect();
    for node in graph.as_array().unwrap() {
        for reached in node["reaches"].as_array().into_iter().flatten() {
            assert!(known.contains(reached.as_str().unwrap()), "{reached} of {node}");
        }
    }
}

#[test]
fn what_the_program_imports_or_the_page_uses_must_be_there() {
    let bindings = Bindings::parse(SAMPLE).unwrap();
    let mut missing = renames();
    missing.exports.remove("show");
    let error = bindings.stripped(&missing).unwrap_err();
    assert!(error.contains("`wasm.show`"), "{error}");

    let mut foreign = renames();
    foreign.imports.insert(("env".into(), "abort".into()), "v".into());
    let error = bindings.stripped(&foreign).unwrap_err();
    assert!(error.contains("`abort` of \"env\""), "{error}");

    // Of two modules: Binaryen gives one name to both.
    let mut same = renames();
    same.imports.insert((SNIPPET.into(), "turn".into()), "y".into());
    let error = bindings.stripped(&same).unwrap_err();
    assert!(error.contains("two imports are called `y`"), "{error}");
}

#[test]
fn bindings_that_look_otherwise_are_an_error_that_says_where() {
    for (from, to, wanted) in [
        ("const import0 = {", "const imports = {};", "const imports"),
        (
            "        __wbg_log_",
            "    imports.wbg.__wbg_log_",
            "imports.wbg.__wbg_log_",
        ),
        (
            "\"./app_bg.js\": import0",
            "\"./app_bg.js\": imports",
            "`import0`",
        ),
        (
            "function __wbg_get_imports()",
            "function getImports()",
            "function __wbg_get_imports() {",
        ),
        (
            "export { initSync, __wbg_init as default };",
            "export default __wbg_init;",
            "export default __wbg_init;",
        ),
        (
            "async function __wbg_init(module_or_path)",
            "async function init(module_or_path)",
            "async function init(",
        ),
        (
            "wasm = instance.exports;",
            "wasm = exportsOf(instance);",
            "instance.exports",
        ),
        (
            "const ptr = malloc(",
            "const ptr = pick(wasm)(",
            "passStringToWasm0",
        ),
        (
            "\nfunction initSync(",
            "\nvar once;\nfunction initSync(",
            "var once;",
        ),
    ] {
        let why = why(from, to);
        assert!(why.contains(wanted), "{from}: \"{why}\" does not name {wanted}");
    }
}

#[test]
fn names_are_followed_through_every_round() {
    let renames = Renames::parse(
        r#"{ "imports": [["./x_bg.js", "first", "a"], ["./x_bg.js", "second", "b"]], "exports": [["memory", "c"], ["gone", "d"]] }
           { "imports": [["a", "b", "a"]], "exports": [["c", "b"]] }"#,
    )
    .unwrap();
    let imports: Vec<_> = renames.imports.iter().collect();
    assert_eq!(
        imports,
        [(&("./x_bg.js".to_owned(), "second".to_owned()), &"a".to_owned())]
    );
    assert_eq!(
        renames.exports.into_iter().collect::<Vec<_>>(),
        [("memory".to_owned(), "b".to_owned())]
    );
    for nothing in ["", "[]", "{}", r#"{"imports":[["a"]],"exports":[]}"#] {
        assert!(Renames::parse(nothing).is_err(), "{nothing}");
    }
}

#[test]
fn a_use_of_an_export_is_told_from_other_words() {
    let used = |text| exports(text).collect::<Vec<_>>();
    assert_eq!(used("wasm.a(1, wasm[\"b-c\"])"), [Some("a"), Some("b-c")]);
    assert_eq!(used("wasmModule; 'x_bg.wasm'; 'application/wasm'; this.wasm"), []);
    assert_eq!(used("if (wasm !== undefined) return wasm;"), [None, None]);
    assert_eq!(
        words("a.b($c_1, 'd')").collect::<Vec<_>>(),
        ["a", "b", "$c_1", "d"]
    );
}

#[test]
fn wasm_opt_is_told_what_trunk_tells_it() {
    let project = Project::locate().unwrap();
    let html = std::fs::read_to_string(project.path("index.html")).unwrap();
    let options = wasm_opt_options(&html, "kiosque").unwrap();
    assert!(
        options.iter().any(|option| option == "--enable-reference-types"),
        "{options:?}"
    );
    assert_eq!(wasm_opt_options(&html, "other"), None);
}

/// Look at what another version writes, and make the sample anew with it, before you change this one.
#[test]
fn the_bindings_are_those_of_the_pinned_wasm_bindgen() {
    let project = Project::locate().unwrap();
    let manifest = std::fs::read_to_string(project.path("Cargo.toml")).unwrap();
    let pin = format!("\"={WASM_BINDGEN}\"");
    let lines = manifest.lines().filter(|line| line.starts_with("wasm-bindgen ="));
    for line in lines.clone() {
        assert!(
            line.contains(&pin),
            "{line}: xtask/src/strip knows {WASM_BINDGEN}"
        );
    }
    assert!(lines.count() > 0);
}

#[test]
fn no_released_program_can_set_markup_from_text() {
    let bindings = "__wbg_set_innerHTML_a9: function(arg0, arg1, arg2) {\n\
                    arg0.innerHTML = getStringFromWasm0(arg1, arg2);\n},";
    let without = without_markup(bindings);
    assert!(without.contains("throw new TypeError"), "{without}");
    assert!(!without.contains(".innerHTML"), "{without}");
}

//! wasm-bindgen's JavaScript (`--target web`), in parts: what a program imports, and what uses which of its exports.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Value, json};

use super::renames::Renames;
use super::words::{exports, next_export, words};

/// Each of its functions that may fail says what is not as wasm-bindgen is known to write it.
pub struct Bindings<'a> {
    statements: Vec<Statement<'a>>,
    /// The name under which the program imports what wasm-bindgen wrote.
    module: &'a str,
    /// What wasm-bindgen wrote for the program, by the name under which it is imported.
    entries: BTreeMap<&'a str, String>,
    /// Modules of our own that the program imports, with the name that each has in the bindings.
    snippets: HashMap<&'a str, &'a str>,
}

/// A statement at the top of the file.
struct Statement<'a> {
    text: &'a str,
    kind: Kind<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind<'a> {
    /// `__wbg_get_imports`, which is written anew.
    Imports,
    /// A function that the page calls.
    Exported(&'a str),
    /// A function or a class, which goes when nothing names it.
    Named(&'a str),
    /// Goes with what it speaks of.
    Of(&'a str),
    /// What the module exports under another name.
    List,
    Always,
}

const IMPORTS: &str = "function __wbg_get_imports() {";
const LIST: &str = "export { initSync, __wbg_init as default };";
/// What the page starts the program with.
const INIT: &str = "__wbg_init";
/// Where the program's exports are handled as a whole.
const WHOLE: [&str; 4] = ["__wbg_finalize_init", "initSync", "__wbg_init", "__wbg_init_once"];
const DECLARED: &str = "let wasmModule, wasmInstance, wasm;";

impl<'a> Bindings<'a> {
    pub fn parse(text: &'a str) -> Result<Self, String> {
        let mut statements = Vec::new();
        for text in split(text) {
            let kind = Kind::of(text)?;
            let is_whole =
                matches!(kind, Kind::Named(name) if WHOLE.contains(&name)) || text.contains(DECLARED);
            if !is_whole && exports(text).any(|export| export.is_none()) {
                return Err(format!("`wasm` is used as a whole in {}", first_line(text)));
            }
            statements.push(Statement { text, kind });
        }
        let only = |kind: Kind, what: &str| {
            let mut found = statements.iter().filter(|statement| statement.kind == kind);
            match (found.next(), found.next()) {
                (Some(statement), None) => Ok(statement.text),
                _ => Err(format!("`{what}` is not there exactly once")),
            }
        };
        only(Kind::List, LIST)?;
        only(Kind::Named(INIT), "function __wbg_init(")?;
        if text.matches("instance.exports").count() != 1 {
            return Err("`instance.exports` is not there exactly once".to_owned());
        }
        let imports = Imports::parse(only(Kind::Imports, IMPORTS)?)?;
        Ok(Self {
            statements,
            module: imports.module,
            entries: imports.entries,
            snippets: imports.snippets,
        })
    }

    /// What reaches what, as wasm-metadce reads it.
    pub fn graph(&self) -> Value {
        let names = self.names();
        let mut known = BTreeSet::new();
        let mut reached = |text: &str| -> Vec<String> {
            let used = exports(text).flatten().map(|export| {
                known.insert(export.to_owned());
                format!("export {export}")
            });
            let mut reached: Vec<String> = used.collect();
            let named = words(text).filter(|word| names.contains_key(word));
            reached.extend(named.map(|word| format!("statement {word}")));
            reached
        };
        let mut graph = Vec::new();
        for (place, Statement { text, kind }) in self.statements.iter().enumerate() {
            let (name, is_root) = match kind {
                Kind::Imports | Kind::List | Kind::Of(_) => continue,
                Kind::Exported(name) => (format!("statement {name}"), true),
                Kind::Named(name) => (format!("statement {name}"), *name == INIT),
                Kind::Always => (format!("line {place}"), true),
            };
            let mut node = json!({ "name": name, "reaches": reached(text) });
            // wasm-metadce knows no root that is false.
            if is_root {
                node["root"] = true.into();
            }
            graph.push(node);
        }
        for (key, text) in &self.entries {
            graph.push(json!({
                "name": format!("import {key}"), "import": [self.module, key], "reaches": reached(text),
            }));
        }
        graph.extend(
            known
                .into_iter()
                .map(|export| json!({ "name": format!("export {export}"), "export": export })),
        );
        Value::Array(graph)
    }

    /// The bindings of the program that is left, with the names that it has now.
    pub fn stripped(&self, renames: &Renames) -> Result<String, String> {
        let mut imports = Vec::new();
        let mut shorts = BTreeSet::new();
        for ((module, name), short) in &renames.imports {
            if !shorts.insert(short) {
                return Err(format!(
                    "two imports are called `{short}`, of which one is `{name}`"
                ));
            }
            let entry = if module == self.module {
                self.entries.get(name.as_str()).cloned()
            } else {
                let snippet = self.snippets.get(module.as_str());
                snippet.map(|snippet| format!("{snippet}.{name},"))
            };
            let entry = entry.ok_or_else(|| format!("the program imports `{name}` of \"{module}\""))?;
            imports.push(format!("        {short}: {entry}"));
        }
        let alive = self.alive(&imports);
        let mut bindings = String::new();
        for Statement { text, kind } in &self.statements {
            match kind {
                Kind::Imports => {
                    bindings.push_str("function __wbg_get_imports() {\n    return { __proto__: null, ");
                    bindings.push_str(&format!("{}: {{\n        __proto__: null,\n", renames.module));
                    bindings.push_str(&imports.join("\n"));
                    bindings.push_str("\n    } };\n}");
                }
                Kind::List => bindings.push_str("export { __wbg_init as default };"),
                Kind::Named(name) | Kind::Of(name) if !alive.contains(name) => continue,
                Kind::Named(_) => bindings.push_str(text.strip_prefix("export ").unwrap_or(text)),
                Kind::Exported(_) | Kind::Of(_) | Kind::Always => bindings.push_str(text),
            }
            bindings.push('\n');
        }
        renamed(&bindings, renames)
    }

    /// The functions and classes that are still named by what is kept.
    fn alive(&self, imports: &[String]) -> BTreeSet<&'a str> {
        let names = self.names();
        let mut next: Vec<&str> = vec![INIT];
        let roots = self.statements.iter().filter_map(|it| match it.kind {
            Kind::Exported(_) | Kind::Always => Some(it.text),
            _ => None,
        });
        for text in roots.chain(imports.iter().map(String::as_str)) {
            next.extend(words(text));
        }
        let mut alive = BTreeSet::new();
        while let Some(word) = next.pop() {
            if let Some((name, text)) = names.get_key_value(word)
                && alive.insert(*name)
            {
                next.extend(words(text));
            }
        }
        alive
    }

    fn names(&self) -> HashMap<&'a str, &'a str> {
        let named = self.statements.iter().filter_map(|it| match it.kind {
            Kind::Named(name) | Kind::Exported(name) => Some((name, it.text)),
            _ => None,
        });
        named.collect()
    }
}

impl<'a> Kind<'a> {
    fn of(text: &'a str) -> Result<Self, String> {
        let line = first_line(text);
        if line == IMPORTS {
            return Ok(Self::Imports);
        }
        if line == LIST {
            return Ok(Self::List);
        }
        let (is_exported, declaration) = match line.strip_prefix("export ") {
            Some(declaration) => (true, declaration),
            None => (false, line),
        };
        let declaration = declaration.strip_prefix("async ").unwrap_or(declaration);
        let name = |rest: &'a str| words(rest).next().ok_or_else(|| format!("no name in `{line}`"));
        if let Some(rest) = declaration.strip_prefix("function ") {
            return Ok(if is_exported {
                Self::Exported(name(rest)?)
            } else {
                Self::Named(name(rest)?)
            });
        }
        // A page makes none of a class: those come with crates whose functions nobody calls.
        if let Some(rest) = declaration.strip_prefix("class ") {
            return Ok(Self::Named(name(rest)?));
        }
        if let Some(rest) = line.strip_prefix("if (Symbol.dispose) ") {
            return Ok(Self::Of(name(rest)?));
        }
        if let Some(rest) = line.strip_prefix("const ")
            && line.ends_with(" = (typeof FinalizationRegistry === 'undefined')")
        {
            return Ok(Self::Named(name(rest)?));
        }
        let is_known = [
            "import ",
            "const ",
            "let ",
            "if (!('encodeInto' in ",
            "cachedTextDecoder.",
        ]
        .iter()
        .any(|start| line.starts_with(start));
        if is_known {
            Ok(Self::Always)
        } else {
            Err(format!("the statement `{line}` is not known"))
        }
    }
}

/// `__wbg_get_imports` in parts.
struct Imports<'a> {
    module: &'a str,
    entries: BTreeMap<&'a str, String>,
    snippets: HashMap<&'a str, &'a str>,
}

impl<'a> Imports<'a> {
    fn parse(text: &'a str) -> Result<Self, String> {
        let unknown = |line: &str| format!("in __wbg_get_imports, the line `{line}` is not known");
        let mut lines = text.lines();
        for wanted in [IMPORTS, "    const import0 = {", "        __proto__: null,"] {
            match lines.next() {
                Some(line) if line == wanted => {}
                other => return Err(unknown(other.unwrap_or_default())),
            }
        }
        let mut entries: Vec<(&str, String)> = Vec::new();
        for line in lines.by_ref().take_while(|line| *line != "    };") {
            let inner = line.strip_prefix("        ").ok_or_else(|| unknown(line))?;
            if inner.starts_with([' ', '}']) {
                let (_, text) = entries.last_mut().ok_or_else(|| unknown(line))?;
                text.push('\n');
                text.push_str(line);
            } else {
                let (key, text) = inner.split_once(": ").ok_or_else(|| unknown(line))?;
                entries.push((key.trim_matches('"'), text.to_owned()));
            }
        }
        for wanted in ["    return {", "        __proto__: null,"] {
            match lines.next() {
                Some(line) if line == wanted => {}
                other => return Err(unknown(other.unwrap_or_default())),
            }
        }
        let mut module = None;
        let mut snippets = HashMap::new();
        for line in lines.by_ref().take_while(|line| *line != "    };") {
            let (name, object) = line
                .trim_start()
                .strip_suffix(',')
                .and_then(|line| line.split_once(": "))
                .ok_or_else(|| unknown(line))?;
            let name = name.trim_matches('"');
            if object == "import0" {
                module = Some(name);
            } else {
                snippets.insert(name, object);
            }
        }
        Ok(Self {
            module: module.ok_or("in __wbg_get_imports, no module is `import0`")?,
            entries: entries.into_iter().collect(),
            snippets,
        })
    }
}

/// The statements at the top of a file: what begins in the first column.
fn split(text: &str) -> Vec<&str> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_inner = line.starts_with(|c: char| c.is_whitespace() || "}])".contains(c));
        if !is_inner && !line.starts_with("/*") && !line.starts_with("//") {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().copied().skip(1).chain([text.len()]);
    let statements = starts
        .iter()
        .zip(ends)
        .filter_map(|(&start, end)| text.get(start..end));
    // Comments before a statement would stand at the end of the one before.
    let without = |it: &'_ str| it.find("\n/**").unwrap_or(it.len());
    statements
        .map(|it| it.get(..without(it)).unwrap_or(it).trim_end())
        .collect()
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// A text with the program's exports by their new names.
fn renamed(text: &str, renames: &Renames) -> Result<String, String> {
    let mut renamed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, export, after)) = next_export(rest) {
        renamed.push_str(before);
        if let Some(export) = export {
            let gone = || format!("`wasm.{export}` is used, and is not exported any more");
            renamed.push('.');
            renamed.push_str(renames.exports.get(export).ok_or_else(gone)?);
        }
        rest = after;
    }
    renamed.push_str(rest);
    Ok(renamed)
}

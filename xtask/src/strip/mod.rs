//! The strip: what a program and its bindings hold for nobody goes, and the names between the two get short
//! (docs/decisions/0005).
//!
//! wasm-bindgen writes bindings for everything that any crate exports, and long names, which both sides repeat. This is
//! tied to what its pinned version writes: where its JavaScript looks otherwise, there is an error and no site.

mod bindings;
mod chunk;
mod order;
mod renames;
mod words;

#[cfg(test)]
mod tests;

use std::fs;
use std::path::Path;
use std::process::Command;

use html5gum::{Token, Tokenizer};

use crate::project::Project;
use crate::step::Failure;
use bindings::Bindings;
use chunk::Chunk;
pub use chunk::PARTS;
use renames::Renames;

/// The wasm-bindgen whose JavaScript [`Bindings`] knows.
#[cfg(test)]
const WASM_BINDGEN: &str = "0.2.130";

/// Strips a program in place: `NAME.js` and `NAME_bg.wasm`, as wasm-bindgen and Trunk name them, and puts its chunks, as
/// wasm-split left them in `chunks`, into the folder `parts`, as `PART.wasm`. `program` is the name of its binary, by which `index.html` has
/// wasm-opt's options.
///
/// # Errors
/// When a tool is missing or fails, and when the bindings or the chunks are not as they are known.
pub fn program(
    project: &Project,
    script: &Path,
    program: &str,
    chunks: &Path,
    parts: &Path,
) -> Result<(), Failure> {
    let name = script.file_name().unwrap_or_default().display().to_string();
    let step = format!("strip {name}");
    let failed = |cause: String| {
        Failure::new(&step).cause(cause).remedy(
            "xtask/src/strip knows the JavaScript of one version of wasm-bindgen, which Cargo.toml pins, and one of \
             wasm-split (xtask/src/tools/compiled.rs): after an upgrade look at what they write now, and mend \
             xtask/src/strip and its sample",
        )
    };
    let read = |path: &Path| fs::read(path).map_err(|error| failed(format!("{}: {error}", path.display())));
    let write = |path: &Path, bytes: &[u8]| {
        fs::write(path, bytes).map_err(|error| failed(format!("{}: {error}", path.display())))
    };
    let wasm = script.with_file_name(format!("{}_bg.wasm", name.trim_end_matches(".js")));
    let options = wasm_opt_options(
        &String::from_utf8_lossy(&read(&project.path("index.html"))?),
        program,
    )
    .ok_or_else(|| {
        failed(format!(
            "index.html has no data-wasm-opt-params for \"{program}\""
        ))
    })?;
    let features = options.iter().filter(|option| option.starts_with("--enable-"));
    let minified = |from: &Path, to: &Path| {
        let mut wasm_opt = project.command("wasm-opt");
        // Rust's control flow, taken apart and put together again, gets smaller: 0.5 KiB. What is alike but for a constant
        // or two is there once: 0.1.
        wasm_opt
            .args([
                "-Oz",
                "--flatten",
                "--rereloop",
                "-Oz",
                "--merge-similar-functions",
                "-Oz",
            ])
            .args(&options);
        wasm_opt.args(["--strip-debug", "--minify-imports-and-exports-and-modules"]);
        wasm_opt.arg(from).arg("-o").arg(to);
        let printed = run(&step, wasm_opt)?;
        let named = order::named(&read(to)?).map_err(|why| failed(format!("{}: {why}", to.display())))?;
        write(to, &named)?;
        let mut reorder = project.command("wasm-opt");
        reorder.args(features.clone());
        // Fewer local variables, those first that are used most: what is alike gets more so.
        reorder.args(["--coalesce-locals", "--reorder-locals", "--vacuum"]);
        reorder.arg("--reorder-functions-by-name");
        reorder.arg(to).arg("-o").arg(to);
        run(&step, reorder)?;
        Renames::parse(&printed).map_err(|why| failed(format!("wasm-opt: {why}")))
    };

    let made = chunk::all(chunks).map_err(|why| failed(format!("{}: {why}", chunks.display())))?;
    fs::create_dir_all(parts).map_err(|error| failed(format!("{}: {error}", parts.display())))?;
    let mut wanted = Vec::new();
    for Chunk { part, path } in made {
        wanted.push((part, minified(&path, &parts.join(format!("{part}.wasm")))?));
    }
    let before = read(script)?;
    let before = without_markup(&String::from_utf8_lossy(&before));
    let before = chunk::with_loader(&before, &wanted).map_err(|why| failed(format!("{name}: {why}")))?;
    let bindings = Bindings::parse(&before).map_err(|why| failed(format!("{name}: {why}")))?;

    let graph = wasm.with_extension("json");
    write(&graph, bindings.graph().to_string().as_bytes())?;
    let mut metadce = project.command("wasm-metadce");
    metadce
        .arg(&wasm)
        .arg("--graph-file")
        .arg(&graph)
        .arg("-o")
        .arg(&wasm)
        .args(features.clone());
    run(&step, metadce)?;
    let renames = minified(&wasm, &wasm)?;
    fs::remove_file(&graph).map_err(|error| failed(format!("{}: {error}", graph.display())))?;

    let after = bindings
        .stripped(&renames)
        .map_err(|why| failed(format!("{name}: {why}")))?;
    eprintln!(
        "xtask: {step}: {} imports and {} exports are left",
        renames.imports.len(),
        renames.exports.len()
    );
    write(script, after.as_bytes())
}

/// What sets markup from text throws instead: Leptos 0.8 holds a way to empty an element so, for an attribute
/// (`inner_html`) that nothing here has, and the pages' policy (Trusted Types) would refuse it anyway.
fn without_markup(bindings: &str) -> String {
    bindings.replace(
        "arg0.innerHTML = getStringFromWasm0(arg1, arg2);",
        "throw new TypeError(\"markup\");",
    )
}

/// Runs one of Binaryen's tools to its end, a matter of seconds, and gives what it printed.
fn run(step: &str, mut command: Command) -> Result<String, Failure> {
    let output = command.output();
    let failed = |cause: String| {
        Failure::new(step)
            .command(&command)
            .cause(cause)
            .remedy("`cargo xtask tools` installs Binaryen; mend what it says")
    };
    match output {
        Err(error) => Err(failed(format!("it could not be started: {error}"))),
        Ok(output) if !output.status.success() => Err(failed(format!(
            "{}: {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        ))),
        Ok(output) => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
    }
}

/// What `index.html` has Trunk say to wasm-opt for a program.
fn wasm_opt_options(html: &str, program: &str) -> Option<Vec<String>> {
    Tokenizer::new(html).find_map(|Ok(token)| {
        let Token::StartTag(tag) = token else { return None };
        let attribute = |name: &str| tag.attributes.get(name.as_bytes());
        attribute("data-bin").filter(|bin| bin.as_slice() == program.as_bytes())?;
        let options = String::from_utf8_lossy(attribute("data-wasm-opt-params")?).into_owned();
        Some(options.split_ascii_whitespace().map(str::to_owned).collect())
    })
}

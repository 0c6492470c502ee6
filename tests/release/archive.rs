//! The archive that the program is given away in, in the hands of a stranger.

use std::{collections::BTreeMap, path::Path, process::Command};

use super::{files, told};

/// Runs a program of the machine's, and says what it said.
fn run(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {}",
        said(&output.stderr)
    );
    said(&output.stdout)
}

/// Holds every relative link of the documents to lead to what lies beside them, and to a heading of it where it names one.
fn follow_links(found: &BTreeMap<String, Vec<u8>>) {
    let text = |name: &str| String::from_utf8_lossy(&found[name]).into_owned();
    for name in found.keys().filter(|name| name.ends_with(".md")) {
        for link in text(name).split("](").skip(1) {
            let target = link.split(')').next().unwrap();
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let file = if file.is_empty() { name } else { file };
            assert!(
                found.contains_key(file),
                "{name} leads to {target}, which a newsroom is not given"
            );
            let is_there = heading.is_empty() || text(file).lines().any(|line| anchor(line) == heading);
            assert!(is_there, "{name} leads to {target}: no such heading");
        }
    }
}

/// What a heading is called in links, as GitHub and others have it.
fn anchor(line: &str) -> String {
    let words = line.trim_start_matches('#').trim().to_lowercase();
    let letters = words
        .chars()
        .filter(|it| it.is_alphanumeric() || " -_".contains(*it));
    match line.starts_with('#') {
        true => letters.collect::<String>().replace(' ', "-"),
        false => String::new(),
    }
}

#[test]
fn a_stranger_checks_unpacks_and_runs_what_they_were_given() {
    let archive = told("KIOSQUE_PACKED");
    let name = archive.file_name().unwrap().to_str().unwrap();
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    for end in ["", ".sha256"] {
        let name = format!("{name}{end}");
        std::fs::copy(archive.with_file_name(&name), root.join(name)).unwrap();
    }
    let sums = format!("{name}.sha256");
    match cfg!(target_os = "macos") {
        true => run(root, "shasum", &["-a", "256", "-c", &sums]),
        false => run(root, "sha256sum", &["--check", &sums]),
    };
    run(root, "tar", &["-xzf", name]);
    let folder = root.join(name.strip_suffix(".tar.gz").unwrap());
    let found = files(&folder);
    for file in [
        "kiosque",
        "README.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "content.md",
        "import.md",
        "deploy.md",
        "membership.md",
        "man/kiosque.1",
        "man/kiosque-new.1",
        "man/kiosque-serve.1",
        "completions/kiosque.bash",
        "completions/kiosque.fish",
        "completions/_kiosque",
    ] {
        assert!(
            found.get(file).is_some_and(|bytes| !bytes.is_empty()),
            "{file}: {:?}",
            found.keys()
        );
    }
    follow_links(&found);
    let readme = String::from_utf8_lossy(&found["README.md"]).into_owned();
    let commands = readme.lines().filter(|line| line.starts_with("./kiosque "));
    let commands: Vec<&str> = commands
        .map(|line| line.split('#').next().unwrap().trim())
        .collect();
    assert!(commands.len() >= 3, "{readme}");
    for command in commands.iter().filter(|command| !command.contains(" serve ")) {
        // Nobody is there to be asked.
        let command = command.replace("./kiosque new my-newspaper", "./kiosque new my-newspaper --yes");
        run(&folder, "sh", &["-c", &command]);
    }
    assert!(folder.join("my-newspaper-site/index.html").is_file());
    let version = run(&folder, "./kiosque", &["--version"]);
    assert!(
        name.starts_with(&format!(
            "kiosque-{}-",
            version.split_whitespace().nth(1).unwrap()
        )),
        "{version}"
    );
}

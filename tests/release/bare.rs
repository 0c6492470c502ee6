//! The program where there is nothing else: neither Rust, Node nor Trunk, nor a shell, a time zone, a network.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use super::{files, programs, told};

/// What the program is linked to, as `ldd` says it.
fn linked_to(program: &Path) -> Vec<PathBuf> {
    let said = Command::new("ldd").arg(program).output().unwrap();
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let words = said.split_whitespace();
    words
        .filter(|word| word.starts_with('/'))
        .map(PathBuf::from)
        .collect()
}

/// In a file system that has `root` as its top folder, without a network and without an environment.
fn in_root(root: &Path, arguments: &[&str]) -> Output {
    let mut alone = Command::new("unshare");
    alone.args(["--map-root-user", "--net"]);
    alone.arg(format!("--root={}", root.display()));
    alone.arg("/kiosque").args(arguments);
    alone.env_clear().output().unwrap()
}

/// Whether this machine allows it; why not, where it does not.
fn allows() -> Result<(), String> {
    let tried = Command::new("unshare")
        .args(["--map-root-user", "--net", "--root=/", "true"])
        .output();
    match tried {
        Ok(tried) if tried.status.success() => Ok(()),
        Ok(tried) => Err(String::from_utf8_lossy(&tried.stderr).trim().to_owned()),
        Err(why) => Err(format!("unshare: {why}")),
    }
}

#[test]
fn a_machine_with_nothing_on_it_makes_a_newspaper() {
    if let Err(why) = allows() {
        // Not `eprintln!`, which is kept from whoever runs tests that pass.
        let words = format!("NOT CHECKED: this machine allows no root folder of our own ({why})\n");
        std::io::stderr().write_all(words.as_bytes()).unwrap();
        return;
    }
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    let program = told("KIOSQUE_RELEASE");
    let libraries = linked_to(&program);
    for library in &libraries {
        let to = root.join(library.strip_prefix("/").unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(library, to).unwrap();
    }
    fs::copy(&program, root.join("kiosque")).unwrap();
    let known = ["libc.so", "libm.so", "libgcc_s.so", "ld-linux"];
    for library in &libraries {
        let name = library.file_name().unwrap().to_string_lossy().into_owned();
        assert!(
            known.iter().any(|known| name.starts_with(known)),
            "{name} is not on every machine with Linux"
        );
    }
    for arguments in [
        &[
            "new",
            "/journal",
            "--yes",
            "--time-zone",
            "Africa/Bamako",
            "--language",
            "fr",
        ][..],
        &["check", "/journal"],
        &["build", "/journal", "--now", "2099-01-01T00:00:00Z"],
    ] {
        let output = in_root(root, arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}");
    }
    let page = fs::read_to_string(root.join("journal-site/index.html")).unwrap();
    assert!(
        page.contains("Voici votre journal") && programs(&page).len() >= 3,
        "{page}"
    );

    // Here the same newspaper comes out the same.
    let output = Command::new(&program)
        .args([
            "build",
            "journal",
            "--out",
            "here",
            "--now",
            "2099-01-01T00:00:00Z",
        ])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(output.status.success());
    let published = |site: &str| {
        let mut files = files(&root.join(site));
        files.retain(|name, _| !name.starts_with(".press/"));
        files
    };
    assert!(published("journal-site") == published("here"));
}

//! A power cut, on a file system of its own.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where something is not as it must be"
)]
#![cfg(target_os = "linux")]

mod newspaper;

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use newspaper::{articles, correct, files, lay_shell};
use tempfile::TempDir;

/// A disk, as a file, with a file system that is mounted while it lives.
struct Disk(PathBuf);

impl Disk {
    /// `None` where this machine does not allow it.
    fn mount(image: &Path, at: &Path) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let done = Command::new("mount")
            .args(["-o", "loop"])
            .args([image, at])
            .output();
        match done {
            Ok(done) if done.status.success() => Some(Self(at.to_owned())),
            _ => None,
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

fn press(content: &Path, site: &Path) -> Command {
    let mut press = Command::new(env!("CARGO_BIN_EXE_kiosque"));
    press.arg("build").arg(content).arg("--out").arg(site);
    press.stderr(Stdio::null());
    press
}

/// The disk's own bytes at a moment are what a power cut leaves: what was not written to it yet is in the memory of the
/// file system that is mounted, and not in the copy. `fsync` of another file has ext4 write down all names and sizes, which it
/// does by itself every five seconds, and of a file's content only what is asked for: that is the worst moment.
fn cut_at_every_moment(before: usize, corrected: usize) {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (content, disk) = (path("content"), path("disk"));
    articles::write(&content, before).unwrap();
    File::create(path("image")).unwrap().set_len(96 << 20).unwrap();
    let made = Command::new("mkfs.ext4").arg("-q").arg(path("image")).status();
    let mounted = made
        .is_ok_and(|made| made.success())
        .then(|| Disk::mount(&path("image"), &disk))
        .flatten();
    let Some(mounted) = mounted else {
        // Not `eprintln!`, which is kept from whoever runs tests that pass.
        let words =
            b"NOT CHECKED: this machine allows no file system of our own, so no power can fail here\n";
        std::io::stderr().write_all(words).unwrap();
        return;
    };
    let site = disk.join("site");
    lay_shell(&site);
    assert!(press(&content, &site).status().unwrap().success());
    // Not what is tried: it has been there for long.
    assert!(Command::new("sync").status().unwrap().success());
    let old = files(&site);
    for number in 0..corrected {
        correct(&content, number);
    }
    for number in before..before + 8 {
        articles::write_article(&content, number).unwrap();
    }
    lay_shell(&path("full"));
    assert!(press(&content, &path("full")).status().unwrap().success());
    let new = files(&path("full"));

    let (mut was_killed, mut was_old, mut was_new) = (0, 0, 0);
    for moment in 0..15_u64 {
        let mut build = press(&content, &site).spawn().unwrap();
        if moment < 14 {
            // Not waiting for anything: the moment is what is tried.
            thread::sleep(Duration::from_millis(40 * moment));
            build.kill().unwrap();
        }
        was_killed += usize::from(!build.wait().unwrap().success());
        for worst in [false, true] {
            if worst {
                let other = File::create(disk.join("other")).unwrap();
                other.sync_all().unwrap();
            }
            fs::copy(path("image"), path("cut")).unwrap();
            let cut = path("after");
            let after = Disk::mount(&path("cut"), &cut).unwrap();
            let there = files(&cut.join("site"));
            for (name, bytes) in &there {
                let is_whole = [old.get(name), new.get(name)].contains(&Some(bytes));
                assert!(
                    is_whole,
                    "moment {moment}: {} is neither old nor new",
                    name.display()
                );
            }
            for name in old.keys().filter(|name| new.contains_key(*name)) {
                assert!(
                    there.contains_key(name),
                    "moment {moment}: {} is missing",
                    name.display()
                );
            }
            was_old += usize::from(there == old);
            was_new += usize::from(there == new);
            assert!(
                press(&content, &cut.join("site")).status().unwrap().success(),
                "moment {moment}"
            );
            assert_eq!(files(&cut.join("site")), new, "moment {moment}: the next build");
            drop(after);
        }
    }
    assert!(
        was_killed > 0 && was_old > 0 && was_new > 0,
        "{was_killed} killed, {was_old} old, {was_new} new"
    );
    drop(mounted);
}

/// So few files that each is synced by itself.
#[test]
fn a_power_cut_leaves_whole_pages_and_the_next_build_a_whole_site() {
    cut_at_every_moment(60, 5);
}

/// So many that the whole file system is synced.
#[test]
fn a_power_cut_while_much_is_published_leaves_whole_pages_and_the_next_build_a_whole_site() {
    cut_at_every_moment(120, 110);
}

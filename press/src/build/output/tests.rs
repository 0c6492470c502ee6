use super::*;

fn publish(root: &Path, names: &[&str]) -> Result<Published, Stop> {
    let output = Output::open(root)?;
    for name in names {
        output.put(Rank::Article, name, b"new")?;
    }
    output.publish(names.iter().map(|name| (*name).to_owned()).collect())
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort_unstable();
    names
}

#[test]
fn only_what_the_press_wrote_is_ever_removed() {
    let parent = tempfile::tempdir().unwrap();
    let root = &parent.path().join("site");
    fs::create_dir_all(root.join("data")).unwrap();
    fs::write(root.join("data/thesis.txt"), "years of work").unwrap();
    fs::write(parent.path().join("beside"), "").unwrap();

    let first = [
        "article/a/index.html",
        "article/b/index.html",
        "data/articles/b.json",
    ];
    publish(root, &first).ok().unwrap();
    publish(root, &["article/a/index.html"]).ok().unwrap();
    assert_eq!(names(&root.join("article")), ["a"]);
    assert_eq!(names(&root.join("data")), ["thesis.txt"]);

    fs::write(root.join(LIST), "../beside\n/\n\narticle/a/index.html\n").unwrap();
    publish(root, &["index.html"]).ok().unwrap();
    assert_eq!(names(root), [".press", "data", "index.html"]);
    assert!(
        parent.path().join("beside").exists(),
        "a list cannot reach out of its folder"
    );
}

#[test]
fn a_file_of_somebody_s_is_not_overwritten() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    fs::write(root.join("index.html"), "Trunk's shell").unwrap();
    fs::write(root.join("thesis.html"), "years of work").unwrap();
    fs::write(root.join("c"), "a file where a folder must go").unwrap();
    for name in ["thesis.html", "c/d"] {
        assert!(publish(root, &["index.html", name]).is_err(), "{name}");
    }
    for (name, text) in [("index.html", "Trunk's shell"), ("thesis.html", "years of work")] {
        assert_eq!(fs::read_to_string(root.join(name)).unwrap(), text);
    }
}

#[test]
fn what_was_ready_and_not_published_leaves_no_trace() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    publish(root, &["a"]).ok().unwrap();
    let output = Output::open(root).ok().unwrap();
    output.put(Rank::Article, "b", b"new").ok().unwrap();
    // As when the process is killed: nothing is tidied.
    std::mem::forget(output);
    assert_eq!(names(root), [".press", "a"]);
    fs::remove_file(root.join(LOCK)).unwrap();
    publish(root, &["a"]).ok().unwrap();
    assert_eq!(names(root), [".press", "a"]);
    assert_eq!(names(&root.join(OWN)), ["files", "lock"]);
}

#[test]
fn a_publication_that_was_killed_is_finished_by_the_next_run() {
    // However many steps were taken before.
    for taken in 0..=2 {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        publish(root, &["old", "same"]).ok().unwrap();
        fs::create_dir_all(root.join(STAGE)).unwrap();
        for (number, name) in [(0, "deep/new"), (1, "same")] {
            fs::write(staged(root, number), "newer").unwrap();
            if number < taken {
                fs::create_dir_all(root.join("deep")).unwrap();
                fs::rename(staged(root, number), root.join(name)).unwrap();
            }
        }
        Journal::write(root, &[(0, "deep/new"), (1, "same")], &["old", "../beside"]);
        drop(Output::open(root).ok().unwrap());
        assert_eq!(names(root), [".press", "deep", "same"], "after {taken} steps");
        assert_eq!(fs::read_to_string(root.join("same")).unwrap(), "newer");
        assert_eq!(names(&root.join(OWN)), ["files", "lock"]);
    }
}

#[test]
fn a_publication_that_failed_half_way_is_finished_once_the_way_is_free() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    let publish = |bytes: &[u8]| {
        let output = Output::open(root)?;
        output.put(Rank::Article, "a", bytes)?;
        output.put(Rank::List, "c/d", bytes)?;
        output.publish(vec!["a".to_owned(), "c/d".to_owned()])
    };
    publish(b"old").ok().unwrap();
    fs::remove_dir_all(root.join("c")).unwrap();
    fs::write(root.join("c"), "in the way").unwrap();
    assert!(publish(b"new").is_err());
    fs::remove_file(root.join("c")).unwrap();
    drop(Output::open(root).ok().unwrap());
    for name in ["a", "c/d"] {
        assert_eq!(fs::read_to_string(root.join(name)).unwrap(), "new", "{name}");
    }
}

#[test]
fn nothing_is_there_before_what_it_leads_to() {
    let root = tempfile::tempdir().unwrap();
    let output = Output::open(root.path()).ok().unwrap();
    for (rank, name) in [
        (Rank::Pointer, "index.html"),
        (Rank::List, "page/1/index.html"),
        (Rank::Asset, "z.jpg"),
        (Rank::Own, MEMORY),
        (Rank::Article, "article/a/index.html"),
    ] {
        output.put(rank, name, b"new").ok().unwrap();
    }
    let mut ready = std::mem::take(&mut *output.ready.lock().unwrap());
    ready.sort_unstable();
    let order: Vec<&str> = ready.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        order,
        [
            "z.jpg",
            "article/a/index.html",
            "page/1/index.html",
            "index.html",
            MEMORY
        ]
    );
}

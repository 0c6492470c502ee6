//! What is kept of earlier work, and working at many pictures at the same time.

use super::*;

#[test]
fn what_was_encoded_once_is_not_encoded_again_under_any_name() {
    let desk = Desk::new();
    let bytes = jpeg(&flag(64, 48));
    let first = desk.prepare("a.jpg", &bytes).unwrap();
    let kept = desk.cache.path(&first.fallback.cached);
    // Only the one that was kept bears this.
    let marked = [desk.served(&first.fallback).as_slice(), b"kept"].concat();
    let length = marked.len() - 4;
    fs::write(&kept, &marked[4..]).unwrap();
    assert_eq!(fs::metadata(&kept).unwrap().len(), u64::try_from(length).unwrap());

    let renamed = desk.prepare("portraits/b.c.jpeg", &bytes).unwrap();
    assert_eq!(renamed.fallback.cached, first.fallback.cached);
    assert!(desk.served(&renamed.fallback).ends_with(b"kept"));
    let hash = first.fallback.path.split('-').nth(1).unwrap();
    assert_eq!(
        renamed.fallback.path,
        format!("pictures/portraits/b.c-{hash}-64.jpg")
    );

    let other = desk.prepare("a.jpg", &jpeg(&flag(64, 50))).unwrap();
    assert_ne!(
        other.fallback.path, first.fallback.path,
        "another picture has another name"
    );
}

#[test]
fn a_cache_that_lost_something_is_filled_again() {
    let desk = Desk::new();
    let bytes = jpeg(&flag(64, 48));
    let prepared = desk.prepare("a.jpg", &bytes).unwrap();
    let kept = desk.cache.path(&prepared.fallback.cached);
    let whole = fs::read(&kept).unwrap();
    for harm in [
        &(|| fs::remove_file(&kept).unwrap()) as &dyn Fn(),
        &|| fs::write(&kept, &whole[..10]).unwrap(),
        &|| fs::write(kept.with_file_name("picture.json"), "{").unwrap(),
        &|| fs::remove_dir_all(kept.parent().unwrap()).unwrap(),
    ] {
        harm();
        assert_eq!(desk.prepare("a.jpg", &bytes), Ok(prepared.clone()));
        assert_eq!(fs::read(&kept).unwrap(), whole);
    }
    assert_eq!(desk.unfinished(), 0);
}

#[test]
fn what_a_killed_press_left_is_not_taken_for_a_picture_and_removed_in_time() {
    let desk = Desk::new();
    let old = desk.cache.folder().join(".unfinished-1-0");
    let young = desk.cache.folder().join(".unfinished-2-0");
    for folder in [&old, &young] {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join("320.avif"), "half").unwrap();
    }
    let day = std::time::Duration::from_secs(25 * 3600);
    let before = std::time::SystemTime::now() - day;
    fs::File::open(&old).unwrap().set_modified(before).unwrap();
    let cache = Cache::open(desk.cache.folder()).unwrap();
    assert!(!old.exists() && young.exists(), "another press may be at work");
    let path = desk.put("a.jpg", &jpeg(&flag(8, 8)));
    assert!(prepare(&path, "a.jpg", &cache).is_ok());
}

#[test]
fn presses_that_work_at_the_same_do_not_harm_each_other() {
    let desk = Desk::new();
    let bytes = jpeg(&flag(40, 30));
    let path = desk.put("a.jpg", &bytes);
    for _ in 0..10 {
        let _ = fs::remove_dir_all(desk.cache.folder());
        let all: Vec<Result<Prepared, Refusal>> = std::thread::scope(|scope| {
            let press = || {
                let cache = Cache::open(desk.cache.folder())?;
                prepare(&path, "a.jpg", &cache)
            };
            let presses: Vec<_> = (0..4).map(|_| scope.spawn(press)).collect();
            presses.into_iter().map(|press| press.join().unwrap()).collect()
        });
        for prepared in &all {
            assert_eq!(prepared, &all[0]);
            for file in &prepared.as_ref().unwrap().files {
                assert!(!desk.served(file).is_empty());
            }
        }
        assert_eq!(desk.unfinished(), 0);
    }
}

#[test]
fn a_cache_that_cannot_be_written_is_no_fault_of_the_picture() {
    let folder = tempfile::tempdir().unwrap();
    let occupied = folder.path().join("cache");
    fs::write(&occupied, "").unwrap();
    let refusal = Cache::open(&occupied).err().unwrap();
    assert_eq!(refusal.fault, Fault::Cache);
    assert!(
        refusal.what.contains("cannot keep pictures in"),
        "{}",
        refusal.what
    );
}

#[test]
fn all_are_prepared_in_their_order_and_counted() {
    let desk = Desk::new();
    let mut originals = Vec::new();
    for number in 1..=9 {
        let name = format!("{number}.png");
        originals.push((desk.put(&name, &file(flag(number, 5), ImageFormat::Png)), name));
    }
    originals.push((desk.put("x.png", b"x"), "x.png".to_owned()));
    let most = AtomicUsize::new(0);
    let prepared = prepare_all(&originals, &desk.cache, |done| {
        most.fetch_max(done, Ordering::SeqCst);
    });
    assert_eq!(most.into_inner(), 10);
    for (number, prepared) in (1..=9).zip(&prepared) {
        assert_eq!(prepared.as_ref().unwrap().widths, [number]);
    }
    assert!(prepared[9].is_err());
}

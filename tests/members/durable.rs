//! A power cut takes nothing that was answered.
//!
//! The engine's database lies on a file system of its own, in a file. What is in that file at the moment of an answer is
//! what a disk would hold if the power went then: what the system still means to write is not in it.

use std::{fs, os::unix::fs::MetadataExt, path::PathBuf, process::Command};

use journeys::{Answer, Membership, PASSWORD, Standing, text};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::payments::{begin, now, session, tell};
use crate::seeds::{CONTRIBUTIONS, contribution};

const MEMBERS: &str = "/api/collections/members";

/// Bytes of the disk.
const SIZE: u64 = 96 << 20;

fn run(program: &str, arguments: &[&str]) -> bool {
    let output = Command::new(program).args(arguments).output();
    output.is_ok_and(|output| output.status.success())
}

/// A disk in a file, mounted until it is dropped.
struct Disk {
    folder: TempDir,
}

impl Disk {
    /// Where this machine lets nobody mount one: nothing.
    fn new() -> Option<Self> {
        let is_root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
        let disk = Self {
            folder: TempDir::new().ok()?,
        };
        fs::create_dir(disk.mounted()).ok()?;
        fs::File::create(disk.image()).ok()?.set_len(SIZE).ok()?;
        let image = disk.image();
        (is_root && run("mkfs.ext4", &["-q", image.to_str()?]) && disk.mount()).then_some(disk)
    }

    fn image(&self) -> PathBuf {
        self.folder.path().join("disk")
    }

    fn mounted(&self) -> PathBuf {
        self.folder.path().join("mounted")
    }

    /// Nothing is written by itself for longer than the test takes.
    fn mount(&self) -> bool {
        let (image, mounted) = (self.image(), self.mounted());
        let paths = [image.to_str(), mounted.to_str()].map(Option::unwrap_or_default);
        run("mount", &["-o", "loop,commit=300", paths[0], paths[1]])
    }

    fn unmount(&self) -> bool {
        run("umount", &[self.mounted().to_str().unwrap_or_default()])
    }

    /// What would be on it if the power went now.
    fn cut(&self, name: &str) {
        let copy = self.folder.path().join(name);
        let (from, to) = (self.image(), copy);
        assert!(run(
            "cp",
            &["--sparse=always", from.to_str().unwrap(), to.to_str().unwrap()]
        ));
    }

    /// The disk as it was at a power cut.
    fn back(&self, name: &str) {
        assert!(self.unmount());
        fs::rename(self.folder.path().join(name), self.image()).unwrap();
        assert!(self.mount(), "the disk as it was: {name}");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.unmount();
    }
}

/// Whether a disk can be mounted here; it takes root and loop devices.
pub fn can_be_tried() -> bool {
    Disk::new().is_some()
}

/// Each thing that is answered, and whether it is there.
type Done = (&'static str, Box<dyn Fn(&Membership) -> bool>);

pub fn a_power_cut_takes_nothing_that_was_answered() {
    let disk = Disk::new().unwrap();
    let environment = [("KIOSQUE_PROXY_HEADER", "X-Forwarded-For")];
    let mut engine = Membership::start_in(&disk.mounted(), &Membership::migrations(), &environment);
    let done = everything(&engine, &disk);
    for (name, is_there) in done {
        engine.kill();
        disk.back(name);
        engine.restart();
        assert!(is_there(&engine), "gone after a power cut: {name}");
    }
    engine.kill();
}

fn everything(engine: &Membership, disk: &Disk) -> Vec<Done> {
    let post = |target: &str, token: &str, body: Value| engine.ask("POST", target, token, Some(&body));
    let mut all: Vec<Done> = Vec::new();
    let mut done = |name: &'static str, answer: &Answer, is_there: Box<dyn Fn(&Membership) -> bool>| {
        disk.cut(name);
        assert!(answer.status < 300, "{name}: {} {}", answer.status, answer.json());
        all.push((name, is_there));
    };
    let sign_in = |engine: &Membership, email: &str, password: &str| {
        let body = json!({ "identity": email, "password": password });
        engine
            .ask("POST", &format!("{MEMBERS}/auth-with-password"), "", Some(&body))
            .status
    };
    let rows = |engine: &Membership, collection: &str, filter: &str| {
        let filter: String = url::form_urlencoded::byte_serialize(filter.as_bytes()).collect();
        let target = format!("/api/collections/{collection}/records?filter={filter}");
        engine.ask("GET", &target, engine.moderator(), None).json()["totalItems"].as_u64()
    };

    let account = json!({ "name": "Une Nouvelle", "email": "nouvelle@x.example", "password": PASSWORD, "passwordConfirm": PASSWORD });
    let answer = post(&format!("{MEMBERS}/records"), "", account);
    done(
        "sign-up",
        &answer,
        Box::new(move |engine| sign_in(engine, "nouvelle@x.example", PASSWORD) == 200),
    );

    let writer = engine.member("Une Autrice", Standing::Subscriber);
    let answer = post(
        CONTRIBUTIONS,
        &writer.token,
        json!({ "article": "un-article", "text": "écrite avant" }),
    );
    let id = text(&answer.json()["id"]);
    let (written, row) = (id.clone(), contribution(&id));
    let read =
        move |engine: &Membership| text(&engine.ask("GET", &row, engine.moderator(), None).json()["text"]);
    let same = read.clone();
    done(
        "contribution",
        &answer,
        Box::new(move |engine| same(engine) == "écrite avant"),
    );

    let answer = engine.ask(
        "PATCH",
        &contribution(&id),
        &writer.token,
        Some(&json!({ "text": "mieux dite" })),
    );
    done(
        "edit",
        &answer,
        Box::new(move |engine| read(engine) == "mieux dite"),
    );

    let like = json!({ "contribution": written });
    let answer = post("/api/collections/likes/records", &writer.token, like);
    done(
        "like",
        &answer,
        Box::new(move |engine| rows(engine, "likes", "id != ''") == Some(1)),
    );

    let report = json!({ "contribution": written, "reason": "other" });
    let answer = post("/api/collections/reports/records", &writer.token, report);
    done(
        "report",
        &answer,
        Box::new(move |engine| rows(engine, "reports", "id != ''") == Some(1)),
    );

    let answer = engine.ask("DELETE", &contribution(&id), &writer.token, None);
    let gone = contribution(&id);
    done(
        "deleted contribution",
        &answer,
        Box::new(move |engine| engine.ask("GET", &gone, engine.moderator(), None).status == 404),
    );

    let payer = engine.member("Un Payeur", Standing::Free);
    let checkout = begin(engine, &payer, "mensuel");
    for at in 0..5 {
        let answer = tell(engine, &session(&format!("coupure{at}"), now() + at, &checkout));
        let name =
            ["payment", "payment 2", "payment 3", "payment 4", "payment 5"][usize::try_from(at).unwrap()];
        let member = payer.id.clone();
        done(
            name,
            &answer,
            Box::new(move |engine| {
                rows(engine, "payments", "problem = ''") == u64::try_from(at + 1).ok()
                    && rows(
                        engine,
                        "subscriptions",
                        &format!("member = '{member}' && paidUntil > @now"),
                    ) == Some(1)
            }),
        );
    }

    let answer = post(
        "/api/kiosque/account/sign-out-everywhere",
        &payer.token,
        json!({}),
    );
    let token = payer.token.clone();
    done(
        "sign-out",
        &answer,
        Box::new(move |engine| {
            engine
                .ask("POST", &format!("{MEMBERS}/auth-refresh"), &token, None)
                .status
                == 401
        }),
    );

    post(
        &format!("{MEMBERS}/request-password-reset"),
        "",
        json!({ "email": payer.email }),
    );
    let token = crate::accounts::letter(engine, &payer.email, "nouveau");
    let fresh =
        json!({ "token": token, "password": "un-mot-tout-neuf", "passwordConfirm": "un-mot-tout-neuf" });
    let answer = post(&format!("{MEMBERS}/confirm-password-reset"), "", fresh);
    let email = payer.email.clone();
    done(
        "new password",
        &answer,
        Box::new(move |engine| sign_in(engine, &email, "un-mot-tout-neuf") == 200),
    );

    let row = format!("{MEMBERS}/records/{}", writer.id);
    let answer = engine.ask(
        "DELETE",
        &row,
        &writer.token,
        Some(&json!({ "password": PASSWORD })),
    );
    done(
        "deleted account",
        &answer,
        Box::new(move |engine| engine.ask("GET", &row, engine.moderator(), None).status == 404),
    );

    let answer = engine.ask(
        "PATCH",
        &format!("{MEMBERS}/records/{}", payer.id),
        engine.moderator(),
        Some(&json!({ "banned": true })),
    );
    done(
        "ban",
        &answer,
        Box::new(move |engine| rows(engine, "members", "banned = true") == Some(1)),
    );
    all
}

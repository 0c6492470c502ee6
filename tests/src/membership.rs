//! The membership engine of `membership/pocketbase/`, on a port of its own, and its members.

use std::{
    env,
    fs::{self, File},
    net::Ipv4Addr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

use neighbours::{CINETPAY, Inbox, Provider, Shop, WAVE};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{Answer, browser::free_port, host::ask, patience::listens};

/// What providers sign with, in tests.
pub const PROVIDER_SECRET: &str = "whsec_of_the_tests";
/// Where readers of the tests' newspaper are, unless a test says something else.
const SITE: &str = "http://127.0.0.1:1";
/// What an engine is made of.
const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../membership/pocketbase");
const MODERATOR: (&str, &str) = ("moderation@exemple.org", "mot-de-passe-de-la-moderation");
/// Every member's.
pub const PASSWORD: &str = "mot-de-passe-d-un-membre";

/// How a member stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Never a subscriber.
    Free,
    Subscriber,
    Lapsed,
    /// A subscriber who was banned.
    Banned,
}

#[derive(Clone, Debug)]
pub struct Member {
    pub id: String,
    pub name: String,
    pub email: String,
    pub token: String,
}

/// The engine, its mail server and its payment provider, until it is dropped.
pub struct Membership {
    process: Child,
    port: u16,
    environment: Vec<(String, String)>,
    folder: TempDir,
    migrations: PathBuf,
    moderator: String,
    pub inbox: Inbox,
    pub provider: Provider,
}

impl Membership {
    /// Starts an empty one with two plans. `environment` is what it is told besides its neighbours' addresses.
    ///
    /// # Panics
    /// When PocketBase is not installed or does not start: with what it says.
    pub fn start(environment: &[(&str, &str)]) -> Self {
        Self::start_in(&env::temp_dir(), &Self::migrations(), environment)
    }

    /// Where the engine's migrations are.
    pub fn migrations() -> PathBuf {
        Path::new(OWN).join("pb_migrations")
    }

    /// As [`Membership::start`], with its database somewhere below `parent`, made by the migrations in a folder.
    ///
    /// # Panics
    /// When PocketBase is not installed or does not start: with what it says.
    pub fn start_in(parent: &Path, migrations: &Path, environment: &[(&str, &str)]) -> Self {
        let any = (Ipv4Addr::LOCALHOST, 0).into();
        let inbox = Inbox::start(any, any).unwrap();
        let port = free_port();
        let site = environment.iter().find(|(name, _)| *name == "KIOSQUE_URL");
        let provider = Provider::start(
            any,
            Shop {
                engine: format!("http://127.0.0.1:{port}"),
                site: site.map_or(SITE, |(_, site)| site).to_owned(),
                secret: PROVIDER_SECRET.into(),
            },
        )
        .unwrap();
        let smtp = inbox.smtp.to_string();
        let [wave, cinetpay] = [WAVE, CINETPAY].map(|path| format!("http://{}{path}", provider.web));
        let own = [
            ("KIOSQUE_NAME", "Les Deux Rives"),
            ("KIOSQUE_URL", SITE),
            ("KIOSQUE_SENDER", "lettres@exemple.org"),
            ("KIOSQUE_SMTP", &smtp),
            ("KIOSQUE_STRIPE_SECRET", PROVIDER_SECRET),
            ("KIOSQUE_WAVE_SECRET", PROVIDER_SECRET),
            ("KIOSQUE_WAVE_KEY", PROVIDER_SECRET),
            ("KIOSQUE_WAVE_API", &wave),
            ("KIOSQUE_CINETPAY_SECRET", PROVIDER_SECRET),
            ("KIOSQUE_CINETPAY_KEY", PROVIDER_SECRET),
            ("KIOSQUE_CINETPAY_SITE", "deux-rives"),
            ("KIOSQUE_CINETPAY_API", &cinetpay),
        ];
        let environment: Vec<_> = own
            .iter()
            .chain(environment)
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let folder = TempDir::new_in(parent).unwrap();
        let (email, password) = MODERATOR;
        let made = pocketbase(
            folder.path(),
            migrations,
            &["superuser", "upsert", email, password],
        )
        .output()
        .unwrap_or_else(|why| panic!("pocketbase did not start ({why}): run `cargo xtask tools`"));
        assert!(made.status.success(), "{made:?}");
        let mut engine = Self {
            process: serve(folder.path(), migrations, port, &environment),
            port,
            environment,
            folder,
            migrations: migrations.to_owned(),
            moderator: String::new(),
            inbox,
            provider,
        };
        engine.wait();
        let signed_in = engine.ask(
            "POST",
            "/api/collections/_superusers/auth-with-password",
            "",
            Some(&json!({ "identity": email, "password": password })),
        );
        engine.moderator = text(&signed_in.json()["token"]);
        for (code, amount, interval) in [("mensuel", 2500, "month"), ("annuel", 25000, "year")] {
            let plan = json!({
                "code": code, "name": code, "amount": amount, "currency": "XOF", "interval": interval,
                "order": amount, "checkout": format!("http://{}/pay/{code}", engine.provider.web),
            });
            engine.moderate("POST", "/api/collections/plans/records", &plan);
        }
        engine
    }

    fn wait(&mut self) {
        assert!(
            listens(&mut self.process, self.port),
            "pocketbase does not listen: {}",
            self.log()
        );
    }

    /// Ends it as a failing machine would.
    pub fn kill(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// Starts it again, with all that it kept, at the same address.
    ///
    /// # Panics
    /// When it does not start.
    pub fn restart(&mut self) {
        self.kill();
        self.process = serve(self.folder.path(), &self.migrations, self.port, &self.environment);
        self.wait();
    }

    /// Starts it again with all migrations of today.
    ///
    /// # Panics
    /// When it does not start.
    pub fn upgrade(&mut self) {
        self.migrations = Self::migrations();
        self.restart();
    }

    /// What it has said since it was started last.
    ///
    /// # Panics
    /// When that cannot be read.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The process, for what measures it.
    pub fn process(&self) -> u32 {
        self.process.id()
    }

    /// Where its database is.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A request as one who has a token makes it; the empty one is nobody's. Each comes from another address, for
    /// an engine that is told to believe it.
    pub fn ask(&self, method: &str, target: &str, token: &str, body: Option<&Value>) -> Answer {
        let body = body.map(Value::to_string).unwrap_or_default();
        let address = another_address();
        let mut headers = vec![
            ("content-type", "application/json"),
            ("x-forwarded-for", &address),
        ];
        if !token.is_empty() {
            headers.push(("authorization", token));
        }
        self.send(method, target, &headers, body.as_bytes())
    }

    /// A request, byte for byte.
    pub fn send(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        ask(self.port, method, target, headers, body)
    }

    /// What a moderator does in the admin interface.
    ///
    /// # Panics
    /// When it is refused.
    pub fn moderate(&self, method: &str, target: &str, body: &Value) -> Value {
        let answer = self.ask(method, target, &self.moderator, Some(body));
        assert!(
            answer.status < 300,
            "{method} {target} {body}: {} {}",
            answer.status,
            answer.json()
        );
        answer.json()
    }

    /// A moderator's token.
    pub fn moderator(&self) -> &str {
        &self.moderator
    }

    /// Makes a member with a confirmed address.
    pub fn member(&self, name: &str, standing: Standing) -> Member {
        let key: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        let email = format!("{}@exemple.org", key.to_lowercase());
        let made = self.moderate(
            "POST",
            "/api/collections/members/records",
            &json!({
                "name": name, "email": email, "password": PASSWORD, "passwordConfirm": PASSWORD,
                "verified": true, "banned": standing == Standing::Banned,
            }),
        );
        let id = text(&made["id"]);
        let until = match standing {
            Standing::Free => None,
            Standing::Lapsed => Some("2020-01-01 00:00:00.000Z"),
            Standing::Subscriber | Standing::Banned => Some("2099-01-01 00:00:00.000Z"),
        };
        if let Some(until) = until {
            let subscription = json!({ "member": id, "plan": "mensuel", "paidUntil": until });
            self.moderate("POST", "/api/collections/subscriptions/records", &subscription);
        }
        let token = self.token(&id, 0);
        Member {
            id,
            name: name.into(),
            email,
            token,
        }
    }

    /// A token of a member's, without the time that a password takes; for so many seconds, or as long as any.
    pub fn token(&self, member: &str, seconds: u32) -> String {
        let target = format!("/api/collections/members/impersonate/{member}");
        text(&self.moderate("POST", &target, &json!({ "duration": seconds }))["token"])
    }

    /// A contribution that is there already; gives its id.
    pub fn seed(&self, author: &Member, article: &str, text_of_it: &str, status: &str) -> String {
        let contribution = json!({
            "article": article, "author": author.id, "authorName": author.name, "text": text_of_it,
            "status": status, "editableUntil": "2099-01-01 00:00:00.000Z",
        });
        text(&self.moderate("POST", "/api/collections/contributions/records", &contribution)["id"])
    }
}

impl Drop for Membership {
    fn drop(&mut self) {
        self.kill();
    }
}

/// An address (RFC 1918) that nobody has had before.
pub fn another_address() -> String {
    static LAST: AtomicU32 = AtomicU32::new(0x0a00_0000);
    Ipv4Addr::from(LAST.fetch_add(1, Ordering::Relaxed)).to_string()
}

/// A JSON string; empty when it is none.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn pocketbase(folder: &Path, migrations: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("pocketbase");
    command
        .args(arguments)
        .arg("--dir")
        .arg(folder.join("data"))
        .arg("--migrationsDir")
        .arg(migrations)
        .arg("--hooksDir")
        .arg(Path::new(OWN).join("pb_hooks"))
        .arg("--publicDir")
        .arg(folder.join("public"))
        .args(["--automigrate=false", "--hooksWatch=false"])
        .stdin(Stdio::null());
    command
}

fn serve(folder: &Path, migrations: &Path, port: u16, environment: &[(String, String)]) -> Child {
    let log = File::create(folder.join("log")).unwrap();
    pocketbase(
        folder,
        migrations,
        &["serve", "--http", &format!("127.0.0.1:{port}")],
    )
    .envs(environment.iter().map(|(name, value)| (name, value)))
    .stdout(log.try_clone().unwrap())
    .stderr(log)
    .spawn()
    .unwrap()
}

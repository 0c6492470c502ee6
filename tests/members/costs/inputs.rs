//! What can be sent to the engine: from its collections as they are, and from what its hooks read, so that what is new is tried, too.

use std::{
    fmt, fs,
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};

use journeys::{PASSWORD, text};
use serde_json::{Value, json};

use crate::seeds::ARTICLE;

/// Bytes of the largest body that is read of a reader's, and of a provider's.
const LARGEST: usize = 1 << 15;
/// Of one about an account: what is longer is refused before a password is hashed.
const LARGEST_ACCOUNT: usize = 1 << 12;

const HOOKS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../membership/pocketbase/pb_hooks");

/// What PocketBase reads of an account, beside the fields of its collection.
const OF_ACCOUNTS: [&str; 15] = [
    "email",
    "identity",
    "identityField",
    "password",
    "passwordConfirm",
    "oldPassword",
    "token",
    "newEmail",
    "provider",
    "code",
    "codeVerifier",
    "redirectURL",
    "otpId",
    "mfaId",
    "createData",
];

/// Something that is answered.
#[derive(Clone)]
pub struct Route {
    pub method: String,
    pub target: String,
    /// Bytes of the largest body that is read.
    pub largest: usize,
    /// What it may read of a body, each with the longest that is kept.
    pub fields: Vec<(String, usize)>,
    /// What it may read of a query.
    pub queries: Vec<String>,
    /// How often a password is hashed there, or compared. PocketBase reads a new account's fields twice: to ask the
    /// collection's rule, and to make it.
    pub hashes: u64,
}

impl fmt::Display for Route {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.target)
    }
}

impl Route {
    fn new(method: &str, target: &str) -> Self {
        Self {
            method: method.into(),
            target: target.into(),
            largest: if is_of_account(target) {
                LARGEST_ACCOUNT
            } else {
                LARGEST
            },
            fields: Vec::new(),
            queries: Vec::new(),
            hashes: 0,
        }
    }

    /// What would be taken, but for the one field that is tried.
    pub fn body(&self) -> Value {
        if is_of_account(&self.target) {
            return account();
        }
        if self.target.contains("/contributions/") {
            return json!({ "article": ARTICLE, "text": "bien dit" });
        }
        json!({ "reason": "other", "plan": "mensuel" })
    }
}

fn is_of_account(target: &str) -> bool {
    target.contains("/members/") || target.contains("/_superusers/")
}

/// What would become an account, or sign in to one.
pub fn account() -> Value {
    let name = another_name();
    json!({
        "name": name, "email": format!("{}@exemple.org", name.replace(' ', "")), "password": PASSWORD,
        "passwordConfirm": PASSWORD, "identity": "awalongue@exemple.org", "token": "x.y.z",
    })
}

/// A name that nobody has had before, nor one that looks like it: in digits that look like no letter.
pub fn another_name() -> String {
    static LAST: AtomicU32 = AtomicU32::new(1);
    let digits = format!("{:b}", LAST.fetch_add(1, Ordering::Relaxed));
    format!("Awa {}", digits.replace('0', "2").replace('1', "9"))
}

/// All routes. `own` is the id of a contribution.
pub fn routes(schema: &Value, own: &str) -> Vec<Route> {
    let [bodies, queries] = ["body", "query"].map(read_by_hooks);
    let with = |mut route: Route, fields: &[(String, usize)]| {
        route.fields = fields.to_vec();
        route
            .fields
            .extend(bodies.iter().map(|name| (name.clone(), LARGEST / 8)));
        route.queries.clone_from(&queries);
        route
    };
    let mut routes = Vec::new();
    for collection in schema["items"].as_array().unwrap() {
        let (name, is_auth) = (text(&collection["name"]), collection["type"] == json!("auth"));
        let list = format!("/api/collections/{name}/records");
        let one = format!(
            "{list}/{}",
            if name == "contributions" {
                own
            } else {
                "aaaaaaaaaaaaaaa"
            }
        );
        let fields: Vec<(String, usize)> = collection["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| {
                let most = field["max"]
                    .as_u64()
                    .filter(|most| (1..100_000).contains(most))
                    .unwrap_or(255);
                (text(&field["name"]), usize::try_from(most).unwrap())
            })
            .collect();
        for (method, target) in [("POST", &list), ("PATCH", &one), ("DELETE", &one)] {
            let mut route = with(Route::new(method, target), &fields);
            route.hashes = match (is_auth, method) {
                (true, "POST") => 2,
                (true, _) => 1,
                (false, _) => 0,
            };
            routes.push(route);
        }
        for target in [&list, &one] {
            let mut route = Route::new("GET", target);
            route.queries = [
                "filter",
                "sort",
                "expand",
                "fields",
                "page",
                "perPage",
                "skipTotal",
            ]
            .map(str::to_owned)
            .to_vec();
            routes.push(route);
        }
        for action in [
            "auth-with-password",
            "auth-refresh",
            "auth-with-oauth2",
            "auth-with-otp",
            "request-otp",
            "request-verification",
            "confirm-verification",
            "request-password-reset",
            "confirm-password-reset",
            "request-email-change",
            "confirm-email-change",
        ] {
            if is_auth {
                let mut route = with(
                    Route::new("POST", &format!("/api/collections/{name}/{action}")),
                    &OF_ACCOUNTS.map(|name| (name.to_owned(), 255)),
                );
                let hashing = [
                    "auth-with-password",
                    "confirm-password-reset",
                    "confirm-email-change",
                ];
                route.hashes = u64::from(hashing.contains(&action));
                routes.push(route);
            }
        }
    }
    for (method, target) in [
        ("POST", "/api/batch"),
        ("POST", "/api/realtime"),
        ("POST", "/api/sql"),
        ("PATCH", "/api/settings"),
        ("GET", "/api/logs"),
    ] {
        routes.push(with(
            Route::new(method, target),
            &[
                ("requests".into(), 255),
                ("query".into(), 255),
                ("subscriptions".into(), 255),
            ],
        ));
    }
    for (method, target) in of_hooks() {
        routes.push(with(Route::new(&method, &target), &[]));
    }
    routes
}

fn hooks() -> String {
    let read = |folder: &Path| -> String {
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        files
            .filter(|path| path.is_file())
            .map(|path| fs::read_to_string(path).unwrap())
            .collect()
    };
    read(Path::new(HOOKS)) + &read(&Path::new(HOOKS).join("lib"))
}

/// The hooks' own routes: `routerAdd("POST", "/api/kiosque/checkouts", …)`.
fn of_hooks() -> Vec<(String, String)> {
    let hooks = hooks();
    let added = hooks.split("routerAdd(").skip(1).flat_map(|rest| {
        let (method, rest) = rest.split_once(',').unwrap();
        let path = rest.split('"').nth(1).unwrap().to_owned();
        // A variable stands for several.
        let methods = match method.strip_prefix('"') {
            Some(method) => vec![method.trim_end_matches('"').to_owned()],
            None => vec!["GET".to_owned(), "POST".to_owned()],
        };
        methods.into_iter().map(move |method| (method, path.clone()))
    });
    let filled = added.flat_map(|(method, path)| {
        let paths = if path.contains("{provider}") {
            providers()
                .map(|(provider, _)| path.replace("{provider}", provider))
                .to_vec()
        } else {
            vec![path.replace("{slug}", ARTICLE)]
        };
        assert!(
            !paths[0].contains('{'),
            "what stands for a part of {} is not known here",
            paths[0]
        );
        paths.into_iter().map(move |path| (method.clone(), path))
    });
    let all: Vec<_> = filled.collect();
    assert!(all.len() > 6, "{all:?}");
    all
}

/// What hooks read of a body or a query by name: `body.password`, `body["plan"]`, `{ replaces } = e.requestInfo().body`.
fn read_by_hooks(part: &str) -> Vec<String> {
    let hooks = hooks();
    let name = |rest: &str| -> String {
        rest.chars()
            .take_while(|it| it.is_ascii_alphanumeric() || *it == '_')
            .collect()
    };
    let mut names: Vec<String> = [format!("{part}."), format!("{part}[\"")]
        .iter()
        .flat_map(|before| hooks.split(before.as_str()).skip(1).map(name).collect::<Vec<_>>())
        .chain(
            hooks
                .split(&format!(" }} = e.requestInfo().{part};"))
                .filter_map(|before| before.rsplit_once("{ "))
                .flat_map(|(_, names)| names.split(", ").map(name).collect::<Vec<_>>()),
        )
        .filter(|name| !name.is_empty())
        .collect();
    names.sort();
    names.dedup();
    assert!(!names.is_empty(), "hooks read nothing of a {part}?");
    names
}

/// The headers that the engine reads, or anybody on the way.
pub fn headers() -> Vec<String> {
    let known = [
        "Authorization",
        "Content-Type",
        "Cookie",
        "Origin",
        "X-Forwarded-For",
        "User-Agent",
        "Accept-Language",
        "Range",
        "X-Unknown",
    ];
    let signed = providers().map(|(_, header)| header.to_owned());
    known.into_iter().map(str::to_owned).chain(signed).collect()
}

/// Who takes payments, and in which header each signs.
pub fn providers() -> [(&'static str, &'static str); 3] {
    let all = [
        ("stripe", "Stripe-Signature"),
        ("wave", "Wave-Signature"),
        ("cinetpay", "X-Token"),
    ];
    let said = fs::read_to_string(Path::new(HOOKS).join("lib/providers.js")).unwrap();
    assert_eq!(
        said.matches("header: \"").count(),
        all.len(),
        "another provider is to be tried as well"
    );
    for (name, header) in all {
        assert!(
            said.contains(&format!("{name}: {{ header: \"{header}\"")),
            "{name}"
        );
    }
    all
}

/// What is repeated until it is long enough: what each step of a check works hardest on.
pub fn shapes() -> [(&'static str, &'static str); 8] {
    [
        ("one word", "a"),
        ("words of one letter", "a "),
        ("accents", "é"),
        ("marks", "e\u{301}\u{323}"),
        ("ligatures that become sentences", "\u{fdfa}"),
        ("hosts", "a.example."),
        ("blanks", " \n"),
        ("names", "Deux Rives "),
    ]
}

/// What is no text.
pub fn structures() -> [(&'static str, Value); 3] {
    let deep = (0..5000).fold(json!(1), |inner, _| json!([inner]));
    let fields: serde_json::Map<_, _> = (0..2000).map(|at| (format!("f{at}"), json!(at))).collect();
    [
        ("a list of lists", deep),
        ("many fields", Value::Object(fields)),
        ("a long list", json!(vec!["a"; 6000])),
    ]
}

//! A WordPress of its own: Debian's, with a database and a server that end with the test.

use std::{
    fs,
    net::TcpListener,
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

const WORDPRESS: &str = "/usr/share/wordpress";
/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// What shows a post and nothing else, as a theme.
const THEME: &str = r#"<!DOCTYPE html><html <?php language_attributes(); ?>><head><meta charset="utf-8"><?php wp_head(); ?></head><body <?php body_class(); ?>>
<header class="site-header"><a href="/">Le Journal</a> <nav><a href="/pays/">Pays</a> <a href="/sport/">Sport</a></nav></header>
<main><?php while (have_posts()) { the_post(); ?><article <?php post_class(); ?>><h1 class="entry-title"><?php the_title(); ?></h1>
<p class="byline">Par <?php the_author(); ?>, <time datetime="<?php the_date('c'); ?>"><?php the_time(); ?></time></p>
<?php the_post_thumbnail('full'); ?><div class="entry-content"><?php the_content(); ?></div></article><?php } ?></main>
<footer>Tous droits réservés</footer><?php wp_footer(); ?></body></html>"#;

const ROUTER: &str = r#"<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($path !== '/' && is_file(__DIR__ . $path)) { return false; }
$_SERVER['SCRIPT_NAME'] = '/index.php';
require __DIR__ . '/index.php';
"#;

const SETUP: &str = r#"<?php
define('WP_INSTALLING', true);
require __DIR__ . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Le Journal', 'redaction', 'redaction@journal.example', true, '', 'mot');
foreach (get_posts(['numberposts' => -1, 'post_type' => 'any', 'post_status' => 'any']) as $post) { wp_delete_post($post->ID, true); }
update_option('permalink_structure', '/%year%/%monthnum%/%postname%/');
update_option('timezone_string', 'Africa/Lagos');
update_option('blogdescription', 'Les nouvelles du pays');
update_option('template', 'bare');
update_option('stylesheet', 'bare');
wp_update_user(['ID' => 1, 'display_name' => 'Awa Sé']);
list($password) = WP_Application_Passwords::create_new_application_password(1, ['name' => 'essai']);
flush_rewrite_rules();
fwrite(STDERR, 'PASSWORD ' . base64_encode('redaction:' . $password) . "\n");
"#;

const EXPORT: &str = r"<?php
require __DIR__ . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/export.php';
export_wp();
";

/// A WordPress that runs until it is dropped.
pub struct WordPress {
    php: Option<Child>,
    database: Option<Child>,
    folder: tempfile::TempDir,
    pub site: String,
    /// As HTTP's basic authentication has it.
    authorization: String,
}

/// What is not installed of it.
#[must_use]
pub fn missing() -> Vec<&'static str> {
    let is_there = |program: &str| {
        let found = Command::new(program)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        found.is_ok_and(|status| status.success())
    };
    let has_php = || {
        let modules = Command::new("php").arg("-m").output();
        modules.is_ok_and(|it| {
            let all = String::from_utf8_lossy(&it.stdout).to_lowercase();
            ["mysqli", "dom", "gd", "mbstring"]
                .iter()
                .all(|name| all.lines().any(|it| it == *name))
        })
    };
    let needs = [
        ("wordpress", Path::new(WORDPRESS).join("wp-load.php").is_file()),
        (
            "mariadb-server",
            is_there("mariadbd") && is_there("mariadb-install-db")
                || Path::new("/usr/bin/mariadb-install-db").is_file() && is_there("mariadbd"),
        ),
        (
            "php-cli php-mysql php-xml php-gd php-mbstring",
            is_there("php") && has_php(),
        ),
    ];
    needs
        .iter()
        .filter(|(_, is_there)| !is_there)
        .map(|(name, _)| *name)
        .collect()
}

impl WordPress {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let mut wordpress = Self {
            php: None,
            database: None,
            site: format!("http://127.0.0.1:{port}"),
            authorization: String::new(),
            folder,
        };
        wordpress.start_database();
        wordpress.copy();
        let said = wordpress.php(SETUP);
        let password = said.lines().find_map(|line| line.strip_prefix("PASSWORD "));
        let password = password.unwrap_or_else(|| panic!("WordPress could not be set up: {said}"));
        wordpress.authorization = format!("Basic {password}");
        let root = wordpress.root();
        let php = Command::new("php")
            .args([
                "-q",
                "-d",
                "display_errors=0",
                "-S",
                &format!("127.0.0.1:{port}"),
                "-t",
            ])
            .arg(&root)
            .arg(root.join("router.php"))
            .current_dir(&root)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(wordpress.folder.path().join("php.log")).unwrap())
            .spawn()
            .unwrap();
        wordpress.php = Some(php);
        let log = wordpress.folder.path().join("php.log");
        until(wordpress.php.as_mut().unwrap(), &log, || {
            std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
        wordpress
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("www")
    }

    /// Where it keeps what was uploaded.
    pub fn uploads(&self) -> PathBuf {
        self.root().join("wp-content/uploads")
    }

    fn start_database(&mut self) {
        let folder = self.folder.path();
        let (data, socket, log) = (folder.join("db"), folder.join("db.sock"), folder.join("db.log"));
        // Only root may say as whom it runs.
        let is_root =
            fs::metadata("/proc/self").is_ok_and(|it| std::os::unix::fs::MetadataExt::uid(&it) == 0);
        let user = is_root.then_some("--user=root");
        let made = Command::new("mariadb-install-db")
            .args([
                "--no-defaults",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
            ])
            .arg(format!("--datadir={}", data.display()))
            .args(user)
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let database = Command::new("mariadbd")
            .args([
                "--no-defaults",
                "--skip-networking",
                "--innodb-buffer-pool-size=16M",
                "--innodb-flush-log-at-trx-commit=0",
            ])
            .arg(format!("--datadir={}", data.display()))
            .arg(format!("--socket={}", socket.display()))
            .arg(format!("--pid-file={}", folder.join("db.pid").display()))
            .args(user)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(&log).unwrap())
            .spawn()
            .unwrap();
        self.database = Some(database);
        until(self.database.as_mut().unwrap(), &log, || {
            UnixStream::connect(&socket).is_ok()
        });
    }

    /// A copy of WordPress with a configuration and a theme of its own.
    fn copy(&self) {
        let root = self.root();
        copy(Path::new(WORDPRESS), &root);
        let socket = self.folder.path().join("db.sock");
        let site = &self.site;
        let host = site.trim_start_matches("http://");
        let keys: String = [
            "AUTH_KEY",
            "SECURE_AUTH_KEY",
            "LOGGED_IN_KEY",
            "NONCE_KEY",
            "AUTH_SALT",
            "SECURE_AUTH_SALT",
            "LOGGED_IN_SALT",
            "NONCE_SALT",
        ]
        .iter()
        .map(|name| format!("define('{name}', '{name} of this test');\n"))
        .collect();
        let configuration = format!(
            "<?php\ndefine('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_HOST', 'localhost:{socket}');\n\
             define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');\n{keys}\
             define('WP_HOME', '{site}'); define('WP_SITEURL', '{site}'); define('WP_ENVIRONMENT_TYPE', 'local');\n\
             define('DISABLE_WP_CRON', true); define('WP_HTTP_BLOCK_EXTERNAL', true); define('AUTOMATIC_UPDATER_DISABLED', true);\n\
             if (PHP_SAPI === 'cli') {{ $_SERVER['HTTP_HOST'] = '{host}'; $_SERVER['SERVER_NAME'] = '127.0.0.1'; }}\n\
             $table_prefix = 'wp_';\nif (!defined('ABSPATH')) {{ define('ABSPATH', __DIR__ . '/'); }}\nrequire_once ABSPATH . 'wp-settings.php';\n",
            socket = socket.display(),
        );
        fs::write(root.join("wp-config.php"), configuration).unwrap();
        fs::write(root.join("router.php"), ROUTER).unwrap();
        let theme = root.join("wp-content/themes/bare");
        fs::create_dir_all(&theme).unwrap();
        fs::write(theme.join("style.css"), "/*\nTheme Name: Bare\n*/\n").unwrap();
        fs::write(theme.join("index.php"), THEME).unwrap();
        fs::write(
            theme.join("functions.php"),
            "<?php add_theme_support('post-thumbnails'); add_theme_support('title-tag');",
        )
        .unwrap();
        let created = Command::new("php")
            .args(["-r", "$d = new mysqli('localhost', 'root', '', '', 0, $argv[1]); $d->query('CREATE DATABASE wordpress CHARACTER SET utf8mb4');"])
            .arg(&socket)
            .output()
            .unwrap();
        assert!(
            created.status.success(),
            "{}",
            String::from_utf8_lossy(&created.stderr)
        );
    }

    /// Runs a script within WordPress; what it printed, on either way.
    fn php(&self, script: &str) -> String {
        let path = self.root().join("script.php");
        fs::write(&path, script).unwrap();
        let done = Command::new("php")
            .args(["-d", "display_errors=0"])
            .arg(&path)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        fs::remove_file(&path).unwrap();
        let said = String::from_utf8(done.stdout).unwrap();
        let error = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success(), "{error}{said}");
        if said.is_empty() { error } else { said }
    }

    /// What *Tools, Export, All content* gives.
    pub fn export(&self) -> String {
        self.php(EXPORT)
    }

    /// Asks the API as an editor: `POST` of JSON.
    pub fn post(&self, path: &str, body: &Value) -> Value {
        let url = format!("{}/wp-json/wp/v2/{path}", self.site);
        let request = agent()
            .post(&url)
            .header("authorization", &self.authorization)
            .header("content-type", "application/json");
        answer(&url, request.send(body.to_string()))
    }

    /// Uploads a file to the library.
    pub fn upload(&self, name: &str, kind: &str, bytes: &[u8]) -> Value {
        let url = format!("{}/wp-json/wp/v2/media", self.site);
        let request = agent()
            .post(&url)
            .header("authorization", &self.authorization)
            .header("content-type", kind)
            .header("content-disposition", format!("attachment; filename=\"{name}\""));
        answer(&url, request.send(bytes))
    }

    /// What any reader gets.
    pub fn get(&self, url: &str) -> String {
        let mut response = agent()
            .get(url)
            .call()
            .unwrap_or_else(|why| panic!("{url}: {why}"));
        let text = response.body_mut().read_to_string().unwrap();
        assert_eq!(response.status(), 200, "{url}: {text}");
        text
    }
}

impl Drop for WordPress {
    fn drop(&mut self) {
        for process in [&mut self.php, &mut self.database].into_iter().flatten() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE))
        .build()
        .into()
}

fn answer(url: &str, response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Value {
    let mut response = response.unwrap_or_else(|why| panic!("{url}: {why}"));
    let text = response.body_mut().read_to_string().unwrap();
    assert!(
        response.status().is_success(),
        "{url}: {} {text}",
        response.status()
    );
    serde_json::from_str(&text).unwrap_or_else(|why| panic!("{url}: {why}: {text}"))
}

/// Waits for a server, as long as it runs.
fn until(process: &mut Child, log: &Path, is_ready: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_ready() {
        let ended = process.try_wait().unwrap();
        let said = || fs::read_to_string(log).unwrap_or_default();
        assert!(ended.is_none(), "it ended with {ended:?}: {}", said());
        assert!(began.elapsed() < PATIENCE, "it does not answer: {}", said());
        thread::park_timeout(Duration::from_millis(20));
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        // Through Debian's links; one that leads nowhere is of what the test does without.
        match fs::metadata(&from) {
            Ok(kind) if kind.is_dir() => copy(&from, &to),
            Ok(_) => drop(fs::copy(&from, &to).unwrap()),
            Err(_) => {}
        }
    }
}

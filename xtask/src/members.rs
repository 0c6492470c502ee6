//! `cargo xtask serve --members`: the sample newspaper with a membership engine, its demo members, an inbox for
//! its letters and a payment provider that stands in.

use std::ffi::OsString;
use std::fs;
use std::process::{Command, ExitCode};

use serde_json::Value;

use crate::lock;
use crate::process::Together;
use crate::project::Project;
use crate::ready::{compile_press, hold_port_free};
use crate::step::{Failure, Step};
use crate::tools;

/// What is kept from one start to the next; neither `cargo clean` nor git looks at it.
const DATA: &str = ".members";
const ENGINE: &str = "membership/pocketbase";
/// Who the demo's members are.
const DEMO: &str = "membership/demo.json";
/// Where the provider that stands in answers as Wave's API does, and as CinetPay's (`membership/neighbours/`).
const WAVE: &str = "/wave/v1/checkout/sessions";
const CINETPAY: &str = "/cinetpay/v2/payment";
/// Signs payments on this machine, and nowhere else.
const SECRET: &str = "whsec_of_this_machine";

/// Where everybody listens: beside the newspaper's own port, so that `--port` moves all.
struct Ports {
    site: u16,
    engine: u16,
    smtp: u16,
    inbox: u16,
    provider: u16,
}

impl Ports {
    fn beside(site: u16) -> Self {
        let at = |step| site.checked_add(step).unwrap_or(site - step);
        Self {
            site,
            engine: at(10),
            smtp: at(11),
            inbox: at(12),
            provider: at(13),
        }
    }

    /// A port for the newspaper beside which all others are others.
    fn elsewhere(&self) -> u16 {
        self.site.checked_add(100).unwrap_or(8080)
    }

    fn all(&self) -> [u16; 5] {
        [self.site, self.engine, self.smtp, self.inbox, self.provider]
    }
}

/// Installs what is missing, and runs until Ctrl-C or until one of them ends.
///
/// # Errors
/// When a port is taken, a tool cannot be installed, or something does not start.
pub fn serve(project: &Project, port: u16, options: &[OsString]) -> Result<ExitCode, Failure> {
    let ports = Ports::beside(port);
    for port in ports.all() {
        hold_port_free(port, &format!("--members --port {}", ports.elsewhere()))?;
    }
    let _lock = lock::hold(project, "members.lock", "serve")?;
    tools::ensure(project, &[&tools::SERVE[..], &tools::MEMBERS].concat())?;
    let mut build = project.cargo();
    build.args(["build", "--package", "neighbours"]);
    Step::new("neighbours", build)
        .about("compiling the mail server and the payment provider that stand in")
        .run()?;
    compile_press(project)?;
    let demo = demo(project)?;
    let moderator = [&demo["moderator"]["email"], &demo["moderator"]["password"]].map(text);
    let mut account = pocketbase(project, &["superuser", "upsert"]);
    account.args(moderator);
    Step::new("moderator", account)
        .about("the account for PocketBase's own interface")
        .run()?;

    let mut together = Together::default();
    let mut start = |name, command: &mut Command| {
        together.start(name, command).map_err(|error| {
            Failure::new("serve")
                .command(command)
                .cause(format!("{name} could not be started: {error}"))
                .remedy("delete the folder .tools/bin and run the same command again")
        })
    };
    start("the engine", &mut engine(project, &ports))?;
    start("the neighbours", &mut neighbours(project, &ports))?;
    eprintln!("{}", addresses(&ports, &demo));
    let mut trunk = project.command("trunk");
    trunk
        .args(["serve", "--offline", "--proxy-backend"])
        .arg(format!("http://127.0.0.1:{}/api/", ports.engine))
        .args(options)
        .env("KIOSQUE_MEMBERSHIP", "pocketbase");
    start("Trunk", &mut trunk)?;
    let ended = together.until_one_ends();
    let (name, status) = ended.map_err(|error| {
        Failure::new("serve")
            .cause(format!("its end could not be awaited: {error}"))
            .remedy("run the same command again")
    })?;
    Err(Failure::new("serve")
        .cause(format!(
            "{name} ended ({status}), and everything with it; if it could say why, that is above"
        ))
        .remedy("mend that and run the same command again; what the members wrote is kept"))
}

fn pocketbase(project: &Project, arguments: &[&str]) -> Command {
    let mut command = project.command("pocketbase");
    command.args(arguments).arg("--dir").arg(project.path(DATA));
    for (option, folder) in [("--migrationsDir", "pb_migrations"), ("--hooksDir", "pb_hooks")] {
        command.arg(option).arg(project.path(ENGINE).join(folder));
    }
    command.arg("--automigrate=false");
    command
}

fn engine(project: &Project, ports: &Ports) -> Command {
    let site = format!("http://127.0.0.1:{}", ports.site);
    let api = |path: &str| format!("http://127.0.0.1:{}{path}", ports.provider);
    let mut command = pocketbase(project, &["serve"]);
    command
        .arg("--http")
        .arg(format!("127.0.0.1:{}", ports.engine))
        .args(["--origins", &site])
        .env("KIOSQUE_NAME", "Les Deux Rives")
        .env("KIOSQUE_URL", &site)
        .env("KIOSQUE_SENDER", "abonnements@deux-rives.example")
        .env("KIOSQUE_SMTP", format!("127.0.0.1:{}", ports.smtp))
        .env("KIOSQUE_STRIPE_SECRET", SECRET)
        .env("KIOSQUE_WAVE_SECRET", SECRET)
        .env("KIOSQUE_WAVE_KEY", SECRET)
        .env("KIOSQUE_WAVE_API", api(WAVE))
        .env("KIOSQUE_CINETPAY_SECRET", SECRET)
        .env("KIOSQUE_CINETPAY_KEY", SECRET)
        .env("KIOSQUE_CINETPAY_SITE", "deux-rives")
        .env("KIOSQUE_CINETPAY_API", api(CINETPAY));
    command
}

fn neighbours(project: &Project, ports: &Ports) -> Command {
    let mut command = project.cargo();
    command.args(["run", "--quiet", "--package", "neighbours", "--"]);
    for (option, port) in [
        ("--smtp", ports.smtp),
        ("--inbox", ports.inbox),
        ("--provider", ports.provider),
    ] {
        command.arg(option).arg(port.to_string());
    }
    command
        .arg("--engine")
        .arg(format!("http://127.0.0.1:{}", ports.engine))
        .arg("--site")
        .arg(format!("http://127.0.0.1:{}", ports.site))
        .args(["--secret", SECRET, "--demo"])
        .arg(project.path(DEMO));
    command
}

fn demo(project: &Project) -> Result<Value, Failure> {
    let failed = |cause: String| {
        Failure::new("read the demo's members")
            .cause(format!("{DEMO}: {cause}"))
            .remedy(format!("restore it (`git checkout {DEMO}`)"))
    };
    let demo = fs::read(project.path(DEMO)).map_err(|error| failed(error.to_string()))?;
    serde_json::from_slice(&demo).map_err(|error| failed(error.to_string()))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// What one has to know to try it.
fn addresses(ports: &Ports, demo: &Value) -> String {
    let local = |port: u16, path: &str| format!("http://127.0.0.1:{port}/{path}");
    let mut lines = vec![
        "xtask: serve: building the newspaper (the first time, about 2 minutes on 2 cores)".to_owned(),
        format!("  newspaper   {}", local(ports.site, "")),
        format!("  letters     {}", local(ports.inbox, "")),
        format!("  payments    {}", local(ports.provider, "")),
        format!("  moderation  {}", local(ports.engine, "_/")),
    ];
    let person = |word: &str, person: &Value| {
        format!(
            "  {word:<11} {}  {}",
            text(&person["email"]),
            text(&person["password"])
        )
    };
    lines.push(person("moderator", &demo["moderator"]));
    let members = demo["members"].as_array().map_or(&[][..], Vec::as_slice);
    lines.extend(
        members
            .iter()
            .map(|member| person(text(&member["standing"]), member)),
    );
    lines.push(format!(
        "  What they write is kept in {DATA}/. Ctrl-C ends everything."
    ));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_of_the_demo_is_told_with_a_password() {
        let demo = demo(&Project::locate().unwrap()).unwrap();
        let told = addresses(&Ports::beside(8080), &demo);
        for standing in ["moderator", "free", "subscriber", "lapsed", "banned"] {
            let line = told.lines().find(|line| line.trim_start().starts_with(standing));
            assert!(
                line.is_some_and(|line| line.split_whitespace().count() == 3),
                "{told}"
            );
        }
    }

    #[test]
    fn everybody_has_a_port_of_their_own() {
        for site in [8080, u16::MAX] {
            let mut ports = Ports::beside(site).all().to_vec();
            ports.sort_unstable();
            ports.dedup();
            assert_eq!(ports.len(), 5);
        }
    }
}

//! `cargo xtask serve`: the sample newspaper on this machine, built again at every change.

use std::env;
use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::ExitCode;

use crate::members;
use crate::project::Project;
use crate::ready::{compile_press, hold_port_free};
use crate::step::Failure;
use crate::tools;

/// `Trunk.toml`'s port.
const PORT: u16 = 8080;

/// Installs what is missing and becomes `trunk serve`, which then gets Ctrl-C by itself.
///
/// # Errors
/// When a tool cannot be installed or Trunk not be started.
pub fn run(project: &Project, options: &[OsString]) -> Result<ExitCode, Failure> {
    let (with_members, options): (Vec<_>, Vec<_>) =
        options.iter().cloned().partition(|option| option == "--members");
    let options = &options[..];
    let port = port(options, env::var("TRUNK_SERVE_PORT").ok());
    let asks_for_help = options.iter().any(|option| option == "--help" || option == "-h");
    if !asks_for_help && !with_members.is_empty() {
        return members::serve(project, port, options);
    }
    if !asks_for_help {
        hold_port_free(port, &format!("--port {}", port.wrapping_add(1).max(1024)))?;
    }
    tools::ensure(project, &tools::SERVE)?;
    if !asks_for_help {
        eprintln!(
            "xtask: serve: building the newspaper (the first time, about 2 minutes on 2 cores), then \
             http://127.0.0.1:{port}/ shows it; Ctrl-C ends"
        );
    }
    if !asks_for_help {
        compile_press(project)?;
    }
    let mut trunk = project.command("trunk");
    trunk.arg("serve").arg("--offline").args(options);
    let error = trunk.exec();
    Err(Failure::new("serve")
        .command(&trunk)
        .cause(format!("Trunk could not be started: {error}"))
        .remedy("delete the folder .tools/bin and run the same command again"))
}

/// The port that Trunk will listen on.
fn port(options: &[OsString], from_environment: Option<String>) -> u16 {
    let mut options = options.iter().map(|option| option.to_string_lossy());
    while let Some(option) = options.next() {
        let value = match &*option {
            "--port" | "-p" => options.next().map(|value| value.into_owned()),
            other => other.strip_prefix("--port=").map(str::to_owned),
        };
        if let Some(port) = value.and_then(|value| value.parse().ok()) {
            return port;
        }
    }
    from_environment
        .and_then(|value| value.parse().ok())
        .unwrap_or(PORT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_the_one_that_trunk_will_use() {
        let port = |options: &[&str], environment: Option<&str>| {
            let options: Vec<OsString> = options.iter().map(OsString::from).collect();
            super::port(&options, environment.map(str::to_owned))
        };
        assert_eq!(port(&[], None), 8080);
        assert_eq!(port(&["--open", "--port", "9000"], Some("7000")), 9000);
        assert_eq!(port(&["--port=9001"], None), 9001);
        assert_eq!(port(&["-p", "9002"], None), 9002);
        assert_eq!(port(&[], Some("7000")), 7000);
        assert_eq!(port(&["--port", "x"], None), 8080);
    }
}

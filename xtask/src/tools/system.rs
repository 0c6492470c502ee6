//! Programs that only the system's own packages bring: browsers, their drivers, Node.js, pip.

use std::process::Command;
use std::time::Duration;

use crate::project::Project;
use crate::step::{Failure, Step};

/// A program, and Debian's package that brings it.
#[derive(Clone, Copy)]
pub struct SystemProgram {
    /// The names under which it may be found; a whole path is of something that is no program itself.
    names: &'static [&'static str],
    debian: &'static str,
    elsewhere: &'static str,
}

const CHROMIUM_BROWSER: SystemProgram = SystemProgram {
    names: &["chromium", "chromium-browser", "google-chrome"],
    debian: "chromium",
    elsewhere: "Chromium or Google Chrome",
};
const CHROMEDRIVER: SystemProgram = SystemProgram {
    names: &["chromedriver"],
    debian: "chromium-driver",
    elsewhere: "chromedriver, of the same version as the browser",
};
const FIREFOX: SystemProgram = SystemProgram {
    names: &["firefox", "firefox-esr"],
    debian: "firefox-esr",
    elsewhere: "Firefox",
};
const WEBKIT: SystemProgram = SystemProgram {
    names: &["WebKitWebDriver"],
    debian: "webkit2gtk-driver",
    elsewhere: "WebKitGTK's WebKitWebDriver (only on Linux)",
};
const XVFB: SystemProgram = SystemProgram {
    names: &["xvfb-run"],
    debian: "xvfb",
    elsewhere: "Xvfb with xvfb-run",
};
const XAUTH: SystemProgram = SystemProgram {
    names: &["xauth"],
    debian: "xauth",
    elsewhere: "xauth",
};
const NPM: SystemProgram = SystemProgram {
    names: &["npm"],
    debian: "npm",
    elsewhere: "Node.js 18 or newer, with npm",
};
const PIP3: SystemProgram = SystemProgram {
    names: &["pip3"],
    debian: "python3-pip",
    elsewhere: "Python 3 with pip",
};

const LIBXML2: SystemProgram = SystemProgram {
    names: &["xmllint"],
    debian: "libxml2-utils",
    elsewhere: "libxml2's xmllint",
};
const NGINX: SystemProgram = SystemProgram {
    names: &["nginx"],
    debian: "nginx",
    elsewhere: "nginx",
};
const NGINX_BROTLI_STATIC: SystemProgram = SystemProgram {
    names: &["/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"],
    debian: "libnginx-mod-http-brotli-static",
    elsewhere: "nginx's static brotli module, there",
};
const NGINX_BROTLI_FILTER: SystemProgram = SystemProgram {
    names: &["/usr/lib/nginx/modules/ngx_http_brotli_filter_module.so"],
    debian: "libnginx-mod-http-brotli-filter",
    elsewhere: "nginx's brotli filter module, there",
};
const CADDY: SystemProgram = SystemProgram {
    names: &["caddy"],
    debian: "caddy",
    elsewhere: "Caddy 2",
};

const HUGO: SystemProgram = SystemProgram {
    names: &["hugo"],
    debian: "hugo",
    elsewhere: "Hugo",
};

/// What the press is measured against.
pub const GENERATOR: [SystemProgram; 1] = [HUGO];
/// For the wasm tests.
pub const CHROMIUM: [SystemProgram; 2] = [CHROMIUM_BROWSER, CHROMEDRIVER];
/// For the journeys in three engines.
pub const BROWSERS: [SystemProgram; 6] = [CHROMIUM_BROWSER, CHROMEDRIVER, FIREFOX, WEBKIT, XVFB, XAUTH];
/// For the files that other programs read.
pub const XMLLINT: [SystemProgram; 1] = [LIBXML2];
/// For the tests of hosts.
pub const HOSTS: [SystemProgram; 4] = [NGINX, NGINX_BROTLI_STATIC, NGINX_BROTLI_FILTER, CADDY];
/// For what comes from PyPI.
pub const PIP: [SystemProgram; 1] = [PIP3];
/// For npm's packages.
pub const NODE: [SystemProgram; 1] = [NPM];

pub fn has(project: &Project, programs: &[SystemProgram]) -> bool {
    missing(project, programs).is_empty()
}

/// Installs what is missing with Debian's packages, where that is possible.
///
/// # Errors
/// When it is not: with what to install.
pub fn install(project: &Project, programs: &[SystemProgram]) -> Result<(), Failure> {
    let lacking = missing(project, programs);
    if !can_use_apt(project) {
        return Err(please_install(&lacking));
    }
    apt(
        project,
        &["update"],
        "renewing Debian's list of packages: a minute",
    )?;
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(lacking.iter().map(|program| program.debian));
    apt(
        project,
        &arguments,
        "installing them (browsers are up to 300 MB: a few minutes)",
    )?;
    match missing(project, programs).as_slice() {
        [] => Ok(()),
        still => Err(please_install(still)),
    }
}

/// The programs that are not found under any of their names.
fn missing(project: &Project, programs: &[SystemProgram]) -> Vec<SystemProgram> {
    let is_there = |program: &SystemProgram| {
        let mut found = program.names.iter().filter_map(|name| project.find(name));
        found.any(|path| path.exists())
    };
    programs
        .iter()
        .filter(|program| !is_there(program))
        .copied()
        .collect()
}

fn can_use_apt(project: &Project) -> bool {
    nix::unistd::Uid::effective().is_root() && project.find("apt-get").is_some()
}

fn please_install(lacking: &[SystemProgram]) -> Failure {
    let names: Vec<_> = lacking.iter().map(|program| program.names[0]).collect();
    let packages: Vec<_> = lacking.iter().map(|program| program.debian).collect();
    let elsewhere: Vec<_> = lacking.iter().map(|program| program.elsewhere).collect();
    Failure::new("find the programs of the system")
        .cause(format!("not on this machine: {}", names.join(", ")))
        .remedy(format!(
            "on Debian: sudo apt-get install {}\n           elsewhere, put on PATH: {}",
            packages.join(" "),
            elsewhere.join("; ")
        ))
}

fn apt(project: &Project, arguments: &[&str], about: &str) -> Result<(), Failure> {
    let mut command: Command = project.command("apt-get");
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0"])
        .args(arguments);
    Step::new(format!("apt-get {}", arguments[0]), command)
        .about(about)
        .limit(Duration::from_secs(30 * 60))
        .cause("Debian's mirror did not answer, or this system has no such package")
        .remedy("check the network and /etc/apt/sources.list, then run the same command again")
        .run()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_installed_is_named_with_how_to_get_it() {
        let text = please_install(&[WEBKIT, XVFB]).to_string();
        assert!(
            text.contains("not on this machine: WebKitWebDriver, xvfb-run"),
            "{text}"
        );
        assert!(
            text.contains("sudo apt-get install webkit2gtk-driver xvfb"),
            "{text}"
        );
        assert!(text.contains("elsewhere"), "{text}");
    }

    #[test]
    fn a_program_may_have_several_names() {
        let project = Project::locate().unwrap();
        let found = SystemProgram {
            names: &["no-such-program", "sh"],
            ..XAUTH
        };
        let lost = SystemProgram {
            names: &["no-such-program"],
            ..XAUTH
        };
        assert!(missing(&project, &[found]).is_empty());
        assert_eq!(missing(&project, &[found, lost]).len(), 1);
    }
}

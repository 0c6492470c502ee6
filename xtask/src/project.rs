//! Where things are, and how a child process is started from here.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step::Failure;

/// Where pip unpacks it, below the top folder: nothing of Python's own is touched.
pub const PIP: &str = ".tools/pip";

/// The checkout that this program was compiled from.
#[derive(Clone)]
pub struct Project {
    root: PathBuf,
    search_path: OsString,
}

impl Project {
    /// # Errors
    /// When the folder's name cannot stand on `PATH`, or the checkout was moved since compilation.
    pub fn locate() -> Result<Self, Failure> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest
            .parent()
            .filter(|root| root.join("Cargo.toml").is_file())
            .ok_or_else(|| {
                Failure::new("find the project")
                    .cause(format!("{} is no longer in a checkout", manifest.display()))
                    .remedy("run `cargo xtask` again from inside the project")
            })?
            .to_path_buf();
        let own = [
            root.join(".tools/bin"),
            root.join(".tools/npm/node_modules/.bin"),
            root.join(PIP).join("bin"),
        ];
        let inherited = env::var_os("PATH").unwrap_or_default();
        let search_path =
            env::join_paths(own.into_iter().chain(env::split_paths(&inherited))).map_err(|error| {
                Failure::new("put the project's tools on PATH")
                    .cause(format!("{}: {error}", root.display()))
                    .remedy("move the project to a folder whose path has no ':'")
            })?;
        Ok(Self { root, search_path })
    }

    /// The newsroom's program, through cargo, without a reader in it.
    pub fn press(&self) -> Command {
        let mut cargo = self.cargo();
        cargo.args(["run", "--quiet", "--package", "press", "--"]);
        cargo
    }

    /// A path below the top folder.
    pub fn path(&self, below: impl AsRef<Path>) -> PathBuf {
        self.root.join(below)
    }

    /// Where the project's own tools are installed; `cargo clean` leaves it alone.
    pub fn tools(&self) -> PathBuf {
        self.path(".tools")
    }

    /// A command that runs in the top folder and finds the project's own tools before any other's.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let program = program.as_ref();
        let mut command = Command::new(self.find(program).unwrap_or_else(|| program.into()));
        command.current_dir(&self.root).env("PATH", &self.search_path);
        // What `cargo run` told xtask about xtask is no business of another package's build.
        for (name, _) in env::vars_os() {
            if describes_this_package(&name) {
                command.env_remove(name);
            }
        }
        // Where a tool stopped inside itself helps nobody here; a test's RUST_BACKTRACE stays.
        if env::var_os("RUST_LIB_BACKTRACE").is_none() {
            command.env("RUST_LIB_BACKTRACE", "0");
        }
        // Trunk reads NO_COLOR as a boolean and stops at the usual "1".
        if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            command.env("NO_COLOR", "true");
        } else {
            command.env_remove("NO_COLOR");
        }
        command
    }

    /// Where children look for programs, with another folder before all others.
    ///
    /// # Errors
    /// When the folder's name cannot stand on `PATH`.
    pub fn search_path_after(&self, folder: &Path) -> Result<OsString, env::JoinPathsError> {
        let own = env::split_paths(&self.search_path);
        env::join_paths([folder.to_path_buf()].into_iter().chain(own))
    }

    /// The cargo that runs this program, so that its toolchain is the children's too.
    pub fn cargo(&self) -> Command {
        self.command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    /// Where a program would be found, the project's own tools first.
    pub fn find(&self, program: impl AsRef<Path>) -> Option<PathBuf> {
        let program = program.as_ref();
        if program.components().count() > 1 {
            return Some(program.to_path_buf());
        }
        env::split_paths(&self.search_path)
            .map(|folder| folder.join(program))
            .find(|candidate| is_executable(candidate))
    }
}

fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

fn describes_this_package(variable: &OsStr) -> bool {
    let name = variable.to_string_lossy();
    name.starts_with("CARGO_PKG_")
        || matches!(
            &*name,
            "CARGO_MANIFEST_DIR" | "CARGO_MANIFEST_PATH" | "CARGO_CRATE_NAME" | "CARGO_BIN_NAME"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_finds_the_projects_own_tools_first() {
        let project = Project::locate().unwrap();
        let command = project.command("true");
        let (_, path) = command.get_envs().find(|(name, _)| *name == "PATH").unwrap();
        let first = env::split_paths(path.unwrap()).next().unwrap();
        assert_eq!(first, project.path(".tools/bin"));
    }

    #[test]
    fn a_child_is_not_told_that_it_is_xtask() {
        assert!(describes_this_package(OsStr::new("CARGO_PKG_NAME")));
        assert!(describes_this_package(OsStr::new("CARGO_MANIFEST_DIR")));
        assert!(!describes_this_package(OsStr::new("CARGO_TARGET_DIR")));
        assert!(!describes_this_package(OsStr::new("CARGO_HOME")));
    }
}

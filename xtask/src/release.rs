//! `cargo xtask release`: the program for newsrooms, with the reader and all else in it that a newspaper needs.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

use crate::dist;
use crate::lock;
use crate::project::Project;
use crate::step::{Failure, Step};
use crate::tools;

/// What the program may weigh, in bytes.
const MOST: u64 = 30 << 20;

/// The path that the reader is compiled for; the program puts the newspaper's in its place (press/src/reader.rs).
const BASE: &str = "/kiosque-base/";

/// What lies beside the program, and its name there.
const DOCUMENTS: [(&str, &str); 7] = [
    ("docs/program.md", "README.md"),
    ("docs/content.md", "content.md"),
    ("docs/import.md", "import.md"),
    ("docs/deploy.md", "deploy.md"),
    ("docs/membership.md", "membership.md"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
];

/// The program, as newsrooms are given it.
pub struct Released<'a> {
    project: &'a Project,
    program: PathBuf,
}

impl<'a> Released<'a> {
    /// Compiles the reader, and the program with it inside.
    ///
    /// # Errors
    /// When one does not compile.
    pub fn make(project: &'a Project) -> Result<Self, Failure> {
        let program = program(project)?;
        Ok(Self { project, program })
    }

    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Makes the archive that the program is given away in, with its checksum beside it, and says where it is.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn pack(&self) -> Result<PathBuf, Failure> {
        pack(self.project, &self.program)
    }

    /// # Errors
    /// When the program is larger than it may be.
    pub fn hold_size(&self) -> Result<(), Failure> {
        let size = size(&self.program);
        println!("kiosque: {:.1} of {:.0} MiB", in_mib(size), in_mib(MOST));
        if size <= MOST {
            return Ok(());
        }
        Err(Failure::new("size of the program")
            .cause("it is larger than 30 MiB")
            .remedy("find what grew (cargo bloat), or explain a new limit in docs/decisions/"))
    }

    /// Builds a newspaper's site.
    ///
    /// # Errors
    /// When the content has errors, or the site cannot be written.
    pub fn build(&self, content: &Path, out: &Path, options: &[&str]) -> Result<(), Failure> {
        let mut build = self.project.command(&self.program);
        build.arg("build").arg(content).arg("--out").arg(out);
        // The folder may be a new one each time.
        build.arg("--cache").arg(self.project.path("target/press/cache"));
        build.args(options);
        Step::new(format!("build {}", content.display()), build)
            .about("the first time it makes the pictures, a minute or two on 2 cores")
            .cause("the content is refused, or could not be written; see above")
            .run()
            .map(drop)
    }
}

/// Makes the program and the archive that it is given away in, and holds its size.
///
/// # Errors
/// When something does not compile or cannot be written, or the program is too large.
pub fn run(project: &Project) -> Result<ExitCode, Failure> {
    let released = Released::make(project)?;
    let archive = released.pack()?;
    println!(
        "{}\n{}: {:.1} MiB",
        released.program().display(),
        archive.display(),
        in_mib(size(&archive))
    );
    released.hold_size().map(|()| ExitCode::SUCCESS)
}

fn size(path: &Path) -> u64 {
    path.metadata().map(|it| it.len()).unwrap_or_default()
}

fn in_mib(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

fn program(project: &Project) -> Result<PathBuf, Failure> {
    tools::ensure(project, &tools::DIST)?;
    let reader = project.path("target/reader");
    let failed = |error: io::Error| cannot_write(&reader, &error);
    {
        let _lock = lock::take(project, "release.lock", "compile the reader")?;
        let new = dist::sibling(&reader, "new").map_err(failed)?;
        dist::make_reader(project, BASE, "", &new)?;
        replace_where_it_differs(&new, &reader).map_err(failed)?;
    }
    let mut build = project.cargo();
    build.args(["build", "--profile", "press", "--package", "press"]);
    build.env("KIOSQUE_READER", &reader);
    Step::new("compile kiosque", build)
        .about("the first time about 4 minutes on 2 cores")
        .run()?;
    Ok(project.path("target/press/kiosque"))
}

/// Files that are the same keep their times, so that the program is not compiled anew for them.
fn replace_where_it_differs(new: &Path, old: &Path) -> io::Result<()> {
    if is_same(new, old) {
        return fs::remove_dir_all(new);
    }
    dist::replace(new, old)
}

fn is_same(one: &Path, other: &Path) -> bool {
    let list = |folder: &Path| -> io::Result<Vec<(String, Vec<u8>)>> {
        let mut files = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(&next)? {
                let path = entry?.path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => {
                        let name = path.strip_prefix(folder).map_err(io::Error::other)?;
                        files.push((name.to_string_lossy().into_owned(), fs::read(&path)?));
                    }
                }
            }
        }
        files.sort_unstable();
        Ok(files)
    };
    matches!((list(one), list(other)), (Ok(one), Ok(other)) if one == other)
}

/// Puts the program, its manual and its completions, and what a newsroom reads, into an archive with its checksum.
fn pack(project: &Project, program: &Path) -> Result<PathBuf, Failure> {
    let target = target(project)?;
    let name = format!("kiosque-{}-{target}", env!("CARGO_PKG_VERSION"));
    let folder = project.path("target/kiosque");
    let archive = folder.join(format!("{name}.tar.gz"));
    let packed = || -> io::Result<()> {
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let manual = folder.join(&name);
        fs::create_dir_all(&manual)?;
        fs::copy(program, manual.join("kiosque"))?;
        for (document, name) in DOCUMENTS {
            fs::copy(project.path(document), manual.join(name))?;
        }
        Ok(())
    };
    packed().map_err(|error| cannot_write(&folder, &error))?;
    let mut manual = Command::new(program);
    manual.arg("manual").arg(folder.join(&name));
    Step::new("write the manual", manual).run()?;
    let written = || -> io::Result<()> {
        let file = fs::File::create(&archive)?;
        let mut tar = tar::Builder::new(GzEncoder::new(file, Compression::best()));
        tar.append_dir_all(&name, folder.join(&name))?;
        tar.into_inner()?.finish()?.sync_all()?;
        let sum = Sha256::digest(fs::read(&archive)?);
        let sum: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
        // As `sha256sum --check` reads it.
        fs::write(
            archive.with_extension("gz.sha256"),
            format!("{sum}  {name}.tar.gz\n"),
        )
    };
    written().map_err(|error| cannot_write(&archive, &error))?;
    Ok(archive)
}

/// What rustc compiles for here.
fn target(project: &Project) -> Result<String, Failure> {
    let output = project.command("rustc").arg("-vV").output();
    let said = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let target = said.as_ref().ok().and_then(|said| {
        let mut lines = said.lines();
        lines
            .find_map(|line| line.strip_prefix("host: "))
            .map(str::to_owned)
    });
    target.ok_or_else(|| {
        Failure::new("find out what this machine is")
            .cause("rustc -vV does not tell its host")
            .remedy("see that `rustc -vV` runs, and run the same command again")
    })
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::new("release")
        .cause(format!("{}: {error}", path.display()))
        .remedy("see that it can be written, and run the same command again")
}

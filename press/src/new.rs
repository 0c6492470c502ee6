//! `kiosque new`: a small newspaper to start from.

mod questions;
mod starter;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use clap::Args;
use jiff::Timestamp;
use rust_embed::Embed;

use crate::{Stop, failed, say};
use questions::ask;

/// What is said of the newspaper; what is not is asked for.
#[derive(Args, Debug)]
pub struct Options {
    /// The folder to make
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Ask nothing: what is not said has its usual value
    #[arg(long, short)]
    yes: bool,
    /// The newspaper's name
    #[arg(long)]
    name: Option<String>,
    /// Its address on the web
    #[arg(long, value_name = "ADDRESS")]
    url: Option<String>,
    /// Its language, such as fr or ar-ML (BCP 47)
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Its time zone, such as Africa/Bamako
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
    /// A section; may be said several times
    #[arg(long = "section", value_name = "NAME")]
    sections: Vec<String>,
    /// Make the whole sample newspaper, Les Deux Rives
    #[arg(long, conflicts_with_all = ["name", "url", "language", "time_zone", "sections"])]
    sample: bool,
}

#[derive(Embed)]
#[folder = "../public/"]
struct Sample;

/// A newspaper that may be made.
struct Newspaper {
    name: String,
    url: String,
    language: String,
    time_zone: String,
    sections: Vec<String>,
}

/// Makes a newspaper, whole or not at all.
///
/// # Errors
/// When the folder holds something already or cannot be written; when what is said of the newspaper is not as it must be, or
/// there is nobody to ask for the rest.
pub fn command(options: Options) -> Result<(), Stop> {
    let folder = options.folder.clone();
    refuse_taken(&folder)?;
    let files = if options.sample {
        Sample::iter()
            .filter_map(|name| Some((name.to_string(), Sample::get(&name)?.data.into_owned())))
            .collect()
    } else {
        starter::files(&ask(options)?, Timestamp::now())
    };
    write(&folder, &files).map_err(|why| failed("cannot write", &folder, why))?;
    let (folder, typed) = (folder.display(), typed(&folder));
    say(
        io::stderr(),
        format_args!(
            "kiosque: the newspaper is in {folder}\n\n  kiosque serve {typed}    shows it, anew at each change\n  \
             kiosque check {typed}    says what is wrong\n  kiosque build {typed}    writes the site beside it"
        ),
    );
    Ok(())
}

/// # Errors
/// When there is something where the newspaper is to be.
fn refuse_taken(folder: &Path) -> Result<(), Stop> {
    const ANOTHER: &str = "name a folder that is new or empty";
    match fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(failed("there is something in", folder, ANOTHER)),
        },
        Err(why) if why.kind() == io::ErrorKind::NotFound => match folder.is_symlink() {
            false => Ok(()),
            true => Err(failed("there is a link that leads nowhere at", folder, ANOTHER)),
        },
        Err(_) if folder.is_file() => Err(failed("there is a file at", folder, ANOTHER)),
        Err(why) => Err(failed("cannot read", folder, why)),
    }
}

/// A folder as it is typed after a command.
fn typed(folder: &Path) -> String {
    let folder = folder.to_string_lossy();
    // It would be read as an option.
    let dot = if folder.starts_with('-') { "./" } else { "" };
    shell_words::quote(&format!("{dot}{folder}")).into_owned()
}

/// Writes files into a folder, all or none: makes them ready under another name first.
fn write(folder: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    let is_there = folder.is_dir();
    let beside = match folder.parent() {
        // What is there may be a mounted disk, or the folder in which one stands.
        _ if is_there => folder,
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(beside)?;
    let stage = tempfile::Builder::new().prefix(".kiosque-").tempdir_in(beside);
    // Its name is nothing to the newsroom.
    let stage = stage.map_err(|why| io::Error::from(why.kind()))?;
    // One may look into that, and not into the folder for what is not ready.
    let ready = stage.path().join("newspaper");
    for (name, bytes) in files {
        let path = ready.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&ready))?;
        fs::write(path, bytes)?;
    }
    match is_there {
        true => move_all(&ready, folder),
        false => fs::rename(&ready, folder),
    }
}

/// Moves what lies in a folder into another, all or nothing.
fn move_all(from: &Path, to: &Path) -> io::Result<()> {
    let mut moved: Vec<(PathBuf, PathBuf)> = Vec::new();
    for entry in fs::read_dir(from)? {
        let from = entry?.path();
        let to = to.join(from.file_name().unwrap_or_default());
        if let Err(why) = fs::rename(&from, &to) {
            for (to, from) in moved {
                let _ = fs::rename(to, from);
            }
            return Err(why);
        }
        moved.push((to, from));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check, content::Folder};

    fn newspaper(language: &str, sections: &[&str]) -> Newspaper {
        Newspaper {
            name: "L\u{2019}\u{c9}cho \"du\" fleuve".to_owned(),
            url: "https://écho.example".to_owned(),
            language: language.to_owned(),
            time_zone: "Africa/Bamako".to_owned(),
            sections: sections.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    #[test]
    fn what_it_makes_has_nothing_wrong_with_it() {
        for (language, sections) in [
            ("fr", &["Société", "Économie", "Économie"][..]),
            ("en-GB", &["News"]),
            ("ar-ML", &["أخبار", "ثقافة"]),
            ("nqo", &["!"]),
        ] {
            let root = tempfile::tempdir().unwrap();
            let folder = root.path().join("journal");
            write(
                &folder,
                &starter::files(&newspaper(language, sections), Timestamp::now()),
            )
            .unwrap();
            let opened = Folder::open(&folder).ok().unwrap();
            let report = check::check(&opened, Timestamp::now()).0;
            let problems: Vec<String> = report
                .problems()
                .iter()
                .map(ToString::to_string)
                // Whoever chose the language knows what they read.
                .filter(|problem| !problem.contains("Kiosque's own words are not there"))
                .collect();
            assert_eq!(problems, Vec::<String>::new(), "{language}");
        }
    }

    #[test]
    fn what_is_there_already_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("thesis.txt"), "years of work").unwrap();
        let options = |folder: PathBuf| Options {
            folder,
            yes: true,
            name: None,
            url: None,
            language: None,
            time_zone: None,
            sections: Vec::new(),
            sample: false,
        };
        assert!(command(options(root.path().to_owned())).is_err());
        assert_eq!(root.path().read_dir().unwrap().count(), 1);
        let new = root.path().join("a/b");
        assert!(command(options(new.clone())).is_ok());
        assert!(new.join("site.json").is_file());
        assert!(command(options(new)).is_err());
        assert_eq!(root.path().join("a").read_dir().unwrap().count(), 1);
    }

    #[test]
    fn an_empty_folder_is_filled_and_stays_the_same_one() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("journal");
        fs::create_dir(&folder).unwrap();
        #[cfg(unix)]
        let same = || std::os::unix::fs::MetadataExt::ino(&fs::metadata(&folder).unwrap());
        #[cfg(unix)]
        let before = same();
        let files = [
            ("site.json".to_owned(), b"{}".to_vec()),
            ("articles/a.json".to_owned(), b"{}".to_vec()),
        ];
        write(&folder, &files).unwrap();
        #[cfg(unix)]
        assert_eq!(same(), before);
        let mut names: Vec<_> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort_unstable();
        assert_eq!(names, ["articles", "site.json"]);
    }

    #[test]
    fn of_a_newspaper_that_cannot_be_made_nothing_stays() {
        let root = tempfile::tempdir().unwrap();
        let there = root.path().join("there");
        fs::create_dir(&there).unwrap();
        // A file cannot be a folder, too.
        let files = [("a".to_owned(), Vec::new()), ("a/b".to_owned(), Vec::new())];
        for folder in [there.clone(), root.path().join("new")] {
            assert!(write(&folder, &files).is_err());
        }
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
        assert_eq!(fs::read_dir(there).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_is_told_as_it_is_typed() {
        for (folder, wanted) in [
            ("journal", "journal"),
            ("Le Jour d'hier", "'Le Jour d'\\''hier'"),
            ("-n", "./-n"),
        ] {
            assert_eq!(typed(Path::new(folder)), wanted);
        }
    }
}

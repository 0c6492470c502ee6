//! `kiosque new`: a small newspaper to start from.

mod questions;
mod starter;

use std::{
    ffi::OsString,
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
    let is_free = match fs::read_dir(&folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(why) if why.kind() == io::ErrorKind::NotFound => true,
        Err(why) => return Err(failed("cannot read", &folder, why)),
    };
    if !is_free {
        return Err(failed(
            "there is something in",
            &folder,
            "name a folder that is new or empty",
        ));
    }
    let files = if options.sample {
        Sample::iter()
            .filter_map(|name| Some((name.to_string(), Sample::get(&name)?.data.into_owned())))
            .collect()
    } else {
        starter::files(&ask(options)?, Timestamp::now())
    };
    write(&folder, &files).map_err(|why| failed("cannot write", &folder, why))?;
    let folder = folder.display();
    say(
        io::stderr(),
        format_args!(
            "kiosque: the newspaper is in {folder}\n\n  kiosque check {folder}    says what is wrong\n  \
             kiosque build {folder}    writes the site beside it"
        ),
    );
    Ok(())
}

/// Writes files into a folder beside, and then gives it its name.
fn write(folder: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    let name = folder
        .file_name()
        .ok_or_else(|| io::Error::other("it has no name"))?;
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
    fs::create_dir_all(parent.unwrap_or(Path::new(".")))?;
    let mut new = OsString::from(".");
    new.push(name);
    new.push(".new");
    let new = folder.with_file_name(new);
    match fs::remove_dir_all(&new) {
        Err(why) if why.kind() != io::ErrorKind::NotFound => return Err(why),
        _ => {}
    }
    for (name, bytes) in files {
        let path = new.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&new))?;
        fs::write(path, bytes)?;
    }
    // An empty folder gives way to it.
    fs::rename(&new, folder)
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
}

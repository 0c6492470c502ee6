//! `kiosque new`: a small newspaper to start from.

use std::{
    collections::HashSet,
    env, fs,
    io::{self, IsTerminal},
    path::{Path, PathBuf},
};

use any_ascii::any_ascii;
use clap::Args;
use dialoguer::Input;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use rust_embed::Embed;
use serde_json::json;

use crate::{Stop, address, failed, language_tag, say};

/// The articles, for each language that they are written in; the last is for all others.
const LANGUAGES: [Texts; 2] = [
    Texts {
        language: "fr",
        articles: ["bienvenue", "ecrire-un-article", "publier"],
        name: "Mon journal",
        sections: ["Actualités", "Culture"],
        author: ["redaction", "La rédaction"],
    },
    Texts {
        language: "en",
        articles: ["welcome", "writing-an-article", "publishing"],
        name: "My newspaper",
        sections: ["News", "Culture"],
        author: ["editors", "The editors"],
    },
];

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

struct Texts {
    language: &'static str,
    articles: [&'static str; 3],
    name: &'static str,
    sections: [&'static str; 2],
    author: [&'static str; 2],
}

#[derive(Embed)]
#[folder = "starter/"]
struct Starter;

#[derive(Embed)]
#[folder = "../public/"]
struct Sample;

/// The picture that an article of the starter shows, of the sample newspaper's.
const PICTURE: &str = "images/delta-oiseaux.jpg";

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
        files(&ask(options)?, Timestamp::now())
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

/// What is said of a newspaper, and what is asked for.
fn ask(options: Options) -> Result<Newspaper, Stop> {
    let Options {
        yes,
        name,
        url,
        language,
        time_zone,
        sections,
        ..
    } = options;
    let may_ask = !yes && io::stdin().is_terminal() && io::stderr().is_terminal();
    if !yes
        && !may_ask
        && [&name, &url, &language, &time_zone]
            .iter()
            .any(|said| said.is_none())
    {
        return Err(Stop::Usage(
            "there is nobody to ask here: say --yes, and what is to be otherwise with --name, --url, --language, --time-zone \
             and --section"
                .to_owned(),
        ));
    }
    let value =
        |said: Option<String>, question: &str, usual: String, check: fn(&str) -> Result<(), String>| {
            let answer = match said {
                Some(said) => said,
                None if may_ask => Input::new()
                    .with_prompt(question)
                    .default(usual)
                    .validate_with(|answer: &String| check(answer.trim()))
                    .interact_text()
                    .map_err(|why| Stop::Failure(format!("nothing was answered: {why}")))?,
                None => usual,
            };
            let answer = answer.trim().to_owned();
            check(&answer)
                .map(|()| answer)
                .map_err(|why| Stop::Usage(format!("{question}: {why}")))
        };
    let language = value(language, "Language (BCP 47)", usual_language(), check_language)?;
    let texts = texts(&language);
    let name = value(name, "Name of the newspaper", texts.name.to_owned(), check_name)?;
    let url = value(
        url,
        "Address on the web",
        "https://journal.example".to_owned(),
        check_url,
    )?;
    let time_zone = value(time_zone, "Time zone", usual_time_zone(), check_time_zone)?;
    let sections = match sections.is_empty() {
        false => sections.join(","),
        true => value(
            None,
            "Sections, with commas between them",
            texts.sections.join(", "),
            check_name,
        )?,
    };
    let sections: Vec<String> = sections
        .split(',')
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    Ok(Newspaper {
        name,
        url: url.trim_end_matches('/').to_owned(),
        language,
        time_zone,
        sections,
    })
}

fn check_name(name: &str) -> Result<(), String> {
    match name.contains(char::is_alphanumeric) {
        true => Ok(()),
        false => Err("say a name".to_owned()),
    }
}

fn check_url(url: &str) -> Result<(), String> {
    address::newspaper(url.trim_end_matches('/'))
        .map(drop)
        .map_err(|why| format!("{why}; write it like https://journal.example"))
}

fn check_language(tag: &str) -> Result<(), String> {
    match language_tag::is_tag(tag) {
        true => Ok(()),
        false => Err(format!(
            "\"{tag}\" is no language tag; write it like fr, bm or ar-ML"
        )),
    }
}

fn check_time_zone(name: &str) -> Result<(), String> {
    TimeZone::get(name)
        .map(drop)
        .map_err(|_| format!("there is no time zone \"{name}\"; write it like Africa/Bamako"))
}

/// What the machine speaks, else French, which Kiosque's own words are in.
fn usual_language() -> String {
    let said = env::var("LC_ALL")
        .or_else(|_| env::var("LANG"))
        .unwrap_or_default();
    let tag = said.split(['.', '_', '@']).next().unwrap_or_default().to_owned();
    match language_tag::is_tag(&tag) {
        true => tag,
        false => "fr".to_owned(),
    }
}

fn usual_time_zone() -> String {
    let own = TimeZone::try_system().ok();
    let name = own.as_ref().and_then(TimeZone::iana_name);
    name.filter(|name| check_time_zone(name).is_ok())
        .unwrap_or("UTC")
        .to_owned()
}

fn texts(language: &str) -> &'static Texts {
    let begins = |texts: &&Texts| language.split('-').next() == Some(texts.language);
    let [.., others] = &LANGUAGES;
    LANGUAGES.iter().find(begins).unwrap_or(others)
}

/// The files of a newspaper, below its folder.
fn files(newspaper: &Newspaper, now: Timestamp) -> Vec<(String, Vec<u8>)> {
    let texts = texts(&newspaper.language);
    let sections = slugs(&newspaper.sections);
    let section = |at: usize| {
        sections
            .get(at % sections.len().max(1))
            .cloned()
            .unwrap_or_default()
    };
    let [author, author_name] = texts.author;
    let mut files = vec![(
        "site.json".to_owned(),
        site(newspaper, &sections, texts, now).into_bytes(),
    )];
    for (at, article) in texts.articles.iter().enumerate() {
        let file = Starter::get(&format!("{}/{article}.json", texts.language));
        let text = file.map(|file| String::from_utf8_lossy(&file.data).into_owned());
        let hours = i64::try_from(at).unwrap_or_default() + 1;
        let date = now
            .checked_sub(SignedDuration::from_hours(hours))
            .unwrap_or(Timestamp::UNIX_EPOCH);
        let (slug, name) = section(at);
        let own = format!(
            "\"version\": \"1.0\",\n  \"id\": {},\n  \"inLanguage\": {},\n  \"datePublished\": {},\n  \"articleSection\": {},\n  \
             \"author\": [{}],",
            json!(article),
            json!(newspaper.language),
            json!(date.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
            named(&slug, &name),
            named(author, author_name),
        );
        let text = text
            .unwrap_or_default()
            .replacen("\"version\": \"1.0\",", &own, 1);
        files.push((format!("articles/{article}.json"), text.into_bytes()));
    }
    if let Some(picture) = Sample::get(PICTURE) {
        files.push(("images/sample.jpg".to_owned(), picture.data.into_owned()));
    }
    files
}

/// `site.json`, as a newsroom would write it.
fn site(newspaper: &Newspaper, sections: &[(String, String)], texts: &Texts, now: Timestamp) -> String {
    let Newspaper {
        name,
        url,
        language,
        time_zone,
        ..
    } = newspaper;
    let host = address::newspaper(url)
        .ok()
        .and_then(|url| Some(url.host_str()?.to_owned()));
    let feed_id = format!("tag:{},{}:", host.unwrap_or_default(), now.strftime("%Y"));
    let sections: Vec<String> = sections
        .iter()
        .map(|(slug, name)| format!("    {}", named(slug, name)))
        .collect();
    let [author, author_name] = texts.author;
    format!(
        "{{\n  \"version\": \"1.0\",\n  \"name\": {},\n  \"url\": {},\n  \"feedId\": {},\n  \"inLanguage\": {},\n  \"timeZone\": {},\n  \
         \"sections\": [\n{}\n  ],\n  \"authors\": [\n    {}\n  ],\n  \"frontPage\": [{}]\n}}\n",
        json!(name),
        json!(url),
        json!(feed_id),
        json!(language),
        json!(time_zone),
        sections.join(",\n"),
        named(author, author_name),
        json!(texts.articles[0]),
    )
}

fn named(slug: &str, name: &str) -> String {
    format!("{{\"slug\": {}, \"name\": {}}}", json!(slug), json!(name))
}

/// The slugs of names, each another, and the names.
fn slugs(names: &[String]) -> Vec<(String, String)> {
    let mut taken = HashSet::new();
    names
        .iter()
        .map(|name| {
            let mut slug = slug(name);
            let mut number = 1;
            while !taken.insert(slug.clone()) {
                number += 1;
                slug = format!("{}-{number}", self::slug(name));
            }
            (slug, name.clone())
        })
        .collect()
}

/// A name in the letters of an address.
fn slug(name: &str) -> String {
    let plain: String = any_ascii(name)
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                ' '
            }
        })
        .collect();
    match plain.split_whitespace().collect::<Vec<_>>().join("-") {
        slug if slug.is_empty() => "section".to_owned(),
        slug => slug,
    }
}

/// Writes files into a folder beside, and then gives it its name.
fn write(folder: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    let name = folder
        .file_name()
        .ok_or_else(|| io::Error::other("it has no name"))?;
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
    fs::create_dir_all(parent.unwrap_or(Path::new(".")))?;
    let mut new = std::ffi::OsString::from(".");
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
            write(&folder, &files(&newspaper(language, sections), Timestamp::now())).unwrap();
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
    fn an_address_is_made_of_any_name() {
        for (name, wanted) in [
            ("Société", "societe"),
            ("L\u{2019}œuvre & l\u{2019}eau", "l-oeuvre-l-eau"),
            ("ثقافة", "thqfh"),
            ("!!", "section"),
        ] {
            assert_eq!(slug(name), wanted, "{name}");
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

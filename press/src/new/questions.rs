//! What is said of a newspaper on the command line, and what is asked for.

use std::{
    collections::HashSet,
    env,
    io::{self, IsTerminal},
};

use dialoguer::Input;
use jiff::tz::TimeZone;
use url::Host;

use super::{Newspaper, Options, starter::texts};
use crate::{Stop, address, language_tag, unseen};

/// The newspaper that is wanted.
///
/// # Errors
/// When something is said that cannot be, or there is nobody to ask for the rest.
pub fn ask(options: Options) -> Result<Newspaper, Stop> {
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
    let time_zone = proper(&value(
        time_zone,
        "Time zone",
        usual_time_zone(),
        check_time_zone,
    )?);
    let sections = match sections.is_empty() {
        // One may have a comma in its name.
        false => {
            let named = sections
                .into_iter()
                .map(|name| value(Some(name), "Section", String::new(), check_name))
                .collect::<Result<Vec<String>, Stop>>()?;
            check_once(&named).map_err(|why| Stop::Usage(format!("Section: {why}")))?;
            named
        }
        true => listed(&value(
            None,
            "Sections, with commas between them",
            texts.sections.join(", "),
            check_list,
        )?),
    };
    Ok(Newspaper {
        name,
        url: url.trim_end_matches('/').to_owned(),
        language,
        time_zone,
        sections,
    })
}

fn check_name(name: &str) -> Result<(), String> {
    if !name.contains(char::is_alphanumeric) {
        return Err("say a name, with letters".to_owned());
    }
    let unseen = name.contains('\t').then_some(('\t', "a tab", "write a space"));
    match unseen.or_else(|| name.chars().find_map(unseen::doubt)) {
        None => Ok(()),
        Some((_, what, remedy)) => Err(format!("the name has {what}; {remedy}")),
    }
}

/// The names in a list with commas between them.
fn listed(names: &str) -> Vec<String> {
    let names = names.split(',').map(str::trim);
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn check_list(names: &str) -> Result<(), String> {
    let names = listed(names);
    match names.is_empty() {
        true => Err("say at least one".to_owned()),
        false => names
            .iter()
            .try_for_each(|name| check_name(name))
            .and_then(|()| check_once(&names)),
    }
}

/// That no section is named twice.
fn check_once(names: &[String]) -> Result<(), String> {
    let mut known = HashSet::new();
    match names.iter().find(|name| !known.insert(name.to_lowercase())) {
        None => Ok(()),
        Some(twice) => Err(format!("\"{twice}\" is said twice; say it once")),
    }
}

fn check_url(url: &str) -> Result<(), String> {
    let read = address::newspaper(url.trim_end_matches('/')).and_then(|url| match url.host() {
        // What articles are known by begins with a host's name (RFC 4151, 2.1).
        Some(Host::Ipv6(_)) => Err("its host is a number, by which no article can be known".to_owned()),
        _ => Ok(()),
    });
    read.map_err(|why| format!("{why}; write it like https://journal.example"))
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

/// The name as the list of time zones writes it, for programs that know no other.
fn proper(time_zone: &str) -> String {
    let known = TimeZone::get(time_zone).ok();
    let name = known.as_ref().and_then(TimeZone::iana_name);
    name.unwrap_or(time_zone).to_owned()
}

/// What the machine speaks, else French, which Kiosque's own words are in.
fn usual_language() -> String {
    // In this order, and what is empty is not said:
    // https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html#tag_08_02
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].map(env::var);
    let said = said.into_iter().flatten().find(|said| !said.is_empty());
    language_of(&said.unwrap_or_default())
}

fn language_of(locale: &str) -> String {
    let tag = locale.split(['.', '_', '@']).next().unwrap_or_default();
    match language_tag::is_tag(tag) {
        true => tag.to_owned(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_s_locale_is_a_language() {
        for (locale, wanted) in [
            ("bm_ML.UTF-8", "bm"),
            ("en_US", "en"),
            ("ca@valencia", "ca"),
            ("C.UTF-8", "fr"),
            ("POSIX", "fr"),
            ("", "fr"),
        ] {
            assert_eq!(language_of(locale), wanted, "{locale}");
        }
    }

    #[test]
    fn a_section_is_named_once() {
        assert!(check_list("Culture, Société").is_ok());
        let why = check_list("Culture, Société, culture").unwrap_err();
        assert_eq!(why, "\"culture\" is said twice; say it once");
    }

    #[test]
    fn a_time_zone_is_written_as_it_is_known_elsewhere() {
        for (given, wanted) in [
            ("europe/paris", "Europe/Paris"),
            ("Utc", "UTC"),
            ("Nowhere", "Nowhere"),
        ] {
            assert_eq!(proper(given), wanted);
        }
    }

    #[test]
    fn a_list_of_sections_has_a_name_in_it() {
        assert_eq!(listed(" News ,, Culture, "), ["News", "Culture"]);
        for refused in ["", " , ", "News, !", "Ne\u{1b}ws"] {
            assert!(check_list(refused).is_err(), "{refused:?}");
        }
    }
}

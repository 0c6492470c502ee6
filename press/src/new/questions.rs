//! What is said of a newspaper on the command line, and what is asked for.

use std::{
    env,
    io::{self, IsTerminal},
};

use dialoguer::Input;
use jiff::tz::TimeZone;

use super::{Newspaper, Options, starter::texts};
use crate::{Stop, address, language_tag};

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

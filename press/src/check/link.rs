//! Links: that they may be followed, and lead somewhere.

use kiosque::{links as allowed, routes::Route};
use percent_encoding::percent_decode_str;

use super::{Newspaper, place::Place, telephone};
use crate::{
    address,
    files::{self, Absent, Difference, ENDLESS, FAVICON, ICONS, TAKE_IN},
    links::{self, Destination},
    syndication::icons::is_icon,
    unseen,
};

/// An address that readers may follow, and that leads somewhere when it is one of the newspaper's.
pub fn check(place: &Place<'_>, href: &str, newspaper: &Newspaper<'_>) {
    let destination = Destination::of(href);
    // The press writes a file's name as addresses do.
    let followed = match &destination {
        Some(Destination::File(_)) => href.replace(' ', "%20"),
        _ => href.to_owned(),
    };
    if let Some((what, remedy)) = misspelt(&followed) {
        place.error(&format!("\"{href}\" {what}"), remedy);
        return;
    }
    if !allowed::is_allowed(&followed) {
        place.error(
            &format!("\"{href}\" may not be linked to"),
            "link with https, http, mailto, tel, or an address of the site that begins with one slash",
        );
        return;
    }
    match destination {
        Some(Destination::File(name)) => file(place, href, &name, newspaper),
        Some(destination) => own(place, href, &destination, newspaper),
        None => elsewhere(place, href, newspaper),
    }
}

/// What no address has in it, and what to do.
fn misspelt(href: &str) -> Option<(&'static str, &'static str)> {
    if href.trim() != href {
        return Some(("has a space at one of its ends", "remove it"));
    }
    if href.chars().any(unseen::is_ignorable) {
        return Some((
            "has a sign in it that nobody sees",
            "type the address again, or copy it from the browser",
        ));
    }
    if href.contains(' ') {
        return Some((
            "has a space in it, which no address has",
            "write %20 in its place; in a telephone number, nothing",
        ));
    }
    href.starts_with("//").then_some((
        "begins with two slashes, which leads to another host",
        "begin with https:// for another site, or with one slash for this one",
    ))
}

fn elsewhere(place: &Place<'_>, href: &str, newspaper: &Newspaper<'_>) {
    let (scheme, rest) = href.split_once(':').unwrap_or_default();
    if scheme.eq_ignore_ascii_case("tel") {
        telephone::dialled(place, rest);
    }
    if scheme.eq_ignore_ascii_case("mailto") && !is_letter(rest) {
        place.error(
            &format!("\"{href}\" leads to no address of e-mail"),
            "write it such as mailto:abonnements@journal.example",
        );
    }
    let is_web = href
        .get(..4)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"));
    if is_web && let Err(why) = address::web(href) {
        place.error(
            &format!("\"{href}\" leads nowhere: {why}"),
            "copy the address from the browser again",
        );
    } else if let Some(own) = links::within(newspaper.url, href)
        && is_its_own(&own, newspaper)
    {
        // Other things may live at that host, so it is no error.
        place.warning(
            &format!(
                "\"{href}\" is this newspaper's own address in full: whether it leads somewhere is not checked, and a file \
                 is not published for it"
            ),
            &format!("write \"{own}\""),
        );
    }
}

/// Whether an address is of a kind that the newspaper has, and not one that something else at its host may have.
fn is_its_own(href: &str, newspaper: &Newspaper<'_>) -> bool {
    match Destination::of(href) {
        None | Some(Destination::Nowhere) => false,
        Some(Destination::Page(Route::Page(slug))) => newspaper.pages.contains(slug.as_str()),
        Some(_) => true,
    }
}

/// Whom a letter is to, with what it begins with (RFC 6068); only where something is said of it, perhaps nobody.
fn is_letter(rest: &str) -> bool {
    let (to, fields) = rest
        .split_once('?')
        .map_or((rest, None), |(to, fields)| (to, Some(fields)));
    let is_email = |to: &str| {
        let to = percent_decode_str(to).decode_utf8();
        to.is_ok_and(|to| address::is_email(to.trim()))
    };
    match to.is_empty() {
        true => fields.is_some_and(|fields| !fields.is_empty()),
        false => to.split(',').all(is_email),
    }
}

fn own(place: &Place<'_>, href: &str, destination: &Destination, newspaper: &Newspaper<'_>) {
    let is_known = is_known(destination, newspaper);
    let path = href.split(['?', '#']).next().unwrap_or_default();
    if !is_known {
        let what = format!("\"{href}\" leads nowhere in this newspaper");
        match moved(destination, newspaper) {
            Some(slug) => {
                let rest = href.get(path.len()..).unwrap_or_default();
                let now = format!("write \"/article/{slug}/{rest}\", where the article is now");
                place.error(&what, &now);
            }
            None => place.error(
                &what,
                "mend the address, remove what leads there, or link to the other site in full",
            ),
        }
    } else if matches!(destination, Destination::Page(_)) && !path.ends_with('/') {
        place.warning(
            &format!("\"{href}\" is not the page's own address"),
            "end it with a slash",
        );
    }
}

/// The slug of an article that was published at an address and has another by now.
fn moved<'n>(destination: &Destination, newspaper: &'n Newspaper<'_>) -> Option<&'n String> {
    match destination {
        Destination::Page(Route::Article(slug)) => newspaper.moved.get(slug),
        _ => None,
    }
}

/// Whether the newspaper has what an address leads to; of files it is not said.
pub fn is_known(destination: &Destination, newspaper: &Newspaper<'_>) -> bool {
    match destination {
        Destination::Page(page) | Destination::Beside(page) => match page {
            Route::Article(slug) => newspaper.articles.contains(slug.as_str()),
            Route::Page(slug) => newspaper.pages.contains(slug.as_str()),
            Route::Section(slug, _) => newspaper.sections.contains_key(slug.as_str()),
            Route::Author(slug, _) => newspaper.authors.contains_key(slug.as_str()),
            Route::Home | Route::Archive(_) | Route::Plans => true,
            // They are there where there are members.
            Route::SignIn | Route::Account => newspaper.has_members,
            Route::NotFound => false,
        },
        // How many there are is known when all articles are.
        Destination::Whole | Destination::Month(..) => true,
        Destination::File(_) | Destination::Nowhere => false,
    }
}

/// A file of the content folder, that is published because it is linked to.
fn file(place: &Place<'_>, href: &str, name: &str, newspaper: &Newspaper<'_>) {
    let is_hidden = name
        .split('/')
        .any(|part| part.starts_with('.') || part.is_empty());
    if let Some((what, remedy)) = meant(href, name, newspaper) {
        place.error(&what, &remedy);
        return;
    }
    if is_hidden {
        place.error(
            &format!("\"{href}\" leads nowhere in this newspaper"),
            "mend the address: no part of a file's name begins with a dot",
        );
        return;
    }
    if name.contains(char::is_control) {
        place.error(
            &format!("\"{href}\" leads to a name with a control character in it, such as the end of a line"),
            "rename the file, and mend the address",
        );
        return;
    }
    let Some(path) = found(place, name, newspaper) else {
        return;
    };
    if let Some(other) = newspaper.files.coded(name) {
        place.warning(
            &format!("{name} and {other} are both there; \"{href}\" leads to the first"),
            &format!(
                "rename one of them, or link to \"{}\" for the other",
                links::address(&other, "")
            ),
        );
    }
    if name == FAVICON || name.starts_with(ICONS) {
        // What is wrong with an icon is told of the icon.
        if !is_icon(name) {
            place.error(
                &format!("{name} is no icon, so it is not published"),
                "move it into files/, and link to it there",
            );
        }
        return;
    }
    let kinds = || {
        [true, false]
            .into_iter()
            .flat_map(files::list)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let Some(kind) = files::kind(name) else {
        place.error(
            &format!("{name} is of a kind that is not published"),
            &format!("link to a file that ends in {}", kinds()),
        );
        return;
    };
    match kind.fault(&path) {
        Ok(None) => {}
        Ok(Some(fault)) => {
            let (what, remedy) = fault.told(name, kind.end);
            place.error(&what, &remedy);
        }
        Err(why) => place.error(&format!("{name} cannot be read: {why}"), "allow it to be read"),
    }
}

/// What to say where an address is a file's name and yet, read as an address, means what is not there: `%` begins a code in
/// it, `?` and `#` end its path.
fn meant(href: &str, name: &str, newspaper: &Newspaper<'_>) -> Option<(String, String)> {
    let raw = href.strip_prefix('/')?;
    if files::composed(raw) == name
        || newspaper.files.find(name).is_ok()
        || newspaper.files.find(raw).is_err()
    {
        return None;
    }
    Some((
        format!(
            "\"{href}\" is the name of a file, and as an address it leads to {name:?}, which is not there"
        ),
        format!("link to \"{}\", or rename the file", links::address(raw, "")),
    ))
}

/// The file that a name means; where there is none, why is told.
pub fn found(place: &Place<'_>, name: &str, newspaper: &Newspaper<'_>) -> Option<std::path::PathBuf> {
    match newspaper.files.find(name) {
        Ok(path) => Some(path),
        Err(Absent::Outside) => {
            outside(place, name);
            None
        }
        Err(Absent::Twin(twin)) => {
            same(place, &twin);
            None
        }
        Err(Absent::Endless) => {
            endless(place, name);
            None
        }
        Err(Absent::Missing(like)) => {
            let (what, remedy) = missing(name, like.as_deref());
            place.error(&what, &remedy);
            None
        }
    }
}

pub fn outside(place: &Place<'_>, name: &str) {
    place.error(
        &format!("{name} is reached by a link that leads out of the content folder, or to what is not published of it"),
        TAKE_IN,
    );
}

pub fn same(place: &Place<'_>, name: &str) {
    place.error(
        &format!("there are two files named {name}, whose accents are written in two ways (Unicode's forms C and D)"),
        "rename or remove one of them",
    );
}

pub fn endless(place: &Place<'_>, name: &str) {
    let (what, remedy) = ENDLESS;
    place.error(&format!("{name}: {what}"), remedy);
}

/// What to say of a file that is not there.
pub fn missing(name: &str, like: Option<&str>) -> (String, String) {
    let missing = format!("there is no file {name}");
    match like.and_then(|like| Some((like, Difference::of(name, like)?))) {
        Some((like, difference)) => (
            format!("{missing}, but {like}: {difference}"),
            "write the name the same way in both".to_owned(),
        ),
        None => (missing, "put the file there, or mend the name".to_owned()),
    }
}

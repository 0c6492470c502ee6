//! Ways over two redirects, made straight: who is led by a placeholder to an address that is itself an old one is led to the
//! end at once. Nobody could write that down: "/:year/:month/:slug/" is as many addresses as there are dates.

use std::collections::HashSet;

use percent_encoding::percent_decode_str;

use super::{Redirect, Redirects, Rule, Segment, encoded};

/// What stands for a placeholder's value while an address is looked up.
const VALUE: &str = "kiosque-placeholder";

/// The rules of a newspaper below a base path, each with placeholders after those that lead on from where some of its addresses
/// would have led.
pub fn straightened(base: &str, rules: Vec<Rule>) -> Vec<Rule> {
    let redirects = Redirects::new(base, rules);
    let mut known: HashSet<Vec<Segment>> = redirects.patterns().map(|rule| rule.from.key().0).collect();
    let (mut all, mut exact) = (Vec::new(), Vec::new());
    for rule in redirects.rules() {
        let mut led = Vec::new();
        lead_on(rule, &redirects, &mut led);
        for led in led.into_iter().filter(|led| known.insert(led.from.key().0)) {
            match led.from.has_placeholders() {
                true => all.push(led),
                false if is_of(&led, rule, &redirects) => exact.push(led),
                false => {}
            }
        }
        all.push(rule.clone());
    }
    // What hosts have no room for.
    all.extend(exact);
    all
}

/// Whether who comes to an old address is led by that rule, and by none that goes before it.
fn is_of(led: &Rule, rule: &Rule, redirects: &Redirects) -> bool {
    let path = led.from.path(|_| String::new());
    redirects
        .find(&path, "")
        .is_some_and(|(found, _)| std::ptr::eq(found, rule))
}

/// Each of them leaves fewer placeholders than the one before, so there is an end to it.
fn lead_on(rule: &Rule, redirects: &Redirects, all: &mut Vec<Rule>) {
    if !rule.to.is_own || rule.to.is_whole || !rule.to.has_placeholders() {
        return;
    }
    let to = rule.to.write(redirects.base(), |number| format!(":{number}"));
    let parts: Vec<Part<'_>> = to.trim_matches('/').split('/').map(Part::of).collect();
    // As they are asked.
    for next in redirects.exact().chain(redirects.patterns()) {
        if let Some(led) = over(rule, &parts, next, redirects) {
            lead_on(&led, redirects, all);
            all.push(led);
        }
    }
}

/// A segment of where a rule leads.
#[derive(Clone, Copy)]
enum Part<'a> {
    Text(&'a str),
    /// What a placeholder stands for, by its place.
    Value(usize),
}

impl<'a> Part<'a> {
    fn of(text: &'a str) -> Self {
        let number = text.strip_prefix(':').and_then(|number| number.parse().ok());
        number.map_or(Self::Text(text), Self::Value)
    }

    fn write(self, value: impl Fn(usize) -> String) -> String {
        match self {
            Self::Text(text) => text.to_owned(),
            Self::Value(number) => value(number),
        }
    }
}

/// The redirect that stands for one and the next, where some of the addresses of the one lead over the next.
fn over(rule: &Rule, parts: &[Part<'_>], next: &Rule, redirects: &Redirects) -> Option<Rule> {
    let segments = next.from.segments();
    if segments.len() != parts.len() {
        return None;
    }
    let names = rule.from.names();
    let mut bound: Vec<Option<String>> = vec![None; names.len()];
    let mut values = Vec::new();
    for (part, segment) in parts.iter().zip(segments) {
        match (part, segment) {
            (part, Segment::Any(_)) => values.push(*part),
            (Part::Text(text), Segment::Exact(bytes)) => {
                percent_decode_str(text).eq(bytes.iter().copied()).then_some(())?;
            }
            (Part::Value(number), Segment::Exact(bytes)) => {
                let text = encoded(bytes).into_owned();
                let known = bound.get_mut(*number)?;
                known.as_ref().is_none_or(|known| *known == text).then_some(())?;
                *known = Some(text);
            }
        }
    }
    // Where all of its addresses are led on, the check says what to write.
    if bound.iter().all(Option::is_none) {
        return None;
    }
    let value = |number: usize| bound.get(number).cloned().flatten();
    let passed = parts
        .iter()
        .map(|part| part.write(|number| value(number).unwrap_or_else(|| VALUE.to_owned())));
    let passed = format!("/{}", passed.collect::<Vec<_>>().join("/"));
    let (found, _) = redirects.find(&passed, "")?;
    if !std::ptr::eq(found, next) {
        return None;
    }
    let named = |number: usize| {
        let name = || format!(":{}", names.get(number).copied().unwrap_or_default());
        value(number).unwrap_or_else(name)
    };
    let to = match next.to.has_placeholders() {
        true => next.to.write("", |number| {
            values
                .get(number)
                .map_or_else(String::new, |part| part.write(named))
        }),
        false => next.given.to.clone(),
    };
    let led = Rule::read(Redirect {
        from: rule.from.path(named),
        to,
    })?;
    Some(Rule { is_led: true, ..led })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn straight(base: &str, rules: &[(&str, &str)]) -> Redirects {
        let rules = rules.iter().filter_map(|(from, to)| {
            let [from, to] = [*from, *to].map(str::to_owned);
            Rule::read(Redirect { from, to })
        });
        Redirects::new(base, straightened(base, rules.collect()))
    }

    /// Where an address leads, and whether it leads on from there.
    fn answer(redirects: &Redirects, path: &str) -> (String, bool) {
        let to = redirects.answer(path, "").unwrap_or_default();
        let is_led_on = redirects.answer(&to, "").is_some();
        (to, is_led_on)
    }

    #[test]
    fn who_has_a_dated_address_of_a_renamed_article_is_led_once() {
        for base in ["/", "/le/"] {
            let old = format!("{base}article/ancien/");
            let redirects = straight(
                base,
                &[
                    ("/2020/03/ancien/", "/rubrique/a/"),
                    ("/2018/:month/:slug/", "https://archives.example/:slug"),
                    ("/:year/:month/:slug/", "/article/:slug/"),
                    ("/blog/:slug", "/article/:slug/"),
                    (&old, "/article/un/?de=ancien#b"),
                    ("/blog/ancien/", "/rubrique/b/"),
                ],
            );
            let above = base.trim_end_matches('/');
            for (path, to) in [
                ("/2019/03/ancien/", format!("{above}/article/un/?de=ancien#b")),
                ("/2019/03/ancien", format!("{above}/article/un/?de=ancien#b")),
                ("/2019/03/autre/", format!("{above}/article/autre/")),
                // What goes before goes before still.
                ("/2020/03/ancien/", format!("{above}/rubrique/a/")),
                ("/2018/03/ancien/", "https://archives.example/ancien".to_owned()),
                ("/blog/ancien/", format!("{above}/rubrique/b/")),
                ("/blog/autre/", format!("{above}/article/autre/")),
            ] {
                assert_eq!(answer(&redirects, path), (to, false), "{path}");
            }
        }
    }

    #[test]
    fn a_way_over_several_placeholders_is_straight_too() {
        let redirects = straight(
            "/",
            &[
                ("/:a/:year/:slug/", "/alt/:year/:slug/x"),
                ("/alt/2020/:name/x", "/article/:name/"),
                ("/article/été/", "/article/un/"),
            ],
        );
        for (path, to) in [
            ("/x/2019/titre", "/alt/2019/titre/x"),
            ("/x/2020/titre", "/article/titre/"),
            ("/x/2020/%C3%A9t%C3%A9/", "/article/un/"),
            ("/alt/2020/%C3%A9t%C3%A9/x", "/article/un/"),
        ] {
            assert_eq!(answer(&redirects, path), (to.to_owned(), false), "{path}");
        }
    }

    #[test]
    fn where_nothing_leads_on_hosts_are_told_what_the_newsroom_wrote() {
        let written = [
            ("/:year/:month/:slug/", "/article/:slug/"),
            ("/a/", "/article/un/"),
            ("/?p=1", "/article/un/"),
        ];
        let redirects = straight("/", &written);
        let given = redirects.rules().iter().map(|rule| rule.given.from.as_str());
        assert!(given.eq(written.iter().map(|(from, _)| *from)));
    }
}

//! Every word of the newspaper that the newsroom does not write. Another language is another file like `french.rs`,
//! and a line in [`ALL`].

mod french;

use leptos::prelude::use_context;

use crate::{
    contract::Interval,
    dates::Local,
    load::LoadError,
    membership::{Refusal, Report},
    newspaper::Newspaper,
};

/// Declares [`Language`]: a field for each sentence, and a method for each that is made of something.
macro_rules! language {
    ({ $($sentence:ident)* } $($(#[$doc:meta])* fn $phrase:ident($($argument:ident: $type:ty),*) -> $result:ty;)*) => {
        /// What a newspaper says by itself, in one language.
        #[derive(Debug)]
        pub struct Language {
            /// The primary subtag of BCP 47.
            pub tag: &'static str,
            $(pub $sentence: &'static str,)*
            $($phrase: fn($($type),*) -> $result,)*
        }

        impl Language {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $phrase(&self, $($argument: $type),*) -> $result {
                    (self.$phrase)($($argument),*)
                }
            )*

            /// Every sentence, for tests that hold them to a language's typography.
            #[cfg(test)]
            fn sentences(&self) -> Vec<&'static str> {
                vec![$(self.$sentence),*]
            }
        }
    };
}

language! {
    {
        skip
        sections
        services
        to_light_mode
        to_full_mode
        in_full_mode
        subscribe
        to_the_front_page
        earlier
        later
        pages
        all_the_paper
        no_articles
        the_days_paper

        by
        and
        published
        updated
        less_than_a_minute
        keywords
        see_also
        the_authors_articles
        the_authors_articles_plural
        all_the_authors_articles
        unreadable_block
        on
        table
        correction
        pictures
        code
        transcript
        notes
        back_to_text

        contributions
        paywall_what
        paywall_why
        paywall_how

        connection
        sign_in
        already_subscribed
        not_subscribed
        renew
        banned
        drafts_kept
        your_contribution
        your_answer
        post
        save
        sending
        cancel
        posted
        posted_pending
        saved
        pending
        edited
        removed
        deleted
        answer
        edit
        delete
        report
        reported
        report_why
        delete_contribution
        no_contributions
        more_contributions
        newest_first
        oldest_first

        email
        password
        password_hint
        name
        name_hint
        create_account
        already_member
        forgot
        forgot_why
        send_letter
        send_letter_again
        confirmation_sent
        password_letter_sent
        letter_sent_again
        new_password
        payment_awaited
        payment_received
        payment_late
        part_missing
        delete_for_good
        password_changed
        confirmed
        link_over
        try_link_again
        go_on
        needs_scripts
        account
        my_account
        subscription
        signed_out
        signed_out_meanwhile
        renewals
        unconfirmed
        my_data
        sign_out
        sign_out_everywhere
        export
        delete_account
        delete_account_why

        plans
        plans_why
        includes
        choose
        how_to_subscribe
        question
        question_how
        ask_the_newspaper
        back_to_the_article
        back
        no_plans

        loading
        slow
        retry
        reload
        trouble
        not_found
        not_found_why
        ways_out
    }

    /// "mardi 24 octobre 2023 à 07:28"
    fn full_date(date: &Local) -> String;
    /// "24 octobre 2023 à 07:28", on one line
    fn minute(date: &Local) -> String;
    /// "24 octobre 2023"
    fn day(date: &Local) -> String;
    /// "4 min de lecture", at 200 words a minute: what adults read of French text for leisure
    /// (Brysbaert 2019 measured 195 words a minute in French).
    fn reading_time(words: u32) -> String;
    /// "2 500 F CFA par mois"
    fn price_of(amount: u64, currency: &str, interval: Interval) -> String;
    /// "12 contributions"
    fn contribution_count(count: u32) -> String;
    /// "3 nouvelles contributions"
    fn new_contributions(count: u32) -> String;
    /// "J’aime (3)"
    fn likes(count: u32) -> String;
    /// "120 caractères sur 2 000"
    fn length(count: usize, most: usize) -> String;
    /// To a subscriber who looks at the plans.
    fn paying_adds(day: &str) -> String;
    /// To one who was a subscriber until a day.
    fn lapsed(day: &str) -> String;
    /// To a subscriber; `plan` is empty where its name is not known.
    fn subscribed_until(plan: &str, day: &str) -> String;
    /// Who signs a contribution.
    fn signed_in_as(name: &str) -> String;
    /// Why a contribution is reported.
    fn report_reason(report: Report) -> &'static str;
    /// Why the engine did not do it, and what to do.
    fn refused(refusal: Refusal) -> String;
    /// "Société, page 3"
    fn numbered(title: &str, page: u32) -> String;
    /// What went wrong, in one line.
    fn failure_title(failure: LoadError) -> &'static str;
    /// What the reader can do about it.
    fn failure_remedy(failure: LoadError) -> &'static str;
}

/// The languages that a newspaper may be in; the first is for those that have none of these.
const ALL: &[&Language] = &[&french::FRENCH];

/// The language of the one newspaper that `cargo xtask dist` compiles this program for: the others cost it nothing.
const COMPILED_FOR: Option<&Language> = match option_env!("KIOSQUE_LANGUAGE") {
    Some(tag) => Some(find(tag, ALL)),
    None => None,
};

impl Language {
    /// Whether Kiosque's words are there in a language (a BCP 47 tag).
    #[must_use]
    pub fn is_known(tag: &str) -> bool {
        is_in(tag, Self::of(tag))
    }

    /// The language that `site.json` names (a BCP 47 tag).
    #[must_use]
    pub fn of(tag: &str) -> &'static Self {
        find(tag, ALL)
    }
}

/// The language of the newspaper in the current context.
#[must_use]
pub fn language() -> &'static Language {
    match COMPILED_FOR {
        Some(language) => language,
        None => {
            let newspaper = use_context::<Newspaper>();
            Language::of(
                newspaper
                    .as_ref()
                    .map_or("", |newspaper| &newspaper.site().in_language),
            )
        }
    }
}

/// The language whose tag is the first subtag of another, or else the first language.
const fn find<'a>(tag: &str, languages: &[&'a Language]) -> &'a Language {
    let mut at = 0;
    while at < languages.len() {
        if is_in(tag, languages[at]) {
            return languages[at];
        }
        at += 1;
    }
    languages[0]
}

const fn is_in(tag: &str, language: &Language) -> bool {
    let (tag, primary) = (tag.as_bytes(), language.tag.as_bytes());
    let mut same = 0;
    while same < primary.len() && same < tag.len() && tag[same].eq_ignore_ascii_case(&primary[same]) {
        same += 1;
    }
    same == primary.len() && (same == tag.len() || tag[same] == b'-')
}

/// What the browser's window says: the page, then the newspaper.
#[must_use]
pub fn page_title(title: &str, newspaper: &str) -> String {
    if title.is_empty() || title == newspaper {
        return newspaper.to_owned();
    }
    if newspaper.is_empty() {
        return title.to_owned();
    }
    format!("{title} – {newspaper}")
}

/// The page's own title, of what [`page_title`] made of it.
#[must_use]
pub fn title_of_page<'a>(title: &'a str, newspaper: &str) -> &'a str {
    let own = title.strip_suffix(newspaper);
    own.and_then(|own| own.strip_suffix(" – ")).unwrap_or(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: Language = Language {
        tag: "en",
        skip: "Skip to the text",
        ..french::FRENCH
    };

    #[test]
    fn a_newspaper_speaks_its_own_language() {
        let languages = [&french::FRENCH, &ENGLISH];
        for (tag, expected) in [
            ("fr", "fr"),
            ("fr-ML", "fr"),
            ("en", "en"),
            ("EN-gb", "en"),
            ("enm", "fr"),
            ("e", "fr"),
            ("bm", "fr"),
            ("", "fr"),
        ] {
            assert_eq!(find(tag, &languages).tag, expected, "{tag}");
        }
    }
}

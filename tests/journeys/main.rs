//! What readers do, each journey in each engine, against the built newspaper.
//!
//! `cargo xtask test browsers` builds the newspaper, installs what is missing and sets
//! `KIOSQUE_DIST` (the built site), `KIOSQUE_ARCHIVE` (one of more articles), `KIOSQUE_MEMBERS` (one with members) and
//! `KIOSQUE_AXE` (axe.min.js).

mod access;
mod ahead;
mod blocks;
mod home_screen;
mod loading;
mod members;
mod moving;
mod policy;
mod races;
mod reading;
mod slow_lines;
mod style;
mod takeover;

use std::{
    env,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use journeys::{Driver, Engine, Membership, Reader, Server, Session, Step};
use libtest_mimic::{Arguments, Trial};

/// Longer than any journey takes on a slow machine: an engine that hangs fails one journey, not the run.
const LONGEST: Duration = Duration::from_secs(120);

/// How long an engine may take to open and to close.
const OPENING: Duration = Duration::from_secs(40);

/// A journey: what a reader does, told as a test.
type Journey = for<'a> fn(&'a Reader<'a>, &'a Server) -> std::pin::Pin<Box<dyn Future<Output = ()> + 'a>>;

/// As a [`Journey`], where there are members.
type MembersJourney = for<'a> fn(
    &'a Reader<'a>,
    &'a Server,
    &'a members::Engine,
) -> std::pin::Pin<Box<dyn Future<Output = ()> + 'a>>;

/// What a journey expects of the page when it is over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Console {
    Silent,
    /// The journey breaks the network on purpose; browsers may complain of it. Not of the policy.
    MayComplain,
    /// The journey does what the policy forbids.
    Forbidden,
}

/// Names a list of journeys, each an `async fn(&Reader, &Server)`.
macro_rules! journeys {
    ($($module:ident :: $name:ident, $console:ident;)*) => {
        [$((stringify!($name), (|reader, server| Box::pin($module::$name(reader, server))) as Journey, Console::$console)),*]
    };
}

const LIGHT: [(&str, Journey, Console); 63] = journeys! {
    reading::the_lead_article_has_every_element, Silent;
    reading::an_article_by_two_authors_shows_both, Silent;
    reading::the_front_page_leads_everywhere, Silent;
    reading::a_section_and_an_author_have_their_pages, Silent;
    reading::the_paywall_leads_to_the_plans_and_back, Silent;
    reading::an_unknown_address_has_ways_out, Silent;
    moving::a_related_article_and_back_to_the_same_place, Silent;
    moving::a_reload_keeps_the_place, Silent;
    reading::a_link_to_a_sentence_stays_in_the_address_bar, Silent;
    reading::firefox_s_reading_mode_shows_the_whole_article, Silent;
    races::the_last_of_two_quick_clicks_wins, MayComplain;
    races::a_second_click_on_what_is_on_its_way_changes_nothing, Silent;
    races::who_goes_back_twice_is_where_they_were, MayComplain;
    races::an_old_first_page_stays_until_a_newer_one_has_come, MayComplain;
    races::going_back_at_once_wins_over_the_click, Silent;
    moving::an_entry_that_another_program_wrote_on_shows_its_page, Silent;
    moving::a_click_with_a_key_opens_elsewhere, Silent;
    moving::links_out_of_the_newspaper_are_the_browser_s, Silent;
    moving::a_hash_leads_to_its_place_and_back, Silent;
    moving::an_article_is_fetched_when_the_reader_is_about_to_open_it, Silent;
    moving::nobody_waits_for_a_transition, Silent;
    moving::an_address_without_its_slash_gets_it, Silent;
    moving::a_newspaper_below_a_path_is_read_below_it, Silent;
    ahead::see_also_is_there_before_it_is_opened, Silent;
    ahead::a_page_fetches_no_more_than_thirty_kilobytes_ahead, Silent;
    ahead::who_saves_data_gets_only_what_they_touch, Silent;
    ahead::the_authors_list_is_brought_up_to_date, MayComplain;
    loading::each_failure_says_what_to_do_and_a_retry_mends_it, MayComplain;
    loading::a_slow_network_is_spoken_of, Silent;
    loading::what_was_read_can_be_read_again_without_a_network, MayComplain;
    loading::a_newspaper_that_cannot_start_is_read_all_the_same, Forbidden;
    loading::a_page_older_than_the_site_is_renewed_once, MayComplain;
    loading::a_panic_costs_the_reader_nothing, MayComplain;
    loading::what_fails_in_another_program_breaks_nothing, MayComplain;
    loading::a_light_visit_is_the_page_alone, Silent;
    takeover::the_takeover_is_not_noticed, Silent;
    takeover::what_an_extension_puts_into_a_page_does_not_take_its_place, Silent;
    takeover::what_comes_bit_by_bit_does_not_move, Silent;
    takeover::no_picture_comes_twice, Silent;
    takeover::a_picture_comes_once_in_the_size_it_is_shown, Silent;
    takeover::an_article_is_the_same_however_one_comes_to_it, Silent;
    policy::what_is_not_the_newspaper_s_neither_runs_nor_shows, Forbidden;
    policy::text_cannot_become_markup, Forbidden;
    policy::the_newspaper_is_in_nobody_s_frame, Forbidden;
    access::everything_is_done_by_the_keyboard, Silent;
    access::no_page_scrolls_sideways, Silent;
    access::no_barrier_on_a_desk, Silent;
    access::no_barrier_on_a_phone, Silent;
    access::the_page_says_where_one_is, Silent;
    slow_lines::who_reads_one_article_on_a_slow_line_loads_the_page_alone, Silent;
    slow_lines::who_stays_on_a_slow_line_gets_the_reader, Silent;
    slow_lines::a_second_page_on_a_slow_line_brings_the_reader, Silent;
    slow_lines::who_asks_for_the_whole_newspaper_gets_it_on_any_line, Silent;
    slow_lines::on_any_other_line_the_reader_comes_by_itself, Silent;
    style::a_page_looks_the_same_however_one_comes_to_it, Silent;
    style::a_page_looks_the_same_before_the_reader_s_code_and_without_it, Silent;
    style::a_style_that_does_not_come_stops_nobody, MayComplain;
    blocks::a_note_leads_there_and_back, Silent;
    blocks::nothing_is_loaded_of_a_recording_before_it_is_started, MayComplain;
    blocks::a_row_of_pictures_is_moved_by_the_keyboard, Silent;
    blocks::a_page_of_the_newspaper_comes_like_an_article, Silent;
    blocks::what_is_not_the_newspaper_s_own_page_is_the_browser_s, MayComplain;
    home_screen::the_newspaper_can_stand_on_a_home_screen, Silent;
};

/// In an archive of more articles than a page of a list holds.
const ARCHIVE: [(&str, Journey, Console); 1] = journeys! {
    reading::older_articles_are_reached_page_by_page, Silent;
};

/// In a newspaper with a long word in each of its texts.
const WORDS: [(&str, Journey, Console); 1] = journeys! {
    access::no_word_is_so_long_that_a_page_scrolls_sideways, Silent;
};

const DARK: [(&str, Journey, Console); 2] = journeys! {
    access::no_barrier_on_a_desk, Silent;
    access::no_barrier_on_a_phone, Silent;
};

macro_rules! members_journeys {
    ($($name:ident, $console:ident;)*) => {
        [$((stringify!($name), (|reader, server, engine| Box::pin(members::$name(reader, server, engine))) as MembersJourney, Console::$console)),*]
    };
}

const MEMBERS: [(&str, MembersJourney, Console); 18] = members_journeys! {
    a_page_of_one_s_own_comes_at_once_on_any_line, Silent;
    what_did_not_come_is_asked_for_again, MayComplain;
    from_an_article_to_a_posted_contribution, MayComplain;
    each_state_has_its_screen, MayComplain;
    two_tabs_are_one_reader, MayComplain;
    what_one_tab_saves_another_does_not_overwrite, MayComplain;
    what_is_written_outlives_its_session, MayComplain;
    who_lapses_or_is_banned_meanwhile_is_told, MayComplain;
    the_engine_comes_and_goes, MayComplain;
    five_hundred_contributions_come_page_by_page, Silent;
    a_contribution_is_answered_by_the_keyboard, Silent;
    no_word_of_members_is_so_long_that_a_page_scrolls_sideways, Silent;
    whoever_goes_elsewhere_while_signing_in_stays_there, Silent;
    a_forgotten_password_is_replaced, MayComplain;
    who_writes_too_much_waits, MayComplain;
    hostile_text_is_shown_as_it_was_written, Silent;
    an_account_is_its_owner_s, MayComplain;
    members_of_a_newspaper_below_a_path_are_below_it, Silent;
};

/// A newspaper with members, and its engine.
struct Club {
    server: Server,
    engine: members::Engine,
}

impl Club {
    fn start(site: &Path) -> Self {
        let server = Server::start(site);
        // Letters and the provider lead back to it.
        let engine = Membership::start(&[
            ("KIOSQUE_URL", &server.url("")),
            ("KIOSQUE_PROXY_HEADER", "X-Forwarded-For"),
        ]);
        server.pass_on_to(engine.port());
        Self {
            server,
            engine: engine.into(),
        }
    }
}

fn main() {
    let mut arguments = Arguments::from_args();
    // One journey at a time in each engine. A thread waits while its journey's engine is busy: there are enough of
    // them for every engine to go on at its own pace.
    arguments.test_threads.get_or_insert(4 * Engine::ALL.len());
    let [site, archive, words, with_members] = [
        "KIOSQUE_DIST",
        "KIOSQUE_ARCHIVE",
        "KIOSQUE_WORDS",
        "KIOSQUE_MEMBERS",
    ]
    .map(|variable| {
        let site = PathBuf::from(env::var_os(variable).unwrap_or_default());
        if !arguments.list && !site.join("index.html").is_file() {
            eprintln!("{variable} names no built newspaper: run `cargo xtask test browsers`");
            std::process::exit(1);
        }
        site
    });
    let browsers: Vec<Arc<Mutex<Option<Browser>>>> = Engine::ALL.iter().map(|_| Arc::default()).collect();

    let mut trials = Vec::new();
    for (journeys, site, dark) in [
        (LIGHT.as_slice(), &site, false),
        (ARCHIVE.as_slice(), &archive, false),
        (WORDS.as_slice(), &words, false),
        (DARK.as_slice(), &site, true),
    ] {
        for &(name, journey, console) in journeys {
            for (engine, browser) in Engine::ALL.into_iter().zip(&browsers) {
                if dark && engine == Engine::WebKit {
                    // WebKitGTK's MiniBrowser follows the desktop's theme, and there is no desktop.
                    continue;
                }
                let (browser, site) = (Arc::clone(browser), site.clone());
                let scheme = if dark { "dark::" } else { "" };
                trials.push(Trial::test(format!("{engine}::{scheme}{name}"), move || {
                    let mut browser = browser.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    once_more_where_it_ended(engine, || {
                        let server = Server::start(&site);
                        travel(engine, &mut browser, &server, (console, dark), |reader| {
                            journey(reader, &server)
                        })
                    })
                }));
            }
        }
    }
    let clubs: Vec<Arc<Mutex<Option<Club>>>> = Engine::ALL.iter().map(|_| Arc::default()).collect();
    for (name, journey, console) in MEMBERS {
        for ((engine, browser), club) in Engine::ALL.into_iter().zip(&browsers).zip(&clubs) {
            let (browser, club, site) = (Arc::clone(browser), Arc::clone(club), with_members.clone());
            trials.push(Trial::test(format!("{engine}::members::{name}"), move || {
                let mut browser = browser.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                let mut club = club.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                once_more_where_it_ended(engine, || {
                    let Club {
                        server,
                        engine: members,
                    } = &*club.get_or_insert_with(|| Club::start(&site));
                    server.mend();
                    let outcome = travel(engine, &mut browser, server, (console, false), |reader| {
                        Box::pin(async move {
                            members::forget_everybody(reader, server).await;
                            journey(reader, server, members).await;
                        })
                    });
                    if outcome.is_err() {
                        *club = None;
                    }
                    outcome
                })
            }));
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    // `exit` drops nothing, and they end what they started.
    drop(browsers);
    drop(clubs);
    conclusion.exit();
}

/// A journey whose browser ended by itself, which WebKit's does once in some thousand journeys, begins again in another; whatever
/// else went wrong, and whatever ends a second one, stands.
fn once_more_where_it_ended(
    engine: Engine,
    mut journey: impl FnMut() -> Result<(), libtest_mimic::Failed>,
) -> Result<(), libtest_mimic::Failed> {
    let has_ended = |why: &libtest_mimic::Failed| {
        let why = why.message().unwrap_or_default();
        ["InvalidSessionId", "invalid session id"]
            .iter()
            .any(|said| why.contains(said))
    };
    match journey() {
        Err(why) if has_ended(&why) => {
            eprintln!(
                "{engine} ended by itself: {}; the journey begins again",
                why.message().unwrap_or_default()
            );
            journey()
        }
        outcome => outcome,
    }
}

/// A driver, and the browser that it has open.
struct Browser {
    driver: Driver,
    runtime: tokio::runtime::Runtime,
    session: Option<Session>,
}

impl Browser {
    fn start(engine: Engine) -> Self {
        Self {
            driver: Driver::start(engine),
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap(),
            session: None,
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(session) = self.session.take() {
            let closing = async { tokio::time::timeout(OPENING, session.close()).await };
            let _ = self.runtime.block_on(closing);
        }
    }
}

/// One journey, by a reader of its own. The browser of one that failed is not used again.
fn travel<'s>(
    engine: Engine,
    browser: &mut Option<Browser>,
    server: &'s Server,
    (console, dark): (Console, bool),
    journey: impl for<'a> FnOnce(&'a Reader<'s>) -> std::pin::Pin<Box<dyn Future<Output = ()> + 'a>>,
) -> Result<(), libtest_mimic::Failed> {
    let Browser {
        driver,
        runtime,
        session,
    } = browser.get_or_insert_with(|| Browser::start(engine));
    let step = Step::default();
    let journey = std::panic::AssertUnwindSafe(async {
        let opening = async {
            if let Some(other) = session.take_if(|session| session.is_dark() != dark) {
                other.close().await;
            }
            let session = match session {
                Some(session) => session,
                None => session.insert(Session::open(driver, dark).await),
            };
            session.reader(driver, server, Step::clone(&step)).await
        };
        let opened = tokio::time::timeout(OPENING, opening).await;
        let reader = opened.unwrap_or_else(|_| panic!("the engine did not open"));
        journey(&reader).await;
        if console != Console::Forbidden {
            assert_eq!(server.violations(), Vec::<String>::new(), "the policy");
        }
        if console == Console::Silent {
            assert_eq!(reader.complaints().await, Vec::<String>::new(), "the console");
        }
    });
    let ended = runtime.block_on(async {
        tokio::time::timeout(LONGEST, futures_util::FutureExt::catch_unwind(journey)).await
    });
    let why = match ended {
        Ok(Ok(())) => return Ok(()),
        Err(_) => format!(
            "not at its end after {} s: still {}",
            LONGEST.as_secs(),
            step.borrow()
        ),
        Ok(Err(why)) => {
            let words = why.downcast_ref::<String>().cloned();
            let words = words.or_else(|| why.downcast_ref::<&str>().map(ToString::to_string));
            words.unwrap_or_default()
        }
    };
    *browser = None;
    Err(why.into())
}

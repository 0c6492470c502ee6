//! The membership engine, attacked directly: whoever is no subscriber gets not one contribution's text, and nobody
//! writes what is not theirs to write.
//!
//! `cargo xtask test members` installs PocketBase, nginx and Caddy, and sets `KIOSQUE_DIST` (the built site).

mod accounts;
mod attack;
mod costs;
mod durable;
mod floods;
mod many;
mod moderation;
mod networks;
mod pages;
mod payments;
mod proxies;
mod reading;
mod seeds;
mod slugs;
mod writing;

use std::sync::{Arc, Mutex, PoisonError};

use journeys::Membership;
use libtest_mimic::{Arguments, Trial};

/// What is held against the engine.
type Check = fn(&mut Membership);

macro_rules! checks {
    ($($module:ident :: $name:ident;)*) => {
        [$((concat!(stringify!($module), "::", stringify!($name)), $module::$name as _)),*]
    };
}

/// On one engine, without limits by address: else they would answer most attacks.
const CHECKS: [(&str, Check); 33] = checks! {
    reading::whoever_is_not_entitled_reads_no_contribution;
    reading::a_subscriber_reads_what_is_published_and_nothing_else;
    reading::no_answer_depends_on_what_one_may_not_read;
    reading::nobody_reads_along;
    reading::everybody_may_know_how_many_there_are;
    writing::only_subscribers_write;
    writing::nobody_says_who_they_are_or_what_they_have_paid;
    writing::what_is_somebody_else_s_stays_as_it_is;
    writing::a_contribution_is_edited_within_its_time_only;
    writing::what_is_sent_twice_is_there_once;
    writing::an_answer_answers_what_can_be_answered;
    writing::a_refusal_tells_nothing_of_the_engine;
    writing::what_says_nothing_is_no_contribution;
    writing::no_letter_paints_over_the_lines_around_it;
    payments::only_a_signed_notice_counts;
    payments::wave_is_paid_once_and_given_back_by_hand;
    payments::cinetpay_is_asked_what_became_of_a_payment;
    payments::the_order_of_notices_does_not_matter;
    payments::two_notices_at_once_count_once;
    payments::who_paid_too_little_has_paid_nothing;
    payments::both_shapes_of_the_provider_s_notices_are_understood;
    payments::from_a_plan_to_its_end;
    payments::what_was_paid_counts_whatever_its_date;
    payments::what_was_paid_counts_whatever_its_id;
    payments::what_cannot_be_understood_is_not_sent_for_ever;
    payments::the_newspaper_gives_time_itself;
    moderation::what_is_taken_out_is_nowhere;
    moderation::an_edit_does_not_bring_back_what_is_taken_out;
    moderation::what_three_readers_report_waits;
    moderation::a_link_by_somebody_new_waits_however_it_is_written;
    costs::a_header_in_parts_is_as_long_as_all_of_them;
    accounts::letters_lead_to_the_newspaper;
    accounts::whoever_leaves_takes_everything_along;
};

/// Each on an engine of its own.
const ALONE: [(&str, fn()); 18] = checks! {
    accounts::a_newspaper_of_one_short_word_keeps_its_name_too;
    accounts::accounts_of_old_are_all_there_also_two_of_one_address;
    accounts::names_are_one_person_s;
    accounts::nobody_s_own_success_buys_guesses_at_another_s_password;
    accounts::one_address_is_one_account_and_its_letters_come;
    accounts::whoever_is_called_as_the_newspaper_is_may_write;
    costs::nobody_burns_a_processor_with_what_is_too_long;
    durable::a_power_cut_takes_nothing_that_was_answered;
    floods::whoever_comes_too_often_is_told_when_to_come_again;
    many::a_page_is_soon_there_among_a_hundred_thousand_contributions;
    moderation::a_newspaper_may_read_everything_first;
    networks::all_of_a_network_of_ipv6_share_one_limit;
    pages::no_file_of_the_site_holds_a_contribution;
    payments::an_answer_without_end_takes_no_memory;
    payments::nobody_is_led_to_what_is_no_page;
    payments::what_was_paid_with_cinetpay_counts_whatever_its_date;
    payments::where_wave_gives_no_page_nobody_is_to_blame;
    slugs::what_is_published_can_be_discussed;
};

fn main() {
    let mut arguments = Arguments::from_args();
    // The trials of one engine take turns anyway; those that measure time want the machine for themselves.
    arguments.test_threads.get_or_insert(1);
    let shared: Arc<Mutex<Option<Membership>>> = Arc::default();
    let mut trials: Vec<Trial> = CHECKS
        .into_iter()
        .map(|(name, check)| {
            let shared = Arc::clone(&shared);
            Trial::test(name, move || {
                let mut engine = shared.lock().unwrap_or_else(PoisonError::into_inner);
                check(engine.get_or_insert_with(seeds::without_limits));
                Ok(())
            })
        })
        .collect();
    for (name, check) in ALONE {
        let trial = Trial::test(name, move || {
            check();
            Ok(())
        });
        let cannot_be_tried = name.starts_with("durable::") && !durable::can_be_tried();
        if cannot_be_tried {
            println!("{name} takes root and loop devices, and is not tried here");
        }
        trials.push(trial.with_ignored_flag(cannot_be_tried));
    }
    trials.extend(proxies::trials());
    let conclusion = libtest_mimic::run(&arguments, trials);
    drop(shared.lock().unwrap_or_else(PoisonError::into_inner).take());
    println!("{}", attack::count());
    conclusion.exit();
}

//! What real servers send of the built newspaper, set up as `docs/deploy.md` says.
//!
//! `cargo xtask test hosts` builds the newspaper twice, installs nginx and Caddy, and sets
//! `KIOSQUE_DIST` (the built site) and `KIOSQUE_DIST_BELOW` (another one, made with
//! `--base /journal/ --precompress`). Likewise `KIOSQUE_OLD` and `KIOSQUE_OLD_BELOW`, a new newspaper with the old addresses
//! of redirects.json.

mod addresses;
mod answers;
mod cloudfront;
mod redirects;

use std::{
    env, fs,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use journeys::{Host, Program, Site};
use libtest_mimic::{Arguments, Trial};

/// What is held against a server.
type Check = fn(&Host);
/// What is held against a site alone.
type SiteCheck = fn(&Site);

macro_rules! checks {
    ($($module:ident :: $name:ident;)*) => {
        [$((stringify!($name), $module::$name as fn(&_))),*]
    };
}

const EVERYWHERE: [(&str, Check); 12] = checks! {
    answers::every_file_is_sent_with_its_headers;
    answers::what_texts_link_to_is_kept_and_runs_nothing;
    answers::every_file_arrives_whole_however_it_is_compressed;
    answers::what_has_not_changed_is_not_sent_again;
    answers::a_head_is_the_answer_without_its_body;
    answers::a_part_of_a_file_is_sent_alone;
    answers::a_missing_file_is_missing_and_not_for_a_year;
    addresses::an_address_without_its_slash_gets_it;
    addresses::nothing_leads_out_of_the_site;
    addresses::folders_are_not_listed;
    addresses::what_is_the_press_s_own_is_not_served;
    addresses::the_page_for_missing_ones_has_no_address;
};

/// Where the newspaper has the server for itself.
const AT_THE_ROOT: [(&str, Check); 1] = checks! {
    addresses::nothing_is_taken_but_questions;
};

const BELOW_A_PATH: [(&str, Check); 1] = checks! {
    addresses::the_rest_of_the_server_is_left_alone;
};

/// Caddy does so by itself; here it is asked for no certificate.
const NGINX_AT_THE_ROOT: [(&str, Check); 1] = checks! {
    addresses::what_is_not_encrypted_leads_to_what_is;
};

/// Where the newspaper has old addresses.
const OLD: [(&str, Check); 4] = checks! {
    redirects::every_old_address_leads_to_where_its_page_is;
    redirects::what_is_no_old_address_is_left_alone;
    redirects::a_redirect_is_kept_for_an_hour_and_sent_with_the_newspaper_s_headers;
    redirects::no_redirect_leads_where_nobody_said;
};

const OLD_CLOUDFRONT: [(&str, SiteCheck); 1] = checks! {
    redirects::cloudfront_s_function_leads_as_servers_do;
};

const CLOUDFRONT: [(&str, SiteCheck); 3] = checks! {
    cloudfront::each_file_is_uploaded_once_with_its_caching;
    cloudfront::the_function_finds_pages_and_slashes;
    cloudfront::the_policies_say_what_the_table_says;
};

fn main() {
    let arguments = Arguments::from_args();
    let site = |variable: &str, base| Site {
        folder: PathBuf::from(env::var_os(variable).unwrap_or_default()),
        base,
    };
    let sites = [
        ("at_the_root", site("KIOSQUE_DIST", "/")),
        ("below_a_path", site("KIOSQUE_DIST_BELOW", "/journal/")),
    ];
    let old_sites = [
        ("old_at_the_root", site("KIOSQUE_OLD", "/")),
        ("old_below_a_path", site("KIOSQUE_OLD_BELOW", "/journal/")),
    ];
    for (_, Site { folder, .. }) in sites.iter().chain(&old_sites) {
        if !arguments.list && !folder.join("index.html").is_file() {
            eprintln!("{folder:?} is no built newspaper: run `cargo xtask test hosts`");
            std::process::exit(1);
        }
    }
    let documentation = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/deploy.md");
    let documentation: Arc<str> = fs::read_to_string(documentation).unwrap().into();

    let mut trials = Vec::new();
    let mut hosts: Vec<Arc<Mutex<Option<Host>>>> = Vec::new();
    for program in Program::ALL {
        for (place, site) in sites.iter().chain(&old_sites) {
            let shared: Arc<Mutex<Option<Host>>> = Arc::default();
            hosts.push(Arc::clone(&shared));
            let own = match (program, site.base) {
                _ if place.starts_with("old") => OLD.into(),
                (Program::Nginx, "/") => [AT_THE_ROOT, NGINX_AT_THE_ROOT].concat(),
                (Program::Caddy, "/") => AT_THE_ROOT.into(),
                _ => BELOW_A_PATH.into(),
            };
            let everywhere = EVERYWHERE.into_iter().filter(|_| !place.starts_with("old"));
            for (name, check) in everywhere.chain(own) {
                let (shared, site, documentation) =
                    (Arc::clone(&shared), site.clone(), Arc::clone(&documentation));
                let name = format!("{program:?}::{place}::{name}").to_lowercase();
                trials.push(Trial::test(name, move || {
                    let mut host = shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    check(host.get_or_insert_with(|| Host::start(program, &site, &documentation)));
                    Ok(())
                }));
            }
        }
    }
    let checks = sites.into_iter().map(|it| (it, &CLOUDFRONT[..]));
    let old_checks = old_sites.into_iter().map(|it| (it, &OLD_CLOUDFRONT[..]));
    for ((place, site), checks) in checks.chain(old_checks) {
        for (name, check) in checks.iter().copied() {
            let site = site.clone();
            trials.push(Trial::test(format!("cloudfront::{place}::{name}"), move || {
                check(&site);
                Ok(())
            }));
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    drop(hosts);
    conclusion.exit();
}

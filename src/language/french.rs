//! French, as it is written in Mali.

use super::Language;
use crate::{
    contract::Interval,
    dates::Local,
    load::LoadError,
    membership::{Reason, Refusal, Report},
    money,
};

pub const FRENCH: Language = Language {
    tag: "fr",

    skip: "Aller au contenu",
    sections: "Rubriques",
    services: "Services",
    to_light_mode: "Passer en mode léger",
    to_full_mode: "Passer en mode complet",
    in_full_mode: "Abonnés\u{a0}: la discussion est en mode complet",
    subscribe: "S’abonner",
    to_the_front_page: "Revenir à la une",
    earlier: "Articles plus anciens",
    later: "Articles plus récents",
    pages: "Pages d’articles",
    all_the_paper: "Tous les articles",
    no_articles: "Aucun article n’est encore paru ici.",
    the_days_paper: "À la une",

    by: "Par",
    and: " et ",
    published: "Publié",
    updated: "mis à jour",
    less_than_a_minute: "Moins d’une minute de lecture",
    keywords: "Mots-clés",
    see_also: "Lire aussi",
    the_authors_articles: "Les articles de l’auteur",
    the_authors_articles_plural: "Les articles des auteurs",
    all_the_authors_articles: "Tous ses articles",
    unreadable_block: "Un élément de cet article ne peut pas être affiché ici.",
    on: "sur",
    table: "Tableau",
    correction: "Correction",
    pictures: "Images",
    code: "Code",
    transcript: "Lire la transcription",
    notes: "Notes",
    back_to_text: "Revenir au texte",

    contributions: "Contributions",
    paywall_what: "La discussion est réservée aux abonnés",
    paywall_why: "Sous chaque article, les abonnés échangent entre eux et avec la rédaction\u{a0}: ils apportent \
        leur expérience, posent leurs questions et répondent aux autres. L’article, lui, reste en lecture libre.",
    paywall_how: "Abonnez-vous pour lire les contributions et prendre part à la discussion.",

    connection: "Connexion",
    sign_in: "Se connecter",
    already_subscribed: "Déjà abonné\u{202f}?",
    not_subscribed: "Vous n’êtes pas abonné.",
    renew: "Se réabonner",
    banned: "La rédaction a fermé l’accès de ce compte aux contributions. Écrivez-lui si c’est une erreur.",
    drafts_kept: "Ce que vous avez écrit est gardé sur cet appareil.",
    your_contribution: "Votre contribution",
    your_answer: "Votre réponse",
    post: "Publier",
    save: "Enregistrer",
    sending: "Envoi…",
    cancel: "Annuler",
    posted: "Votre contribution est publiée.",
    posted_pending: "Votre contribution attend la modération. Vous seul la voyez.",
    saved: "C’est enregistré.",
    pending: "en attente de modération",
    edited: "modifiée",
    removed: "Contribution retirée.",
    deleted: "Contribution supprimée.",
    answer: "Répondre",
    edit: "Modifier",
    delete: "Supprimer",
    report: "Signaler",
    reported: "Merci. La rédaction va lire cette contribution.",
    report_why: "Pourquoi la signaler\u{202f}?",
    delete_contribution: "Supprimer cette contribution\u{202f}?",
    no_contributions: "Personne n’a encore écrit ici. Commencez la discussion.",
    more_contributions: "Contributions suivantes",
    newest_first: "Les plus récentes",
    oldest_first: "Les plus anciennes",

    email: "Adresse e-mail",
    password: "Mot de passe",
    password_hint: "Au moins 8 caractères. Une phrase est plus sûre qu’un mot.",
    name: "Nom",
    name_hint: "Les autres abonnés le voient à côté de vos contributions.",
    create_account: "Créer un compte",
    already_member: "J’ai déjà un compte",
    forgot: "Mot de passe oublié",
    forgot_why: "Nous vous envoyons un lien pour en choisir un nouveau.",
    send_letter: "Envoyer le lien",
    send_letter_again: "Renvoyer le lien",
    confirmation_sent: "Votre compte est créé. Ouvrez le lien que nous venons de vous envoyer pour confirmer votre adresse.",
    password_letter_sent: "Si un compte porte cette adresse, nous venons d’y envoyer un lien. Il est valable 30 minutes.",
    letter_sent_again: "Un nouveau lien est parti. Regardez aussi dans les courriers indésirables.",
    new_password: "Nouveau mot de passe",
    payment_awaited: "Votre paiement est en cours de confirmation…",
    payment_received: "Merci. Votre paiement est arrivé.",
    payment_late: "Votre paiement n’est pas encore confirmé. S’il a été débité, il arrivera\u{a0}: ne payez pas une seconde fois.",
    part_missing: "Cette partie de la page n’est pas arrivée. Réessayez, ou rechargez la page.",
    delete_for_good: "Supprimer pour de bon",
    password_changed: "Votre mot de passe a été changé. Connectez-vous avec le nouveau.",
    confirmed: "Votre adresse est confirmée.",
    link_over: "Ce lien a déjà servi, ou il est trop ancien. Demandez-en un autre.",
    try_link_again: "Le journal ne répond pas. Rouvrez le lien dans un instant.",
    go_on: "Continuer",
    needs_scripts: "Cette page a besoin de JavaScript. Les articles se lisent sans.",
    account: "Votre compte",
    my_account: "Compte",
    subscription: "Abonnement",
    signed_out: "Vous n’êtes pas connecté.",
    signed_out_meanwhile: "Vous n’êtes plus connecté.",
    renewals: "Un abonnement qui se renouvelle par le prestataire de paiement s’arrête chez lui\u{a0}: par le lien de \
        son reçu, ou en écrivant au journal.",
    unconfirmed: "Votre adresse n’est pas encore confirmée\u{a0}: ouvrez le lien que nous vous avons envoyé.",
    my_data: "Vos données",
    sign_out: "Se déconnecter",
    sign_out_everywhere: "Se déconnecter partout",
    export: "Télécharger mes données",
    delete_account: "Supprimer mon compte",
    delete_account_why: "Votre compte, vos contributions et le temps d’abonnement qui reste disparaissent pour de bon. \
        Confirmez par votre mot de passe.",

    plans: "Abonnements",
    plans_why: "S’abonner, c’est payer le travail des journalistes et entrer dans la discussion qui suit \
        chaque article.",
    includes: "Ce qu’il comprend",
    choose: "Choisir",
    how_to_subscribe: "Cet abonnement se prend auprès du journal\u{a0}:",
    question: "Une question avant de vous abonner\u{202f}?",
    question_how: "Écrivez-nous ou appelez-nous, une personne vous répond.",
    ask_the_newspaper: "Renseignez-vous auprès du journal.",
    back_to_the_article: "Revenir à l’article",
    back: "Revenir à la page précédente",
    no_plans: "Ce journal ne propose pas encore d’abonnement.",

    loading: "Chargement…",
    slow: "La connexion est lente, le texte arrive.",
    retry: "Réessayer",
    reload: "Recharger la page",
    trouble: "Le journal a eu un problème, la lecture continue.",
    not_found: "Cette page n’existe pas",
    not_found_why: "L’adresse est peut-être incomplète, ou l’article a changé de place.",
    ways_out: "Où aller maintenant",

    full_date,
    minute,
    day,
    reading_time,
    price_of,
    contribution_count,
    new_contributions,
    likes,
    length,
    paying_adds,
    lapsed,
    subscribed_until,
    signed_in_as,
    report_reason,
    refused,
    numbered,
    failure_title,
    failure_remedy,
};

const WEEKDAYS: [&str; 7] = [
    "dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi",
];

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

fn full_date(date: &Local) -> String {
    let weekday = WEEKDAYS.get(date.weekday()).copied().unwrap_or_default();
    format!("{weekday} {} à {:02}:{:02}", day(date), date.hour, date.minute)
}

fn minute(date: &Local) -> String {
    let day = day(date).replace(' ', "\u{a0}");
    format!("{day}\u{a0}à\u{a0}{:02}:{:02}", date.hour, date.minute)
}

fn day(date: &Local) -> String {
    let first = if date.day == 1 { "er" } else { "" };
    let month = MONTHS.get(date.month as usize - 1).copied().unwrap_or_default();
    format!("{}{first}\u{a0}{month} {}", date.day, date.year)
}

fn reading_time(words: u32) -> String {
    match words.div_ceil(200) {
        0 => FRENCH.less_than_a_minute.to_owned(),
        1 if words < 150 => FRENCH.less_than_a_minute.to_owned(),
        minutes => format!("{minutes}\u{a0}min de lecture"),
    }
}

fn price_of(amount: u64, currency: &str, interval: Interval) -> String {
    let every = match interval {
        Interval::Day => "par jour",
        Interval::Week => "par semaine",
        Interval::Month => "par mois",
        Interval::Year => "par an",
    };
    format!("{} {every}", money::price(amount, currency))
}

fn contribution_count(count: u32) -> String {
    format!("{count}\u{a0}contribution{}", plural(count))
}

fn new_contributions(count: u32) -> String {
    match count {
        1 => "Lire la nouvelle contribution".to_owned(),
        _ => format!("Lire {count}\u{a0}nouvelle{s} contribution{s}", s = plural(count)),
    }
}

/// The ending of a counted noun or adjective: none and one are singular, and what lies between
/// (https://cldr.unicode.org/index/cldr-spec/plural-rules, French).
fn plural(count: u32) -> &'static str {
    if count < 2 { "" } else { "s" }
}

fn likes(count: u32) -> String {
    match count {
        0 => "J’aime".to_owned(),
        _ => format!("J’aime\u{a0}({count})"),
    }
}

fn length(count: usize, most: usize) -> String {
    let s = plural(u32::try_from(count).unwrap_or(u32::MAX));
    let (count, most) = (money::grouped(count as u64), money::grouped(most as u64));
    format!("{count} caractère{s} sur {most}")
}

fn paying_adds(day: &str) -> String {
    format!("Vous êtes abonné jusqu’au {day}. Un nouveau paiement s’ajoute à ce temps.")
}

fn lapsed(day: &str) -> String {
    format!("Votre abonnement a pris fin le {day}.")
}

fn subscribed_until(plan: &str, day: &str) -> String {
    match plan {
        "" => format!("Vous êtes abonné jusqu’au {day}."),
        _ => format!("Abonnement «\u{a0}{plan}\u{a0}», jusqu’au {day}."),
    }
}

fn signed_in_as(name: &str) -> String {
    format!("Vous êtes connecté sous le nom de {name}.")
}

fn report_reason(report: Report) -> &'static str {
    match report {
        Report::Insult => "Insulte",
        Report::Hatred => "Haine ou menace",
        Report::Falsehood => "Fausse information",
        Report::Privacy => "Vie privée",
        Report::Advertising => "Publicité",
        Report::Other => "Autre raison",
    }
}

fn refused(refusal: Refusal) -> String {
    match refusal {
        Refusal::SignIn => "Votre session est terminée. Connectez-vous à nouveau.",
        Refusal::NotEntitled => "La discussion est réservée aux abonnés.",
        Refusal::Banned => FRENCH.banned,
        Refusal::NotFound => "Cela n’existe plus.",
        Refusal::Removed => "La contribution d’origine a été retirée entre-temps.",
        Refusal::Server => "Le service ne répond pas. Réessayez dans un instant.",
        Refusal::Offline => "Pas de connexion. Rien n’est perdu\u{a0}: réessayez quand le réseau est revenu.",
        Refusal::Timeout => "La réponse n’est pas arrivée à temps. Rien n’est perdu\u{a0}: réessayez.",
        Refusal::TooMany(seconds) => return too_many(seconds),
        Refusal::Invalid(reason) => match reason {
            Reason::Credentials => "L’adresse ou le mot de passe ne convient pas.",
            Reason::Name => {
                "Choisissez un nom de 1 à 40 lettres d’un même alphabet, qui ne soit pas celui du journal."
            }
            Reason::NameTaken => "Un autre abonné porte ce nom, ou un nom qui lui ressemble.",
            Reason::Email => "Cette adresse e-mail n’est pas valable.",
            Reason::EmailTaken => "Un compte porte déjà cette adresse. Connectez-vous.",
            Reason::Password => "Le mot de passe doit avoir de 8 à 70 caractères, ou moins s’ils portent des accents.",
            Reason::WrongPassword => "Ce n’est pas votre mot de passe.",
            Reason::Link => FRENCH.link_over,
            Reason::Empty => "Rien n’est écrit.",
            Reason::TooLong => "Le texte est trop long.",
            Reason::Unconfirmed => FRENCH.unconfirmed,
            Reason::Late => "Cette contribution ne peut plus être modifiée.",
            Reason::Changed => {
                "Cette contribution a été modifiée ailleurs\u{a0}: la voici au-dessus. Enregistrez pour la remplacer par votre texte."
            }
            Reason::Double | Reason::Other => {
                "Le service a refusé cette demande. Vérifiez ce que vous avez écrit."
            }
        },
    }
    .to_owned()
}

fn too_many(seconds: u32) -> String {
    match seconds {
        0 => "Vous pouvez réessayer.".to_owned(),
        3600.. => "C’est beaucoup en peu de temps. Réessayez plus tard.".to_owned(),
        1..60 => format!("C’est beaucoup en peu de temps. Réessayez dans {seconds}\u{a0}s."),
        _ => format!(
            "C’est beaucoup en peu de temps. Réessayez dans {}\u{a0}min {:02}\u{a0}s.",
            seconds / 60,
            seconds % 60
        ),
    }
}

fn numbered(title: &str, page: u32) -> String {
    format!("{title}, page\u{a0}{page}")
}

fn failure_title(failure: LoadError) -> &'static str {
    match failure {
        LoadError::NotFound => FRENCH.not_found,
        LoadError::Withdrawn => "Cet article a été retiré",
        LoadError::NoNetwork => "Pas de connexion",
        LoadError::WebPage => "Le réseau demande une connexion",
        LoadError::Server => "Le journal ne répond pas",
        LoadError::Unreadable => "Ce texte est illisible",
        LoadError::Newer => "Le journal a été mis à jour",
    }
}

fn failure_remedy(failure: LoadError) -> &'static str {
    match failure {
        LoadError::NotFound => FRENCH.not_found_why,
        LoadError::Withdrawn => "La rédaction l’a retiré du journal. Les autres articles restent en lecture.",
        LoadError::NoNetwork => {
            "Votre appareil n’a pas pu joindre le journal. Vérifiez le réseau, puis réessayez."
        }
        LoadError::WebPage => {
            "Le réseau a répondu par une page web au lieu du texte. Sur un Wi-Fi public, ouvrez \
             d’abord sa page d’accueil, puis réessayez."
        }
        LoadError::Server => "Le serveur a un problème passager. Réessayez dans un instant.",
        LoadError::Unreadable => {
            "Les données reçues sont abîmées. Réessayez\u{202f}; si cela dure, prévenez la rédaction."
        }
        LoadError::Newer => "Cette page date d’avant la mise à jour. Rechargez-la pour lire la suite.",
    }
}

#[cfg(test)]
mod tests;

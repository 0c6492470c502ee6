//! Every word of the newspaper that the newsroom does not write: another language is another file
//! like this one.

use crate::{
    contract::Interval,
    load::LoadError,
    membership::{Reason, Refusal, Report},
    money,
};

/// Declares the sentences and keeps a list of them, which a test holds to French typography.
macro_rules! sentences {
    ($($name:ident = $text:literal;)*) => {
        $(pub const $name: &str = $text;)*
        #[cfg(test)]
        const ALL: &[&str] = &[$($name),*];
    };
}

sentences! {
    SKIP = "Aller au contenu";
    SECTIONS = "Rubriques";
    SERVICES = "Services";
    TO_LIGHT_MODE = "Passer en mode léger";
    TO_FULL_MODE = "Passer en mode complet";
    IN_FULL_MODE = "Abonnés\u{a0}: la discussion est en mode complet";
    SUBSCRIBE = "S’abonner";
    TO_THE_FRONT_PAGE = "Revenir à la une";
    EARLIER = "Articles plus anciens";
    LATER = "Articles plus récents";
    PAGES = "Pages d’articles";
    ALL_THE_PAPER = "Tous les articles";
    NO_ARTICLES = "Aucun article n’est encore paru ici.";
    THE_DAYS_PAPER = "À la une";

    BY = "Par";
    AND = " et ";
    PUBLISHED = "Publié";
    UPDATED = "mis à jour";
    LESS_THAN_A_MINUTE = "Moins d’une minute de lecture";
    KEYWORDS = "Mots-clés";
    SEE_ALSO = "Lire aussi";
    THE_AUTHORS_ARTICLES = "Les articles de l’auteur";
    THE_AUTHORS_ARTICLES_PLURAL = "Les articles des auteurs";
    ALL_THE_AUTHORS_ARTICLES = "Tous ses articles";
    UNREADABLE_BLOCK = "Un élément de cet article ne peut pas être affiché ici.";
    ON = "sur";
    TABLE = "Tableau";

    CONTRIBUTIONS = "Contributions";
    PAYWALL_WHAT = "La discussion est réservée aux abonnés";
    PAYWALL_WHY = "Sous chaque article, les abonnés échangent entre eux et avec la rédaction\u{a0}: ils apportent \
        leur expérience, posent leurs questions et répondent aux autres. L’article, lui, reste en lecture libre.";
    PAYWALL_HOW = "Abonnez-vous pour lire les contributions et prendre part à la discussion.";

    CONNECTION = "Connexion";
    SIGN_IN = "Se connecter";
    ALREADY_SUBSCRIBED = "Déjà abonné\u{202f}?";
    NOT_SUBSCRIBED = "Vous n’êtes pas abonné.";
    RENEW = "Se réabonner";
    BANNED = "La rédaction a fermé l’accès de ce compte aux contributions. Écrivez-lui si c’est une erreur.";
    DRAFTS_KEPT = "Ce que vous avez écrit est gardé sur cet appareil.";
    YOUR_CONTRIBUTION = "Votre contribution";
    YOUR_ANSWER = "Votre réponse";
    POST = "Publier";
    SAVE = "Enregistrer";
    SENDING = "Envoi…";
    CANCEL = "Annuler";
    POSTED = "Votre contribution est publiée.";
    POSTED_PENDING = "Votre contribution attend la modération. Vous seul la voyez.";
    SAVED = "C’est enregistré.";
    PENDING = "en attente de modération";
    EDITED = "modifiée";
    REMOVED = "Contribution retirée.";
    DELETED = "Contribution supprimée.";
    ANSWER = "Répondre";
    EDIT = "Modifier";
    DELETE = "Supprimer";
    REPORT = "Signaler";
    REPORTED = "Merci. La rédaction va lire cette contribution.";
    REPORT_WHY = "Pourquoi la signaler\u{202f}?";
    DELETE_CONTRIBUTION = "Supprimer cette contribution\u{202f}?";
    NO_CONTRIBUTIONS = "Personne n’a encore écrit ici. Commencez la discussion.";
    MORE_CONTRIBUTIONS = "Contributions suivantes";
    NEWEST_FIRST = "Les plus récentes";
    OLDEST_FIRST = "Les plus anciennes";

    EMAIL = "Adresse e-mail";
    PASSWORD = "Mot de passe";
    PASSWORD_HINT = "Au moins 8 caractères. Une phrase est plus sûre qu’un mot.";
    NAME = "Nom";
    NAME_HINT = "Les autres abonnés le voient à côté de vos contributions.";
    CREATE_ACCOUNT = "Créer un compte";
    ALREADY_MEMBER = "J’ai déjà un compte";
    FORGOT = "Mot de passe oublié";
    FORGOT_WHY = "Nous vous envoyons un lien pour en choisir un nouveau.";
    SEND_LETTER = "Envoyer le lien";
    SEND_LETTER_AGAIN = "Renvoyer le lien";
    CONFIRMATION_SENT = "Votre compte est créé. Ouvrez le lien que nous venons de vous envoyer pour confirmer votre adresse.";
    PASSWORD_LETTER_SENT = "Si un compte porte cette adresse, nous venons d’y envoyer un lien. Il est valable 30 minutes.";
    LETTER_SENT_AGAIN = "Un nouveau lien est parti. Regardez aussi dans les courriers indésirables.";
    NEW_PASSWORD = "Nouveau mot de passe";
    PAYMENT_AWAITED = "Votre paiement est en cours de confirmation…";
    PAYMENT_RECEIVED = "Merci. Votre paiement est arrivé.";
    PAYMENT_LATE = "Votre paiement n’est pas encore confirmé. S’il a été débité, il arrivera\u{a0}: ne payez pas une seconde fois.";
    PART_MISSING = "Cette partie de la page n’est pas arrivée. Réessayez, ou rechargez la page.";
    DELETE_FOR_GOOD = "Supprimer pour de bon";
    PASSWORD_CHANGED = "Votre mot de passe a été changé. Connectez-vous avec le nouveau.";
    CONFIRMED = "Votre adresse est confirmée.";
    LINK_OVER = "Ce lien a déjà servi, ou il est trop ancien. Demandez-en un autre.";
    TRY_LINK_AGAIN = "Le journal ne répond pas. Rouvrez le lien dans un instant.";
    GO_ON = "Continuer";
    NEEDS_SCRIPTS = "Cette page a besoin de JavaScript. Les articles se lisent sans.";
    ACCOUNT = "Votre compte";
    MY_ACCOUNT = "Compte";
    SUBSCRIPTION = "Abonnement";
    SIGNED_OUT = "Vous n’êtes pas connecté.";
    SIGNED_OUT_MEANWHILE = "Vous n’êtes plus connecté.";
    RENEWALS = "Un abonnement qui se renouvelle par le prestataire de paiement s’arrête chez lui\u{a0}: par le lien de \
        son reçu, ou en écrivant au journal.";
    UNCONFIRMED = "Votre adresse n’est pas encore confirmée\u{a0}: ouvrez le lien que nous vous avons envoyé.";
    MY_DATA = "Vos données";
    SIGN_OUT = "Se déconnecter";
    SIGN_OUT_EVERYWHERE = "Se déconnecter partout";
    EXPORT = "Télécharger mes données";
    DELETE_ACCOUNT = "Supprimer mon compte";
    DELETE_ACCOUNT_WHY = "Votre compte, vos contributions et le temps d’abonnement qui reste disparaissent pour de bon. \
        Confirmez par votre mot de passe.";

    PLANS = "Abonnements";
    PLANS_WHY = "S’abonner, c’est payer le travail des journalistes et entrer dans la discussion qui suit \
        chaque article.";
    INCLUDES = "Ce qu’il comprend";
    CHOOSE = "Choisir";
    HOW_TO_SUBSCRIBE = "Cet abonnement se prend auprès du journal\u{a0}:";
    QUESTION = "Une question avant de vous abonner\u{202f}?";
    QUESTION_HOW = "Écrivez-nous ou appelez-nous, une personne vous répond.";
    ASK_THE_NEWSPAPER = "Renseignez-vous auprès du journal.";
    BACK_TO_THE_ARTICLE = "Revenir à l’article";
    BACK = "Revenir à la page précédente";
    NO_PLANS = "Ce journal ne propose pas encore d’abonnement.";

    LOADING = "Chargement…";
    SLOW = "La connexion est lente, le texte arrive.";
    RETRY = "Réessayer";
    RELOAD = "Recharger la page";
    NOT_FOUND = "Cette page n’existe pas";
    NOT_FOUND_WHY = "L’adresse est peut-être incomplète, ou l’article a changé de place.";
    WAYS_OUT = "Où aller maintenant";
}

/// "4 min de lecture", at 200 words a minute: what adults read of French text for leisure
/// (Brysbaert 2019 measured 195 words a minute in French).
#[must_use]
pub fn reading_time(words: u32) -> String {
    match words.div_ceil(200) {
        0 => LESS_THAN_A_MINUTE.to_owned(),
        1 if words < 150 => LESS_THAN_A_MINUTE.to_owned(),
        minutes => format!("{minutes}\u{a0}min de lecture"),
    }
}

/// "2 500 F CFA par mois"
#[must_use]
pub fn price_of(amount: u64, currency: &str, interval: Interval) -> String {
    let every = match interval {
        Interval::Day => "par jour",
        Interval::Week => "par semaine",
        Interval::Month => "par mois",
        Interval::Year => "par an",
    };
    format!("{} {every}", money::price(amount, currency))
}

/// "12 contributions"
#[must_use]
pub fn contributions(count: u32) -> String {
    match count {
        1 => "1\u{a0}contribution".to_owned(),
        _ => format!("{count}\u{a0}contributions"),
    }
}

/// "3 nouvelles contributions"
#[must_use]
pub fn new_contributions(count: u32) -> String {
    match count {
        1 => "Lire la nouvelle contribution".to_owned(),
        _ => format!("Lire {count}\u{a0}nouvelles contributions"),
    }
}

/// "J’aime (3)"
#[must_use]
pub fn likes(count: u32) -> String {
    match count {
        0 => "J’aime".to_owned(),
        _ => format!("J’aime\u{a0}({count})"),
    }
}

/// "120 caractères sur 2 000"
#[must_use]
pub fn length(count: usize, most: usize) -> String {
    let signs = if count < 2 { "caractère" } else { "caractères" };
    let (count, most) = (money::grouped(count as u64), money::grouped(most as u64));
    format!("{count} {signs} sur {most}")
}

/// To a subscriber who looks at the plans.
#[must_use]
pub fn paying_adds(day: &str) -> String {
    format!("Vous êtes abonné jusqu’au {day}. Un nouveau paiement s’ajoute à ce temps.")
}

#[must_use]
pub fn lapsed(day: &str) -> String {
    format!("Votre abonnement a pris fin le {day}.")
}

#[must_use]
pub fn subscribed_until(plan: &str, day: &str) -> String {
    match plan {
        "" => format!("Vous êtes abonné jusqu’au {day}."),
        _ => format!("Abonnement «\u{a0}{plan}\u{a0}», jusqu’au {day}."),
    }
}

#[must_use]
pub fn signed_in_as(name: &str) -> String {
    format!("Vous êtes connecté sous le nom de {name}.")
}

/// Why a contribution is reported.
#[must_use]
pub fn report(report: Report) -> &'static str {
    match report {
        Report::Insult => "Insulte",
        Report::Hatred => "Haine ou menace",
        Report::Falsehood => "Fausse information",
        Report::Privacy => "Vie privée",
        Report::Advertising => "Publicité",
        Report::Other => "Autre raison",
    }
}

/// Why the engine did not do it, and what to do.
#[must_use]
pub fn refused(refusal: Refusal) -> String {
    match refusal {
        Refusal::SignIn => "Votre session est terminée. Connectez-vous à nouveau.",
        Refusal::NotEntitled => "La discussion est réservée aux abonnés.",
        Refusal::Banned => BANNED,
        Refusal::NotFound => "Cela n’existe plus.",
        Refusal::Removed => "La contribution d’origine a été retirée entre-temps.",
        Refusal::Server => "Le service ne répond pas. Réessayez dans un instant.",
        Refusal::Offline => "Pas de connexion. Rien n’est perdu\u{a0}: réessayez quand le réseau est revenu.",
        Refusal::Timeout => "La réponse n’est pas arrivée à temps. Rien n’est perdu\u{a0}: réessayez.",
        Refusal::TooMany(seconds) => return too_many(seconds),
        Refusal::Invalid(reason) => match reason {
            Reason::Credentials => "L’adresse ou le mot de passe ne convient pas.",
            Reason::Name => {
                "Choisissez un nom de 2 à 40 lettres d’un même alphabet, qui ne soit pas celui du journal."
            }
            Reason::NameTaken => "Un autre abonné porte ce nom, ou un nom qui lui ressemble.",
            Reason::Email => "Cette adresse e-mail n’est pas valable.",
            Reason::EmailTaken => "Un compte porte déjà cette adresse. Connectez-vous.",
            Reason::Password => "Le mot de passe doit avoir de 8 à 70 caractères, ou moins s’ils portent des accents.",
            Reason::WrongPassword => "Ce n’est pas votre mot de passe.",
            Reason::Link => LINK_OVER,
            Reason::Empty => "Rien n’est écrit.",
            Reason::TooLong => "Le texte est trop long.",
            Reason::Unconfirmed => UNCONFIRMED,
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

/// "Société, page 3"
#[must_use]
pub fn numbered(title: &str, page: u32) -> String {
    format!("{title}, page\u{a0}{page}")
}

/// What went wrong, in one line.
#[must_use]
pub fn failure_title(failure: LoadError) -> &'static str {
    match failure {
        LoadError::NotFound => NOT_FOUND,
        LoadError::Withdrawn => "Cet article a été retiré",
        LoadError::NoNetwork => "Pas de connexion",
        LoadError::WebPage => "Le réseau demande une connexion",
        LoadError::Server => "Le journal ne répond pas",
        LoadError::Unreadable => "Ce texte est illisible",
        LoadError::Newer => "Le journal a été mis à jour",
    }
}

/// What the reader can do about it.
#[must_use]
pub fn failure_remedy(failure: LoadError) -> &'static str {
    match failure {
        LoadError::NotFound => NOT_FOUND_WHY,
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
mod tests {
    use super::*;
    use crate::typography::typeset;

    #[test]
    fn every_sentence_is_spaced_as_french_is() {
        let failures = [
            LoadError::NotFound,
            LoadError::Withdrawn,
            LoadError::NoNetwork,
            LoadError::WebPage,
            LoadError::Server,
            LoadError::Unreadable,
            LoadError::Newer,
        ];
        let failures = failures
            .iter()
            .flat_map(|&failure| [failure_title(failure), failure_remedy(failure)]);
        for sentence in ALL.iter().copied().chain(failures) {
            assert_eq!(typeset(sentence), sentence);
            assert!(!sentence.contains('\''), "a straight apostrophe: {sentence}");
        }
    }

    #[test]
    fn reading_time_counts_minutes() {
        assert_eq!(reading_time(60), LESS_THAN_A_MINUTE);
        assert_eq!(reading_time(0), LESS_THAN_A_MINUTE);
        assert_eq!(reading_time(200), "1\u{a0}min de lecture");
        assert_eq!(reading_time(3000), "15\u{a0}min de lecture");
    }
}

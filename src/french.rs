//! Every word of the newspaper that the newsroom does not write: another language is another file
//! like this one.

use crate::{contract::Interval, load::Failure, money};

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

/// "Société, page 3"
#[must_use]
pub fn numbered(title: &str, page: u32) -> String {
    format!("{title}, page\u{a0}{page}")
}

/// What went wrong, in one line.
#[must_use]
pub fn failure_title(failure: Failure) -> &'static str {
    match failure {
        Failure::NotFound => NOT_FOUND,
        Failure::Withdrawn => "Cet article a été retiré",
        Failure::NoNetwork => "Pas de connexion",
        Failure::WebPage => "Le réseau demande une connexion",
        Failure::Server => "Le journal ne répond pas",
        Failure::Unreadable => "Ce texte est illisible",
        Failure::Newer => "Le journal a été mis à jour",
    }
}

/// What the reader can do about it.
#[must_use]
pub fn failure_remedy(failure: Failure) -> &'static str {
    match failure {
        Failure::NotFound => NOT_FOUND_WHY,
        Failure::Withdrawn => "La rédaction l’a retiré du journal. Les autres articles restent en lecture.",
        Failure::NoNetwork => {
            "Votre appareil n’a pas pu joindre le journal. Vérifiez le réseau, puis réessayez."
        }
        Failure::WebPage => {
            "Le réseau a répondu par une page web au lieu du texte. Sur un Wi-Fi public, ouvrez \
             d’abord sa page d’accueil, puis réessayez."
        }
        Failure::Server => "Le serveur a un problème passager. Réessayez dans un instant.",
        Failure::Unreadable => {
            "Les données reçues sont abîmées. Réessayez\u{202f}; si cela dure, prévenez la rédaction."
        }
        Failure::Newer => "Cette page date d’avant la mise à jour. Rechargez-la pour lire la suite.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typography::typeset;

    #[test]
    fn every_sentence_is_spaced_as_french_is() {
        let failures = [
            Failure::NotFound,
            Failure::Withdrawn,
            Failure::NoNetwork,
            Failure::WebPage,
            Failure::Server,
            Failure::Unreadable,
            Failure::Newer,
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

//! Under which names people may write: nobody's else, and not the newspaper's.

use journeys::{Membership, PASSWORD, Standing};
use serde_json::json;

use super::MEMBERS;
use crate::attack::{code, tried};

pub fn names_are_one_person_s() {
    let engine = Membership::start(&[("KIOSQUE_PROXY_HEADER", "X-Forwarded-For")]);
    let sign_up = |name: &str, at: usize| {
        let body = json!({ "name": name, "email": format!("n{at}@exemple.org"), "password": PASSWORD, "passwordConfirm": PASSWORD });
        engine.ask("POST", &format!("{MEMBERS}/records"), "", Some(&body))
    };
    assert_eq!(sign_up("Fanta Koné", 0).status, 200);
    let alike = [
        "Fanta Koné",
        "fanta kone",
        "FANTA  KONÉ",
        "Fanta\u{200b} Koné",
        "Fanta Kone\u{301}",
        "Fanta-Koné",
        "Ｆanta Koné",
        "\u{202e}Fanta Koné",
        "Fanta Koné.",
        "Fanta Koné\u{3164}",
        "Fa\u{200d}nta Ko\u{fe0f}né",
        "Fanta K\u{254}né",
        "\u{192}anta Koné",
        "Fanta \u{199}on\u{259}",
        "Fantaʼ Koné",
        "Fanta K0né",
        "Fanta KON\u{c9}",
    ];
    for (at, name) in alike.into_iter().enumerate() {
        let answer = sign_up(name, at + 1);
        tried(answer.status == 400);
        assert_eq!(
            (answer.status, code(&answer, "nameKey").as_str()),
            (400, "validation_not_unique"),
            "{name}"
        );
    }
    for name in [
        "",
        "x",
        "  ",
        "!!!",
        "\u{200b}\u{200b}\u{200b}",
        "Fаntа Koné",
        "\u{3164}\u{3164}",
        "\u{115f}\u{1160}",
        "ab\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
        "La rédaction",
        "Les Deux Rives",
        "Modératrice",
        "Fanta Koné (Rédaction)",
        "Admin",
        "Admin Deux Rives",
        "L’admin",
        "Deux Rives",
        "Rédac chef",
        "LesDeuxRives",
        "D e u x R i v e s",
        "Larédaction",
        "Modé ration",
        "R\u{20d2}édaction",
        "Équipe éditoriale",
        "\u{280}édaction",
        "\u{1a6}édaction",
        "\u{280}\u{1d07}\u{1d05}\u{1d00}\u{1d04}\u{1d1b}\u{26a}\u{1d0f}\u{274}",
        "\u{13aa}anta Koné",
        "Adm\u{269}nistration",
        "\u{199}iosque",
        "Réda\u{188}tion",
        "R\u{1dd}daction",
        "Mod\u{259}ration",
        "Les Deux R\u{269}ves",
        "Fanta\u{1c0} Koné",
        "Les Deux R1ves",
        "Les Deux Riv3s",
        "Les Deux Rlves",
        "M0dération",
        "R.é.d.a.c",
        "Redaktion",
        "Adrnin",
        "Service Modo",
        "L’équipe du journal",
        "Directeur de publication",
        "N\u{1042d}m",
        "N\u{12d0}m",
        "N\u{5e1}m",
        "Fanta\u{4e28} Koné",
        "Red@ction",
        "Webmaster",
        "Admin2",
        "Admins",
        "Modo 1",
        "Support24",
        "L’éditeur",
        "A.d.m.i.n",
        "Ad min 2",
        "La direction",
        "Service Abonnements",
        &"x".repeat(41),
    ] {
        let answer = sign_up(name, 50);
        tried(answer.status == 400);
        assert!(
            answer.status == 400 && !code(&answer, "name").is_empty(),
            "{name:?}: {}",
            answer.json()
        );
    }
    let honest = [
        "Ибрагим Кейта",
        "李 小龙",
        "N’Diaye d’Or",
        "Ɓaaba Ŋɔnu",
        "Ɲɛnɛ Ɣali Ʋɩ",
        "Nguɨ Tʉŋ",
        "Fatou فاطمة",
        "Lou Gbɪ",
        "Iya ⵜⵉⵏⴰ",
        "Modibo Journaliste",
        "Mary-ʻĀina Ñuñez",
        "Nguyễn Thị",
        "Deuxième Rivesaltes",
        "မြို့",
        "عَبْدُ اللَّٰه",
        "Alfred Acogny",
        "Wilfred Acquah",
        "Red Acosta",
        "Mo Deratani",
        "Supportine Lessor",
    ];
    for (at, name) in honest.into_iter().enumerate() {
        let answer = sign_up(name, 60 + at);
        assert_eq!(answer.status, 200, "{name}: {}", answer.json());
    }
    // Whom the newspaper calls so is so.
    engine.member("La redaction", Standing::Subscriber);
    let taken = sign_up("Une Autre", 0);
    assert_eq!(code(&taken, "email"), "validation_not_unique");
}

pub fn a_newspaper_of_one_short_word_keeps_its_name_too() {
    let engine = Membership::start(&[("KIOSQUE_NAME", "L’Essor")]);
    let sign_up = |name: &str, at: usize| {
        let account = json!({
            "name": name, "email": format!("court{at}@lecteurs.example"), "password": PASSWORD, "passwordConfirm": PASSWORD,
        });
        engine
            .ask("POST", "/api/collections/members/records", "", Some(&account))
            .status
    };
    for (at, name) in [
        "L’Essor",
        "LEssor",
        "Essor",
        "LEssor.ml",
        "L E S S O R",
        "Essor Mali",
    ]
    .into_iter()
    .enumerate()
    {
        let status = sign_up(name, at);
        tried(status == 400);
        assert_eq!(status, 400, "{name}");
    }
    assert_eq!(sign_up("Tessoro Lessorier", 10), 200);
}

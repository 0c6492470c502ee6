//! Under which names people may write: nobody's else, and not the newspaper's.

use journeys::{Membership, PASSWORD, Standing, text};
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
        "La R℮daction",
        "🅰dmin",
        "Les Deux Riv℮s",
        "Boubacar D℮mbélé",
        "Ⓕanta Kone",
        "Fanta Koné ☆",
        "Fant@ Kone",
        "€lise",
        "Fanta ½",
        "Fanta Koné™",
        "\u{301}Fanta",
        "Fa\u{20dd}nta",
        "ᴸᵃ ᴿᵉᵈᵃᶜᵗⁱᵒⁿ",
        "𝐋𝐚 𝐑𝐞𝐝𝐚𝐜𝐭𝐢𝐨𝐧",
        "\u{a4e1}\u{a4ee} \u{a4e3}\u{a4f0}\u{a4d3}\u{a4ee}\u{a4da}\u{a4d4}\u{a4f2}\u{a4f3}\u{a4e0}",
        "\u{13aa}\u{13a0}\u{13b7}",
        "M\u{9e6}dération",
        "Modo",
        "Les modos",
        "Modo des Rives",
        "Staff",
        "Service Untel",
        "Rives Infos",
        "Rives.ml",
        "RivesOfficiel",
        "Rives TV",
        "Deux Rives Bamako",
        &"x".repeat(41),
        &"x ".repeat(400),
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
        "Ô",
        "李",
        "x",
        "मीना",
        "मान",
        "J.-P. Koné",
        "Diallo, Awa",
        "ߞߊ߬ߞߊ߬",
        "Ẹ̀bùn Ọlọ́rùn",
        "Ngũgĩ wa Thiong’o",
    ];
    for (at, name) in honest.into_iter().enumerate() {
        let answer = sign_up(name, 60 + at);
        assert_eq!(answer.status, 200, "{name}: {}", answer.json());
    }
    // What is shown is what is compared.
    let shown = sign_up("Ｗａｌｉ \u{200b}ﬁdèle", 120).json();
    assert_eq!(shown["name"], json!("Wali fidèle"));
    // Whom the newspaper calls so is so.
    engine.member("La redaction", Standing::Subscriber);
    let taken = sign_up("Une Autre", 0);
    assert_eq!(code(&taken, "email"), "validation_not_unique");
}

/// A name may be somebody's and sound like the newspaper's: it is theirs, and a moderator looks at it.
pub fn whoever_is_called_as_the_newspaper_is_may_write() {
    for (paper, own, persons, honest) in [
        (
            "L'Aurore",
            [
                "L’Aurore",
                "Aurore officiel",
                "Aurore Rédaction",
                "L'Aurore Mali",
                "AuroreModération",
                "Admin Aurore",
            ],
            [
                "Aurore Diallo",
                "Diallo Aurore",
                "Marie-Aurore",
                "Awa Modo",
                "Robert Service",
            ],
            "Awa Diallo",
        ),
        (
            "L'Espoir",
            [
                "L Espoir",
                "Espoir Service",
                "Service Espoir",
                "Espoir.ml",
                "EspoirInfos",
                "L'espoir 24",
            ],
            [
                "Espoir Mukendi",
                "Jean Espoir",
                "Modo Traoré",
                "Espoir D.",
                "Leopold Staff",
            ],
            "Espérance Mukendi",
        ),
        (
            "Les Deux Rives",
            [
                "Les Deux Rives",
                "Deux Rives Mali",
                "Rives Actualités",
                "Modo Rives",
                "Rives Rédac",
                "Deux-Rives",
            ],
            ["Awa Rives", "Rives Koné", "Les 2 Rives", "Awa Deux", "Ali Modo"],
            "Aurore Diallo",
        ),
    ] {
        let engine = Membership::start(&[
            ("KIOSQUE_NAME", paper),
            ("KIOSQUE_PROXY_HEADER", "X-Forwarded-For"),
        ]);
        let sign_up = |name: &str, at: usize| {
            let account = json!({
                "name": name, "email": format!("nom{at}@lecteurs.example"), "password": PASSWORD, "passwordConfirm": PASSWORD,
            });
            engine.ask("POST", "/api/collections/members/records", "", Some(&account))
        };
        let doubtful = || -> Vec<String> {
            let target = "/api/collections/members/records?filter=nameDoubtful=true&sort=created";
            let rows = engine.ask("GET", target, engine.moderator(), None).json();
            rows["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| text(&row["name"]))
                .collect()
        };
        for (at, name) in own.into_iter().enumerate() {
            let answer = sign_up(name, at);
            tried(answer.status == 400);
            assert_eq!(
                code(&answer, "name"),
                "official",
                "{paper}: {name}: {}",
                answer.json()
            );
        }
        for (at, name) in persons.iter().enumerate() {
            let answer = sign_up(name, 20 + at);
            assert_eq!(answer.status, 200, "{paper}: {name}: {}", answer.json());
            assert_eq!(
                answer.json()["nameDoubtful"],
                json!(null),
                "that is the moderators'"
            );
        }
        assert_eq!(sign_up(honest, 40).status, 200);
        assert_eq!(doubtful(), persons, "{paper}");
        // A moderator may give another name, or leave it.
        let rows = engine
            .ask(
                "GET",
                "/api/collections/members/records?sort=created",
                engine.moderator(),
                None,
            )
            .json();
        let row = |at: usize| {
            format!(
                "/api/collections/members/records/{}",
                text(&rows["items"][at]["id"])
            )
        };
        engine.moderate("PATCH", &row(0), &json!({ "name": "Un Autre Nom" }));
        engine.moderate("PATCH", &row(1), &json!({ "nameDoubtful": false }));
        assert_eq!(doubtful(), persons[2..], "{paper}");
    }
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
        "Essor Infos",
    ]
    .into_iter()
    .enumerate()
    {
        let status = sign_up(name, at);
        tried(status == 400);
        assert_eq!(status, 400, "{name}");
    }
    assert_eq!(sign_up("Tessoro Lessorier", 10), 200);
    assert_eq!(sign_up("Essor Maïga", 11), 200);
}

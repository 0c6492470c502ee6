//! Under which names people may write: nobody's else, and not the newspaper's.

use journeys::{Membership, PASSWORD, Standing};
use serde_json::json;

use super::MEMBERS;
use crate::attack::{code, tried};

/// Marks of other scripts, which on a Latin letter are hardly seen.
const MARKS: [char; 24] = [
    '\u{487}',
    '\u{483}',
    '\u{a66f}',
    '\u{2de0}',
    '\u{2cef}',
    '\u{2cf1}',
    '\u{16af0}',
    '\u{16af1}',
    '\u{135d}',
    '\u{135f}',
    '\u{2d7f}',
    '\u{e38}',
    '\u{e47}',
    '\u{93c}',
    '\u{941}',
    '\u{bcd}',
    '\u{1037}',
    '\u{1039}',
    '\u{17d2}',
    '\u{f35}',
    '\u{a6f0}',
    '\u{1b34}',
    '\u{11046}',
    '\u{302e}',
];

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
        "Boubacar Sow \u{7f4}",
        "Boubacar Sow \u{7fa}",
        "Boubacar Sow \u{7fa}\u{7fa}\u{7f5}",
        "Boubacar Sow \u{6e5}",
        "Boubacar Sow \u{660}",
        "\u{6f1}\u{660}\u{661} Boubacar Sow",
        "Boubacar Sow \u{7ca}",
        "Boubacar ⵏ Sow",
        "Boubacar Sow ⵔ",
        "Boubacar Sow ⵏⵏⵏ",
        "Boubacar Sow \u{627}",
        "ʼ\u{487} Fanta",
        "क\u{17d2}मल",
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
    for mark in MARKS {
        for name in [
            "Adm*in",
            "Mode*ration",
            "La Re*daction",
            "Les De*ux Rives",
            "Boubacar So*w",
            "Fanta K1*",
        ] {
            let name = name.replace('*', &mark.to_string());
            let answer = sign_up(&name, 50);
            tried(answer.status == 400);
            assert_eq!(code(&answer, "name"), "name", "{name:?}: {}", answer.json());
        }
    }
    let honest = [
        "Ибрагим Кейта",
        "นุ่น ปู่เจ้า",
        "கார்த்திக்",
        "สุดา",
        "សុខា",
        "ትዕግሥት",
        "Ali علي بن عمر",
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
    for (at, (first, torn)) in [
        ("Guy Arnal", "Guy Ar nal"),
        ("Ali D`Almeida", "Ali D’Almeida"),
        ("Anne\u{2011}Marie Sow", "Anne\u{2010}Marie Sow"),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(sign_up(first, 130 + at).status, 200, "{first}");
        assert_eq!(
            code(&sign_up(torn, 140 + at), "nameKey"),
            "validation_not_unique",
            "{torn}"
        );
    }
    for (at, (written, kept)) in [
        ("O‘ktam Ali", "O’ktam Ali"),
        ("Anne\u{2010}Laure", "Anne-Laure"),
        ("Gal·la Puig", "Gal·la Puig"),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(sign_up(written, 150 + at).json()["name"], json!(kept));
    }
    // What is shown is what is compared.
    let shown = sign_up("Ｗａｌｉ \u{200b}ﬁdèle", 120).json();
    assert_eq!(shown["name"], json!("Wali fidèle"));
    // Whom the newspaper calls so is so.
    engine.member("La redaction", Standing::Subscriber);
    let taken = sign_up("Une Autre", 0);
    assert_eq!(code(&taken, "email"), "validation_not_unique");
}

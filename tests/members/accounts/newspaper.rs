//! Who may be called as the newspaper is, or nearly.

use journeys::{Membership, PASSWORD, text};
use serde_json::json;

use crate::attack::{code, tried};

/// A name may be somebody's and sound like the newspaper's: it is theirs, and a moderator looks at it.
pub fn whoever_is_called_as_the_newspaper_is_may_write() {
    for (paper, own, persons, honest) in [
        (
            "L'Aurore",
            &[
                "L’Aurore",
                "Aurore officiel",
                "Aurore Rédaction",
                "L'Aurore Mali",
                "AuroreModération",
                "Admin Aurore",
                "Aurore O f f i c i e l",
                "Aurore Offi-ciel",
                "Auroreofficiel2",
                "O f f i c i e l",
                "Équ ipe",
                "Sup port",
                "Jour nal",
                "Webadmin",
                "Sysadmin",
                "Aurore.ne",
                "LAurore.ml",
                "L'Aurore 24",
            ][..],
            &[
                "aurore.kone",
                "sangare.aurore",
                "Marie Laurore",
                "Jean L'Aurore",
                "Aurore.Sy",
                "Aurore Diallo",
                "Diallo Aurore",
                "Marie-Aurore",
                "Awa Modo",
                "Robert Service",
            ][..],
            "Awa Diallo",
        ),
        (
            "L'Espoir",
            &[
                "L Espoir",
                "Espoir Service",
                "Service Espoir",
                "Espoir.ml",
                "EspoirInfos",
                "L'espoir 24",
            ][..],
            &[
                "Espoir Mukendi",
                "Jean Espoir",
                "Modo Traoré",
                "Espoir D.",
                "Leopold Staff",
            ][..],
            "Espérance Mukendi",
        ),
        (
            "Les Deux Rives",
            &[
                "Les Deux Rives",
                "Deux Rives Mali",
                "Rives Actualités",
                "Modo Rives",
                "Rives Rédac",
                "Deux-Rives",
            ][..],
            &["Awa Rives", "Rives Koné", "Les 2 Rives", "Awa Deux", "Ali Modo"][..],
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
        for (at, name) in own.iter().enumerate() {
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
            let answer = sign_up(name, 30 + at);
            assert_eq!(answer.status, 200, "{paper}: {name}: {}", answer.json());
            assert_eq!(
                answer.json()["nameDoubtful"],
                json!(null),
                "that is the moderators'"
            );
        }
        assert_eq!(sign_up(honest, 60).status, 200);
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

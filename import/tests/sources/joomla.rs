//! Sites of Joomla, of version 1.5 and of those since.

use serde_json::json;

use crate::{
    fixture::Imported,
    law::{self, Said},
};

pub const SINCE: &str = r#"-- phpMyAdmin SQL Dump
-- version 5.2.2
SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";
/*!40101 SET NAMES utf8mb4 */;

CREATE TABLE `abc12_assets` (
  `id` int(10) UNSIGNED NOT NULL,
  `rules` varchar(5120) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
INSERT INTO `abc12_assets` (`id`, `rules`) VALUES (1, '{\"core.login.site\":{\"6\":1}}');

CREATE TABLE `abc12_categories` (`id` int, `parent_id` int, `title` text, `alias` text, `extension` text, `published` int, `access` int, `path` text, `language` text);
INSERT INTO `abc12_categories` (`id`, `parent_id`, `title`, `alias`, `extension`, `published`, `access`, `path`, `language`) VALUES
(1, 0, 'ROOT', 'root', 'system', 1, 1, '', '*'),
(2, 1, 'Uncategorised', 'uncategorised', 'com_content', 1, 1, 'uncategorised', '*'),
(8, 1, 'Le pays', 'pays', 'com_content', 1, 1, 'pays', '*'),
(9, 8, 'Société', 'societe', 'com_content', 1, 1, 'pays/societe', '*'),
(10, 1, 'Abonnés', 'abonnes', 'com_content', 1, 2, 'abonnes', '*'),
(11, 1, 'Bannières', 'bannieres', 'com_banners', 1, 1, 'bannieres', '*');

CREATE TABLE `abc12_content` (`id` int, `asset_id` int, `title` text, `alias` text, `introtext` mediumtext, `fulltext` mediumtext, `state` tinyint, `catid` int, `created` datetime, `created_by` int, `created_by_alias` text, `modified` datetime, `publish_up` datetime, `publish_down` datetime, `images` text, `urls` text, `attribs` text, `metakey` text, `metadesc` text, `access` int, `metadata` text, `featured` tinyint, `language` char(7), `note` text);
INSERT INTO `abc12_content` (`id`, `asset_id`, `title`, `alias`, `introtext`, `fulltext`, `state`, `catid`, `created`, `created_by`, `created_by_alias`, `modified`, `publish_up`, `publish_down`, `images`, `urls`, `attribs`, `metakey`, `metadesc`, `access`, `metadata`, `featured`, `language`, `note`) VALUES
(12, 61, 'L\'eau à Ségou', 'eau-a-segou', '<p>Le chapeau.</p>', '<p>Un <strong>texte</strong>, <a href=\"index.php?option=com_content&amp;view=article&amp;id=13:deux&amp;catid=9&amp;Itemid=101\">la suite</a>.</p>\r\n<p><img src=\"images/2019/marche.png#joomlaImage://local-images/2019/marche.png?width=40&amp;height=30\" alt=\"Le marché\" /></p>\r\n<p>{youtube}abcdefghijk{/youtube}</p><p>{loadposition pub}</p>', 1, 9, '2019-03-12 08:00:00', 42, '', '2019-03-13 10:00:00', '2019-03-12 08:30:00', NULL, '{\"image_intro\":\"images\\/2019\\/petite.png\",\"image_fulltext\":\"images\\/2019\\/une.png\",\"image_fulltext_alt\":\"Une vue\",\"image_fulltext_caption\":\"Ségou\"}', '{\"urla\":\"https:\\/\\/agence.example\\/\",\"urlatext\":\"Agence\"}', '{}', 'fleuve, pluie', '', 1, '{}', 1, 'fr-FR', 'À revoir'),
(13, 62, 'Deux', 'deux', '<p>Un <em>autre</em> texte.</p>', '', 1, 9, '2019-03-12 08:00:00', 42, 'Moussa Traoré', '0000-00-00 00:00:00', '0000-00-00 00:00:00', '0000-00-00 00:00:00', '', '', '', '', 'Une description.', 1, '', 0, '*', ''),
(14, 63, 'Brouillon', 'brouillon', '<p>a</p>', '', 0, 2, '2019-03-12 08:00:00', 42, '', '2019-03-12 08:00:00', '2019-03-12 08:00:00', NULL, '', '', '', '', '', 1, '', 0, '*', ''),
(15, 64, 'Jeté', 'jete', '<p>a</p>', '', -2, 2, '2019-03-12 08:00:00', 42, '', '2019-03-12 08:00:00', '2019-03-12 08:00:00', NULL, '', '', '', '', '', 1, '', 0, '*', ''),
(16, 65, 'Réservé', 'reserve', '<p>Secret un</p>', '', 1, 9, '2019-03-12 08:00:00', 42, '', '2019-03-12 08:00:00', '2019-03-12 08:00:00', NULL, '', '', '', '', '', 2, '', 0, '*', ''),
(17, 66, 'Abonnés', 'abonnes-seuls', '<p>Secret deux</p>', '', 1, 10, '2019-03-12 08:00:00', 42, '', '2019-03-12 08:00:00', '2019-03-12 08:00:00', NULL, '', '', '', '', '', 1, '', 0, '*', ''),
(18, 67, 'Archivé', 'archive', '<p>Une archive.</p>', '', 2, 2, '2015-03-12 08:00:00', 42, '', '2015-03-12 08:00:00', '2015-03-12 08:00:00', NULL, '', '', '', '', '', 1, '', 0, '*', ''),
(19, 68, 'Passé', 'passe', '<p>Une annonce.</p>', '', 1, 9, '2015-03-12 08:00:00', 42, '', '2015-03-12 08:00:00', '2015-03-12 08:00:00', '2016-01-01 00:00:00', '', '', '', '', '', 5, '', 0, '*', '');

CREATE TABLE `abc12_contentitem_tag_map` (`type_alias` text, `core_content_id` int, `content_item_id` int, `tag_id` int, `tag_date` datetime, `type_id` int);
INSERT INTO `abc12_contentitem_tag_map` VALUES ('com_content.article', 1, 12, 3, '2019-03-12 08:00:00', 1), ('com_contact.contact', 1, 12, 4, '2019-03-12 08:00:00', 1);
CREATE TABLE `abc12_tags` (`id` int, `parent_id` int, `title` text, `alias` text, `published` int, `access` int);
INSERT INTO `abc12_tags` VALUES (1, 0, 'ROOT', 'root', 1, 1), (3, 1, 'eau & ciel', 'eau', 1, 1), (4, 1, 'non', 'non', 1, 1);
CREATE TABLE `abc12_fields` (`id` int, `context` text, `title` text, `name` text);
INSERT INTO `abc12_fields` VALUES (1, 'com_content.article', 'Surtitre', 'surtitre'), (2, 'com_content.article', 'Lieu', 'lieu');
CREATE TABLE `abc12_fields_values` (`field_id` int, `item_id` text, `value` text);
INSERT INTO `abc12_fields_values` VALUES (1, '12', '#Mali'), (2, '12', 'Ségou');
CREATE TABLE `abc12_menu` (`id` int, `menutype` text, `title` text, `alias` text, `path` text, `link` text, `type` text, `published` int, `parent_id` int, `client_id` int, `home` int);
INSERT INTO `abc12_menu` VALUES (1, '', 'Menu_Item_Root', 'root', '', '', '', 1, 0, 0, 0),
(101, 'mainmenu', 'Pays', 'le-pays', 'actualites/le-pays', 'index.php?option=com_content&view=category&layout=blog&id=8', 'component', 1, 1, 0, 0),
(102, 'mainmenu', 'Deux', 'a-lire', 'a-lire', 'index.php?option=com_content&view=article&id=13', 'component', 1, 1, 0, 0);
CREATE TABLE `abc12_users` (`id` int, `name` text, `username` text, `email` text, `password` text);
INSERT INTO `abc12_users` VALUES (42, 'Awa Sangaré', 'awa', 'awa@prive.example', '$2y$10$motdepasse');
CREATE TABLE `abc12_viewlevels` (`id` int, `title` text, `ordering` int, `rules` text);
INSERT INTO `abc12_viewlevels` VALUES (1, 'Public', 0, '[1]'), (2, 'Registered', 2, '[6,2,8]'), (5, 'Guest', 1, '[9]');
CREATE TABLE `abc12_jcomments` (`id` int, `parent` int, `object_id` int, `object_group` text, `userid` int, `name` text, `username` text, `email` text, `comment` text, `date` datetime, `ip` text, `published` int, `deleted` int);
INSERT INTO `abc12_jcomments` VALUES (1, 0, 12, 'com_content', 0, 'Fanta', 'Fanta', 'fanta@lecteur.example', 'Bravo', '2019-03-13 12:00:00', '10.0.0.9', 1, 0);
CREATE TABLE `abc12_k2_items` (`id` int, `title` text);
INSERT INTO `abc12_k2_items` VALUES (1, 'x'), (2, 'y');
"#;

const UPLOADS: [&str; 2] = ["images/2019/marche.png", "images/2019/une.png"];

fn imported() -> Imported {
    Imported::with(&[("joomla.sql", SINCE)], &UPLOADS, |_| {})
}

#[test]
fn an_article_has_all_that_its_tables_say() {
    let imported = imported();
    let article = imported.article("eau-a-segou");
    for (field, value) in [
        ("id", json!("joomla-12")),
        ("headline", json!("L'eau à Ségou")),
        ("description", json!("Le chapeau.")),
        ("datePublished", json!("2019-03-12T08:30:00Z")),
        ("dateModified", json!("2019-03-13T10:00:00Z")),
        ("articleSection", json!({"slug": "societe", "name": "Société"})),
        ("keywords", json!(["Le pays", "eau & ciel", "fleuve", "pluie"])),
        ("author", json!([{"slug": "awa-sangare", "name": "Awa Sangaré"}])),
        ("inLanguage", json!("fr-FR")),
    ] {
        assert_eq!(article[field], value, "{field}");
    }
    assert!(article["image"]["url"].as_str().unwrap().ends_with("une.png"));
    assert_eq!(
        (&article["image"]["alt"], &article["image"]["caption"]),
        (&json!("Une vue"), &json!("Ségou"))
    );
    let body = article["body"].to_string();
    for part in [
        "/article/deux/",
        "marche.png",
        "youtube.com/watch?v=abcdefghijk",
        "agence.example",
    ] {
        assert!(body.contains(part), "{part}: {article:#}");
    }
    assert!(!body.contains("loadposition"));
    assert_eq!(
        imported.told("joomla-12", "dynamic-block")[0]["was"],
        "{loadposition pub}"
    );
    let told: Vec<String> = imported
        .told("joomla-12", "meta-field")
        .iter()
        .map(|it| it["place"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(told, ["image_intro", "note", "fields/surtitre", "fields/lieu"]);
    let other = imported.article("deux");
    assert_eq!(other["description"], "Une description.");
    assert_eq!(other["author"][0]["name"], "Moussa Traoré");
    assert_eq!(imported.json("site.json")["frontPage"], json!(["eau-a-segou"]));
}

#[test]
fn what_is_not_for_everybody_or_not_shown_is_no_article() {
    let imported = imported();
    let reasons: Vec<(String, serde_json::Value)> = imported
        .report()
        .into_iter()
        .map(|(id, line)| (id, line["reason"].clone()))
        .collect();
    for (id, reason) in [
        ("joomla-12", json!(null)),
        ("joomla-13", json!(null)),
        ("joomla-14", json!("draft")),
        ("joomla-15", json!("trashed")),
        ("joomla-16", json!("private")),
        ("joomla-17", json!("private")),
        ("joomla-18", json!(null)),
        ("joomla-19", json!("draft")),
        ("joomla-k2-items", json!("other-record")),
    ] {
        assert!(
            reasons.contains(&(id.to_owned(), reason.clone())),
            "{id} {reason}: {reasons:?}"
        );
    }
    let files = imported.files();
    let whole: String = files
        .values()
        .map(|bytes| String::from_utf8_lossy(bytes))
        .collect();
    for private in ["@prive", "motdepasse", "@lecteur", "10.0.0.9"] {
        assert!(!whole.contains(private), "{private}");
    }
    for (path, bytes) in files.iter().filter(|(path, _)| !path.starts_with("set-aside/")) {
        assert!(!String::from_utf8_lossy(bytes).contains("Secret"), "{path}");
    }
    assert!(String::from_utf8_lossy(&files["set-aside/comments.jsonl"]).contains("Fanta"));
}

#[test]
fn addresses_of_menus_and_categories_lead_to_the_articles() {
    let imported = imported();
    for (from, to) in [
        (
            "/actualites/le-pays/9-societe/12-eau-a-segou",
            "/article/eau-a-segou/",
        ),
        ("/actualites/le-pays/societe/eau-a-segou", "/article/eau-a-segou/"),
        ("/pays/societe/12-eau-a-segou", "/article/eau-a-segou/"),
        ("/9-societe/12-eau-a-segou", "/article/eau-a-segou/"),
        (
            "/index.php?option=com_content&view=article&id=12",
            "/article/eau-a-segou/",
        ),
        ("/a-lire", "/article/deux/"),
    ] {
        assert_eq!(imported.redirect(from).as_deref(), Some(to), "{from}");
    }
}

#[test]
fn fields_go_where_the_mapping_file_says_and_a_second_run_writes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let mapping = root.path().join("mapping.json");
    std::fs::write(
        &mapping,
        r#"{"fields": {"surtitre": "kicker", "lieu": "ignore"}}"#,
    )
    .unwrap();
    let imported = Imported::with(&[("joomla.sql", SINCE)], &[], |options| {
        options.mapping = Some(mapping)
    });
    assert_eq!(imported.article("eau-a-segou")["kicker"], "#Mali");
    let before = imported.files();
    assert!(imported.again(&[("joomla.sql", SINCE)]).is_unchanged);
    assert_eq!(imported.files(), before);
    let changed = SINCE.replace("Une archive.", "Une autre archive.");
    assert_eq!(imported.again(&[("joomla.sql", &changed)]).written, 1);
}

#[test]
fn version_1_5_has_sections_and_levels_of_its_own() {
    let dump = "-- MySQL dump 10.11\n/*!40101 SET NAMES latin1 */;\n\
        CREATE TABLE `jos_content` (`id` int, `title` text, `alias` text, `introtext` text, `fulltext` text, `state` int, `sectionid` int, `catid` int, `created` datetime, `created_by` int, `created_by_alias` text, `modified` datetime, `publish_up` datetime, `publish_down` datetime, `images` text, `attribs` text, `metakey` text, `metadesc` text, `access` int);\n\
        INSERT INTO `jos_content` VALUES (1,'Premier','premier','<p>Intro <img src=\"images/stories/a.png\" /></p><hr id=\"system-readmore\" />','<p>Suite.</p>',1,4,7,'2009-03-12 08:00:00',62,'','0000-00-00 00:00:00','2009-03-12 08:00:00','0000-00-00 00:00:00','','','','',0),\
        (2,'Second','second','<p>Secret</p>','',1,4,7,'2009-03-12 08:00:00',62,'','0000-00-00 00:00:00','2009-03-12 08:00:00','0000-00-00 00:00:00','','','','',1);\n\
        CREATE TABLE `jos_categories` (`id` int, `parent_id` int, `title` text, `alias` text, `section` text, `published` int, `access` int);\n\
        INSERT INTO `jos_categories` VALUES (7,0,'Soci\u{e9}t\u{e9}','societe','4',1,0);\n\
        CREATE TABLE `jos_sections` (`id` int, `title` text, `alias` text, `published` int, `access` int);\n\
        INSERT INTO `jos_sections` VALUES (4,'Actualit\u{e9}s','actualites',1,0);\n\
        CREATE TABLE `jos_content_frontpage` (`content_id` int, `ordering` int);\nINSERT INTO `jos_content_frontpage` VALUES (1,1);\n";
    let bytes = encoding_rs::WINDOWS_1252.encode(dump).0.into_owned();
    let imported = Imported::of(&[("joomla15.sql", bytes)]);
    let article = imported.article("premier");
    assert_eq!(article["articleSection"]["name"], "Société");
    assert_eq!(article["keywords"], json!(["Actualités"]));
    assert_eq!(imported.report()["joomla-2"]["reason"], "private");
    assert_eq!(
        imported.redirect("/actualites/societe/1-premier").as_deref(),
        Some("/article/premier/")
    );
}

#[test]
fn the_law_holds_for_what_was_typed() {
    let text = "<h2>Titre</h2><p>Un <a href=\\\"https://ailleurs.example/x\\\">lien</a> {sic} {modal x}là{/modal}.</p>\
                <p><img src=\\\"images/absent.png\\\" alt=\\\"x\\\"></p>{youtube}abcdefghijk{/youtube}{loadmodule breaking}";
    let dump = SINCE.replace("<p>Une archive.</p>", text);
    let imported = Imported::of(&[("joomla.sql", dump)]);
    let said = Said {
        words: "Titre Un lien {sic} {modal x} là {/modal}. {loadmodule breaking}",
        links: &["https://ailleurs.example/x"],
        pictures: &["/images/absent.png"],
        frames: &["https://www.youtube.com/watch?v=abcdefghijk"],
    };
    law::hold(&imported, "joomla-18", &said);
}

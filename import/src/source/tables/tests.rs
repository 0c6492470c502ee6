use super::*;

/// Keeps the rows of all tables but some, as text.
#[derive(Default)]
struct Seen {
    rows: Vec<String>,
    faults: Vec<(Reason, String)>,
    columns: Vec<String>,
}

impl Visitor for Seen {
    fn table(&mut self, name: &str, columns: &[String]) {
        self.columns.push(format!("{name}: {}", columns.join(" ")));
    }

    fn wants(&mut self, table: &str) -> bool {
        !table.starts_with("autre")
    }

    fn piece(&mut self, piece: Piece<'_>) -> Result<(), Error> {
        let said = |row: &Row<'_>| format!("{} {} {}", row.table, row.number("id"), row.text("titre"));
        match piece {
            Piece::Row(row) => self.rows.push(said(&row)),
            Piece::Fault { reason, row, .. } => self.faults.push((reason, said(&row))),
        }
        Ok(())
    }
}

fn seen(dump: &[u8]) -> Seen {
    let mut seen = Seen::default();
    assert!(mysql::read(dump, &mut seen).is_ok());
    seen
}

#[test]
fn values_are_what_the_database_had() {
    let dump = concat!(
        "-- MySQL dump 10.13\n/*!40101 SET NAMES utf8 */;\n# a comment; with 'signs\n",
        "DROP TABLE IF EXISTS `t`;\n/*!40101 SET @saved_cs_client     = @@character_set_client */;\n",
        "CREATE TABLE `t` (\n  `id` bigint(21) NOT NULL AUTO_INCREMENT,\n  `titre` text NOT NULL DEFAULT 'a,b)',\n",
        "  `prix` decimal(10,2) DEFAULT NULL COMMENT 'l''un; l\\'autre',\n  PRIMARY KEY (`id`),\n  KEY `x` (`titre`(10))\n",
        ") ENGINE=MyISAM DEFAULT CHARSET=latin1;\n",
        "LOCK TABLES `t` WRITE;\n/*!40000 ALTER TABLE `t` DISABLE KEYS */;\n",
        "INSERT INTO `t` VALUES (1,'l\\'été -- /* ; ',1.50),(2,\"dit \"\"oui\"\" ''\",NULL) , \n(3,'a\\nb\\\\c\\Z\\0d\\%',-1e3);\n",
        "INSERT INTO t (titre, id) VALUES ('retourné',4),(0x63616665CC81,5),(x'6f75',6),(_binary 'bin',7),(_utf8mb4'u',8),(now(),9);\n",
        "INSERT IGNORE INTO `base`.`t` (`id`,`titre`) VALUES (10,'dix') ON DUPLICATE KEY UPDATE titre='x;y';\n",
        "REPLACE INTO `t` (`id`,`titre`) VALUES (11,'onze');\n",
        "INSERT INTO `autre` VALUES (1,'; INSERT INTO t VALUES (99,''non'')');\n",
        "DELIMITER ;;\nCREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN INSERT INTO t VALUES (98,'non'); END;;\nDELIMITER ;\n",
        "INSERT INTO t VALUES (12,'douze',0)",
    );
    let seen = seen(dump.as_bytes());
    assert_eq!(
        seen.rows,
        [
            "t 1 l'été -- /* ; ",
            "t 2 dit \"oui\" ''",
            "t 3 a\nb\\c\u{1a}\0d\\%",
            "t 4 retourné",
            "t 5 cafe\u{301}",
            "t 6 ou",
            "t 7 bin",
            "t 8 u",
            "t 9 ",
            "t 10 dix",
            "t 11 onze",
            "t 12 douze",
        ]
    );
    assert!(seen.faults.is_empty(), "{:?}", seen.faults);
    assert_eq!(seen.columns.first().map(String::as_str), Some("t: id titre prix"));
}

#[test]
fn what_is_broken_costs_its_own_row_and_is_told() {
    let head = "CREATE TABLE t (id int, titre text);\n";
    let cut = seen(format!("{head}INSERT INTO t VALUES (1,'un'),(2,'deu").as_bytes());
    assert_eq!(
        (cut.rows.as_slice(), cut.faults.as_slice()),
        (
            &["t 1 un".to_owned()][..],
            &[(Reason::CutOff, "t 2 deu".to_owned())][..]
        )
    );
    let cut = seen(format!("{head}INSERT INTO t VALUES (1,'un'),").as_bytes());
    assert_eq!(cut.faults, [(Reason::CutOff, "t 0 ".to_owned())]);
    let bad = seen(
        format!("{head}INSERT INTO t VALUES (1,'un'),(2,@!,'x;');INSERT INTO t VALUES (3,'trois');")
            .as_bytes(),
    );
    assert_eq!(bad.rows, ["t 1 un", "t 3 trois"]);
    assert_eq!(bad.faults, [(Reason::Unreadable, "t 2 ".to_owned())]);
}

#[test]
fn a_sign_too_few_or_too_many_costs_no_row_beyond_those_that_it_is_in() {
    let head = "CREATE TABLE t (id int, titre text);\n";
    for (rows, read, told) in [
        (
            "(1,'un'),(2,'l'été','x'),(3,'trois');\nINSERT INTO t VALUES (4,'quatre');",
            "134",
            "t 2 l",
        ),
        (
            "(1,'un'),(2,'deux),(3,'trois');\nINSERT INTO t VALUES (4,'quatre');",
            "134",
            "t 2 deux),(3,",
        ),
        (
            "(1,'un'),(2,'deux);\nINSERT INTO t VALUES (3,'trois'),(4,'quatre');",
            "134",
            "t 2 deux);",
        ),
        (
            "(1,'un')x,(2,'deux');INSERT INTO t VALUES (3,'trois')",
            "123",
            "t 0 ",
        ),
        ("(1,'un'),(2,'deux'", "1", "t 2 deux"),
        ("(1,'un'),(2,'deux,(3,4,5);\n", "1", "t 2 deux,(3,4,5);\n"),
    ] {
        let seen = seen(format!("{head}INSERT INTO t VALUES {rows}").as_bytes());
        let numbers: String = seen.rows.iter().map(|row| &row[2..3]).collect();
        assert_eq!(numbers, read, "{rows}: {:?}", seen.faults);
        assert_eq!(seen.faults.len(), 1, "{rows}: {:?}", seen.faults);
        assert!(seen.faults[0].1.starts_with(told), "{:?}", seen.faults);
    }
}

#[test]
fn wherever_a_dump_is_damaged_the_other_statements_are_read_and_it_is_told() {
    const ROWS: usize = 4;
    let line = |number: usize| {
        let rows = (0..ROWS).map(|row| format!("({},'L\\'eau, (dit-il); \"x\" {row}')", number * ROWS + row));
        format!("INSERT INTO `t` VALUES {};\n", rows.collect::<Vec<_>>().join(","))
    };
    let head = "CREATE TABLE t (id int, titre text);\n";
    let lines: Vec<String> = (0..3).map(line).collect();
    let whole = seen((head.to_owned() + &lines.concat()).as_bytes()).rows;
    assert_eq!(whole.len(), 3 * ROWS);
    let begin = "INSERT INTO `t` VALUES ".len();
    for at in begin..lines[1].len() - 1 {
        for sign in [b'\'', b'"', b'(', b')', b',', b'\\', b';', b'x'] {
            let mut dump = lines.concat().into_bytes();
            dump[lines[0].len() + at] = sign;
            let seen = seen(&[head.as_bytes(), &dump].concat());
            let said = String::from_utf8_lossy(&dump).into_owned();
            let is_read = |row: &String| seen.rows.contains(row);
            assert!(whole[..ROWS].iter().all(is_read), "{said}");
            assert!(whole[2 * ROWS..].iter().all(is_read), "{said}");
            assert!(seen.rows.len() >= 3 * ROWS || !seen.faults.is_empty(), "{said}");
        }
    }
}

#[test]
fn a_row_that_is_too_large_is_told_and_the_next_one_read() {
    let large = "x".repeat(LARGEST + 10);
    let dump = format!("CREATE TABLE t (id int, titre text);INSERT INTO t VALUES (1,'{large}'),(2,'deux');");
    let seen = seen(dump.as_bytes());
    assert_eq!(seen.rows, ["t 2 deux"]);
    assert_eq!(seen.faults.len(), 1);
    assert_eq!(seen.faults[0].0, Reason::TooLarge);
}

#[test]
fn latin_1_and_letters_that_were_encoded_twice_are_read() {
    let mut dump = b"CREATE TABLE t (id int, titre text);INSERT INTO t VALUES (1,'caf\xe9'),(2,'".to_vec();
    dump.extend("Ã©tÃ©".as_bytes());
    dump.extend(b"');");
    assert_eq!(seen(&dump).rows, ["t 1 café", "t 2 été"]);
}

#[test]
fn mariadbs_sign_before_a_dump_takes_nothing_of_it() {
    for sign in [
        "/*!999999\\- enable the sandbox mode */ ",
        "/*M!999999\\- enable the sandbox mode */ ",
    ] {
        let dump = format!("{sign}\nCREATE TABLE t (id int, titre text);\nINSERT INTO t VALUES (1,'un');");
        assert_eq!(seen(dump.as_bytes()).rows, ["t 1 un"]);
    }
}

#[test]
fn sqlites_own_dumps_have_no_backslashes() {
    let dump = "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t (id INTEGER, titre TEXT);\nINSERT INTO t VALUES(1,'a\\');\nINSERT INTO \"t\" VALUES(2,'l''été');\nCOMMIT;\n";
    assert_eq!(seen(dump.as_bytes()).rows, ["t 1 a\\", "t 2 l'été"]);
}

#[test]
fn dumps_are_known_by_how_they_begin() {
    for dump in [
        "-- MySQL dump 10.13  Distrib 8.0.42",
        "-- phpMyAdmin SQL Dump\n-- version 5.2.2",
        "-- Adminer 4.8.1 MySQL 5.7 dump\n\nSET NAMES utf8;",
        "/*\nNavicat MySQL Data Transfer\n*/\nDROP TABLE IF EXISTS `x`;",
        "# ***\n# Sequel Pro SQL dump\n",
        "/*!999999\\- enable the sandbox mode */\n-- MariaDB dump 10.19",
        "INSERT INTO `spip_articles` (`id_article`) VALUES (1);",
        "CREATE TABLE spip_articles (id_article bigint);",
        "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE x (y);",
    ] {
        assert!(is_dump(dump), "{dump}");
    }
    for other in [
        "<?xml version=\"1.0\"?>",
        "{\"create table\": 1}",
        "# Un titre\n\nUn texte.",
        "-- rien",
    ] {
        assert!(!is_dump(other), "{other}");
    }
}

#[test]
fn many_rows_are_read_in_little_time() {
    let row = format!("(1,'{}')", "l\\'été ".repeat(40));
    let mut dump = String::from("CREATE TABLE t (id int, titre text);INSERT INTO t VALUES ");
    dump.push_str(&[row.as_str()].repeat(20_000).join(","));
    let begun = std::time::Instant::now();
    assert_eq!(seen(dump.as_bytes()).rows.len(), 20_000);
    assert!(begun.elapsed().as_secs() < 30);
}

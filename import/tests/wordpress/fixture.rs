//! Exports in the shape that WordPress writes.

use std::{collections::BTreeMap, fs, path::PathBuf};

use import::{Options, Silent, Summary};
use serde_json::Value;

use crate::common::{self, files};

/// A post of an export; what is not said is as WordPress has it by default.
#[derive(Clone)]
pub struct Post {
    pub id: u64,
    pub title: &'static str,
    pub name: String,
    pub content: String,
    pub excerpt: &'static str,
    pub status: &'static str,
    pub kind: &'static str,
    pub date: &'static str,
    pub date_gmt: &'static str,
    pub modified_gmt: &'static str,
    pub password: &'static str,
    pub creator: &'static str,
    /// Anything else, as XML.
    pub more: String,
}

impl Post {
    pub fn new(id: u64, content: &str) -> Self {
        Self {
            id,
            title: "Le fleuve monte",
            name: format!("titre-{id}"),
            content: content.to_owned(),
            excerpt: "",
            status: "publish",
            kind: "post",
            date: "2019-03-12 09:30:00",
            date_gmt: "2019-03-12 08:30:00",
            modified_gmt: "2019-03-12 08:30:00",
            password: "",
            creator: "awa.s",
            more: "<category domain=\"category\" nicename=\"societe\"><![CDATA[Société]]></category>"
                .to_owned(),
        }
    }

    pub fn more(mut self, xml: &str) -> Self {
        self.more.push_str(xml);
        self
    }

    pub fn meta(self, key: &str, value: &str) -> Self {
        self.more(&format!(
            "<wp:postmeta><wp:meta_key><![CDATA[{key}]]></wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
        ))
    }

    pub fn xml(&self) -> String {
        let Self {
            id,
            title,
            name,
            content,
            excerpt,
            status,
            kind,
            date,
            date_gmt,
            modified_gmt,
            password,
            creator,
            more,
        } = self;
        let content = content.replace("]]>", "]]]]><![CDATA[>");
        format!(
            "<item>\n<title><![CDATA[{title}]]></title>\n<link>https://journal.example/2019/03/{name}/</link>\n\
             <pubDate>Tue, 12 Mar 2019 08:30:00 +0000</pubDate>\n<dc:creator><![CDATA[{creator}]]></dc:creator>\n\
             <guid isPermaLink=\"false\">https://journal.example/?p={id}</guid>\n<description></description>\n\
             <content:encoded><![CDATA[{content}]]></content:encoded>\n<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>\n\
             <wp:post_id>{id}</wp:post_id>\n<wp:post_date><![CDATA[{date}]]></wp:post_date>\n\
             <wp:post_date_gmt><![CDATA[{date_gmt}]]></wp:post_date_gmt>\n<wp:post_modified><![CDATA[{date}]]></wp:post_modified>\n\
             <wp:post_modified_gmt><![CDATA[{modified_gmt}]]></wp:post_modified_gmt>\n\
             <wp:comment_status><![CDATA[open]]></wp:comment_status>\n<wp:post_name><![CDATA[{name}]]></wp:post_name>\n\
             <wp:status><![CDATA[{status}]]></wp:status>\n<wp:post_parent>0</wp:post_parent>\n<wp:menu_order>0</wp:menu_order>\n\
             <wp:post_type><![CDATA[{kind}]]></wp:post_type>\n<wp:post_password><![CDATA[{password}]]></wp:post_password>\n\
             <wp:is_sticky>0</wp:is_sticky>\n{more}\n</item>\n"
        )
    }
}

/// A picture of the library.
pub fn attachment(id: u64, parent: u64, file: &str, alt: &str, caption: &'static str) -> String {
    let mut post = Post::new(id, "").more(&format!(
        "<wp:attachment_url>https://journal.example/wp-content/uploads/{file}</wp:attachment_url>"
    ));
    post.title = "marche";
    post.kind = "attachment";
    post.status = "inherit";
    post.excerpt = caption;
    let xml = post.meta("_wp_attachment_image_alt", alt).xml();
    xml.replace("<wp:post_parent>0<", &format!("<wp:post_parent>{parent}<"))
}

pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<!-- generator=\"WordPress/6.5\" -->\n\
<rss version=\"2.0\" xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\n<title>L&#8217;Écho</title>\n\
<link>https://journal.example</link>\n<description>Le journal</description>\n<language>fr-FR</language>\n\
<wp:wxr_version>1.2</wp:wxr_version>\n<wp:base_site_url>https://journal.example</wp:base_site_url>\n\
<wp:base_blog_url>https://journal.example</wp:base_blog_url>\n\
<wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[awa.s]]></wp:author_login><wp:author_email><![CDATA[a@journal.example]]></wp:author_email>\
<wp:author_display_name><![CDATA[Awa Sangaré]]></wp:author_display_name></wp:author>\n\
<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename><![CDATA[societe]]></wp:category_nicename><wp:category_parent></wp:category_parent>\
<wp:cat_name><![CDATA[Société]]></wp:cat_name></wp:category>\n\
<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename><![CDATA[sante]]></wp:category_nicename><wp:category_parent><![CDATA[societe]]></wp:category_parent>\
<wp:cat_name><![CDATA[Santé &amp; soins]]></wp:cat_name></wp:category>\n";

pub fn export(items: &[String]) -> String {
    format!("{HEAD}{}</channel>\n</rss>\n", items.concat())
}

/// An import of an export into a new folder.
pub struct Imported {
    pub root: tempfile::TempDir,
    pub summary: Summary,
}

impl Imported {
    pub fn of(items: &[String]) -> Self {
        Self::of_bytes("export.xml", export(items).as_bytes())
    }

    pub fn of_bytes(name: &str, bytes: &[u8]) -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join(name), bytes).unwrap();
        let mut imported = Self {
            root,
            summary: Summary::default(),
        };
        imported.summary = imported.run(name);
        common::note_counts(&imported.folder());
        common::hold(&imported.folder(), &imported.summary);
        common::lies(&imported.folder());
        imported
    }

    pub fn options(&self, name: &str) -> Options {
        Options {
            source: self.root.path().join(name),
            into: self.folder(),
            ..Options::default()
        }
    }

    pub fn run(&self, name: &str) -> Summary {
        import::run(&self.options(name), &Silent).unwrap_or_else(|why| panic!("{why}"))
    }

    /// Imports again, of another export.
    pub fn again(&self, items: &[String]) -> Summary {
        fs::write(self.root.path().join("export.xml"), export(items)).unwrap();
        self.run("export.xml")
    }

    pub fn folder(&self) -> PathBuf {
        self.root.path().join("journal")
    }

    pub fn json(&self, path: &str) -> Value {
        let path = self.folder().join(path);
        let text = fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        serde_json::from_str(&text).unwrap()
    }

    pub fn article(&self, id: u64) -> Value {
        self.json(&format!("articles/titre-{id}.json"))
    }

    pub fn report(&self) -> BTreeMap<String, Value> {
        common::report(&self.folder())
    }

    pub fn told(&self, id: &str, reason: &str) -> Vec<Value> {
        common::told(&self.folder(), id, reason)
    }

    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.folder())
    }
}

//! What a page says of its article beside the text: JSON-LD first, then microdata and `meta`, then what readers see.

use serde_json::Value;
use url::Url;

use super::{
    classes,
    head::{self, Head},
    linked::{self, Linked},
};
use crate::{
    address,
    html::tree::{self, Node},
    slug, text,
};

/// A page, and all that it says of itself.
pub struct Facts<'a> {
    pub page: Node<'a>,
    pub head: Head,
    pub linked: Linked,
    /// Which of the objects is the page's article.
    article: Option<Value>,
}

impl<'a> Facts<'a> {
    #[must_use]
    pub fn read(page: Node<'a>) -> Self {
        let head = Head::read(page);
        let linked = Linked::read(page);
        let mut facts = Self {
            page,
            head,
            linked,
            article: None,
        };
        facts.article = facts.own_article().cloned();
        facts
    }

    /// Of the articles that a page tells of, the one that it is: with its address or its title, else the only one.
    fn own_article(&self) -> Option<&Value> {
        let own = self.address().map(|url| address::key(&url));
        let title = text::line(&self.head.title).to_lowercase();
        let all: Vec<&Value> = self.linked.articles().collect();
        let is_own = |it: &&&Value| {
            let named = [&it["url"], &it["mainEntityOfPage"], &it["@id"]];
            let mut urls = named.iter().filter_map(|url| self.resolved(linked::address(url)));
            urls.any(|url| Some(address::key(&url)) == own)
        };
        let is_titled = |it: &&&Value| {
            let headline = linked::said(&it["headline"]).to_lowercase();
            !headline.is_empty() && title.contains(&headline)
        };
        let found = all.iter().find(is_own).or_else(|| all.iter().find(is_titled));
        found.or_else(|| all.first().filter(|_| all.len() == 1)).copied()
    }

    /// A field of the article's object; null where there is none.
    #[must_use]
    pub fn field(&self, name: &str) -> &Value {
        self.article
            .as_ref()
            .map_or(&Value::Null, |article| &article[name])
    }

    pub fn fields(&self, name: &str) -> Vec<&Value> {
        self.article
            .as_ref()
            .map_or_else(Vec::new, |it| self.linked.all(it, name))
    }

    #[must_use]
    pub fn has_article(&self) -> bool {
        self.article.is_some()
    }

    pub fn property(&self, name: &str) -> String {
        let found = head::named(self.page, name).map(head::value);
        found.into_iter().find(|it| text::says(it)).unwrap_or_default()
    }

    fn resolved(&self, address: &str) -> Option<Url> {
        let base = self.head.saved_from.as_ref();
        let url = match head::unwrapped(address) {
            Some(original) => address::web(&original, None),
            None => address::web(address, base).filter(|_| !address.is_empty()),
        }?;
        matches!(url.scheme(), "http" | "https").then_some(url)
    }

    /// All addresses that the page says it has, the present one first.
    #[must_use]
    pub fn addresses(&self) -> Vec<Url> {
        let json = ["mainEntityOfPage", "url"].map(|name| linked::address(self.field(name)));
        let said = [
            self.head.link("canonical"),
            self.head.meta(&["og:url"]),
            json[0],
            json[1],
            self.head.meta(&["twitter:url"]),
            self.head.link("amphtml"),
            self.head.link("shortlink"),
        ];
        let saved = self.head.saved_from.clone();
        let mut found: Vec<Url> = Vec::new();
        for mut url in said.iter().filter_map(|it| self.resolved(it)).chain(saved) {
            url.set_fragment(None);
            let is_of_site = found
                .first()
                .is_none_or(|first| address::host(first) == address::host(&url));
            if is_of_site && !found.contains(&url) {
                found.push(url);
            }
        }
        // Some systems say of each page that it is the front page.
        if let Some(at) = found
            .iter()
            .position(|url| url.path() != "/" || url.query().is_some())
        {
            found.swap(0, at);
            found.retain(|url| url.path() != "/" || url.query().is_some());
        }
        found
    }

    #[must_use]
    pub fn address(&self) -> Option<Url> {
        self.addresses().into_iter().next()
    }

    #[must_use]
    pub fn site_name(&self) -> String {
        let publisher = linked::said(self.fields("publisher").first().unwrap_or(&&Value::Null));
        let site = self
            .linked
            .of_kind(|kind| kind == "WebSite")
            .map(|it| linked::said(&it["name"]));
        let named = [
            self.head.meta(&["og:site_name", "application-name"]).to_owned(),
            publisher,
        ];
        named
            .into_iter()
            .chain(site)
            .find(|it| text::says(it))
            .unwrap_or_default()
    }

    /// The headline as readers see it, where the page says elsewhere that this is it.
    #[must_use]
    pub fn headline(&self) -> String {
        let site = self.site_name();
        let said = [
            linked::said(self.field("headline")),
            self.property("headline"),
            self.head
                .meta(&["og:title", "twitter:title", "dc.title"])
                .to_owned(),
            linked::said(self.field("name")),
            self.head.title.clone(),
        ];
        let said: Vec<String> = said
            .iter()
            .map(|it| without_site(&text::line(&tree::text_of(it)), &site))
            .filter(|it| text::says(it))
            .collect();
        let shown: Vec<String> = tree::find(self.page, "h1")
            .filter(|node| !classes::is_named(*node, &["logo", "site-title", "brand", "site-name"]))
            .map(|node| text::line(&tree::text(node)))
            .filter(|it| text::says(it))
            .collect();
        // A title that only begins so has the site's name before it.
        let alike = |shown: &str, said: &str| {
            let (shown, said) = (slug::slug(shown), slug::slug(said));
            !shown.is_empty()
                && !said.is_empty()
                && (shown.starts_with(&said) || said.starts_with(&shown) && shown.len() * 2 >= said.len())
        };
        let known = shown
            .iter()
            .find(|shown| said.iter().any(|said| alike(shown, said)));
        known
            .or(said.first())
            .or(shown.first())
            .cloned()
            .unwrap_or_default()
    }

    #[must_use]
    pub fn language(&self) -> String {
        let said = [
            self.head.language.clone(),
            linked::said(self.field("inLanguage")),
            self.head
                .meta(&["og:locale", "dc.language", "content-language"])
                .to_owned(),
        ];
        said.into_iter()
            .find(|it| crate::language::tag(it).is_some())
            .unwrap_or_default()
    }
}

/// A title without the site's name before or after it.
fn without_site(title: &str, site: &str) -> String {
    const SIGNS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / "];
    let plain = |text: &str| slug::slug(text);
    let own = plain(site);
    for sign in SIGNS {
        if let Some((before, after)) = title.rsplit_once(sign)
            && !own.is_empty()
            && (plain(after) == own || own.starts_with(&plain(after)) && plain(after).len() >= 3)
        {
            return without_site(before, site);
        }
        if let Some((before, after)) = title.split_once(sign)
            && !own.is_empty()
            && plain(before) == own
        {
            return without_site(after, site);
        }
    }
    title.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_without_the_name_of_the_site() {
        for (title, expected) in [
            ("Le titre - Le Journal", "Le titre"),
            ("Le Journal | Le titre – à Ségou", "Le titre – à Ségou"),
            ("Le titre - suite", "Le titre - suite"),
        ] {
            assert_eq!(without_site(title, "Le Journal"), expected);
        }
    }

    #[test]
    fn the_headline_is_the_one_that_readers_see_and_not_the_site_s_name() {
        for (html, expected) in [
            (
                "<title>Le Fleuve: La crue a commencé à Mopti</title><h1>Le Fleuve</h1><h3>La crue a commencé à Mopti</h3>",
                "Le Fleuve: La crue a commencé à Mopti",
            ),
            (
                "<title>La crue a commencé | Le Fleuve</title><meta property=og:site_name content='Le Fleuve'>\
                 <h1>Le Fleuve</h1><h1>La crue a commencé à Mopti</h1>",
                "La crue a commencé à Mopti",
            ),
        ] {
            let parsed = tree::parse_page(html);
            assert_eq!(Facts::read(parsed.tree.root()).headline(), expected);
        }
    }
}

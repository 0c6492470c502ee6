//! Records that become articles, as the index has them: of a large archive there are many, so their texts lie in one.

use crate::strings::Strings;

/// A record that becomes an article or a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief<'a> {
    pub id: &'a str,
    /// As the source has it; perhaps no slug yet.
    pub slug: &'a str,
    /// Where it was to be read.
    pub addresses: Vec<&'a str>,
    /// Whether it lies in `articles/`, so that links may lead to it.
    pub is_published: bool,
}

/// Briefs, in the source's order.
#[derive(Debug, Default)]
pub struct Briefs {
    /// Of each its id, its slug and its addresses.
    texts: Strings,
    /// Where each begins among them, and whether it is published.
    starts: Vec<(usize, bool)>,
}

impl Briefs {
    pub fn add<'a>(
        &mut self,
        id: &str,
        slug: &str,
        addresses: impl Iterator<Item = &'a str>,
        is_published: bool,
    ) {
        self.starts.push((self.texts.push(id), is_published));
        self.texts.push(slug);
        for address in addresses {
            self.texts.push(address);
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = Brief<'_>> {
        let ends = self.starts.iter().skip(1).map(|(start, _)| *start);
        let ends = ends.chain([self.texts.len()]);
        self.starts
            .iter()
            .zip(ends)
            .map(|((start, is_published), end)| Brief {
                id: self.texts.get(*start),
                slug: self.texts.get(start + 1),
                addresses: (start + 2..end).map(|number| self.texts.get(number)).collect(),
                is_published: *is_published,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn briefs_are_given_as_they_were_told() {
        let mut briefs = Briefs::default();
        briefs.add(
            "wp-1",
            "été",
            ["https://a.example/1", "https://a.example/?p=1"].into_iter(),
            true,
        );
        briefs.add("wp-2", "", [].into_iter(), false);
        briefs.add("wp-3", "c", ["x"].into_iter(), true);
        let told: Vec<Brief<'_>> = briefs.iter().collect();
        assert_eq!(told.len(), 3);
        assert_eq!(
            (told[0].id, told[0].slug, told[0].addresses.len()),
            ("wp-1", "été", 2)
        );
        assert_eq!(
            (told[1].slug, told[1].addresses.len(), told[1].is_published),
            ("", 0, false)
        );
        assert_eq!((told[2].id, told[2].addresses[0]), ("wp-3", "x"));
    }
}

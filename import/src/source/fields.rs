//! Fields that a newsroom made itself, where the mapping file says that they go.

use crate::{
    mapping::Field,
    outcome::{Entry, Kind, Reason},
    record::{Person, Record},
    text,
};

/// A field of a record.
pub struct Own<'a> {
    /// What the mapping file calls it.
    pub name: &'a str,
    /// Where in the record it stands.
    pub place: String,
    /// Not empty.
    pub value: &'a str,
}

impl Own<'_> {
    fn told(&self, reason: Reason, was: &str) -> Entry {
        Entry::new(reason, Kind::Other, &self.place).was(was)
    }

    /// Puts it where it goes, and tells of what it takes the place of.
    pub fn put(
        &self,
        field: Field,
        record: &mut Record,
        entries: &mut Vec<Entry>,
        slug: fn(&str) -> String,
        keyword: fn(&str) -> String,
    ) {
        let value = self.value;
        let mut replace = |place: &mut String| {
            if text::says(place) && place != value {
                entries.push(self.told(Reason::Replaced, place));
            }
            value.clone_into(place);
        };
        match field {
            Field::Ignore => {}
            Field::Kicker => replace(&mut record.kicker),
            Field::Description => replace(&mut record.lead),
            Field::Keywords => record
                .keywords
                .extend(value.split(',').map(|it| keyword(it.trim()))),
            Field::CreditText => match &mut record.picture {
                Some(picture) => replace(&mut picture.credit),
                None => entries.push(self.told(Reason::MetaField, value)),
            },
            Field::Author => {
                let name = text::line(value);
                let others = record.authors.iter().filter(|author| author.name != name);
                entries.extend(others.map(|author| self.told(Reason::Replaced, &author.name)));
                record.authors = vec![Person {
                    slug: slug(value),
                    name,
                    ..Person::default()
                }];
            }
        }
    }
}

//! Many short texts in one: each of its own would take more for its place than for itself.

/// Texts by their numbers, from 0.
#[derive(Debug, Default)]
pub struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// Adds a text; gives its number.
    pub fn push(&mut self, text: &str) -> usize {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.ends.len() - 1
    }

    /// The text of a number; empty where there is none.
    #[must_use]
    pub fn get(&self, number: usize) -> &str {
        let start = number
            .checked_sub(1)
            .map_or(Some(0), |before| self.ends.get(before).copied());
        let range = start.zip(self.ends.get(number).copied());
        range
            .and_then(|(start, end)| self.text.get(start..end))
            .unwrap_or_default()
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_given_by_their_numbers() {
        let mut strings = Strings::default();
        for (number, text) in ["été", "", "c"].into_iter().enumerate() {
            assert_eq!(strings.push(text), number);
        }
        assert_eq!(
            [0, 1, 2, 3].map(|number| strings.get(number)),
            ["été", "", "c", ""]
        );
        assert_eq!(strings.len(), 3);
    }
}

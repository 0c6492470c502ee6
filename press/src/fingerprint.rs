//! What a thing was made of, in 64 bits, to tell whether it must be made anew.

use xxhash_rust::xxh3::Xxh3Default;

/// Gathers what a thing is made of. Not for what an attacker could profit from: XXH3 is no
/// cryptographic hash.
#[derive(Default)]
pub struct Fingerprint(Xxh3Default);

impl Fingerprint {
    /// Two texts after each other are not the one that they make together.
    pub fn text(mut self, text: &str) -> Self {
        self.0.update(&text.len().to_le_bytes());
        self.0.update(text.as_bytes());
        self
    }

    pub fn number(mut self, number: u64) -> Self {
        self.0.update(&number.to_le_bytes());
        self
    }

    pub fn numbers(self, numbers: impl IntoIterator<Item = u64>) -> Self {
        let mut count = 0;
        let all = numbers.into_iter().fold(self, |all, number| {
            count += 1;
            all.number(number)
        });
        all.number(count)
    }

    /// More of one long text, of which nobody says where it ends.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub fn done(self) -> u64 {
        self.0.digest()
    }
}

/// The fingerprint of a file's content.
pub fn of_bytes(bytes: &[u8]) -> u64 {
    xxhash_rust::xxh3::xxh3_64(bytes)
}

/// The fingerprint of one text.
pub fn of(text: &str) -> u64 {
    Fingerprint::default().text(text).done()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_borders_between_parts_count() {
        let of = |parts: &[&str]| {
            parts
                .iter()
                .fold(Fingerprint::default(), |all, part| all.text(part))
                .done()
        };
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["a", ""]), of(&["", "a"]));
        let lists = |one: &[u64], two: &[u64]| {
            Fingerprint::default()
                .numbers(one.iter().copied())
                .numbers(two.iter().copied())
                .done()
        };
        assert_ne!(lists(&[1, 2], &[3]), lists(&[1], &[2, 3]));
    }
}

//! The list of what the press wrote into a site.

use std::{
    io,
    path::{Component, Path},
};

use crate::{Stop, failed, fingerprint, whole};

/// A line for each file: its size in bytes, a space, and its name in the site, in the order of the names; and before
/// them this, with the fingerprint of all of them.
const BEGIN: &str = "kiosque ";

/// The files that earlier runs wrote, in the order of their names.
#[derive(Debug, Default)]
pub struct List {
    pub names: Vec<String>,
    /// Of each its size in bytes; `None` where it is not known.
    pub sizes: Vec<Option<u64>>,
    /// Whether some of it may be missing or not be true.
    pub is_damaged: bool,
}

impl List {
    /// What is not to be read of a damaged list is left out.
    ///
    /// # Errors
    /// When there is one that cannot be read at all.
    pub fn read(path: &Path) -> Result<Self, Stop> {
        match whole::read(path) {
            Ok(bytes) => Ok(Self::from_bytes(&bytes)),
            Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(why) => Err(failed("cannot read", path, why)),
        }
    }

    fn from_bytes(bytes: &[u8]) -> Self {
        let head = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let sum = head.strip_prefix(BEGIN.as_bytes());
        let rest = sum.and_then(|_| bytes.get(head.len() + 1..));
        let is_true = match rest.zip(sum) {
            Some((rest, sum)) => sum == sum_of(rest).as_bytes(),
            None => is_old(bytes),
        };
        let mut lines: Vec<(String, Option<u64>)> = rest
            .unwrap_or(bytes)
            .split(|byte| *byte == b'\n')
            .filter_map(|line| std::str::from_utf8(line).ok())
            .map(|line| {
                let known = line.split_once(' ');
                let known = known.and_then(|(size, name)| Some((size.parse().ok()?, name)));
                known.map_or((line.to_owned(), None), |(size, name)| {
                    (name.to_owned(), Some(size))
                })
            })
            .filter(|(name, _)| is_below(name))
            .collect();
        lines.sort_unstable();
        lines.dedup_by(|one, other| one.0 == other.0);
        let (names, sizes) = lines.into_iter().unzip();
        Self {
            names,
            sizes,
            is_damaged: !is_true,
        }
    }

    pub fn to_text(&self) -> String {
        let lines = self.names.iter().zip(&self.sizes);
        let lines: String = lines
            .map(|(name, size)| match size {
                Some(size) => format!("{size} {name}\n"),
                None => format!("{name}\n"),
            })
            .collect();
        format!("{BEGIN}{}\n{lines}", sum_of(lines.as_bytes()))
    }

    /// Keeps the files of which that is true.
    pub fn retain(&mut self, is_kept: impl Fn(&String) -> bool) {
        let files = std::mem::take(&mut self.names).into_iter().zip(&self.sizes);
        (self.names, self.sizes) = files.filter(|(name, _)| is_kept(name)).unzip();
    }

    pub fn place(&self, name: &str) -> Option<usize> {
        self.names.binary_search_by(|it| it.as_str().cmp(name)).ok()
    }

    pub fn size(&self, name: &str) -> Option<u64> {
        self.sizes.get(self.place(name)?).copied().flatten()
    }
}

/// Whether this is a list as it was before it had sizes: it names what every newspaper has.
fn is_old(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| text.lines().any(|line| line == "data/site.json"))
}

fn sum_of(bytes: &[u8]) -> String {
    format!("{:016x}", fingerprint::of_bytes(bytes))
}

/// Whether a name stays below the folder that it is joined to.
pub fn is_below(name: &str) -> bool {
    !name.is_empty()
        && Path::new(name)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_comes_back_and_a_damaged_one_is_known_to_be() {
        let list = List {
            names: vec!["a b".to_owned(), "c/d".to_owned()],
            sizes: vec![Some(12), None],
            is_damaged: false,
        };
        let text = list.to_text();
        let back = List::from_bytes(text.as_bytes());
        assert_eq!((&back.names, &back.sizes), (&list.names, &list.sizes));
        assert!(!back.is_damaged);
        assert_eq!(
            (back.size("a b"), back.size("c/d"), back.size("e")),
            (Some(12), None, None)
        );
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = 0xff;
            assert!(List::from_bytes(&bytes).is_damaged, "byte {at}");
            assert!(List::from_bytes(&text.as_bytes()[..at]).is_damaged, "cut at {at}");
        }
        let old = List::from_bytes(b"data/site.json\nindex.html\n");
        assert_eq!((old.is_damaged, old.sizes), (false, vec![None, None]));
    }
}

//! How far down each entry of the history was read.

use std::cell::{Cell, RefCell};

/// Scroll positions in CSS pixels by the key of the history entry (its `history.state`).
#[derive(Debug, Default)]
pub struct Positions {
    /// The latest that was left comes last.
    by_entry: RefCell<Vec<(u32, i32)>>,
    current: Cell<u32>,
    last: Cell<u32>,
}

impl Positions {
    /// Reads what [`Positions::to_text`] wrote; an entry that it cannot read is left out.
    pub fn from_text(text: &str) -> Self {
        let pairs = text.split(' ').filter_map(|pair| {
            let (key, position) = pair.split_once(':')?;
            Some((key.parse().ok()?, position.parse().ok()?))
        });
        let by_entry: Vec<(u32, i32)> = pairs.collect();
        let last = by_entry.iter().map(|(key, _)| *key).max().unwrap_or_default();
        Self {
            by_entry: RefCell::new(by_entry),
            current: Cell::new(0),
            last: Cell::new(last),
        }
    }

    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (key, position) in self.by_entry.borrow().iter() {
            text.push_str(&format!("{key}:{position} "));
        }
        text
    }

    /// Remembers where the reader leaves the current entry.
    pub fn leave(&self, position: i32) {
        let current = self.current.get();
        let mut by_entry = self.by_entry.borrow_mut();
        by_entry.retain(|(key, _)| *key != current);
        by_entry.push((current, position));
    }

    /// A new entry becomes the current one; its key is for `history.state`.
    pub fn push(&self) -> u32 {
        self.last.set(self.last.get() + 1);
        self.current.set(self.last.get());
        self.current.get()
    }

    /// The reader is at an entry of before; says where they left it.
    pub fn enter(&self, key: u32) -> Option<i32> {
        self.current.set(key);
        self.last.set(self.last.get().max(key));
        let by_entry = self.by_entry.borrow();
        let known = by_entry.iter().find(|(known, _)| *known == key)?;
        Some(known.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_entry_keeps_its_own_place_also_over_a_reload() {
        let positions = Positions::default();
        let first = positions.push();
        positions.leave(120);
        let second = positions.push();
        positions.leave(40);
        assert_eq!(positions.enter(first), Some(120));

        let reloaded = Positions::from_text(&positions.to_text());
        assert_eq!(reloaded.enter(second), Some(40));
        assert_eq!(reloaded.enter(first), Some(120));
        assert!(
            reloaded.push() > second,
            "a new entry never takes the key of another"
        );
        assert_eq!(Positions::from_text("x 1:y 3:4").enter(3), Some(4));
    }
}

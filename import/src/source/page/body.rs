//! Which element of a page holds its article's text.
//!
//! Words of paragraphs count for an element, words of menus, lists of links and the like against it: the one wins that has the
//! most of the former and the fewest of the latter. What the page says by itself (`articleBody`) goes before.

use std::collections::HashSet;

use super::{
    classes, head,
    weights::{WORDS, Weights, each_word, number},
};
use crate::{
    html::tree::{self, Node},
    text,
};

impl Weights {
    /// How well an element holds what the page's article is.
    fn score(&self, node: Node<'_>) -> f64 {
        let weight = self.weight(node);
        let (good, all) = (weight.near.words(), number(weight.good + weight.other));
        let named = match tree::name(node) {
            _ if classes::is_text(node) => 1.15,
            "article" => 1.05,
            _ => 1.0,
        };
        if all > 0.0 { good * good / all * named } else { 0.0 }
    }

    /// The element that holds the text; `said` is what the page itself says that it is, as plain text.
    #[must_use]
    pub fn choose<'a>(&self, page: Node<'a>, said: &str) -> Option<Node<'a>> {
        let elements = || {
            page.descendants()
                .filter(|node| self.weights.contains_key(&node.id()))
        };
        let best = elements().fold((None, 0.0), |best: (Option<Node<'a>>, f64), node| {
            let score = self.score(node);
            // Of two that hold the same the inner one.
            let is_inner = || {
                best.0
                    .is_some_and(|best| node.ancestors().any(|it| it.id() == best.id()))
            };
            match score > 0.0 && (score >= best.1 || score >= best.1 * 0.98 && is_inner()) {
                true => (Some(node), score.max(best.1)),
                false => best,
            }
        });
        let best = best.0.map(|best| self.whole(best));
        let good = best.map_or(0, |best| self.weight(best).good);
        // Some pages say their lead so.
        if let Some(held) = self
            .holding(page, said)
            .filter(|held| self.weight(*held).raw * 2 >= good)
        {
            return Some(held);
        }
        let of_name = head::named(page, "articleBody").max_by_key(|node| self.weight(*node).raw);
        let named = of_name.or_else(|| classes::only_text(page));
        named
            .filter(|node| self.weight(*node).raw * 5 >= good * 2 && self.words(*node) > 0)
            .or(best)
    }

    /// The element around, where a text goes on in others beside this one and nothing else stands there.
    fn whole<'a>(&self, best: Node<'a>) -> Node<'a> {
        let mut whole = best;
        for node in best.ancestors() {
            let (inner, weight) = (self.weight(whole), self.weight(node));
            let is_more = weight.good * 100 >= inner.good * 115;
            let is_clean = weight.other * 100 <= (weight.good + weight.other) * 15;
            if !is_clean || tree::name(node) == "html" {
                break;
            }
            if is_more {
                whole = node;
            }
        }
        whole
    }

    /// The smallest element that holds at least nine tenths of a text.
    fn holding<'a>(&self, page: Node<'a>, said: &str) -> Option<Node<'a>> {
        let mut words = Vec::new();
        text::words(said, &mut |word| each_word(word, &mut words));
        if words.len() < 2 * WORDS {
            return None;
        }
        let wanted: HashSet<&[u64]> = words.windows(3).collect();
        let mut before = Vec::with_capacity(self.words.len() + 1);
        let mut count = 0_usize;
        before.push(0);
        for at in 0..self.words.len() {
            count += usize::from(self.words.get(at..at + 3).is_some_and(|it| wanted.contains(it)));
            before.push(count);
        }
        let held = |node: &Node<'_>| {
            let weight = self.weight(*node);
            let of = |at: usize| before.get(at).copied().unwrap_or_default();
            of(weight.to) - of(weight.from)
        };
        let most = words.len() - 2;
        let smallest = page
            .descendants()
            .filter(|node| self.weights.contains_key(&node.id()) && held(node) * 10 >= most * 9)
            .min_by_key(|node| (self.words(*node), std::cmp::Reverse(node.ancestors().count())))?;
        (self.words(smallest) * 2 <= words.len() * 3 + 100).then_some(smallest)
    }
}

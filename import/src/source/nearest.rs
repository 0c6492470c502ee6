//! Which sections of a newspaper stand for one of the old site that it does not have.

use std::collections::BTreeMap;

/// Of each of a system's sections those that its readers may be led to, the nearest first: itself, those that it lies in, and those
/// that lie in it. A lineage goes from a section outwards.
pub fn nearest<K: Clone + Ord>(
    all: impl Iterator<Item = K>,
    lineage: impl Fn(&K) -> Vec<K>,
) -> BTreeMap<K, Vec<K>> {
    let mut nearest: BTreeMap<K, Vec<K>> = all.map(|one| (one.clone(), lineage(&one))).collect();
    let mut within: Vec<(K, usize, K)> = Vec::new();
    for (one, lineage) in &nearest {
        let above = lineage.iter().enumerate().skip(1);
        within.extend(above.map(|(depth, above)| (above.clone(), depth, one.clone())));
    }
    within.sort();
    for (one, _, inner) in within {
        if let Some(nearest) = nearest.get_mut(&one) {
            nearest.push(inner);
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_near_to_itself_then_outwards_then_inwards() {
        let parents = BTreeMap::from([("b", "a"), ("c", "b"), ("d", "b"), ("e", "d")]);
        let lineage = |one: &&'static str| {
            let mut lineage = vec![*one];
            while let Some(above) = lineage.last().and_then(|last| parents.get(last)) {
                lineage.push(*above);
            }
            lineage
        };
        let nearest = nearest(["a", "b", "c", "d", "e"].into_iter(), lineage);
        assert_eq!(nearest["b"], ["b", "a", "c", "d", "e"]);
        assert_eq!(nearest["e"], ["e", "d", "b", "a"]);
    }
}

//! The same work on many things, on several threads.
//!
//! Not a work-stealing pool: there a thread that waits for a part of one picture may begin another
//! one, and then as many pictures are in memory as are waited for.

use std::{
    num::NonZero,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// How many threads the machine runs at once.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// What `each` makes of every item, in the items' order; at most `threads` are worked at together.
pub fn map<T: Sync, R: Send>(threads: usize, items: &[T], each: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let made = Mutex::new(Vec::with_capacity(items.len()));
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { break };
            let result = each(item);
            made.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((at, result));
        }
    };
    if threads.min(items.len()) <= 1 {
        work();
    } else {
        thread::scope(|scope| {
            for _ in 0..threads.min(items.len()) {
                scope.spawn(work);
            }
        });
    }
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_unstable_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u32> = (0..1000).collect();
        for threads in [0, 1, 7] {
            let doubled: Vec<u32> = items.iter().map(|item| item * 2).collect();
            assert_eq!(map(threads, &items, |item| item * 2), doubled);
        }
        assert!(map(4, &[], |item: &u32| *item).is_empty());
    }
}

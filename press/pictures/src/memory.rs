//! How much memory originals may take, all together.

use std::sync::{Condvar, Mutex, PoisonError};

/// Bytes of originals that are being decoded at the same time, however many processors there are.
pub const MOST: u64 = 768 << 20;

static MEMORY: Memory = Memory {
    free: Mutex::new(MOST),
    freed: Condvar::new(),
};

struct Memory {
    free: Mutex<u64>,
    freed: Condvar,
}

/// Bytes that nobody else uses until it is dropped.
pub struct Reserved(u64);

/// Waits until so many bytes are free. `None` when there are never so many.
///
/// Whoever holds some must not wait for more, or for another who does.
pub fn reserve(bytes: u64) -> Option<Reserved> {
    if bytes > MOST {
        return None;
    }
    let mut free = MEMORY.free.lock().unwrap_or_else(PoisonError::into_inner);
    while *free < bytes {
        free = MEMORY.freed.wait(free).unwrap_or_else(PoisonError::into_inner);
    }
    *free -= bytes;
    Some(Reserved(bytes))
}

impl Drop for Reserved {
    fn drop(&mut self) {
        *MEMORY.free.lock().unwrap_or_else(PoisonError::into_inner) += self.0;
        MEMORY.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicU64, Ordering},
        thread,
    };

    use super::*;

    #[test]
    fn together_they_never_take_more_than_there_is() {
        let taken = AtomicU64::new(0);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let share = MOST / 3;
                        let reserved = reserve(share).unwrap();
                        assert!(taken.fetch_add(share, Ordering::SeqCst) + share <= MOST);
                        thread::yield_now();
                        taken.fetch_sub(share, Ordering::SeqCst);
                        drop(reserved);
                    }
                });
            }
        });
        assert!(reserve(MOST + 1).is_none(), "what never fits is not waited for");
    }
}

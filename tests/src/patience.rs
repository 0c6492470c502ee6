//! Waiting for what comes by itself. The condition is asked again and again; nothing waits for a time to pass.

use std::{
    net::{Ipv4Addr, TcpStream},
    process::Child,
    thread,
    time::{Duration, Instant},
};

/// How long something may take before it is held to come no more. Far above what it takes: engines have paused for
/// seconds on a machine in use.
const PATIENCE: Duration = Duration::from_secs(30);

/// Between two questions.
const AGAIN: Duration = Duration::from_millis(20);

/// What `find` finds, once it does; `None` where it has not within [`PATIENCE`].
pub fn wait_for<T>(mut find: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        let found = find();
        if found.is_some() || start.elapsed() > PATIENCE {
            return found;
        }
        thread::sleep(AGAIN);
    }
}

/// As [`wait_for`], where others go on meanwhile, such as the server that a browser asks.
pub async fn wait_for_async<T>(mut find: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        let found = find().await;
        if found.is_some() || start.elapsed() > PATIENCE {
            return found;
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// Waits until a process that was started listens at `port`; `false` where it has ended before, or takes too long.
pub fn listens(process: &mut Child, port: u16) -> bool {
    let listens = wait_for(|| {
        let has_ended = process.try_wait().is_ok_and(|status| status.is_some());
        let is_there = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok();
        (is_there || has_ended).then_some(!has_ended)
    });
    listens == Some(true)
}

//! What a newsroom that leaves another system than WordPress's own export would lose.

#[cfg(test)]
#[path = "../common/mod.rs"]
mod common;
#[cfg(test)]
mod feed;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod ghost;
#[cfg(test)]
mod law;
#[cfg(test)]
mod ninjs;
#[cfg(test)]
mod page;
#[cfg(test)]
mod rest;

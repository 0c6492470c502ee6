//! What a newsroom that leaves another system than WordPress's own export would lose.

#[cfg(test)]
#[path = "../common/mod.rs"]
mod common;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod feed;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod ghost;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod joomla;
#[cfg(test)]
mod killed;
#[cfg(test)]
mod law;
#[cfg(test)]
mod mapping;
#[cfg(test)]
mod ninjs;
#[cfg(test)]
mod page;
#[cfg(test)]
mod rest;
#[cfg(test)]
mod spip;

//! What a newsroom that leaves WordPress would lose.

#[cfg(test)]
mod again;
#[cfg(test)]
#[path = "../common/mod.rs"]
mod common;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod killed;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod records;
#[cfg(test)]
mod redirects;
#[cfg(test)]
mod unchanged;

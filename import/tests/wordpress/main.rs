//! What a newsroom that leaves WordPress would lose.

mod again;
mod faults;
mod fixture;
mod killed;
mod pictures;
mod records;

//! Kiosque: a newspaper's reading room.

pub mod contract;
pub mod routes;

//! Kiosque: a newspaper's reading room.

#[cfg(feature = "view")]
pub mod app;
#[cfg(feature = "view")]
mod components;
pub mod contract;
pub mod dates;
#[cfg(test)]
mod fake_fetch;
#[cfg(feature = "view")]
pub mod french;
pub mod links;
#[cfg(feature = "view")]
pub mod load;
#[cfg(feature = "view")]
pub mod members;
#[cfg(feature = "view")]
pub mod membership;
pub mod money;
#[cfg(feature = "view")]
pub mod navigation;
#[cfg(feature = "view")]
pub mod newspaper;
#[cfg(feature = "view")]
mod pages;
pub mod routes;
#[cfg(feature = "view")]
pub mod story;
pub mod typography;
#[cfg(feature = "view")]
pub mod view;

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
pub mod first_page;
#[cfg(feature = "view")]
pub mod language;
#[cfg(feature = "view")]
mod lazy;
pub mod links;
#[cfg(feature = "view")]
pub mod load;
#[cfg(feature = "view")]
mod members;
#[cfg(feature = "view")]
pub mod membership;
pub mod money;
#[cfg(feature = "view")]
pub mod newspaper;
#[cfg(feature = "view")]
pub mod page_data;
#[cfg(feature = "view")]
mod pages;
#[cfg(feature = "view")]
pub mod router;
pub mod routes;
#[cfg(feature = "ssr")]
pub mod story;
pub mod typography;

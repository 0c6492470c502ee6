//! The newspaper itself: `site.json`.

use serde::{Deserialize, Serialize};

use super::{
    Image, Section,
    lenient::{lenient, list},
};

/// What is the same on every page of the newspaper.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Site {
    pub version: String,
    pub name: String,
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tagline: String,
    /// The address readers know it by, without a final slash.
    #[serde(default, deserialize_with = "lenient")]
    pub url: String,
    /// What feeds and agencies know the newspaper's articles by: a tag URI (RFC 4151), written once and never changed, which
    /// each article's `id` follows. The reader needs none.
    #[cfg(feature = "schema")]
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub feed_id: String,
    /// A BCP 47 tag.
    #[serde(default, deserialize_with = "lenient")]
    pub in_language: String,
    /// An IANA time zone, such as "Africa/Bamako".
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub time_zone: String,
    #[serde(default, deserialize_with = "list")]
    pub sections: Vec<Section>,
    #[serde(default, deserialize_with = "list")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Profile>,
    #[serde(default, deserialize_with = "list")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<Plan>,
    /// Legal notice, privacy, terms: shown at the foot of every page.
    #[serde(default, deserialize_with = "list")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<SiteLink>,
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// Slugs of the articles that open the front page, the lead story first. Empty: the newest.
    #[serde(default, deserialize_with = "list")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub front_page: Vec<String>,
    /// What keeps members, subscriptions and contributions (docs/membership.md).
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Membership::is_none")]
    pub membership: Membership,
}

/// A membership engine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Membership {
    /// Subscriptions are taken outside of the newspaper's pages, and nobody discusses.
    #[default]
    None,
    Pocketbase,
}

impl Membership {
    fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// An author as the newspaper presents them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    pub slug: String,
    pub name: String,
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_title: Option<String>,
    /// A short biography.
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The portrait.
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
}

/// A way to subscribe.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    pub id: String,
    pub name: String,
    /// In the currency's smallest unit (ISO 4217): 2500 is 2 500 F CFA in XOF and 25,00 € in EUR.
    pub amount: u64,
    /// An ISO 4217 code.
    pub currency: String,
    pub interval: Interval,
    /// The newspaper's checkout page for this plan; without it, the plans page tells how to subscribe.
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What the plan includes, one sentence each.
    #[serde(default, deserialize_with = "list")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<String>,
}

/// What the plans page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plans {
    pub version: String,
    #[serde(default, deserialize_with = "list")]
    pub plans: Vec<Plan>,
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
}

/// How often a plan is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Interval {
    Day,
    Week,
    Month,
    Year,
}

/// A link that the newspaper owes its readers on every page.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SiteLink {
    pub name: String,
    pub url: String,
}

/// How to reach the newspaper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contact {
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    /// More than one.
    #[serde(default, deserialize_with = "list")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub telephones: Vec<String>,
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

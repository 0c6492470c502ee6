//! What PocketBase keeps and answers with, by its own names.

use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    contract::{Interval, Plan, lenient, list},
    membership::{Contribution, Offer, State},
};

#[derive(Deserialize)]
#[serde(bound = "R: DeserializeOwned")]
pub struct Records<R> {
    #[serde(default, deserialize_with = "list")]
    pub items: Vec<R>,
}

#[derive(Deserialize)]
pub struct Checkout {
    pub address: String,
}

/// How many contributions an article has.
#[derive(Deserialize)]
pub struct Count {
    pub count: u32,
}

#[derive(Deserialize)]
pub struct LikeRecord {
    pub id: String,
}

#[derive(Deserialize)]
pub struct AuthResponse {
    pub token: String,
    pub record: MemberRecord,
}

#[derive(Deserialize)]
pub struct MemberRecord {
    pub id: String,
    #[serde(default, deserialize_with = "lenient")]
    pub name: String,
    #[serde(default, deserialize_with = "lenient")]
    pub email: String,
    #[serde(default, deserialize_with = "lenient")]
    pub verified: bool,
    #[serde(default, deserialize_with = "lenient")]
    pub banned: bool,
    #[serde(default, deserialize_with = "lenient")]
    pub entitled: bool,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionRecord {
    #[serde(default, deserialize_with = "lenient")]
    pub plan: String,
    #[serde(default, deserialize_with = "lenient")]
    pub paid_until: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanRecord {
    code: String,
    name: String,
    amount: u64,
    currency: String,
    interval: Interval,
    #[serde(default, deserialize_with = "lenient")]
    url: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    description: Option<String>,
    #[serde(default, deserialize_with = "list")]
    features: Vec<String>,
    #[serde(default, deserialize_with = "lenient")]
    on_offer: Option<bool>,
}

impl From<PlanRecord> for Offer {
    fn from(record: PlanRecord) -> Self {
        Self {
            plan: Plan {
                id: record.code,
                name: record.name,
                amount: record.amount,
                currency: record.currency,
                interval: record.interval,
                url: record.url,
                description: record.description,
                features: record.features,
            },
            is_on: record.on_offer.unwrap_or(true),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContributionRecord {
    id: String,
    #[serde(default, deserialize_with = "lenient")]
    author: String,
    #[serde(default, deserialize_with = "lenient")]
    author_name: String,
    #[serde(default, deserialize_with = "lenient")]
    text: String,
    #[serde(default, deserialize_with = "lenient")]
    status: State,
    #[serde(default, deserialize_with = "lenient")]
    likes: u32,
    #[serde(default, deserialize_with = "lenient")]
    created: String,
    #[serde(default, deserialize_with = "lenient")]
    edited: String,
    #[serde(default, deserialize_with = "lenient")]
    editable_until: String,
    #[serde(default, deserialize_with = "lenient")]
    expand: ContributionExpand,
}

/// What comes with a contribution, by PocketBase's names.
#[derive(Default, Deserialize)]
struct ContributionExpand {
    /// The reader's own: others are shown to nobody.
    #[serde(default, deserialize_with = "list")]
    likes_via_contribution: Vec<LikeRecord>,
    #[serde(default, deserialize_with = "list")]
    contributions_via_parent: Vec<ContributionRecord>,
}

impl From<ContributionRecord> for Contribution {
    fn from(record: ContributionRecord) -> Self {
        let mut likes = record.expand.likes_via_contribution.into_iter();
        Self {
            id: record.id,
            author: record.author,
            name: record.author_name,
            text: record.text,
            state: record.status,
            likes: record.likes,
            liked: likes.next().map(|LikeRecord { id }| id),
            written: moment(&record.created).unwrap_or_default(),
            edited: moment(&record.edited),
            editable_until: moment(&record.editable_until),
            answers: oldest_first(record.expand.contributions_via_parent),
        }
    }
}

/// They come in no order that is promised. By insertion: there are few, and a sort of the library's takes 2 KB.
fn oldest_first(found: Vec<ContributionRecord>) -> Vec<Contribution> {
    let mut sorted: Vec<Contribution> = Vec::with_capacity(found.len());
    for one in found {
        let one = Contribution::from(one);
        let before = sorted.iter().rposition(|it| it.written <= one.written);
        sorted.insert(before.map_or(0, |at| at + 1), one);
    }
    sorted
}

/// "2026-11-25 22:36:58.674Z", as RFC 3339; nothing when it is empty.
pub fn moment(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.replacen(' ', "T", 1))
}

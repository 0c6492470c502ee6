//! PocketBase (https://pocketbase.io) with what `membership/pocketbase/` makes of it.

use super::{
    Capabilities, Contribution, Member, Offer, Order, Page, Reason, Refusal, Report, State,
    request::{ErrorResponse, Request},
};
use crate::contract::{self, Interval, List, Plan, Value, from_value, lenient, list};
use gloo_net::http::Method;
use serde::{Deserialize, de::DeserializeOwned};

/// How many contributions come at once, each with its answers.
const PAGE: usize = 20;

/// What a member is asked for with: whose subscription it is.
const WITH_SUBSCRIPTION: &str = "?expand=subscriptions_via_member";

/// The engine behind the newspaper's own address.
#[derive(Clone, Debug)]
pub struct PocketBase {
    /// Where its API is, with the final slash.
    api: String,
}

/// Whoever is signed in, and the token that says so.
pub struct Opened {
    pub token: String,
    pub member: Member,
}

const CONTRIBUTIONS: &str = "collections/contributions/records";

impl PocketBase {
    /// `base` is the newspaper's base path: the engine lies below it.
    #[must_use]
    pub fn new(base: &str) -> Self {
        Self {
            api: [base, "api/"].concat(),
        }
    }

    pub const CAPABILITIES: Capabilities = Capabilities {
        sign_up: true,
        subscribe: true,
        edit: true,
        likes: true,
        reports: true,
        export: true,
    };

    fn request(&self, method: Method, path: &[&str]) -> Request<Value> {
        Request::new(method, self.api.clone() + &path.concat(), refusal)
    }

    fn members(&self, action: &str, fields: &[(&str, &str)]) -> Request<Value> {
        self.request(Method::POST, &["collections/members/", action])
            .json(fields)
    }

    pub fn sign_in(&self, email: &str, password: &str) -> Request<Opened> {
        let fields = [("identity", email), ("password", password)];
        let path = ["auth-with-password", WITH_SUBSCRIPTION].concat();
        self.members(&path, &fields).map(|answer| match answer {
            Err(Refusal::Invalid(_)) => Err(Refusal::Invalid(Reason::Credentials)),
            answer => opened(answer),
        })
    }

    /// Whose session it is, and a token that lasts longer.
    pub fn check(&self) -> Request<Opened> {
        let path = ["auth-refresh", WITH_SUBSCRIPTION].concat();
        let check = self.members(&path, &[]).authenticated();
        check.map(opened)
    }

    pub fn sign_up(&self, name: &str, email: &str, password: &str) -> Request<()> {
        let fields = [
            ("name", name),
            ("email", email),
            ("password", password),
            ("passwordConfirm", password),
        ];
        self.members("records", &fields).ignore_body()
    }

    pub fn ask_to_confirm(&self, email: &str) -> Request<()> {
        self.members("request-verification", &[("email", email)])
            .ignore_body()
    }

    pub fn confirm(&self, token: &str) -> Request<()> {
        self.members("confirm-verification", &[("token", token)])
            .map(link)
    }

    pub fn forgot_password(&self, email: &str) -> Request<()> {
        self.members("request-password-reset", &[("email", email)])
            .ignore_body()
    }

    pub fn change_password(&self, token: &str, password: &str) -> Request<()> {
        let fields = [
            ("token", token),
            ("password", password),
            ("passwordConfirm", password),
        ];
        self.members("confirm-password-reset", &fields).map(link)
    }

    pub fn sign_out_everywhere(&self) -> Request<()> {
        let request = self.request(Method::POST, &["kiosque/account/sign-out-everywhere"]);
        request.json(&[]).authenticated().ignore_body()
    }

    /// All that is kept of the member, as JSON.
    pub fn export(&self) -> Request<String> {
        let request = self.request(Method::GET, &["kiosque/account/export"]);
        request
            .authenticated()
            .map(|answer| Ok(contract::to_text(&answer?)))
    }

    /// The token alone does not do: it may be on a phone that was left somewhere.
    pub fn delete_account(&self, member: &str, password: &str) -> Request<()> {
        self.request(Method::DELETE, &["collections/members/records/", member])
            .json(&[("password", password)])
            .authenticated()
            .ignore_body()
    }

    /// All plans, those too that are no longer on offer.
    pub fn plans(&self) -> Request<Vec<Offer>> {
        let path = "collections/plans/records?perPage=50&skipTotal=1&sort=order,amount";
        self.request(Method::GET, &[path]).map(items::<PlanRecord, _>)
    }

    /// The address of the provider's page where the plan is paid.
    pub fn subscribe(&self, plan: &str) -> Request<String> {
        self.request(Method::POST, &["kiosque/checkouts"])
            .json(&[("plan", plan)])
            .authenticated()
            .map(|answer| read(answer).map(|Checkout { address }| address))
    }

    /// How many contributions an article has: everybody may know.
    pub fn count(&self, article: &str) -> Request<u32> {
        self.request(Method::GET, &["kiosque/articles/", article, "/contributions"])
            .map(|answer| read(answer).map(|Count { count }| count))
    }

    /// The contributions under an article that come after one, each with its answers. By the last one seen,
    /// not by number: what is written or deleted meanwhile shifts nothing.
    pub fn list(&self, article: &str, order: Order, after: Option<&Contribution>) -> Request<Page> {
        let (sort, further) = match order {
            Order::NewestFirst => ("-created,-id", '<'),
            Order::OldestFirst => ("created,id", '>'),
        };
        let mut filter = format!("article=\"{article}\"&&parent=\"\"");
        if let Some(Contribution { written, id, .. }) = after {
            let written = written.replacen('T', " ", 1);
            filter +=
                &format!("&&(created{further}\"{written}\"||(created=\"{written}\"&&id{further}\"{id}\"))");
        }
        let query = format!(
            "?perPage={}&skipTotal=1&sort={sort}&filter={}\
             &expand=contributions_via_parent.likes_via_contribution,likes_via_contribution",
            PAGE + 1,
            String::from(js_sys::encode_uri_component(&filter))
        );
        let list = self
            .request(Method::GET, &[CONTRIBUTIONS, &query])
            .authenticated();
        list.map(|answer| {
            let mut contributions: Vec<Contribution> = items::<ContributionRecord, _>(answer)?;
            let more = contributions.len() > PAGE;
            contributions.truncate(PAGE);
            Ok(Page { contributions, more })
        })
    }

    /// Adds a contribution, or an answer to one. `id` is the writer's own: should the engine's answer get lost on its
    /// way, the same one sent again is [`Reason::Double`], and not there twice.
    pub fn contribute(&self, article: &str, parent: &str, id: &str, text: &str) -> Request<Contribution> {
        let fields = [
            ("id", id),
            ("article", article),
            ("parent", parent),
            ("text", text),
        ];
        let request = self.request(Method::POST, &[CONTRIBUTIONS]).json(&fields);
        request.authenticated().map(contribution)
    }

    fn one(&self, method: Method, id: &str) -> Request<Value> {
        self.request(method, &[CONTRIBUTIONS, "/", id]).authenticated()
    }

    /// A contribution that is there.
    pub fn contribution(&self, id: &str) -> Request<Contribution> {
        self.one(Method::GET, id).map(contribution)
    }

    /// Replaces the text of a contribution as it was seen. What it has become since is not overwritten: that is
    /// [`Reason::Changed`].
    pub fn edit(&self, seen: &Contribution, text: &str) -> Request<Contribution> {
        let fields = [("text", text), ("replaces", &seen.text)];
        let edit = self.one(Method::PATCH, &seen.id).json(&fields);
        edit.map(|answer| match answer {
            Err(Refusal::NotFound) => Err(Refusal::Invalid(Reason::Late)),
            answer => contribution(answer),
        })
    }

    pub fn delete(&self, id: &str) -> Request<()> {
        self.one(Method::DELETE, id).map(gone)
    }

    /// Likes a contribution; gives what the like can be taken back by: nothing where it was liked before, among so
    /// many that the list did not show the reader's own like (PocketBase shows at most 1,000 of them).
    pub fn like(&self, contribution: &str) -> Request<String> {
        self.request(Method::POST, &["collections/likes/records"])
            .json(&[("contribution", contribution)])
            .authenticated()
            .map(|answer| match answer {
                Err(Refusal::Invalid(Reason::Double)) => Ok(String::new()),
                Err(Refusal::Invalid(_)) => Err(Refusal::Removed),
                answer => read(answer).map(|Like { id }| id),
            })
    }

    pub fn unlike(&self, like: &str) -> Request<()> {
        self.request(Method::DELETE, &["collections/likes/records/", like])
            .authenticated()
            .map(gone)
    }

    pub fn report(&self, contribution: &str, report: Report) -> Request<()> {
        let reason = match report {
            Report::Insult => "insult",
            Report::Hatred => "hatred",
            Report::Falsehood => "falsehood",
            Report::Privacy => "privacy",
            Report::Advertising => "advertising",
            Report::Other => "other",
        };
        let fields = [("contribution", contribution), ("reason", reason)];
        self.request(Method::POST, &["collections/reports/records"])
            .json(&fields)
            .authenticated()
            .map(|answer| match answer {
                // It is reported already.
                Err(Refusal::Invalid(Reason::Double | Reason::Other)) => Ok(()),
                answer => answer.map(drop),
            })
    }
}

/// What somebody else was quicker to take away is gone all the same.
fn gone(answer: Result<Value, Refusal>) -> Result<(), Refusal> {
    match answer {
        Err(Refusal::NotFound) => Ok(()),
        answer => answer.map(drop),
    }
}

/// A letter's link that does not hold any more is no fault of the form's.
fn link(answer: Result<Value, Refusal>) -> Result<(), Refusal> {
    match answer {
        Err(Refusal::Invalid(reason)) if reason != Reason::Password => Err(Refusal::Invalid(Reason::Link)),
        answer => answer.map(drop),
    }
}

fn read<T: DeserializeOwned>(answer: Result<Value, Refusal>) -> Result<T, Refusal> {
    from_value(&answer?).map_err(|_| Refusal::Server)
}

/// The records of a page of them, those left out that cannot be read.
fn items<R: DeserializeOwned, T: From<R>>(answer: Result<Value, Refusal>) -> Result<Vec<T>, Refusal> {
    let Records::<R> { items } = read(answer)?;
    Ok(items.into_iter().map(T::from).collect())
}

fn opened(answer: Result<Value, Refusal>) -> Result<Opened, Refusal> {
    let answer = answer?;
    let AuthResponse { token, record } = read(Ok(answer.clone()))?;
    let subscription = subscription(&answer).unwrap_or_default();
    let member = Member {
        id: record.id,
        name: record.name,
        email: record.email,
        confirmed: record.verified,
        banned: record.banned,
        entitled: record.entitled,
        plan: subscription.plan,
        paid_until: moment(&subscription.paid_until),
    };
    Ok(Opened { token, member })
}

/// One to a member; PocketBase shows it as a list all the same, or not, by the index.
fn subscription(answer: &Value) -> Option<SubscriptionRecord> {
    let expand = contract::field(&contract::field(answer, "record")?, "expand")?;
    let subscription = contract::field(&expand, "subscriptions_via_member")?;
    match from_value(&subscription) {
        Ok(List(subscriptions)) => subscriptions.into_iter().next(),
        Err(_) => from_value(&subscription).ok(),
    }
}

fn contribution(answer: Result<Value, Refusal>) -> Result<Contribution, Refusal> {
    read::<ContributionRecord>(answer).map(Contribution::from)
}

/// PocketBase says what is wrong by a code for each field.
fn refusal(response: &ErrorResponse) -> Refusal {
    let body = response.body.as_ref().and_then(|body| from_value(body).ok());
    let ErrorBody { data } = body.unwrap_or_default();
    match response.status {
        401 => Refusal::SignIn,
        403 => match code(&data.access) {
            Some("banned") => Refusal::Banned,
            Some("unverified") => Refusal::Invalid(Reason::Unconfirmed),
            _ => Refusal::NotEntitled,
        },
        404 => Refusal::NotFound,
        413 => Refusal::Invalid(Reason::TooLong),
        429 => Refusal::TooMany(response.wait),
        400 if data.parent.is_some() => Refusal::Removed,
        400 => Refusal::Invalid(reason(&data)),
        _ => Refusal::Server,
    }
}

fn code(error: &Option<FieldError>) -> Option<&str> {
    error.as_ref().map(|error| error.code.as_str())
}

fn reason(data: &FieldErrors) -> Reason {
    const DOUBLE: Option<&str> = Some("validation_not_unique");
    if data.email.is_some() {
        return if code(&data.email) == DOUBLE {
            Reason::EmailTaken
        } else {
            Reason::Email
        };
    }
    if data.id.is_some() || code(&data.contribution) == DOUBLE {
        return Reason::Double;
    }
    if data.name_key.is_some() {
        return Reason::NameTaken;
    }
    if data.name.is_some() {
        return Reason::Name;
    }
    if data.password.is_some() {
        return if code(&data.password) == Some("wrong") {
            Reason::WrongPassword
        } else {
            Reason::Password
        };
    }
    if data.token.is_some() {
        return Reason::Link;
    }
    match code(&data.text) {
        Some("empty" | "validation_required") => Reason::Empty,
        Some("changed") => Reason::Changed,
        Some(_) => Reason::TooLong,
        None => Reason::Other,
    }
}

#[derive(Default, Deserialize)]
struct ErrorBody {
    #[serde(default, deserialize_with = "lenient")]
    data: FieldErrors,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct FieldErrors {
    #[serde(default, deserialize_with = "lenient")]
    access: Option<FieldError>,
    #[serde(default, deserialize_with = "lenient")]
    contribution: Option<FieldError>,
    #[serde(default, deserialize_with = "lenient")]
    email: Option<FieldError>,
    #[serde(default, deserialize_with = "lenient")]
    id: Option<FieldError>,
    #[serde(default, deserialize_with = "lenient")]
    name: Option<FieldError>,
    #[serde(default, deserialize_with = "lenient")]
    name_key: Option<FieldError>,
    #[serde(default, deserialize_with = "lenient")]
    parent: Option<FieldError>,
    #[serde(default, deserialize_with = "lenient")]
    password: Option<FieldError>,
    #[serde(default, deserialize_with = "lenient")]
    text: Option<FieldError>,
    #[serde(default, deserialize_with = "lenient")]
    token: Option<FieldError>,
}

#[derive(Deserialize)]
struct FieldError {
    code: String,
}

#[derive(Deserialize)]
#[serde(bound = "R: DeserializeOwned")]
struct Records<R> {
    #[serde(default, deserialize_with = "list")]
    items: Vec<R>,
}

#[derive(Deserialize)]
struct Checkout {
    address: String,
}

/// How many contributions an article has.
#[derive(Deserialize)]
pub struct Count {
    pub count: u32,
}

#[derive(Deserialize)]
struct Like {
    id: String,
}

#[derive(Deserialize)]
struct AuthResponse {
    token: String,
    record: MemberRecord,
}

#[derive(Deserialize)]
struct MemberRecord {
    id: String,
    #[serde(default, deserialize_with = "lenient")]
    name: String,
    #[serde(default, deserialize_with = "lenient")]
    email: String,
    #[serde(default, deserialize_with = "lenient")]
    verified: bool,
    #[serde(default, deserialize_with = "lenient")]
    banned: bool,
    #[serde(default, deserialize_with = "lenient")]
    entitled: bool,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct SubscriptionRecord {
    #[serde(default, deserialize_with = "lenient")]
    plan: String,
    #[serde(default, deserialize_with = "lenient")]
    paid_until: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PlanRecord {
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
struct ContributionRecord {
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
    likes_via_contribution: Vec<Like>,
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
            liked: likes.next().map(|Like { id }| id),
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
fn moment(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.replacen(' ', "T", 1))
}

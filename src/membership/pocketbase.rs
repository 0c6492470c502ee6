//! PocketBase (https://pocketbase.io) with what `membership/pocketbase/` makes of it.

use super::{
    Capabilities, Contribution, Member, Offer, Order, Page, Reason, Refusal, Report, State,
    request::{Asked, Refused, Request},
};
use crate::contract::{Decode, Json, Plan};

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

    fn request(&self, method: &'static str, path: &[&str]) -> Request<Json> {
        Request::new(method, self.api.clone() + &path.concat(), refusal)
    }

    fn members(&self, action: &str, fields: &[(&str, &str)]) -> Request<Json> {
        self.request("POST", &["collections/members/", action])
            .with(fields)
    }

    pub fn sign_in(&self, email: &str, password: &str) -> Request<Opened> {
        let fields = [("identity", email), ("password", password)];
        let path = ["auth-with-password", WITH_SUBSCRIPTION].concat();
        self.members(&path, &fields).read(|answer| match answer {
            Err(Refusal::Invalid(_)) => Err(Refusal::Invalid(Reason::Credentials)),
            answer => opened(&answer?),
        })
    }

    /// Whose session it is, and a token that lasts longer.
    pub fn check(&self) -> Request<Opened> {
        let path = ["auth-refresh", WITH_SUBSCRIPTION].concat();
        let check = self.members(&path, &[]).by_member();
        check.read(|answer| opened(&answer?))
    }

    pub fn sign_up(&self, name: &str, email: &str, password: &str) -> Request<()> {
        let fields = [
            ("name", name),
            ("email", email),
            ("password", password),
            ("passwordConfirm", password),
        ];
        self.members("records", &fields).done()
    }

    pub fn ask_to_confirm(&self, email: &str) -> Request<()> {
        self.members("request-verification", &[("email", email)]).done()
    }

    pub fn confirm(&self, token: &str) -> Request<()> {
        self.members("confirm-verification", &[("token", token)])
            .read(link)
    }

    pub fn forgot_password(&self, email: &str) -> Request<()> {
        self.members("request-password-reset", &[("email", email)]).done()
    }

    pub fn change_password(&self, token: &str, password: &str) -> Request<()> {
        let fields = [
            ("token", token),
            ("password", password),
            ("passwordConfirm", password),
        ];
        self.members("confirm-password-reset", &fields).read(link)
    }

    pub fn sign_out_everywhere(&self) -> Request<()> {
        let request = self.request("POST", &["kiosque/account/sign-out-everywhere"]);
        request.with(&[]).by_member().done()
    }

    /// All that is kept of the member, as JSON.
    pub fn export(&self) -> Request<Json> {
        self.request("GET", &["kiosque/account/export"]).by_member()
    }

    /// The token alone does not do: it may be on a phone that was left somewhere.
    pub fn delete_account(&self, member: &str, password: &str) -> Request<()> {
        self.request("DELETE", &["collections/members/records/", member])
            .with(&[("password", password)])
            .by_member()
            .done()
    }

    /// All plans, those too that are no longer on offer.
    pub fn plans(&self) -> Request<Vec<Offer>> {
        let path = "collections/plans/records?perPage=50&skipTotal=1&sort=order,amount";
        self.request("GET", &[path])
            .read(|answer| Ok(answer?.list("items")))
    }

    /// The address of the provider's page where the plan is paid.
    pub fn subscribe(&self, plan: &str) -> Request<String> {
        self.request("POST", &["kiosque/checkouts"])
            .with(&[("plan", plan)])
            .by_member()
            .read(|answer| answer?.get("address").ok_or(Refusal::Server))
    }

    /// How many contributions an article has: everybody may know.
    pub fn count(&self, article: &str) -> Request<u32> {
        self.request("GET", &["kiosque/articles/", article, "/contributions"])
            .read(|answer| answer?.get("count").ok_or(Refusal::Server))
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
        let list = self.request("GET", &[CONTRIBUTIONS, &query]).by_member();
        list.read(|answer| {
            let mut contributions: Vec<Contribution> = answer?.list("items");
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
        let request = self.request("POST", &[CONTRIBUTIONS]).with(&fields);
        request.by_member().read(contribution)
    }

    fn one(&self, method: &'static str, id: &str) -> Request<Json> {
        self.request(method, &[CONTRIBUTIONS, "/", id]).by_member()
    }

    /// A contribution that is there.
    pub fn contribution(&self, id: &str) -> Request<Contribution> {
        self.one("GET", id).read(contribution)
    }

    /// Replaces the text of a contribution as it was seen. What it has become since is not overwritten: that is
    /// [`Reason::Changed`].
    pub fn edit(&self, seen: &Contribution, text: &str) -> Request<Contribution> {
        let fields = [("text", text), ("replaces", &seen.text)];
        let edit = self.one("PATCH", &seen.id).with(&fields);
        edit.read(|answer| match answer {
            Err(Refusal::NotFound) => Err(Refusal::Invalid(Reason::Late)),
            answer => contribution(answer),
        })
    }

    pub fn delete(&self, id: &str) -> Request<()> {
        self.one("DELETE", id).read(gone)
    }

    /// Likes a contribution; gives what the like can be taken back by: nothing where it was liked before, among so
    /// many that the list did not show the reader's own like (PocketBase shows at most 1,000 of them).
    pub fn like(&self, contribution: &str) -> Request<String> {
        self.request("POST", &["collections/likes/records"])
            .with(&[("contribution", contribution)])
            .by_member()
            .read(|answer| match answer {
                Err(Refusal::Invalid(Reason::Double)) => Ok(String::new()),
                Err(Refusal::Invalid(_)) => Err(Refusal::Removed),
                answer => answer?.get("id").ok_or(Refusal::Server),
            })
    }

    pub fn unlike(&self, like: &str) -> Request<()> {
        self.request("DELETE", &["collections/likes/records/", like])
            .by_member()
            .read(gone)
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
        self.request("POST", &["collections/reports/records"])
            .with(&fields)
            .by_member()
            .read(|answer| match answer {
                // It is reported already.
                Err(Refusal::Invalid(Reason::Double | Reason::Other)) => Ok(()),
                answer => answer.map(drop),
            })
    }
}

/// What somebody else was quicker to take away is gone all the same.
fn gone(answer: Asked<Json>) -> Asked<()> {
    match answer {
        Err(Refusal::NotFound) => Ok(()),
        answer => answer.map(drop),
    }
}

/// A letter's link that does not hold any more is no fault of the form's.
fn link(answer: Asked<Json>) -> Asked<()> {
    match answer {
        Err(Refusal::Invalid(reason)) if reason != Reason::Password => Err(Refusal::Invalid(Reason::Link)),
        answer => answer.map(drop),
    }
}

fn opened(answer: &Json) -> Asked<Opened> {
    let opened = answer.get("token").zip(answer.get("record"));
    let (token, member) = opened.ok_or(Refusal::Server)?;
    Ok(Opened { token, member })
}

fn contribution(answer: Asked<Json>) -> Asked<Contribution> {
    Contribution::decode(&answer?).ok_or(Refusal::Server)
}

/// PocketBase says what is wrong by a code for each field.
fn refusal(refused: &Refused) -> Refusal {
    let code = |field: &str| -> Option<String> {
        let data = refused.body.as_ref()?.field("data")?;
        data.field(field)?.get("code")
    };
    match refused.status {
        401 => Refusal::SignIn,
        403 => match code("access").as_deref() {
            Some("banned") => Refusal::Banned,
            Some("unverified") => Refusal::Invalid(Reason::Unconfirmed),
            _ => Refusal::NotEntitled,
        },
        404 => Refusal::NotFound,
        413 => Refusal::Invalid(Reason::TooLong),
        429 => Refusal::TooMany(refused.wait),
        400 if code("parent").is_some() => Refusal::Removed,
        400 => Refusal::Invalid(reason(code)),
        _ => Refusal::Server,
    }
}

fn reason(code: impl Fn(&str) -> Option<String>) -> Reason {
    let is_double = |code: &str| code == "validation_not_unique";
    if let Some(code) = code("email") {
        return if is_double(&code) {
            Reason::EmailTaken
        } else {
            Reason::Email
        };
    }
    if code("id").is_some() || code("contribution").as_deref().is_some_and(is_double) {
        return Reason::Double;
    }
    if code("nameKey").is_some() {
        return Reason::NameTaken;
    }
    if code("name").is_some() {
        return Reason::Name;
    }
    if let Some(code) = code("password") {
        return if code == "wrong" {
            Reason::WrongPassword
        } else {
            Reason::Password
        };
    }
    if code("token").is_some() {
        return Reason::Link;
    }
    match code("text").as_deref() {
        Some("empty" | "validation_required") => Reason::Empty,
        Some("changed") => Reason::Changed,
        Some(_) => Reason::TooLong,
        None => Reason::Other,
    }
}

impl Decode for Offer {
    fn decode(json: &Json) -> Option<Self> {
        let plan = Plan::decode(json)?;
        Some(Self {
            plan: Plan {
                id: json.get("code")?,
                ..plan
            },
            is_on: json.get("onOffer").unwrap_or(true),
        })
    }
}

impl Decode for Member {
    fn decode(json: &Json) -> Option<Self> {
        let subscription = json
            .field("expand")
            .and_then(|expand| expand.field("subscriptions_via_member"));
        // One to a member; PocketBase shows it as a list all the same, or not, by the index.
        let subscription = subscription.and_then(|it| match it.items() {
            Some(items) => items.into_iter().next(),
            None => Some(it),
        });
        Some(Self {
            id: json.get("id")?,
            name: json.text("name"),
            email: json.text("email"),
            confirmed: json.get("verified").unwrap_or_default(),
            banned: json.get("banned").unwrap_or_default(),
            entitled: json.get("entitled").unwrap_or_default(),
            plan: subscription
                .as_ref()
                .map(|it| it.text("plan"))
                .unwrap_or_default(),
            paid_until: subscription.and_then(|it| moment(&it, "paidUntil")),
        })
    }
}

impl Decode for Contribution {
    fn decode(json: &Json) -> Option<Self> {
        let expand = json.field("expand");
        let likes: Vec<Json> = expand
            .as_ref()
            .and_then(|expand| expand.field("likes_via_contribution")?.items())
            .unwrap_or_default();
        let answers: Vec<Self> = expand
            .map(|expand| expand.list("contributions_via_parent"))
            .unwrap_or_default();
        Some(Self {
            id: json.get("id")?,
            author: json.text("author"),
            name: json.text("authorName"),
            text: json.text("text"),
            state: match json.text("status").as_str() {
                "pending" => State::Pending,
                "removed" => State::Removed,
                _ => State::Published,
            },
            likes: json.get("likes").unwrap_or_default(),
            liked: likes.first().and_then(|like| like.get("id")),
            written: moment(json, "created").unwrap_or_default(),
            edited: moment(json, "edited"),
            editable_until: moment(json, "editableUntil"),
            answers: oldest_first(answers),
        })
    }
}

/// They come in no order that is promised. By insertion: there are few, and a sort of the library's takes 2 KB.
fn oldest_first(found: Vec<Contribution>) -> Vec<Contribution> {
    let mut sorted: Vec<Contribution> = Vec::with_capacity(found.len());
    for one in found {
        let before = sorted.iter().rposition(|it| it.written <= one.written);
        sorted.insert(before.map_or(0, |at| at + 1), one);
    }
    sorted
}

/// "2026-11-25 22:36:58.674Z", as RFC 3339; nothing when it is empty.
fn moment(json: &Json, field: &str) -> Option<String> {
    let text = json.text(field);
    (!text.is_empty()).then(|| text.replacen(' ', "T", 1))
}

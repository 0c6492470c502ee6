//! PocketBase (https://pocketbase.io) with what `membership/pocketbase/` makes of it.

use super::{
    Capabilities, Contribution, Member, Order, Page, Reason, Refusal, Report, State,
    request::{Miss, Refused, ask, object},
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

type Asked<T> = Result<T, Refusal>;

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

    async fn ask(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        fields: Option<&[(&str, &str)]>,
    ) -> Asked<Json> {
        let address = [&self.api, path].concat();
        let answer = ask(method, &address, token, fields.map(object)).await;
        answer.map_err(|miss| match miss {
            Miss::For(refusal) => refusal,
            Miss::Refused(refused) => refusal(&refused),
        })
    }

    async fn post(&self, path: &str, token: Option<&str>, fields: &[(&str, &str)]) -> Asked<Json> {
        self.ask("POST", path, token, Some(fields)).await
    }

    async fn members(&self, action: &str, token: Option<&str>, fields: &[(&str, &str)]) -> Asked<Json> {
        let path = ["collections/members/", action].concat();
        self.post(&path, token, fields).await
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Asked<Opened> {
        let path = ["auth-with-password", WITH_SUBSCRIPTION].concat();
        let fields = [("identity", email), ("password", password)];
        match self.members(&path, None, &fields).await {
            Err(Refusal::Invalid(_)) => Err(Refusal::Invalid(Reason::Credentials)),
            answer => opened(&answer?),
        }
    }

    /// Whose session it is, and a token that lasts longer.
    pub async fn check(&self, token: &str) -> Asked<Opened> {
        let path = ["auth-refresh", WITH_SUBSCRIPTION].concat();
        opened(&self.members(&path, Some(token), &[]).await?)
    }

    /// Makes an account, and has a letter sent to confirm its address.
    pub async fn sign_up(&self, name: &str, email: &str, password: &str) -> Asked<Opened> {
        let fields = [
            ("name", name),
            ("email", email),
            ("password", password),
            ("passwordConfirm", password),
        ];
        self.members("records", None, &fields).await?;
        // The account is there even where the letter is late: it can be asked for again.
        let _ = self.ask_to_confirm(email).await;
        self.sign_in(email, password).await
    }

    pub async fn ask_to_confirm(&self, email: &str) -> Asked<()> {
        let asked = self
            .members("request-verification", None, &[("email", email)])
            .await;
        asked.map(drop)
    }

    pub async fn confirm(&self, token: &str) -> Asked<()> {
        link(
            self.members("confirm-verification", None, &[("token", token)])
                .await,
        )
    }

    pub async fn forgot_password(&self, email: &str) -> Asked<()> {
        let asked = self
            .members("request-password-reset", None, &[("email", email)])
            .await;
        asked.map(drop)
    }

    pub async fn change_password(&self, token: &str, password: &str) -> Asked<()> {
        let fields = [
            ("token", token),
            ("password", password),
            ("passwordConfirm", password),
        ];
        link(self.members("confirm-password-reset", None, &fields).await)
    }

    pub async fn sign_out_everywhere(&self, token: &str) -> Asked<()> {
        let path = "kiosque/account/sign-out-everywhere";
        self.post(path, Some(token), &[]).await.map(drop)
    }

    /// All that is kept of the member, as JSON.
    pub async fn export(&self, token: &str) -> Asked<Json> {
        self.ask("GET", "kiosque/account/export", Some(token), None).await
    }

    pub async fn delete_account(&self, token: &str, member: &str) -> Asked<()> {
        let path = ["collections/members/records/", member].concat();
        self.ask("DELETE", &path, Some(token), None).await.map(drop)
    }

    pub async fn plans(&self) -> Asked<Vec<Plan>> {
        let path = "collections/plans/records?perPage=50&skipTotal=1&sort=order,amount";
        let plans: Vec<Offered> = self.ask("GET", path, None, None).await?.list("items");
        Ok(plans.into_iter().map(|Offered(plan)| plan).collect())
    }

    /// The address of the provider's page where the plan is paid.
    pub async fn subscribe(&self, token: &str, plan: &str) -> Asked<String> {
        let answer = self
            .post("kiosque/checkouts", Some(token), &[("plan", plan)])
            .await?;
        answer.get("address").ok_or(Refusal::Server)
    }

    /// How many contributions an article has: everybody may know.
    pub async fn count(&self, article: &str) -> Asked<u32> {
        let path = ["kiosque/articles/", article, "/contributions"].concat();
        let answer = self.ask("GET", &path, None, None).await?;
        answer.get("count").ok_or(Refusal::Server)
    }

    /// The contributions under an article that come after one, each with its answers. By the last one seen,
    /// not by number: what is written or deleted meanwhile shifts nothing.
    pub async fn list(
        &self,
        token: &str,
        article: &str,
        order: Order,
        after: Option<&Contribution>,
    ) -> Asked<Page> {
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
        let path = format!(
            "collections/contributions/records?perPage={}&skipTotal=1&sort={sort}&filter={}\
             &expand=contributions_via_parent.likes_via_contribution,likes_via_contribution",
            PAGE + 1,
            String::from(js_sys::encode_uri_component(&filter))
        );
        let mut contributions: Vec<Contribution> =
            self.ask("GET", &path, Some(token), None).await?.list("items");
        let more = contributions.len() > PAGE;
        contributions.truncate(PAGE);
        Ok(Page { contributions, more })
    }

    /// Adds a contribution, or an answer to one. `id` is the writer's own: should the engine's answer get lost on its
    /// way, the same one sent again is [`Reason::Double`], and not there twice.
    pub async fn contribute(
        &self,
        token: &str,
        article: &str,
        parent: &str,
        id: &str,
        text: &str,
    ) -> Asked<Contribution> {
        let fields = [
            ("id", id),
            ("article", article),
            ("parent", parent),
            ("text", text),
        ];
        let path = "collections/contributions/records";
        contribution(&self.post(path, Some(token), &fields).await?)
    }

    /// A contribution that is there.
    pub async fn contribution(&self, token: &str, id: &str) -> Asked<Contribution> {
        let path = ["collections/contributions/records/", id].concat();
        contribution(&self.ask("GET", &path, Some(token), None).await?)
    }

    pub async fn edit(&self, token: &str, id: &str, text: &str) -> Asked<Contribution> {
        let path = ["collections/contributions/records/", id].concat();
        match self
            .ask("PATCH", &path, Some(token), Some(&[("text", text)]))
            .await
        {
            Err(Refusal::NotFound) => Err(Refusal::Invalid(Reason::Late)),
            answer => contribution(&answer?),
        }
    }

    pub async fn delete(&self, token: &str, id: &str) -> Asked<()> {
        let path = ["collections/contributions/records/", id].concat();
        gone(self.ask("DELETE", &path, Some(token), None).await)
    }

    /// Likes a contribution; gives what the like can be taken back by: nothing where it was liked before, among so
    /// many that the list did not show the reader's own like (PocketBase shows at most 1,000 of them).
    pub async fn like(&self, token: &str, contribution: &str) -> Asked<String> {
        let fields = [("contribution", contribution)];
        match self.post("collections/likes/records", Some(token), &fields).await {
            Err(Refusal::Invalid(Reason::Double)) => Ok(String::new()),
            Err(Refusal::Invalid(_)) => Err(Refusal::Removed),
            answer => answer?.get("id").ok_or(Refusal::Server),
        }
    }

    pub async fn unlike(&self, token: &str, like: &str) -> Asked<()> {
        if like.is_empty() {
            return Err(Refusal::Invalid(Reason::Other));
        }
        let path = ["collections/likes/records/", like].concat();
        gone(self.ask("DELETE", &path, Some(token), None).await)
    }

    pub async fn report(&self, token: &str, contribution: &str, report: Report) -> Asked<()> {
        let reason = match report {
            Report::Insult => "insult",
            Report::Hatred => "hatred",
            Report::Falsehood => "falsehood",
            Report::Privacy => "privacy",
            Report::Advertising => "advertising",
            Report::Other => "other",
        };
        let fields = [("contribution", contribution), ("reason", reason)];
        match self
            .post("collections/reports/records", Some(token), &fields)
            .await
        {
            // It is reported already.
            Err(Refusal::Invalid(Reason::Double | Reason::Other)) | Ok(_) => Ok(()),
            Err(refusal) => Err(refusal),
        }
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

fn contribution(answer: &Json) -> Asked<Contribution> {
    Contribution::decode(answer).ok_or(Refusal::Server)
}

/// PocketBase says what is wrong by a code for each field.
fn refusal(refused: &Refused) -> Refusal {
    let code = |field: &str| -> Option<String> {
        let data = refused.body.field("data")?;
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
    if code("password").is_some() {
        return Reason::Password;
    }
    if code("token").is_some() {
        return Reason::Link;
    }
    match code("text").as_deref() {
        Some("empty" | "validation_required") => Reason::Empty,
        Some(_) => Reason::TooLong,
        None => Reason::Other,
    }
}

/// A plan of the engine's: what is chosen by is its code.
struct Offered(Plan);

impl Decode for Offered {
    fn decode(json: &Json) -> Option<Self> {
        let plan = Plan::decode(json)?;
        Some(Self(Plan {
            id: json.get("code")?,
            ..plan
        }))
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
        let mut answers: Vec<Self> = expand
            .map(|expand| expand.list("contributions_via_parent"))
            .unwrap_or_default();
        answers.sort_by(|one, other| one.written.cmp(&other.written));
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
            answers,
        })
    }
}

/// "2026-11-25 22:36:58.674Z", as RFC 3339; nothing when it is empty.
fn moment(json: &Json, field: &str) -> Option<String> {
    let text = json.text(field);
    (!text.is_empty()).then(|| text.replacen(' ', "T", 1))
}

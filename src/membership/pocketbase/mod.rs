//! PocketBase (https://pocketbase.io) with what `membership/pocketbase/` makes of it.

mod records;
mod refusal;
mod response;

use gloo_net::http::Method;

use super::{Capabilities, Contribution, Offer, Order, Page, Reason, Refusal, Report, request::Request};
use crate::contract::{self, Value};
use records::{Checkout, ContributionRecord, Count, LikeRecord, PlanRecord};
use refusal::refusal;
pub use response::Opened;
use response::{contribution, gone, items, link, opened, read};

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
                answer => read(answer).map(|LikeRecord { id }| id),
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

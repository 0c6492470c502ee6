//! The people and contributions of a newspaper that is only tried.

use std::collections::HashMap;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{CINETPAY, Error, WAVE};

/// How long the engine may take to start.
const PATIENCE: Duration = Duration::from_secs(60);
/// How soon it is asked again.
const AGAIN: Duration = Duration::from_millis(100);

/// `membership/demo.json`.
#[derive(Deserialize)]
pub struct Demo {
    moderator: Moderator,
    plans: Vec<Value>,
    members: Vec<Person>,
    contributions: Vec<Contribution>,
}

#[derive(Deserialize)]
struct Moderator {
    email: String,
    password: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Person {
    standing: String,
    name: String,
    email: String,
    password: String,
    paid_until: Option<String>,
}

#[derive(Deserialize)]
struct Contribution {
    #[serde(default)]
    article: String,
    author: String,
    text: String,
    #[serde(default)]
    answers: Vec<Contribution>,
}

impl Demo {
    /// # Errors
    /// When it cannot be read.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let named = |error: &dyn std::fmt::Display| Error::new(&path.display().to_string(), error);
        let text = std::fs::read_to_string(path).map_err(|error| named(&error))?;
        serde_json::from_str(&text).map_err(|error| named(&error))
    }

    /// All that is written under articles.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let all = self
            .contributions
            .iter()
            .flat_map(|it| [it].into_iter().chain(&it.answers));
        all.map(|it| it.text.as_str())
    }

    /// Fills an engine that has no members yet, once it answers; the plans are paid at `provider` from now on.
    ///
    /// # Errors
    /// When the engine does not answer or refuses.
    pub fn fill(&self, engine: &str, provider: &str) -> Result<(), Error> {
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .build()
            .new_agent();
        let mut desk = Desk {
            agent,
            engine,
            token: String::new(),
        };
        let start = Instant::now();
        while let Err(error) = desk.agent.get(format!("{engine}/api/health")).call() {
            if start.elapsed() > PATIENCE {
                return Err(Error::new("wait for the engine", error));
            }
            thread::sleep(AGAIN);
        }
        let Moderator { email, password } = &self.moderator;
        let signed_in = desk.send(
            "_superusers/auth-with-password",
            &json!({ "identity": email, "password": password }),
        )?;
        desk.token = string(&signed_in, "token");
        for plan in &self.plans {
            self.plan(&desk, plan, provider)?;
        }
        if !desk.list("members")?.is_empty() {
            return Ok(());
        }
        let mut ids = HashMap::new();
        for person in &self.members {
            let id = person.join(&desk)?;
            ids.insert(person.name.as_str(), id);
        }
        for contribution in &self.contributions {
            let id = contribution.add(&desk, &ids, &contribution.article, "")?;
            for answer in &contribution.answers {
                answer.add(&desk, &ids, &contribution.article, &id)?;
            }
        }
        Ok(())
    }

    /// The provider may have moved since the last start.
    fn plan(&self, desk: &Desk, plan: &Value, provider: &str) -> Result<(), Error> {
        let code = string(plan, "code");
        let mut plan = plan.clone();
        let by = plan.as_object_mut().and_then(|plan| plan.remove("by"));
        let path = match by.as_ref().and_then(Value::as_str) {
            Some("wave") => WAVE.to_owned(),
            Some("cinetpay") => CINETPAY.to_owned(),
            _ => format!("/pay/{code}"),
        };
        plan["checkout"] = json!(format!("{provider}{path}"));
        let known = desk.list("plans")?;
        match known.iter().find(|known| string(known, "code") == code) {
            Some(known) => desk.change(
                "plans",
                &string(known, "id"),
                &json!({ "checkout": plan["checkout"] }),
            ),
            None => desk.send("plans/records", &plan).map(drop),
        }
    }
}

impl Person {
    fn join(&self, desk: &Desk) -> Result<String, Error> {
        let Self {
            name,
            email,
            password,
            ..
        } = self;
        let banned = self.standing == "banned";
        let member = json!({
            "name": name, "email": email, "password": password, "passwordConfirm": password,
            "verified": true, "banned": banned,
        });
        let id = string(&desk.send("members/records", &member)?, "id");
        if let Some(until) = &self.paid_until {
            let subscription = json!({ "member": id, "plan": "mensuel", "givenUntil": until });
            desk.send("subscriptions/records", &subscription)?;
        }
        Ok(id)
    }
}

impl Contribution {
    fn add(
        &self,
        desk: &Desk,
        ids: &HashMap<&str, String>,
        article: &str,
        parent: &str,
    ) -> Result<String, Error> {
        let added = desk.send(
            "contributions/records",
            &json!({
                "article": article, "parent": parent, "author": ids.get(self.author.as_str()), "authorName": self.author,
                "text": self.text, "status": "published",
            }),
        )?;
        Ok(string(&added, "id"))
    }
}

/// The moderator at work.
struct Desk<'a> {
    agent: ureq::Agent,
    engine: &'a str,
    token: String,
}

impl Desk<'_> {
    fn address(&self, path: &str) -> String {
        format!("{}/api/collections/{path}", self.engine)
    }

    fn send(&self, path: &str, body: &Value) -> Result<Value, Error> {
        let request = self
            .agent
            .post(self.address(path))
            .header("Authorization", &self.token);
        let answer = request.content_type("application/json").send(body.to_string());
        read(path, answer)
    }

    fn change(&self, collection: &str, id: &str, body: &Value) -> Result<(), Error> {
        let path = format!("{collection}/records/{id}");
        let request = self
            .agent
            .patch(self.address(&path))
            .header("Authorization", &self.token);
        let answer = request.content_type("application/json").send(body.to_string());
        read(&path, answer).map(drop)
    }

    fn list(&self, collection: &str) -> Result<Vec<Value>, Error> {
        let path = format!("{collection}/records?perPage=200");
        let answer = self
            .agent
            .get(self.address(&path))
            .header("Authorization", &self.token)
            .call();
        let answer = read(&path, answer)?;
        Ok(answer["items"].as_array().cloned().unwrap_or_default())
    }
}

type Answer = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

fn read(path: &str, answer: Answer) -> Result<Value, Error> {
    let failed = |error: ureq::Error| Error::new(path, error);
    let text = answer
        .map_err(failed)?
        .body_mut()
        .read_to_string()
        .map_err(failed)?;
    serde_json::from_str(&text).map_err(|error| Error::new(path, error))
}

fn string(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

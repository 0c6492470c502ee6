//! Whose session it is, in all tabs.
//!
//! The token lies in `localStorage`: a phone closes a page's tab whenever it wants memory, and with
//! `sessionStorage` a subscriber would sign in again for each article that somebody sends them. The policy
//! of the pages lets no foreign script run (docs/decisions/0016), and what could read it here could as well
//! ask in the reader's name. It is in no cookie and in no address.

use std::{cell::Cell, rc::Rc};

use reactive_graph::{owner::use_context, prelude::*, signal::ArcRwSignal};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, prelude::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::Event;

use super::door::{SESSION, storage};
use super::{Access, Capabilities, Engine, Member, PocketBase, Refusal, pocketbase::Opened};
use crate::{contract, newspaper::Newspaper};

/// After how long, in milliseconds, whoever comes back to the page is asked for again.
const STALE: f64 = 600_000.0;

/// What is known of the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Session {
    Closed,
    /// A session was left open; whose, the engine has not said yet.
    Left,
    Open(Member),
    /// The engine was asked whose session it is, and did not answer.
    Unknown(Refusal),
}

/// The reader's membership. A clone is the same one.
#[derive(Clone)]
pub struct Membership(SendWrapper<Rc<Inner>>);

struct Inner {
    engine: Engine,
    session: ArcRwSignal<Session>,
    /// When the engine was last asked whose session it is; 0 before.
    checked: Cell<f64>,
    is_awake: Cell<bool>,
}

/// The membership of the current context.
#[must_use]
pub fn membership() -> Membership {
    use_context().unwrap_or_else(|| Membership::new(&Newspaper::default()))
}

impl Membership {
    /// The membership of a newspaper. Nothing is asked before it [wakes](Membership::wake).
    #[must_use]
    pub fn new(newspaper: &Newspaper) -> Self {
        let engine = match newspaper.site().membership {
            contract::Membership::None => Engine::None,
            contract::Membership::Pocketbase => Engine::PocketBase(PocketBase::new(newspaper.base())),
        };
        let session = match kept() {
            Some(_) => Session::Left,
            None => Session::Closed,
        };
        Self(SendWrapper::new(Rc::new(Inner {
            engine,
            session: ArcRwSignal::new(session),
            checked: Cell::new(0.0),
            is_awake: Cell::new(false),
        })))
    }

    #[must_use]
    pub fn engine(&self) -> Option<&PocketBase> {
        match &self.0.engine {
            Engine::None => None,
            Engine::PocketBase(engine) => Some(engine),
        }
    }

    #[must_use]
    pub fn capabilities(&self) -> Capabilities {
        match self.0.engine {
            Engine::None => Capabilities::default(),
            Engine::PocketBase(_) => PocketBase::CAPABILITIES,
        }
    }

    /// What is known of the reader; what reads it runs again when it changes.
    #[must_use]
    pub fn session(&self) -> Session {
        self.0.session.get()
    }

    /// What the reader may see of contributions; what reads it runs again when it changes.
    #[must_use]
    pub fn access(&self) -> Access {
        match self.session() {
            Session::Closed => Access::SignedOut,
            Session::Left => Access::Checking,
            Session::Unknown(refusal) => Access::Unreachable(refusal),
            Session::Open(member) if member.banned => Access::Banned,
            Session::Open(member) => match &member.paid_until {
                _ if member.entitled => Access::Entitled(member),
                until => Access::NotEntitled(until.clone()),
            },
        }
    }

    /// The token to ask with. Another tab may have another one since this page began.
    ///
    /// # Errors
    /// [`Refusal::SignIn`] without one.
    pub fn token(&self) -> Result<String, Refusal> {
        kept().map(|(_, token)| token).ok_or(Refusal::SignIn)
    }

    /// The reader comes near what is for members: whose session it is must be known now, and from now on
    /// it is the same in all tabs.
    pub fn wake(&self) {
        if self.engine().is_none() || self.0.is_awake.replace(true) {
            return;
        }
        self.follow("storage", |this| {
            let before = this.0.session.get_untracked();
            match (kept(), before) {
                (None, Session::Closed) => {}
                (None, _) => this.0.session.set(Session::Closed),
                // The other tab has only got a newer token.
                (Some((id, _)), Session::Open(member)) if id == member.id => {}
                (Some(_), _) => this.check(),
            }
        });
        self.follow("visibilitychange", |this| {
            if kept().is_some() && js_sys::Date::now() - this.0.checked.get() > STALE {
                this.check();
            }
        });
        if kept().is_some() {
            self.check();
        }
    }

    fn follow(&self, event: &str, act: fn(&Self)) {
        let this = self.clone();
        let listener = Closure::<dyn Fn()>::new(move || act(&this));
        if let Some(window) = web_sys::window() {
            let _ = window.add_event_listener_with_callback_and_bool(
                event,
                listener.as_ref().unchecked_ref(),
                true,
            );
        }
        listener.forget();
    }

    /// Asks the engine whose session it is.
    pub fn check(&self) {
        let this = self.clone();
        spawn_local(async move {
            let _ = this.refresh().await;
        });
    }

    /// As [`Membership::check`], to be waited for.
    ///
    /// # Errors
    /// What the engine refused.
    pub async fn refresh(&self) -> Result<Member, Refusal> {
        let engine = self.engine().ok_or(Refusal::SignIn)?;
        self.0.checked.set(js_sys::Date::now());
        match engine.check(&self.token()?).await {
            Ok(opened) => Ok(self.open(opened)),
            Err(Refusal::SignIn | Refusal::NotFound) => {
                self.close();
                Err(Refusal::SignIn)
            }
            Err(refusal) => {
                // Who is known stays known: only what they ask for next will fail.
                if !matches!(self.0.session.get_untracked(), Session::Open(_)) {
                    self.0.session.set(Session::Unknown(refusal));
                }
                Err(refusal)
            }
        }
    }

    /// A session begins, or goes on with a newer token.
    pub fn open(&self, Opened { token, member }: Opened) -> Member {
        keep(Some(&[&member.id, " ", token.as_str()].concat()));
        self.0.checked.set(js_sys::Date::now());
        let session = Session::Open(member.clone());
        // What shows the same member need not be made again.
        if self.0.session.get_untracked() != session {
            self.0.session.set(session);
        }
        member
    }

    /// The session ends, in all tabs.
    pub fn close(&self) {
        keep(None);
        self.0.session.set(Session::Closed);
    }

    /// What a refusal says of the reader: the engine knows better than this page who may do what.
    pub fn heed(&self, refusal: Refusal) {
        match refusal {
            Refusal::SignIn => self.close(),
            Refusal::NotEntitled | Refusal::Banned => self.check(),
            _ => {}
        }
    }
}

/// This moment as the engine writes moments, so that two are compared as texts.
#[must_use]
pub fn now() -> String {
    if cfg!(target_arch = "wasm32") {
        js_sys::Date::new_0().to_iso_string().into()
    } else {
        String::new()
    }
}

/// The id of the member whose session it is, and the token.
fn kept() -> Option<(String, String)> {
    if cfg!(not(target_arch = "wasm32")) {
        return None;
    }
    let kept = storage()?.get_item(SESSION).ok()??;
    let (id, token) = kept.split_once(' ')?;
    Some((id.to_owned(), token.to_owned()))
}

fn keep(session: Option<&str>) {
    if let Some(storage) = storage() {
        let _ = match session {
            Some(session) => storage.set_item(SESSION, session),
            None => storage.remove_item(SESSION),
        };
    }
    // Other tabs hear of it by themselves; this page's own parts would not.
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new("storage")) {
        let _ = window.dispatch_event(&event);
    }
}

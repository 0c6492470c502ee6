//! Whose session it is, in all tabs.
//!
//! The token lies in `localStorage`: a phone closes a page's tab whenever it wants memory, and with
//! `sessionStorage` a subscriber would sign in again for each article that somebody sends them. The policy
//! of the pages lets no foreign script run (docs/decisions/0016), and what could read it here could as well
//! ask in the reader's name. It is in no cookie and in no address.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::Reflect;
use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Event, PageTransitionEvent};

use super::door::{SESSION, storage, tell, unkept_session};
use super::{
    Access, Capabilities, Engine, Member, PocketBase, Reason, Refusal,
    pocketbase::Opened,
    request::{Call, Request, ResponseFuture},
};
use crate::{
    contract::{self, Value},
    newspaper::Newspaper,
};

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
    /// How often the engine was asked whose session it is.
    asked: Cell<u32>,
    /// The latest of these that is answered: an earlier one's answer comes too late.
    answered: Cell<u32>,
    is_awake: Cell<bool>,
    /// The session, where the browser keeps nothing for this site: it then lasts as long as the page.
    unkept: RefCell<Option<String>>,
}

/// The membership of the current context.
#[must_use]
pub fn use_membership() -> Membership {
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
            asked: Cell::new(0),
            answered: Cell::new(0),
            is_awake: Cell::new(false),
            unkept: RefCell::default(),
        })))
    }

    fn engine(&self) -> Option<&PocketBase> {
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

    /// As [`Membership::session`], without running again.
    #[must_use]
    pub fn session_untracked(&self) -> Session {
        self.0.session.get_untracked()
    }

    /// What the reader may see of contributions; what reads it runs again when it changes.
    #[must_use]
    pub fn access(&self) -> Access {
        match self.session() {
            Session::Closed => Access::SignedOut,
            Session::Left => Access::Checking,
            Session::Unknown(refusal) => Access::Unreachable(refusal),
            Session::Open(member) if member.banned => Access::Banned,
            Session::Open(member) if member.entitled => Access::Entitled(member),
            Session::Open(member) => Access::NotEntitled(member),
        }
    }

    /// The token to ask with. Another tab may have another one since this page began.
    ///
    /// # Errors
    /// [`Refusal::SignIn`] without one.
    pub fn token(&self) -> Result<String, Refusal> {
        self.own().map(|(_, token)| token).ok_or(Refusal::SignIn)
    }

    /// The id of the member whose session it is, and the token.
    fn own(&self) -> Option<(String, String)> {
        kept().or_else(|| split(self.0.unkept.borrow().as_ref()?))
    }

    /// The reader comes near what is for members: whose session it is must be known now, and from now on
    /// it is the same in all tabs.
    pub fn wake(&self) {
        if self.engine().is_none() || self.0.is_awake.replace(true) {
            return;
        }
        self.listen("storage", |this, event| {
            // Of another tab's event it is said what has changed; this page's own is about the session.
            let key = Reflect::get(event, &"key".into())
                .ok()
                .and_then(|key| key.as_string());
            if key.is_none_or(|key| key == SESSION) {
                this.follow();
            }
        });
        // A page that the browser has kept hears on its return what it missed.
        self.listen("pageshow", |this, event| {
            if event.unchecked_ref::<PageTransitionEvent>().persisted() {
                this.follow();
            }
        });
        self.listen("visibilitychange", |this, _| {
            let is_seen = web_sys::window()
                .and_then(|window| window.document())
                .is_some_and(|document| !document.hidden());
            if is_seen && this.own().is_some() && this.is_stale() {
                this.check();
            }
        });
        if self.own().is_some() {
            self.check();
        }
    }

    /// Takes over what another tab has made of the session.
    fn follow(&self) {
        match (self.own(), self.session_untracked()) {
            (None, _) => self.set_session(Session::Closed),
            // The other tab has only got a newer token.
            (Some((id, _)), Session::Open(member)) if id == member.id => {}
            // Somebody else: what was theirs before is shown no longer.
            (Some(_), _) => {
                self.set_session(Session::Left);
                self.check();
            }
        }
    }

    /// For as long as the page is open.
    fn listen(&self, event: &str, handle: fn(&Self, &Event)) {
        let this = self.clone();
        window_event_listener_untyped(event, move |event| handle(&this, &event));
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
        let (id, token) = self.own().ok_or(Refusal::SignIn)?;
        self.0.checked.set(js_sys::Date::now());
        if let Session::Unknown(_) = self.session_untracked() {
            self.set_session(Session::Left);
        }
        let asked = self.next_ask();
        let check = engine.check().send_with(|call| call.send(Some(token.clone())));
        let answer = check.await;
        // Meanwhile the reader may have signed out, or in as somebody else.
        if self.own().is_none_or(|(own, _)| own != id) {
            return Err(Refusal::SignIn);
        }
        if asked < self.0.answered.get() {
            return match self.session_untracked() {
                Session::Open(member) => Ok(member),
                _ => Err(Refusal::Timeout),
            };
        }
        self.0.answered.set(asked);
        match answer {
            Ok(opened) => Ok(self.take_over(opened)),
            Err(Refusal::SignIn) => {
                self.heed_refusal(Refusal::SignIn, &token);
                Err(Refusal::SignIn)
            }
            Err(refusal) => {
                // Who is known stays known: only what they ask for next will fail.
                if !matches!(self.0.session.get_untracked(), Session::Open(_)) {
                    self.set_session(Session::Unknown(refusal));
                }
                Err(refusal)
            }
        }
    }

    /// Whether who the reader is may have changed. Who waits for a payment or a letter comes back to see.
    fn is_stale(&self) -> bool {
        match self.0.session.get_untracked() {
            Session::Open(member) if member.entitled && member.confirmed => {
                js_sys::Date::now() - self.0.checked.get() > STALE
            }
            _ => true,
        }
    }

    /// What shows the same need not be made again.
    fn set_session(&self, session: Session) {
        if self.0.session.get_untracked() != session {
            self.0.session.set(session);
        }
    }

    fn next_ask(&self) -> u32 {
        self.0.asked.set(self.0.asked.get() + 1);
        self.0.asked.get()
    }

    /// A session begins.
    pub fn open(&self, opened: Opened) {
        // What was asked before is over.
        self.0.answered.set(self.next_ask());
        self.take_over(opened);
    }

    /// A session begins, or goes on with a newer token.
    fn take_over(&self, Opened { token, member }: Opened) -> Member {
        self.0.checked.set(js_sys::Date::now());
        self.set_session(Session::Open(member.clone()));
        self.keep(Some(&[&member.id, " ", token.as_str()].concat()));
        member
    }

    /// The session ends, in all tabs.
    pub fn close(&self) {
        self.set_session(Session::Closed);
        self.keep(None);
    }

    /// Asks the engine for something, in the member's name where it is for members. Without an engine there is no
    /// answer.
    pub fn ask<T: 'static>(&self, request: impl FnOnce(&PocketBase) -> Request<T>) -> ResponseFuture<T> {
        match self.engine() {
            Some(engine) => request(engine).send_with(|call| self.answer(call)),
            None => Box::pin(std::future::ready(Err(Refusal::Server))),
        }
    }

    fn answer(&self, call: Call) -> ResponseFuture<Value> {
        if !call.is_authenticated() {
            return call.send(None);
        }
        let this = self.clone();
        Box::pin(async move {
            let token = this.token()?;
            let answer = call.send(Some(token.clone())).await;
            if let Err(refusal) = &answer {
                this.heed_refusal(*refusal, &token);
            }
            answer
        })
    }

    /// Makes an account, has a letter sent to confirm its address, and signs in.
    pub fn sign_up(&self, name: String, email: String, password: String) -> ResponseFuture<Opened> {
        let this = self.clone();
        Box::pin(async move {
            let made = this.ask(|engine| engine.sign_up(&name, &email, &password)).await;
            let is_there = made == Err(Refusal::Invalid(Reason::EmailTaken));
            if !is_there {
                made?;
            }
            let opened = this.ask(|engine| engine.sign_in(&email, &password)).await;
            // Whose account it is already is not known without its password; an earlier answer may have got lost.
            let opened = opened.map_err(|refusal| match refusal {
                Refusal::Invalid(_) if is_there => Refusal::Invalid(Reason::EmailTaken),
                refusal => refusal,
            })?;
            // The account is there even where the letter is late: it can be asked for again.
            let _ = this.ask(|engine| engine.ask_to_confirm(&email)).await;
            Ok(opened)
        })
    }

    /// What the refusal of what was asked with a token says of the reader: the engine knows better than this page
    /// who may do what.
    fn heed_refusal(&self, refusal: Refusal, token: &str) {
        match refusal {
            Refusal::SignIn if self.token().is_ok_and(|kept| kept == token) => self.close(),
            Refusal::NotEntitled | Refusal::Banned => self.check(),
            _ => {}
        }
    }
}

impl Membership {
    fn keep(&self, session: Option<&str>) {
        let is_kept = storage().is_some_and(|storage| {
            let done = match session {
                Some(session) => storage.set_item(SESSION, session),
                None => storage.remove_item(SESSION),
            };
            done.is_ok()
        });
        let unkept = session.filter(|_| !is_kept);
        self.0.unkept.replace(unkept.map(str::to_owned));
        unkept_session(unkept.is_some());
        tell("storage");
    }
}

/// The id of the member whose session it is, and the token.
fn kept() -> Option<(String, String)> {
    if cfg!(not(target_arch = "wasm32")) {
        return None;
    }
    split(&storage()?.get_item(SESSION).ok()??)
}

fn split(session: &str) -> Option<(String, String)> {
    let (id, token) = session.split_once(' ')?;
    Some((id.to_owned(), token.to_owned()))
}

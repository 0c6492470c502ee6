//! The discussion, as a subscriber sees it.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::JsString;
use reactive_graph::{
    owner::{Owner, on_cleanup},
    prelude::*,
    signal::ArcRwSignal,
};
use send_wrapper::SendWrapper;
use wasm_bindgen_futures::spawn_local;

use super::{
    account::has_returned,
    compose::{Field, Writing, compose},
    contribution::{ANSWERS, Posted, contribution},
    keep_focus, keeping_focus, paragraph, refused,
};
use crate::{
    components::button,
    french,
    load::delay,
    membership::{
        Asked, Asking, Contribution, Draft, Member, Membership, Order, Page, Reason, Refusal, State,
        membership,
    },
    view::{self, Children, Element, children, element, follow},
};

/// How often it is asked whether there are new contributions, in milliseconds.
const LOOK: u32 = 60_000;

/// A discussion under an article. A clone is the same one.
#[derive(Clone)]
pub struct Discussion(Rc<Inner>);

struct Inner {
    article: String,
    member: Member,
    membership: Membership,
    order: ArcRwSignal<Order>,
    /// How often it was asked for anew.
    version: ArcRwSignal<u32>,
    /// What the reader wrote since it was last asked for, by the id of what it answers: by "" what answers nothing.
    own: RefCell<Vec<(String, Own)>>,
    /// The ids of those among them that a page has brought since then.
    brought: RefCell<Vec<String>>,
    /// What is on its way to the engine.
    sending: RefCell<Vec<Posted>>,
    /// How many contributions there are, as far as the reader has seen; `None` before the engine has said it.
    known: Cell<Option<u32>>,
    /// How many more there are by now.
    news: ArcRwSignal<u32>,
    /// What is said to those who do not see it happen.
    said: ArcRwSignal<&'static str>,
}

/// What the reader wrote in one place.
type Own = ArcRwSignal<Vec<Posted>>;

impl Discussion {
    pub fn member(&self) -> &Member {
        &self.0.member
    }

    pub fn membership(&self) -> &Membership {
        &self.0.membership
    }

    pub fn say(&self, words: &'static str) {
        self.0.said.set(words);
    }

    /// One contribution more or less by the reader's own hand.
    pub fn count_own(&self, more: bool) {
        let known = self.0.known.get();
        self.0.known.set(known.map(|known| match more {
            true => known + 1,
            false => known.saturating_sub(1),
        }));
    }

    fn own(&self, parent: &str) -> Own {
        let mut all = self.0.own.borrow_mut();
        if let Some((_, own)) = all.iter().find(|(other, _)| other == parent) {
            return own.clone();
        }
        let own = Own::default();
        all.push((parent.to_owned(), own.clone()));
        own
    }

    /// A contribution has another id: so have those that answer it another parent.
    fn rename(&self, before: &str, now: &str) {
        for (parent, _) in self.0.own.borrow_mut().iter_mut() {
            if parent == before {
                now.clone_into(parent);
            }
        }
    }

    fn forget_own_if(&self, is_over: impl Fn(&Posted) -> bool) {
        for (_, own) in self.0.own.borrow().iter() {
            if own.with_untracked(|own| own.iter().any(&is_over)) {
                own.update(|own| own.retain(|posted| !is_over(posted)));
            }
        }
    }

    /// What the reader writes here, by what it is.
    pub fn draft(&self, what: &str) -> Draft {
        Draft::of(&self.0.member.id, &self.0.article, what)
    }

    /// Changes a contribution's text. Where it is not any more as it was seen, what it has become is seen now, and
    /// the next change replaces that. `earlier` is what was sent before, and may be what it has become.
    pub fn edit(
        &self,
        seen: &ArcRwSignal<Contribution>,
        earlier: Option<String>,
        text: String,
    ) -> Asking<Contribution> {
        let (membership, seen) = (self.membership().clone(), seen.clone());
        Box::pin(async move {
            let before = seen.get_untracked();
            let edited = membership.ask(|engine| engine.edit(&before, &text)).await;
            if !matches!(edited, Err(Refusal::Invalid(Reason::Changed))) {
                return edited;
            }
            let there = membership.ask(|engine| engine.contribution(&before.id)).await?;
            seen.set(there.clone());
            if earlier.is_some_and(|earlier| is_same(&there.text, &earlier)) {
                return membership.ask(|engine| engine.edit(&there, &text)).await;
            }
            edited
        })
    }

    /// A field for a contribution, or for an answer to one. `cancel` leaves it, where one can, and says whether it takes
    /// the focus. What is sent is shown at once among `own`, and taken back when the engine refuses it: the text is then
    /// in the field again.
    pub fn composer(
        &self,
        parent: &str,
        label: &'static str,
        cancel: Option<(bool, Rc<dyn Fn()>)>,
    ) -> Element {
        let (focus, cancel) = cancel.map_or((false, None), |(focus, cancel)| (focus, Some(cancel)));
        let draft = Rc::new(RefCell::new(self.draft(parent)));
        let text = draft.borrow().text.clone();
        let (kept, elsewhere) = (Rc::clone(&draft), Rc::clone(&draft));
        let (this, parent) = (self.clone(), parent.to_owned());
        let (done, gone, left) = (cancel.clone(), cancel.clone(), Rc::clone(&draft));
        let cancel = cancel.map(|cancel| -> Rc<dyn Fn()> {
            Rc::new(move || {
                left.borrow().leave();
                cancel();
            })
        });
        compose(Writing {
            label,
            submit: french::POST,
            text,
            focus,
            changed: Box::new(move |text| kept.borrow_mut().keep(text)),
            is_gone: Box::new(move || {
                // What posts it itself holds it.
                let is_gone = elsewhere.try_borrow_mut().is_ok_and(|mut draft| draft.is_gone());
                if let (true, Some(gone)) = (is_gone, &gone) {
                    gone();
                }
                is_gone
            }),
            escapes: true,
            send: Box::new(move |text, field| this.post(&parent, text, &draft, &field, done.clone())),
            cancel,
        })
    }

    fn post(
        &self,
        parent: &str,
        text: String,
        draft: &Rc<RefCell<Draft>>,
        field: &Field,
        done: Option<Rc<dyn Fn()>>,
    ) {
        let outcome = field.outcome.clone();
        if !outcome.begin() {
            return;
        }
        let sent = draft.borrow().sent.clone();
        draft.borrow_mut().send(text.clone());
        let id = draft.borrow().id.clone();
        let posted = Posted::sending(Contribution {
            id,
            author: self.0.member.id.clone(),
            name: self.0.member.name.clone(),
            text: text.clone(),
            ..Contribution::default()
        });
        let (this, parent, own) = (self.clone(), parent.to_owned(), self.own(parent));
        let (draft, field, shown) = (Rc::clone(draft), field.clone(), posted.clone());
        self.0.sending.borrow_mut().push(posted.clone());
        own.update(|own| own.push(posted));
        field.put("");
        spawn_local(async move {
            let was_sent = sent.is_some();
            let sent = this.contribute(&parent, &shown, &text, sent, &draft).await;
            let it = shown.contribution();
            this.0.sending.borrow_mut().retain(|other| !other.has_id(&it.id));
            // The list may have brought what no answer came for.
            let sent = match sent {
                Err(_) if !shown.is_sending() => Ok((*it).clone()),
                sent => sent,
            };
            match &sent {
                Ok(contribution) => {
                    // Then it is no draft any more.
                    let mut draft = draft.borrow_mut();
                    if draft.id == it.id {
                        draft.posted();
                    }
                    drop(draft);
                    this.rename(&it.id, &contribution.id);
                    shown.arrived(contribution.clone());
                    // The list may have it as it was when it was sent before.
                    if was_sent {
                        this.again();
                    } else {
                        this.forget_brought();
                    }
                    if contribution.state == State::Published {
                        this.count_own(true);
                        this.say(french::POSTED);
                    } else {
                        this.say(french::POSTED_PENDING);
                    }
                    if let Some(done) = done {
                        done();
                    }
                }
                Err(_) => {
                    own.update(|own| own.retain(|other| !other.has_id(&it.id)));
                    field.put(&text);
                }
            }
            outcome.end(sent.map(drop));
        });
    }

    /// Sends a text. Where the engine has a contribution with this id already, an earlier answer of its got lost, or
    /// another tab has sent what it had of the same draft.
    async fn contribute(
        &self,
        parent: &str,
        shown: &Posted,
        text: &str,
        earlier: Option<String>,
        draft: &RefCell<Draft>,
    ) -> Asked<Contribution> {
        let (article, membership) = (&self.0.article, &self.0.membership);
        let contribute = |id: &str| membership.ask(|engine| engine.contribute(article, parent, id, text));
        let id = shown.contribution().id.clone();
        let sent = contribute(&id).await;
        if !matches!(sent, Err(Refusal::Invalid(Reason::Double))) {
            return sent;
        }
        let there = membership.ask(|engine| engine.contribution(&id)).await?;
        if is_same(&there.text, text) {
            return Ok(there);
        }
        // What was sent earlier, and is so still, becomes this.
        if earlier.is_some_and(|earlier| is_same(&there.text, &earlier)) {
            let edited = membership.ask(|engine| engine.edit(&there, text)).await;
            if !matches!(edited, Err(Refusal::Invalid(Reason::Late | Reason::Changed))) {
                return edited;
            }
        }
        let id = {
            let mut draft = draft.borrow_mut();
            draft.renew();
            draft.send(text.to_owned());
            draft.id.clone()
        };
        self.rename(&shown.contribution().id, &id);
        shown.sent_as(&id);
        contribute(&id).await
    }

    /// Shows what there is by now.
    fn again(&self) {
        self.forget_posted();
        let known = self.0.known.get();
        self.0
            .known
            .set(known.map(|known| known + self.0.news.get_untracked()));
        self.0.news.set(0);
        self.0.version.update(|version| *version += 1);
    }

    /// What a page brings is not shown among what the reader just wrote as well, is on its way no more, and is no
    /// draft.
    fn forget_own(&self, page: &Page) {
        for contribution in &page.contributions {
            self.forget_one("", contribution);
            for answer in &contribution.answers {
                self.forget_one(&contribution.id, answer);
            }
        }
        self.forget_brought();
    }

    fn forget_one(&self, parent: &str, it: &Contribution) {
        if it.author != self.0.member.id {
            return;
        }
        self.0.brought.borrow_mut().push(it.id.clone());
        for posted in self.0.sending.borrow().iter() {
            let sent = posted.contribution();
            if sent.id == it.id && is_same(&sent.text, &it.text) {
                posted.arrived(it.clone());
            }
        }
        let mut draft = self.draft(parent);
        if draft.sent.is_some() && draft.id == it.id && is_same(&draft.text, &it.text) {
            draft.posted();
        }
        let mut edit = self.draft(&["edit:", &it.id].concat());
        if is_same(&edit.text, &it.text) {
            edit.forget();
        }
    }

    fn forget_brought(&self) {
        let brought = self.0.brought.borrow();
        self.forget_own_if(|posted| brought.iter().any(|id| posted.has_id(id)));
    }

    /// What was written here is in the list that is asked for anew; but not what is still on its way.
    fn forget_posted(&self) {
        self.0.brought.take();
        self.forget_own_if(|posted| !posted.is_sending());
    }

    /// Looks now and then whether there are new contributions, as long as the reader looks at the page.
    fn look(&self) {
        let alive = Rc::new(Cell::new(true));
        let ended = SendWrapper::new(Rc::clone(&alive));
        on_cleanup(move || ended.set(false));
        let this = self.clone();
        spawn_local(async move {
            while alive.get() {
                let is_seen = web_sys::window()
                    .and_then(|window| window.document())
                    .is_some_and(|document| !document.hidden());
                let count = || {
                    let membership = &this.0.membership;
                    membership.ask(|engine| engine.count(&this.0.article))
                };
                if is_seen && let Ok(count) = count().await {
                    let known = this.0.known.get().unwrap_or(count);
                    this.0.known.set(Some(known));
                    let news = count.saturating_sub(known);
                    // What is said again is heard again.
                    if this.0.news.get_untracked() != news {
                        this.0.news.set(news);
                    }
                }
                delay(LOOK).await;
            }
        });
    }
}

/// Whether two texts are the same once the engine has tidied them (`pb_hooks/lib/words.js`): in NFC, without signs that
/// are not seen, without more white space than needed, and with a joiner where marks are heaped (Go's stream-safe text).
fn is_same(one: &str, other: &str) -> bool {
    tidy(one).split_whitespace().eq(tidy(other).split_whitespace())
}

fn tidy(text: &str) -> String {
    let unseen = |sign: char| {
        let is_control = sign.is_ascii_control() && sign != '\n' && sign != '\t';
        is_control
            || matches!(sign, '\u{80}'..='\u{9f}' | '\u{34f}' | '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
    };
    let text = String::from(JsString::from(text).normalize("NFC"));
    text.chars().filter(|sign| !unseen(*sign)).collect()
}

pub fn discussion(article: &str, member: Member) -> Element {
    let discussion = Discussion(Rc::new(Inner {
        article: article.to_owned(),
        member,
        membership: membership(),
        order: ArcRwSignal::default(),
        version: ArcRwSignal::new(0),
        own: RefCell::default(),
        brought: RefCell::default(),
        sending: RefCell::default(),
        known: Cell::new(None),
        news: ArcRwSignal::new(0),
        said: ArcRwSignal::new(""),
    }));
    discussion.look();
    has_returned();
    let said = discussion.0.said.clone();
    let said = element("p")
        .class("unseen")
        .attribute("role", "status")
        .live(move || children(said.get()));
    let composer = discussion.composer("", french::YOUR_CONTRIBUTION, None);
    let list = discussion.clone();
    element("div")
        .class("discussion")
        .with(composer)
        .with(said)
        .with(own_list(&discussion, ""))
        .with(toolbar(&discussion))
        .with(element("div").live(move || {
            list.0.version.track();
            list.0.order.track();
            children(page(&list, None))
        }))
}

/// What the reader wrote just now: contributions, the newest first, or answers to one. What is there stays as it is
/// when there is more or less of it: they may be answering it, or changing it.
pub fn own_list(discussion: &Discussion, parent: &str) -> Element {
    let (own, are_answers) = (discussion.own(parent), !parent.is_empty());
    let (discussion, owner) = (discussion.clone(), Owner::current().unwrap_or_default());
    let class = if are_answers { ANSWERS } else { "thread" };
    let list = element("ol").class(class).attribute("role", "list");
    list.bind(move |list| {
        let (list, shown) = (
            list.clone(),
            Cell::new(Vec::<(Posted, Owner, web_sys::Element)>::new()),
        );
        follow(move || {
            let (own, mut there) = (own.get(), shown.take());
            there.retain(|(posted, lives, item)| {
                let stays = own.contains(posted);
                if !stays {
                    if let Some(place) = list.parent_element() {
                        keep_focus(&place);
                    }
                    lives.cleanup();
                    item.remove();
                }
                stays
            });
            // More comes at the end, and only there.
            for posted in own.into_iter().skip(there.len()) {
                let lives = owner.with(Owner::new);
                let item = lives.with(|| {
                    let parts = contribution(&discussion, posted.clone(), !are_answers);
                    view::append(&list, "li", children(parts))
                });
                if let Some(item) = item {
                    if !are_answers {
                        let _ = list.prepend_with_node_1(&item);
                    }
                    there.push((posted, lives, item));
                }
            }
            shown.set(there);
        });
    })
}

/// The order of the contributions, and word of new ones.
fn toolbar(discussion: &Discussion) -> Element {
    let choice = |order: Order, words: &'static str| {
        let (this, shown) = (discussion.clone(), discussion.0.order.clone());
        let chosen = shown.clone();
        let button = button("plain", words, move || {
            this.forget_posted();
            chosen.set(order);
        });
        button.bind(move |button| {
            let button = button.clone();
            follow(move || {
                let pressed = if shown.get() == order { "true" } else { "false" };
                let _ = button.set_attribute("aria-pressed", pressed);
            });
        })
    };
    let this = discussion.clone();
    let news = element("div").attribute("role", "status");
    let news = keeping_focus(news, move || match this.0.news.get() {
        0 => children(None::<Element>),
        count => {
            let again = this.clone();
            children(button("button", &french::new_contributions(count), move || {
                again.again()
            }))
        }
    });
    element("div")
        .class("order")
        .with(choice(Order::NewestFirst, french::NEWEST_FIRST))
        .with(choice(Order::OldestFirst, french::OLDEST_FIRST))
        .with(news)
}

#[derive(Clone)]
enum Load {
    Pending,
    Ready(SendWrapper<Rc<Page>>),
    Failed(Refusal),
}

/// The contributions after one, and after them the way to more.
fn page(discussion: &Discussion, after: Option<Rc<Contribution>>) -> Element {
    let load = ArcRwSignal::new(Load::Pending);
    ask_for(discussion, after.as_deref(), &load);
    let this = discussion.clone();
    keeping_focus(element("div"), move || match load.get() {
        Load::Pending => children(element("p").attribute("aria-busy", "true").with(french::LOADING)),
        Load::Failed(refusal) => {
            let (this, after, load) = (this.clone(), after.clone(), load.clone());
            let retry = button("button", french::RETRY, move || {
                ask_for(&this, after.as_deref(), &load)
            });
            children(vec![refused(refusal), element("p").with(retry)])
        }
        Load::Ready(page) => listed(&this, &page, after.is_some()),
    })
}

fn ask_for(discussion: &Discussion, after: Option<&Contribution>, load: &ArcRwSignal<Load>) {
    load.set(Load::Pending);
    let (this, load) = (discussion.clone(), load.clone());
    let (article, order) = (&this.0.article, this.0.order.get_untracked());
    let asking = this.membership().ask(|engine| engine.list(article, order, after));
    spawn_local(async move {
        load.set(match asking.await {
            Ok(page) => {
                this.forget_own(&page);
                Load::Ready(SendWrapper::new(Rc::new(page)))
            }
            Err(refusal) => Load::Failed(refusal),
        });
    });
}

fn listed(discussion: &Discussion, page: &Page, is_further: bool) -> Children {
    let Some(last) = page.contributions.last() else {
        let own = discussion.own("");
        let none = element("div").live(move || {
            let is_first = own.with(Vec::is_empty);
            children(is_first.then(|| paragraph(french::NO_CONTRIBUTIONS)))
        });
        return children((!is_further).then_some(none));
    };
    let mut list = element("ol").class("thread").attribute("role", "list");
    for each in &page.contributions {
        let parts = contribution(discussion, Posted::new(each.clone()), true);
        list = list.with(element("li").with(parts));
    }
    let more = page.more.then(|| {
        let asked = ArcRwSignal::new(false);
        let (this, last) = (discussion.clone(), Rc::new(last.clone()));
        keeping_focus(element("div").class("more"), move || {
            let ask = asked.clone();
            children(match asked.get() {
                true => self::page(&this, Some(Rc::clone(&last))),
                false => button("button", french::MORE_CONTRIBUTIONS, move || ask.set(true)),
            })
        })
    });
    children(vec![Some(list), more])
}

//! One contribution, and what a reader can do with it.

use std::{cell::RefCell, rc::Rc};

use reactive_graph::{prelude::*, signal::ArcRwSignal};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::{
    Outcome,
    compose::{Writing, compose},
    discussion::{Discussion, own_list},
    keeping_focus, notice, paragraph, take_focus,
};
use crate::{
    components::{button, link, listen},
    dates, french,
    membership::{Contribution, Draft, Piece, Report, State, linked, now},
    newspaper::newspaper,
    view::{Children, Element, children, element, follow},
};

/// A contribution that is shown. A clone is the same one.
#[derive(Clone, PartialEq)]
pub struct Posted {
    shown: ArcRwSignal<Shown>,
    likes: ArcRwSignal<Likes>,
}

/// How many like it, and the reader's own like.
#[derive(Clone, Default)]
struct Likes {
    count: u32,
    own: Option<String>,
}

#[derive(Clone)]
struct Shown {
    contribution: SendWrapper<Rc<Contribution>>,
    /// On its way to the engine.
    is_sending: bool,
    doing: Doing,
    /// Whether they have only just begun: what they begin takes the focus once.
    has_begun: bool,
}

/// The class of a list of answers.
pub const ANSWERS: &str = "thread answers";

/// What Escape presses.
const ESCAPES: &str = "[data-escape]";

/// What the reader does with a contribution.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    Reading,
    Answering,
    Editing,
    Deleting,
    Reporting,
    Reported,
    Deleted,
}

impl Posted {
    pub fn new(contribution: Contribution) -> Self {
        Self {
            likes: ArcRwSignal::new(Likes {
                count: contribution.likes,
                own: contribution.liked.clone(),
            }),
            shown: ArcRwSignal::new(Shown {
                contribution: SendWrapper::new(Rc::new(contribution)),
                is_sending: false,
                doing: Doing::Reading,
                has_begun: false,
            }),
        }
    }

    pub fn sending(contribution: Contribution) -> Self {
        let posted = Self::new(contribution);
        posted.shown.update(|shown| shown.is_sending = true);
        posted
    }

    /// The engine has it, and says how it is.
    pub fn arrived(&self, contribution: Contribution) {
        self.shown.update(|shown| {
            shown.contribution = SendWrapper::new(Rc::new(contribution));
            shown.is_sending = false;
            shown.doing = Doing::Reading;
        });
    }

    /// As it is shown.
    pub fn contribution(&self) -> Rc<Contribution> {
        self.shown.with_untracked(|shown| Rc::clone(&shown.contribution))
    }

    /// It is sent again, as another one.
    pub fn sent_as(&self, id: &str) {
        self.shown.update_untracked(|shown| {
            let mut contribution = (**shown.contribution).clone();
            id.clone_into(&mut contribution.id);
            shown.contribution = SendWrapper::new(Rc::new(contribution));
        });
    }

    pub fn has_id(&self, id: &str) -> bool {
        self.contribution().id == id
    }

    /// What the reader was doing before the page was made anew.
    fn resume(&self, doing: Doing) {
        self.shown.update_untracked(|shown| {
            if shown.doing == Doing::Reading {
                shown.doing = doing;
            }
        });
    }

    fn begin(&self, doing: Doing) {
        self.shown.update(|shown| {
            shown.doing = doing;
            shown.has_begun = true;
        });
    }

    pub fn is_sending(&self) -> bool {
        self.shown.with_untracked(|shown| shown.is_sending)
    }

    fn take_begun(&self) -> bool {
        let mut has_begun = false;
        self.shown
            .update_untracked(|shown| has_begun = std::mem::take(&mut shown.has_begun));
        has_begun
    }
}

/// A contribution, with the answers to it where it can have any: what stands in its place of a list.
pub fn contribution(discussion: &Discussion, posted: Posted, may_be_answered: bool) -> Vec<Element> {
    let first = posted.contribution();
    if edit_draft(discussion, &first).is_open() {
        posted.resume(Doing::Editing);
    } else if may_be_answered && discussion.draft(&first.id).is_open() {
        posted.resume(Doing::Answering);
    }
    let (this, shown) = (discussion.clone(), posted);
    let itself = element("article").attribute("aria-label", first.name.clone());
    let itself = itself.bind(|article| {
        let within = article.clone();
        listen(article, "keydown", move |event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape"
                && let Ok(Some(leave)) = within.query_selector(ESCAPES)
                && let Some(leave) = leave.dyn_ref::<HtmlElement>()
            {
                leave.click();
            }
        });
    });
    let itself = keeping_focus(itself, move || whole(&this, &shown, may_be_answered));
    let mut parts = vec![itself];
    if !first.answers.is_empty() {
        let mut thread = element("ol").class(ANSWERS).attribute("role", "list");
        for answer in &first.answers {
            let answer = contribution(discussion, Posted::new(answer.clone()), false);
            thread = thread.with(element("li").with(answer));
        }
        parts.push(thread);
    }
    if may_be_answered {
        parts.push(own_list(discussion, &first.id));
    }
    parts
}

fn whole(discussion: &Discussion, posted: &Posted, may_be_answered: bool) -> Children {
    let Shown {
        contribution,
        is_sending,
        doing,
        ..
    } = posted.shown.get();
    let has_begun = posted.take_begun();
    if doing == Doing::Deleted {
        return children(paragraph(french::DELETED).class("removed"));
    }
    if contribution.state == State::Removed {
        return children(paragraph(french::REMOVED).class("removed"));
    }
    let below = match doing {
        _ if is_sending => Vec::new(),
        Doing::Reading => vec![actions(discussion, posted, &contribution, may_be_answered)],
        Doing::Answering => {
            let reading = posted.clone();
            let cancel = Rc::new(move || reading.begin(Doing::Reading));
            let label = french::YOUR_ANSWER;
            vec![discussion.composer(&contribution.id, label, Some((has_begun, cancel)))]
        }
        Doing::Editing => edit(discussion, posted, &contribution, has_begun),
        Doing::Deleting => vec![delete(discussion, posted, &contribution, has_begun)],
        Doing::Reporting => vec![report(discussion, posted, &contribution, has_begun)],
        Doing::Reported => vec![
            notice(french::REPORTED),
            actions(discussion, posted, &contribution, may_be_answered),
        ],
        Doing::Deleted => Vec::new(),
    };
    let text = (doing != Doing::Editing).then(|| text(&contribution.text));
    children(vec![
        vec![header(&contribution, is_sending)],
        text.unwrap_or_default(),
        below,
    ])
}

fn header(contribution: &Contribution, is_sending: bool) -> Element {
    let newspaper = newspaper();
    let when = dates::in_zone(&contribution.written, &newspaper.site().time_zone).map(|local| {
        element("time")
            .attribute("datetime", contribution.written.clone())
            .with(local.minute())
    });
    let state = match contribution.state {
        _ if is_sending => french::SENDING,
        State::Pending => french::PENDING,
        _ if contribution.edited.is_some() => french::EDITED,
        _ => "",
    };
    element("header")
        // A name may turn the direction of what follows.
        .with(element("bdi").class("who").with(&contribution.name))
        .with(" ")
        .with(when)
        .with(" ")
        .with((!state.is_empty()).then(|| element("span").class("state").with(state)))
}

/// Tells buttons apart that are called the same, for those who hear them.
fn whose(contribution: &Contribution) -> Element {
    let name = [" (", &contribution.name, ")"].concat();
    element("span").class("unseen").with(name)
}

/// A text in paragraphs, each in its own direction.
fn text(text: &str) -> Vec<Element> {
    let mut paragraphs = Vec::new();
    for line in text.split('\n').filter(|line| !line.trim().is_empty()) {
        let mut paragraph = element("p").attribute("dir", "auto");
        for piece in linked(line) {
            paragraph = match piece {
                Piece::Text(words) => paragraph.with(words),
                Piece::Link(address) => {
                    let link = link("", address.to_owned(), address);
                    paragraph.with(link.attribute("rel", "ugc nofollow noopener noreferrer"))
                }
            };
        }
        paragraphs.push(paragraph);
    }
    paragraphs
}

fn actions(
    discussion: &Discussion,
    posted: &Posted,
    contribution: &Contribution,
    may_be_answered: bool,
) -> Element {
    let can = discussion.membership().capabilities();
    let is_own = contribution.author == discussion.member().id;
    let is_published = contribution.state == State::Published;
    let begin = |doing, words| {
        let posted = posted.clone();
        button("plain", words, move || posted.begin(doing)).with(whose(contribution))
    };
    let is_in_time = || {
        let until = contribution.editable_until.as_ref();
        until.is_some_and(|until| *until > now()) || !edit_draft(discussion, contribution).text.is_empty()
    };
    let is_editable = is_own && can.edit && is_in_time();
    let outcome = Outcome::default();
    let told = outcome.told();
    let actions = element("p")
        .class("actions")
        .with((can.likes && is_published).then(|| like(discussion, posted, contribution, outcome)))
        .with((may_be_answered && is_published).then(|| begin(Doing::Answering, french::ANSWER)))
        .with(is_editable.then(|| begin(Doing::Editing, french::EDIT)))
        .with(is_own.then(|| begin(Doing::Deleting, french::DELETE)))
        .with((!is_own && can.reports).then(|| begin(Doing::Reporting, french::REPORT)));
    element("div").with(actions).with(told)
}

/// The button stays where it is, and the focus in it: only what it says changes.
fn like(discussion: &Discussion, posted: &Posted, contribution: &Contribution, outcome: Outcome) -> Element {
    let (this, likes, id) = (discussion.clone(), posted.likes.clone(), contribution.id.clone());
    let press = move || {
        let (membership, changed) = (this.membership(), likes.clone());
        match likes.get_untracked().own {
            None => outcome.of(membership.ask(|engine| engine.like(&id)), move |like| {
                changed.update(|likes| {
                    likes.count += 1;
                    likes.own = Some(like);
                });
            }),
            Some(like) => outcome.of(membership.ask(|engine| engine.unlike(&like)), move |()| {
                changed.update(|likes| {
                    likes.count = likes.count.saturating_sub(1);
                    likes.own = None;
                });
            }),
        }
    };
    let (likes, pressed) = (posted.likes.clone(), posted.likes.clone());
    let count = element("span").live(move || children(french::likes(likes.get().count)));
    button("plain", "", press)
        .with(count)
        .with(whose(contribution))
        .bind(move |button| {
            let button = button.clone();
            follow(move || {
                let pressed = if pressed.get().own.is_some() {
                    "true"
                } else {
                    "false"
                };
                let _ = button.set_attribute("aria-pressed", pressed);
            });
        })
}

fn edit_draft(discussion: &Discussion, contribution: &Contribution) -> Draft {
    discussion.draft(&["edit:", &contribution.id].concat())
}

fn edit(discussion: &Discussion, posted: &Posted, contribution: &Contribution, focus: bool) -> Vec<Element> {
    let mut draft = edit_draft(discussion, contribution);
    let begun = match draft.text.as_str() {
        "" => contribution.text.clone(),
        text => text.to_owned(),
    };
    // A draft of before may be made from other words than there are now.
    let first = draft
        .from
        .get_or_insert_with(|| contribution.text.clone())
        .clone();
    let draft = Rc::new(RefCell::new(draft));
    let mut seen = contribution.clone();
    seen.text.clone_from(&first);
    let seen = ArcRwSignal::new(seen);
    let (this, reading, before) = (discussion.clone(), posted.clone(), seen.clone());
    let (kept, elsewhere, left) = (Rc::clone(&draft), Rc::clone(&draft), Rc::clone(&draft));
    let saved = posted.clone();
    let (cancel, begun_with, left_at) = (posted.clone(), first.clone(), seen.clone());
    let changed = element("div").live(move || {
        let seen = seen.get();
        children((seen.text != first).then(|| text(&seen.text)))
    });
    let compose = compose(Writing {
        label: french::YOUR_CONTRIBUTION,
        submit: french::SAVE,
        text: begun,
        focus,
        changed: Box::new(move |text| kept.borrow_mut().keep(text)),
        // What was saved in another tab is read again; the field is not emptied.
        is_gone: Box::new(move || {
            if let Ok(mut draft) = elsewhere.try_borrow_mut() {
                let text = draft.text.clone();
                if draft.is_gone() && !text.is_empty() {
                    let mut there = (*saved.contribution()).clone();
                    there.text = text;
                    there.edited = Some(now());
                    saved.arrived(there);
                }
            }
            false
        }),
        send: Box::new(move |text, field| {
            let (said, reading, draft) = (this.clone(), reading.clone(), Rc::clone(&draft));
            let earlier = draft.borrow().sent.clone();
            draft.borrow_mut().send(text.clone());
            field
                .outcome
                .of(this.edit(&before, earlier, text), move |edited| {
                    draft.borrow_mut().posted();
                    reading.arrived(edited);
                    said.say(french::SAVED);
                });
        }),
        // Escape is pressed soon, and what was changed would be gone.
        escapes: false,
        cancel: Some(Rc::new(move || {
            left.borrow_mut().forget();
            let there = left_at.get_untracked();
            if there.text == begun_with {
                cancel.begin(Doing::Reading);
            } else {
                cancel.arrived(there);
            }
        })),
    });
    vec![changed, compose]
}

fn delete(discussion: &Discussion, posted: &Posted, contribution: &Contribution, focus: bool) -> Element {
    let (this, gone, id) = (discussion.clone(), posted.clone(), contribution.id.clone());
    let was_published = contribution.state == State::Published;
    let outcome = Outcome::default();
    let (told, cancel) = (outcome.told(), leave(posted, &outcome));
    let sure = button("button", french::DELETE, move || {
        let (said, gone) = (this.clone(), gone.clone());
        outcome.of(this.membership().ask(|engine| engine.delete(&id)), move |()| {
            gone.begin(Doing::Deleted);
            if was_published {
                said.count_own(false);
            }
            said.say(french::DELETED);
        });
    });
    element("div")
        .with(question(french::DELETE_CONTRIBUTION, focus))
        .with(told)
        .with(element("p").class("actions").with(sure).with(cancel))
}

/// What a reader is asked. It takes the focus, and not the answer: whoever holds a key down has not answered.
fn question(words: &'static str, focus: bool) -> Element {
    let question = element("p").attribute("tabindex", "-1").with(words);
    if focus {
        question.bind(take_focus)
    } else {
        question
    }
}

/// Leaves what was asked, unless the answer is under way.
fn leave(posted: &Posted, outcome: &Outcome) -> Element {
    let (posted, outcome) = (posted.clone(), outcome.clone());
    let cancel = button("plain", french::CANCEL, move || {
        if !outcome.is_busy_now() {
            posted.begin(Doing::Reading);
        }
    });
    cancel.attribute("data-escape", "")
}

fn report(discussion: &Discussion, posted: &Posted, contribution: &Contribution, focus: bool) -> Element {
    let outcome = Outcome::default();
    let (told, cancel) = (outcome.told(), leave(posted, &outcome));
    let mut reasons = element("p").class("actions");
    for report in Report::ALL {
        let (this, reading, id) = (discussion.clone(), posted.clone(), contribution.id.clone());
        let outcome = outcome.clone();
        let reason = button("plain", french::report(report), move || {
            let (said, reading) = (this.clone(), reading.clone());
            let asking = this.membership().ask(|engine| engine.report(&id, report));
            outcome.of(asking, move |()| {
                reading.begin(Doing::Reported);
                said.say(french::REPORTED);
            });
        });
        reasons = reasons.with(reason);
    }
    element("div")
        .with(question(french::REPORT_WHY, focus))
        .with(reasons)
        .with(told)
        .with(element("p").class("actions").with(cancel))
}

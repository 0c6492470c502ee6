//! Where a contribution is written.

use std::{cell::RefCell, rc::Rc};

use reactive_graph::{prelude::*, signal::ArcRwSignal};
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use super::{Outcome, take_focus};
use crate::{
    components::{button, listen},
    french,
    membership::{DRAFTS, LONGEST, Reason, Refusal},
    view::{Element, children, element, follow},
};

/// What is done with what was written.
pub struct Writing {
    /// What the field is called.
    pub label: &'static str,
    pub submit: &'static str,
    /// What is there already.
    pub text: String,
    /// Whether the reader asked for the field, and is in it at once.
    pub focus: bool,
    /// Hears of each change.
    pub changed: Box<dyn Fn(String)>,
    /// Whether what was written was posted from elsewhere meanwhile; asked whenever something that is kept changes.
    pub is_gone: Box<dyn Fn() -> bool>,
    /// Takes the text, and tells the field's outcome what came of it.
    pub send: Box<dyn Fn(String, Field)>,
    /// Whether Escape leaves it, too.
    pub escapes: bool,
    /// Leaves it, where one can.
    pub cancel: Option<Rc<dyn Fn()>>,
}

/// The field, for who sends what is in it.
#[derive(Clone)]
pub struct Field {
    area: Rc<RefCell<Option<HtmlTextAreaElement>>>,
    length: ArcRwSignal<usize>,
    pub outcome: Outcome,
}

impl Field {
    /// Puts a text into the field, where nothing else has been written meanwhile.
    pub fn put(&self, text: &str) {
        if let Some(area) = &*self.area.borrow()
            && (text.is_empty() || area.value().is_empty())
        {
            area.set_value(text);
            self.length.set(text.chars().count());
        }
    }
}

/// A field for a text of at most [`LONGEST`] characters, which are counted.
pub fn compose(writing: Writing) -> Element {
    let Writing {
        label,
        submit,
        text,
        focus,
        changed,
        is_gone,
        send,
        escapes,
        cancel,
    } = writing;
    let field = Field {
        area: Rc::default(),
        length: ArcRwSignal::new(text.chars().count()),
        outcome: Outcome::default(),
    };
    let length = field.length.clone();
    let bound = field.clone();
    let area = element("textarea").attribute("rows", "4").bind(move |element| {
        let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() else {
            return;
        };
        area.set_value(&text);
        bound.area.replace(Some(area.clone()));
        if focus {
            take_focus(element);
        }
        if let Some(window) = web_sys::window() {
            let is_gone = Rc::new(is_gone);
            for event in ["storage", DRAFTS] {
                let (field, is_gone) = (bound.clone(), Rc::clone(&is_gone));
                listen(&window, event, move |_| {
                    if is_gone() {
                        field.put("");
                    }
                });
            }
        }
        let (area, waits) = (area.clone(), area.clone());
        let outcome = bound.outcome.clone();
        // What is written while something is on its way would be in its way.
        let is_refused = outcome.clone();
        follow(move || waits.set_read_only(outcome.is_busy()));
        let faulty = area.clone();
        follow(move || {
            if let Some(Refusal::Invalid(_)) = is_refused.refusal() {
                let _ = faulty.set_attribute("aria-invalid", "true");
                take_focus(&faulty);
            } else {
                let _ = faulty.remove_attribute("aria-invalid");
            }
        });
        listen(element, "input", move |_| {
            let text = area.value();
            bound.length.set(text.chars().count());
            changed(text);
        });
    });
    let counted = element("p").class("count").live(move || {
        let length = length.get();
        children(match length {
            0 => String::new(),
            _ => french::length(length, LONGEST),
        })
    });
    let outcome = field.outcome.clone();
    let told = outcome.told();
    let submit = element("button")
        .class("button")
        .attribute("type", "submit")
        .live(move || {
            children(if outcome.is_busy() {
                french::SENDING
            } else {
                submit
            })
        });
    let busy = field.outcome.clone();
    let cancel = cancel.map(|cancel| {
        let cancel = button("plain", french::CANCEL, move || {
            if !busy.is_busy_now() {
                cancel();
            }
        });
        cancel.maybe("data-escape", escapes.then_some(""))
    });
    element("form")
        .class("compose")
        .attribute("method", "post")
        .with(element("label").with(element("span").with(label)).with(area))
        .with(counted)
        .with(told)
        .with(element("p").class("actions").with(submit).with(cancel))
        .bind(move |form| {
            listen(form, "submit", move |event| {
                event.prevent_default();
                let text = field.area.borrow().as_ref().map(HtmlTextAreaElement::value);
                let text = text.unwrap_or_default().trim().to_owned();
                match text.chars().count() {
                    0 => field.outcome.refuse(Refusal::Invalid(Reason::Empty)),
                    length if length > LONGEST => field.outcome.refuse(Refusal::Invalid(Reason::TooLong)),
                    _ => send(text, field.clone()),
                }
            });
        })
}

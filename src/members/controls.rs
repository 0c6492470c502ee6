//! Forms, and what comes of what the reader asks for.

use std::{
    cell::{Cell, OnceCell, RefCell},
    rc::Rc,
};

use js_sys::JsString;
use reactive_graph::{owner::on_cleanup, prelude::*, signal::ArcRwSignal};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{FocusOptions, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};

use crate::{
    components::listen,
    french,
    load::delay,
    membership::{Asking, Reason, Refusal},
    view::{Children, Element, children, element, follow},
};

/// What is under way, and what came of it.
#[derive(Clone, Default)]
pub struct Outcome {
    busy: ArcRwSignal<bool>,
    refusal: ArcRwSignal<Option<Refusal>>,
}

impl Outcome {
    /// Waits for something, unless something is under way already. `then` gets what came of it.
    pub fn of<T: 'static>(&self, asking: Asking<T>, then: impl FnOnce(T) + 'static) {
        self.wait(asking, Box::new(then));
    }

    fn wait<T: 'static>(&self, asking: Asking<T>, then: Box<dyn FnOnce(T)>) {
        if !self.begin() {
            return;
        }
        let this = self.clone();
        spawn_local(async move {
            let came = asking.await;
            this.end(came.map(then));
        });
    }

    /// Whether nothing else is under way.
    pub fn begin(&self) -> bool {
        let is_free = !self.busy.get_untracked();
        if is_free {
            self.busy.set(true);
            self.refusal.set(None);
        }
        is_free
    }

    pub fn end(&self, came: Result<(), Refusal>) {
        self.busy.set(false);
        if let Err(refusal) = came {
            self.refuse(refusal);
        }
    }

    pub fn refuse(&self, refusal: Refusal) {
        self.refusal.set(Some(refusal));
    }

    /// What reads it runs again when it changes.
    pub fn is_busy(&self) -> bool {
        self.busy.get()
    }

    /// Why it was refused; what reads it runs again when it changes.
    pub fn refusal(&self) -> Option<Refusal> {
        self.refusal.get()
    }

    pub fn is_busy_now(&self) -> bool {
        self.busy.get_untracked()
    }

    /// Why it was refused, in a sentence; where the reader must wait, how long, second by second.
    pub fn told(&self) -> Element {
        let refusal = self.refusal.clone();
        element("div")
            .class("refusal")
            .attribute("role", "alert")
            .live(move || children(refusal.get().map(refused)))
    }
}

/// By which a form's fields name what is wrong with them.
const REFUSAL: &str = "refus";

/// Why something was refused, in a sentence; where the reader must wait, how long, second by second.
pub fn refused(refusal: Refusal) -> Element {
    let Refusal::TooMany(seconds) = refusal else {
        return element("p").with(french::refused(refusal));
    };
    let left = ArcRwSignal::new(seconds);
    let shown = left.clone();
    let alive = Rc::new(Cell::new(true));
    let ended = SendWrapper::new(Rc::clone(&alive));
    on_cleanup(move || ended.set(false));
    spawn_local(async move {
        while alive.get() && left.get_untracked() > 0 {
            delay(1_000).await;
            left.update(|left| *left -= 1);
        }
    });
    // Nobody wants to hear each second.
    let said = element("p").class("unseen").with(french::refused(refusal));
    let counted = element("p")
        .attribute("role", "timer")
        .attribute("aria-hidden", "true")
        .live(move || children(french::refused(Refusal::TooMany(shown.get()))));
    element("div").with(said).with(counted)
}

/// A field of a form.
pub struct Field {
    pub name: &'static str,
    pub label: &'static str,
    /// HTML's type of an input.
    pub kind: &'static str,
    pub autocomplete: &'static str,
    pub hint: &'static str,
}

/// A form of some fields and a button. `send` gets what was written, in the order of the fields, and `then` what
/// came of it.
pub fn form<const N: usize, T: 'static>(
    fields: [Field; N],
    submit: &'static str,
    send: impl Fn([String; N]) -> Asking<T> + 'static,
    then: impl Fn(T) + 'static,
) -> Element {
    let then = Rc::new(then);
    let send = move |outcome: &Outcome, values: Vec<String>| {
        let mut values = values.into_iter();
        let values = std::array::from_fn(|_| values.next().unwrap_or_default());
        let then = Rc::clone(&then);
        outcome.of(send(values), move |came| then(came));
    };
    form_of(&fields, submit, Box::new(send))
}

type Send = Box<dyn Fn(&Outcome, Vec<String>)>;

fn form_of(fields: &[Field], submit: &'static str, send: Send) -> Element {
    let outcome = Outcome::default();
    let mut form = element("form").class("form").attribute("method", "post");
    for field in fields {
        form = form.with(input(field));
    }
    let busy = outcome.clone();
    let button = element("button").class("button").attribute("type", "submit");
    let button = button.live(move || children(if busy.is_busy() { french::SENDING } else { submit }));
    let told = outcome.told().attribute("id", REFUSAL);
    form.with(told).with(element("p").with(button)).bind(move |form| {
        let inputs = form.clone();
        let (faulty, refusal) = (form.clone(), outcome.refusal.clone());
        follow(move || point_out(&faulty, refusal.get()));
        listen(form, "submit", move |event| {
            event.prevent_default();
            // A passphrase is the same from each keyboard.
            let value = |input: &HtmlInputElement| JsString::from(input.value()).normalize("NFC").into();
            let values = self::inputs(&inputs).iter().map(value).collect();
            send(&outcome, values);
        });
    })
}

/// Marks the field that a refusal is about, and leads the reader to it.
fn point_out(form: &web_sys::Element, refusal: Option<Refusal>) {
    let about = match refusal {
        Some(Refusal::Invalid(reason)) => match reason {
            Reason::Name | Reason::NameTaken => "name",
            Reason::Email | Reason::EmailTaken => "email",
            Reason::Password | Reason::WrongPassword | Reason::Credentials => "password",
            _ => "",
        },
        _ => "",
    };
    for input in inputs(form) {
        if input.name() == about {
            let _ = input.set_attribute("aria-invalid", "true");
            let _ = input.set_attribute("aria-describedby", REFUSAL);
            take_focus(&input);
        } else {
            let _ = input.remove_attribute("aria-invalid");
            let _ = input.remove_attribute("aria-describedby");
        }
    }
}

fn inputs(form: &web_sys::Element) -> Vec<HtmlInputElement> {
    let Ok(found) = form.query_selector_all("input") else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.item(at)?.dyn_into().ok())
        .collect()
}

fn input(field: &Field) -> Element {
    let hint = (!field.hint.is_empty()).then(|| element("span").class("hint").with(field.hint));
    let input = element("input")
        .attribute("name", field.name)
        .attribute("type", field.kind)
        .attribute("autocomplete", field.autocomplete)
        .attribute("required", "")
        .maybe("minlength", (field.autocomplete == "new-password").then_some("8"))
        .attribute(
            "maxlength",
            match field.kind {
                "text" => "40",
                "password" => "70",
                _ => "254",
            },
        );
    element("label")
        .with(element("span").with(field.label))
        .with(hint)
        .with(input)
}

/// A paragraph of words that are there; [`line`](crate::components::line) is of words that may not be.
pub fn paragraph(words: &str) -> Element {
    element("p").with(words)
}

/// What the reader should not overlook.
pub fn notice(words: &str) -> Element {
    paragraph(words).class("notice")
}

/// Enter that is held down acts once: it presses nothing again, and breaks no line in a field that it led to.
pub fn ignore_held_enter(place: &web_sys::Element) {
    let pressed = RefCell::new(None);
    listen(place, "keydown", move |event| {
        let key: &KeyboardEvent = event.unchecked_ref();
        let target = event.target();
        if !key.repeat() {
            pressed.replace(target);
        } else if key.key() == "Enter" {
            let is_writing = *pressed.borrow() == target
                && target.is_some_and(|target| target.has_type::<HtmlTextAreaElement>());
            if !is_writing {
                event.prevent_default();
            }
        }
    });
}

/// Moves the focus to an element once it is there.
pub fn take_focus(element: &web_sys::Element) {
    if let Ok(element) = element.clone().dyn_into::<HtmlElement>() {
        spawn_local(async move {
            let _ = element.focus();
        });
    }
}

/// Gives an element children that change. Where one that has the focus goes with a change, and nothing that comes
/// takes it, the element does: whoever reads by keyboard or by ear goes on from there.
pub fn keeping_focus(element: Element, make: impl Fn() -> Children + 'static) -> Element {
    keeping_focus_of(element, Box::new(make))
}

fn keeping_focus_of(element: Element, make: Box<dyn Fn() -> Children>) -> Element {
    let place = Rc::new(OnceCell::new());
    let bound = Rc::clone(&place);
    let element = element.live(move || {
        if let Some(place) = place.get() {
            keep_focus(place);
        }
        make()
    });
    element.bind(move |element| {
        let _ = bound.set(element.clone());
    })
}

/// As [`keeping_focus`], for an element whose children are about to change.
pub fn keep_focus(place: &web_sys::Element) {
    let focused = place
        .owner_document()
        .and_then(|document| document.active_element());
    let Some(focused) = focused.filter(|focused| place.contains(Some(focused))) else {
        return;
    };
    let Ok(place) = place.clone().dyn_into::<HtmlElement>() else {
        return;
    };
    // Once what comes is there, and has taken the focus if it wants it.
    spawn_local(async move {
        spawn_local(async move {
            let document = place.owner_document();
            let is_nowhere =
                document.is_some_and(|document| document.active_element() == document.body().map(Into::into));
            if is_nowhere && !focused.is_connected() {
                place.set_tab_index(-1);
                let options = FocusOptions::new();
                options.set_prevent_scroll(true);
                let _ = place.focus_with_options(&options);
            }
        });
    });
}

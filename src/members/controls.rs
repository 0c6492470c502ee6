//! Forms, and what comes of what the reader asks for.

use std::{cell::Cell, future::Future, pin::Pin, rc::Rc};

use reactive_graph::{owner::on_cleanup, prelude::*, signal::ArcRwSignal};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::{
    components::{line, listen},
    french,
    load::delay,
    membership::Refusal,
    view::{Children, Element, children, element},
};

/// What is under way, and what came of it.
#[derive(Clone, Default)]
pub struct Outcome {
    busy: ArcRwSignal<bool>,
    refusal: ArcRwSignal<Option<Refusal>>,
}

impl Outcome {
    /// Waits for something, unless something is under way already. `then` gets what came of it.
    pub fn of<T: 'static>(
        &self,
        asked: impl Future<Output = Result<T, Refusal>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        if !self.begin() {
            return;
        }
        let this = self.clone();
        spawn_local(async move {
            let came = asked.await;
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

    pub fn is_busy(&self) -> bool {
        self.busy.get()
    }

    /// Why it was refused, in a sentence; where the reader must wait, how long, second by second.
    pub fn told(&self) -> Element {
        let refusal = self.refusal.clone();
        element("div")
            .class("refusal")
            .attribute("role", "alert")
            .live(move || told(refusal.get()))
    }
}

fn told(refusal: Option<Refusal>) -> Children {
    match refusal {
        None => children(None::<Element>),
        Some(Refusal::TooMany(seconds)) => {
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
            children(
                // Nobody wants to hear each second.
                element("p")
                    .attribute("role", "timer")
                    .attribute("aria-live", "off")
                    .live(move || children(french::refused(Refusal::TooMany(shown.get())))),
            )
        }
        Some(refusal) => children(line("", &french::refused(refusal))),
    }
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

type Sent = Pin<Box<dyn Future<Output = Result<(), Refusal>>>>;

/// A form of some fields and a button. `send` gets what was written, in the order of the fields.
pub fn form(
    fields: Vec<Field>,
    submit: &'static str,
    send: impl Fn(Vec<String>) -> Sent + 'static,
) -> Element {
    let outcome = Outcome::default();
    let mut form = element("form").class("form");
    for field in &fields {
        form = form.with(input(field));
    }
    let busy = outcome.clone();
    let button = element("button").class("button").attribute("type", "submit");
    let button = button.live(move || children(if busy.is_busy() { french::SENDING } else { submit }));
    let told = outcome.told();
    form.with(told).with(element("p").with(button)).bind(move |form| {
        let inputs = form.clone();
        listen(form, "submit", move |event| {
            event.prevent_default();
            let values = self::inputs(&inputs)
                .iter()
                .map(HtmlInputElement::value)
                .collect();
            outcome.of(send(values), |()| {});
        });
    })
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

/// Moves the focus to an element once it is there.
pub fn take_focus(element: &web_sys::Element) {
    if let Ok(element) = element.clone().dyn_into::<HtmlElement>() {
        spawn_local(async move {
            let _ = element.focus();
        });
    }
}

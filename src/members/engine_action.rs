//! What is asked of the engine.

use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

use crate::{
    language::language,
    membership::{LONGEST, Reason, Refusal, ResponseFuture},
};

/// Sends what stands in a form's fields.
type SendFields = Box<dyn Fn(&[String]) -> ResponseFuture<()>>;

/// What a form or a button asks of the engine: an [`Action`] that is not dispatched while it is pending.
#[derive(Clone, Copy)]
pub struct EngineAction {
    /// Its input is what stands in the form's fields; a button's is empty. One type serves all, so that the program
    /// carries one copy of it.
    action: Action<Vec<String>, Result<(), Refusal>>,
    pending: Memo<bool>,
    refusal: Memo<Option<Refusal>>,
}

impl EngineAction {
    /// What a button asks.
    pub fn new(request: impl Fn() -> ResponseFuture<()> + 'static) -> Self {
        Self::erased(Box::new(move |_| request()))
    }

    /// What a form with one text asks, of 1 to [`LONGEST`] characters.
    pub fn with_text(request: impl Fn(&str) -> ResponseFuture<()> + 'static) -> Self {
        FormAction::new(move |[text]| {
            let text = text.trim();
            match text.chars().count() {
                0 => refuse(Refusal::Invalid(Reason::Empty)),
                length if length > LONGEST => refuse(Refusal::Invalid(Reason::TooLong)),
                _ => request(text),
            }
        })
        .0
    }

    fn erased(request: SendFields) -> Self {
        let action = Action::new_unsync(move |fields: &Vec<String>| request(fields));
        let (pending, value) = (action.pending(), action.value());
        Self {
            action,
            pending,
            refusal: Memo::new(move |_| match pending.get() {
                true => None,
                false => value.get().and_then(Result::err),
            }),
        }
    }

    /// Asks, unless it is asked already.
    pub fn dispatch(&self) {
        self.dispatch_fields(Vec::new());
    }

    /// As [`EngineAction::dispatch`], with what stands in a form's fields.
    pub fn dispatch_fields(&self, fields: Vec<String>) {
        if !self.pending.get_untracked() {
            self.action.dispatch_local(fields);
        }
    }

    /// Whether the engine has not answered yet.
    pub fn pending(&self) -> Memo<bool> {
        self.pending
    }

    /// What a button says that asks it: `words`, or that it is on its way.
    pub fn words(&self, words: &'static str) -> impl Fn() -> &'static str + Copy + use<> {
        let pending = self.pending;
        move || if pending.get() { language().sending } else { words }
    }

    /// Why the engine refused what was asked last.
    pub fn refusal(&self) -> Memo<Option<Refusal>> {
        self.refusal
    }
}

/// What a form with `N` fields asks of the engine.
#[derive(Clone, Copy)]
pub struct FormAction<const N: usize>(EngineAction);

impl<const N: usize> FormAction<N> {
    /// `request` gets what stands in the fields, in the form's order.
    pub fn new(request: impl Fn([&str; N]) -> ResponseFuture<()> + 'static) -> Self {
        fn field(fields: &[String], at: usize) -> &str {
            fields.get(at).map_or("", String::as_str)
        }
        Self(EngineAction::erased(Box::new(move |fields| {
            request(std::array::from_fn(|at| field(fields, at)))
        })))
    }

    /// The same, for fields of any number.
    pub fn any(self) -> EngineAction {
        self.0
    }
}

/// Whether what is shown now is shown still: an answer that comes late leads nobody off from where they went meanwhile.
pub fn use_is_shown() -> impl Fn() -> bool + Copy {
    let shown = StoredValue::new(());
    move || !shown.is_disposed()
}

/// What `done` makes of the engine's answer.
pub fn and_then<T: 'static>(
    response: ResponseFuture<T>,
    done: impl FnOnce(T) -> Result<(), Refusal> + 'static,
) -> ResponseFuture<()> {
    and_then_erased(response, Box::new(done))
}

fn and_then_erased<T: 'static>(
    response: ResponseFuture<T>,
    done: Box<dyn FnOnce(T) -> Result<(), Refusal>>,
) -> ResponseFuture<()> {
    Box::pin(async move { done(response.await?) })
}

/// Runs `done` with the engine's answer, if the current reactive owner still lives when it comes.
pub fn on_response<T: 'static>(response: ResponseFuture<T>, done: impl FnOnce(Result<T, Refusal>) + 'static) {
    on_response_erased(response, Box::new(done));
}

fn on_response_erased<T: 'static>(response: ResponseFuture<T>, done: Box<dyn FnOnce(Result<T, Refusal>)>) {
    spawn_local_scoped_with_cancellation(async move { done(response.await) });
}

fn refuse(refusal: Refusal) -> ResponseFuture<()> {
    Box::pin(std::future::ready(Err(refusal)))
}

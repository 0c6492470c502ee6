//! A network for tests in a browser: `window.fetch`, answering from a script.

#![cfg(target_arch = "wasm32")]

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, Request, Response, ResponseInit};

/// What the network does with one request.
#[derive(Clone)]
pub enum Answer {
    Http {
        status: u16,
        headers: Vec<(&'static str, &'static str)>,
        body: String,
    },
    /// A rejection that is no `Error`, as an extension's.
    Unreachable,
    /// Something that is no `Response`, as an extension's.
    Foreign,
    /// An answer whose text does not come, for a reason that is no `Error`.
    Torn,
    /// Nothing, until the reader gives up.
    Silence,
    /// An answer that takes a moment.
    Late(Box<Answer>),
}

impl Answer {
    pub fn json(body: &str) -> Self {
        Self::Http {
            status: 200,
            headers: vec![("content-type", "application/json")],
            body: body.to_owned(),
        }
    }

    pub fn status(status: u16) -> Self {
        Self::Http {
            status,
            headers: Vec::new(),
            body: String::new(),
        }
    }
}

/// What the network makes of a request: its method and path.
type Script = Box<dyn Fn(&str, &str) -> Answer>;

struct Log {
    script: Script,
    asked: RefCell<Vec<String>>,
    sent: RefCell<Vec<String>>,
    aborted: Cell<u32>,
}

/// The network, until it is dropped; the last answer of a list is repeated.
pub struct FakeFetch {
    log: Rc<Log>,
    real: JsValue,
    _fake: Closure<dyn Fn(Request) -> Promise>,
}

impl FakeFetch {
    pub fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        let answers = RefCell::new(answers.into_iter().collect::<VecDeque<_>>());
        Self::by(move |_, _| {
            let mut answers = answers.borrow_mut();
            let answer = if answers.len() > 1 {
                answers.pop_front()
            } else {
                answers.front().cloned()
            };
            answer.unwrap_or(Answer::Unreachable)
        })
    }

    /// A network that answers each request by its method and path.
    pub fn by(script: impl Fn(&str, &str) -> Answer + 'static) -> Self {
        // What asks it is a task.
        let _ = any_spawner::Executor::init_wasm_bindgen();
        let log = Rc::new(Log {
            script: Box::new(script),
            asked: RefCell::default(),
            sent: RefCell::default(),
            aborted: Cell::default(),
        });
        let shared = Rc::clone(&log);
        let fake =
            Closure::<dyn Fn(Request) -> Promise>::new(move |request: Request| shared.answer(&request));
        let window = web_sys::window().unwrap();
        let real = Reflect::get(&window, &"fetch".into()).unwrap();
        Reflect::set(&window, &"fetch".into(), fake.as_ref()).unwrap();
        Self {
            log,
            real,
            _fake: fake,
        }
    }

    /// The paths that were asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.log.asked.borrow().clone()
    }

    /// What was sent with the requests that carry something, in order; a moment after it was.
    pub fn sent(&self) -> Vec<String> {
        self.log.sent.borrow().clone()
    }

    /// How many requests were aborted before they were answered.
    pub fn aborted(&self) -> u32 {
        self.log.aborted.get()
    }
}

impl Drop for FakeFetch {
    fn drop(&mut self) {
        Reflect::set(&web_sys::window().unwrap(), &"fetch".into(), &self.real).unwrap();
    }
}

impl Log {
    fn answer(self: &Rc<Self>, request: &Request) -> Promise {
        let path = web_sys::Url::new(&request.url()).unwrap().pathname();
        let answer = (self.script)(&request.method(), &path);
        self.asked.borrow_mut().push(path);
        let (log, body) = (Rc::clone(self), request.clone().unwrap().text().unwrap());
        wasm_bindgen_futures::spawn_local(async move {
            let body = JsFuture::from(body).await.unwrap().as_string().unwrap();
            if !body.is_empty() {
                log.sent.borrow_mut().push(body);
            }
        });
        self.give(answer, request)
    }

    fn give(self: &Rc<Self>, answer: Answer, request: &Request) -> Promise {
        match answer {
            Answer::Http {
                status,
                headers,
                body,
            } => {
                let init = ResponseInit::new();
                init.set_status(status);
                let list = Headers::new().unwrap();
                for (name, value) in headers {
                    list.append(name, value).unwrap();
                }
                init.set_headers(&list);
                let response = Response::new_with_opt_str_and_init(Some(&body), &init).unwrap();
                Promise::resolve::<JsValue>(&response.into())
            }
            Answer::Unreachable => Promise::reject(&"whatever an extension rejects with".into()),
            Answer::Foreign => Promise::resolve::<JsValue>(&js_sys::Object::new().into()),
            Answer::Torn => {
                let response = Response::new().unwrap();
                let torn = Function::new_no_args("return Promise.reject('whatever')");
                Reflect::set(&response, &"text".into(), &torn).unwrap();
                Promise::resolve::<JsValue>(&response.into())
            }
            Answer::Silence => self.silence(request),
            Answer::Late(answer) => {
                let (log, request) = (Rc::clone(self), request.clone().unwrap());
                wasm_bindgen_futures::future_to_promise(async move {
                    let moment = Promise::new(&mut |resolve, _| {
                        web_sys::window()
                            .unwrap()
                            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 50)
                            .unwrap();
                    });
                    JsFuture::from(moment).await?;
                    JsFuture::from(log.give(*answer, &request)).await
                })
            }
        }
    }

    fn silence(self: &Rc<Self>, request: &Request) -> Promise {
        let log = Rc::clone(self);
        let signal = request.signal();
        Promise::new(&mut |_, reject| {
            let log = Rc::clone(&log);
            let abort = Closure::once_into_js(move || {
                log.aborted.set(log.aborted.get() + 1);
                reject
                    .call1(&JsValue::UNDEFINED, &js_sys::Error::new("aborted").into())
                    .unwrap();
            });
            signal.set_onabort(Some(abort.unchecked_ref()));
        })
    }
}

/// Waits until something is so, for at most ten seconds.
pub async fn until(what: &str, condition: impl Fn() -> bool) {
    let start = js_sys::Date::now();
    while !condition() {
        assert!(
            js_sys::Date::now() - start < 10_000.0,
            "waited in vain for: {what}"
        );
        let turn = Promise::new(&mut |resolve, _| {
            web_sys::window()
                .unwrap()
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 4)
                .unwrap();
        });
        JsFuture::from(turn).await.unwrap();
    }
}

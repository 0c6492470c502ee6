//! What a member can do with their account, and with what is kept of them.

use std::time::Duration;

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

use crate::{
    components::{Button, without_reuse},
    language::language,
    members::{
        engine_action::{EngineAction, FormAction, and_then},
        form::{Form, Notice, PASSWORD},
        payment::end_payment,
        refusal::RefusalAlert,
        return_page::forget_return_page,
    },
    membership::{Draft, PocketBase, use_membership},
};

/// Signs out, here or everywhere, exports what is kept of the member, or deletes it.
#[component]
pub fn OwnData(
    /// The member's.
    id: String,
) -> impl IntoView {
    let membership = use_membership();
    let here = membership.clone();
    let sign_out = move || {
        forget_return_page();
        here.close();
    };
    let closed = membership.clone();
    let sign_out_everywhere = EngineAction::new(move || {
        let closed = closed.clone();
        and_then(closed.clone().ask(PocketBase::sign_out_everywhere), move |()| {
            closed.close();
            Ok(())
        })
    });
    let can_export = membership.capabilities().export;
    let export = EngineAction::new(move || {
        and_then(membership.ask(PocketBase::export), |data| {
            let _ = download(&data);
            Ok(())
        })
    });
    let export_button = can_export.then(|| {
        view! {
            <Button class="plain" on_click=move || export.dispatch()>
                {export.words(language().export)}
            </Button>
        }
    });
    view! {
        <section aria-labelledby="mes-donnees">
            <h2 id="mes-donnees">{language().my_data}</h2>
            <p class="actions">
                <Button class="plain" on_click=sign_out>
                    {language().sign_out}
                </Button>
                <Button class="plain" on_click=move || sign_out_everywhere.dispatch()>
                    {sign_out_everywhere.words(language().sign_out_everywhere)}
                </Button>
                {export_button}
            </p>
            <RefusalAlert action=sign_out_everywhere />
            <RefusalAlert action=export />
            <DeleteAccount id />
        </section>
    }
}

/// Deleting asks twice, and who it is.
#[component]
fn DeleteAccount(id: String) -> impl IntoView {
    let is_asked = RwSignal::new(false);
    let shown = without_reuse(move || match is_asked.get() {
        false => view! {
            <p>
                <Button class="plain" on_click=move || is_asked.set(true)>
                    {language().delete_account}
                </Button>
            </p>
        }
        .into_any(),
        true => view! {
            <DeleteAccountForm id=id.clone() />
            <p>
                <Button class="plain" on_click=move || is_asked.set(false)>
                    {language().cancel}
                </Button>
            </p>
        }
        .into_any(),
    });
    view! { <div>{shown}</div> }
}

#[component]
fn DeleteAccountForm(id: String) -> impl IntoView {
    let membership = use_membership();
    let action = FormAction::new(move |[password]| {
        let (closed, gone) = (membership.clone(), id.clone());
        and_then(
            membership.ask(|engine| engine.delete_account(&id, password)),
            move |()| {
                // Before what they wrote is forgotten: no field in another tab keeps it again.
                closed.close();
                Draft::forget_all(&gone);
                forget_return_page();
                end_payment();
                Ok(())
            },
        )
    });
    view! {
        <Notice words=language().delete_account_why />
        <Form fields=&[PASSWORD] submit=language().delete_for_good action />
    }
}

/// Offers a text as a file.
fn download(text: &str) -> Result<(), JsValue> {
    let blob = Blob::new_with_str_sequence(&Array::of1(&text.into()))?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download("kiosque.json");
    link.click();
    // Not before the browser has begun to save it.
    set_timeout(
        move || drop(Url::revoke_object_url(&address)),
        Duration::from_secs(60),
    );
    Ok(())
}

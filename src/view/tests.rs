//! The same view written, built and joined.

use super::*;

fn card() -> Element {
    element("article")
        .class("card")
        .maybe("lang", None::<String>)
        .with(element("h2").with("Un ").with("titre <b>"))
        .with(element("img").attribute("alt", "\"deux\" & trois"))
        .with(Some("Fin"))
        .with(Vec::<Element>::new())
}

#[test]
fn a_view_is_written_as_html_in_which_nothing_becomes_markup() {
    let live = element("p").live(|| children("toujours"));
    assert_eq!(
        html(children(vec![card(), live])),
        "<article class=\"card\"><h2>Un titre &lt;b&gt;</h2><img alt=\"&quot;deux&quot; &amp; trois\">Fin</article>\
         <p>toujours</p>"
    );
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use reactive_graph::{owner::Owner, prelude::*, signal::ArcRwSignal};
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    /// A view joined to an element that holds some HTML.
    fn shown(written: &str, before: impl FnOnce(&web_sys::Element)) -> (Owner, web_sys::Element) {
        let _ = any_spawner::Executor::init_wasm_bindgen();
        let document = web_sys::window().unwrap().document().unwrap();
        let root = document.create_element("div").unwrap();
        root.set_inner_html(written);
        before(&root);
        let owner = Owner::new();
        owner.with(|| {
            let count = ArcRwSignal::new(1);
            let shown = count.clone();
            let live = element("p").live(move || children(shown.get().to_string()));
            let button = element("button").with("Plus").bind(move |button| {
                let press = wasm_bindgen::prelude::Closure::<dyn Fn()>::new(move || {
                    count.set(count.get_untracked() + 1)
                });
                button
                    .add_event_listener_with_callback("click", press.as_ref().unchecked_ref())
                    .unwrap();
                press.forget();
            });
            show(children(vec![card(), live, button]), &root, !written.is_empty());
        });
        (owner, root)
    }

    fn written() -> String {
        html(children(vec![
            card(),
            element("p").with("1"),
            element("button").with("Plus"),
        ]))
    }

    async fn comes_alive(root: &web_sys::Element) {
        let button: web_sys::HtmlElement = root.query_selector("button").unwrap().unwrap().unchecked_into();
        button.click();
        crate::fake_fetch::until("the count", || {
            root.query_selector("p").unwrap().unwrap().text_content().unwrap() == "2"
        })
        .await;
    }

    #[wasm_bindgen_test]
    async fn what_is_built_is_what_is_written() {
        let (_owner, root) = shown("", |_| ());
        assert_eq!(root.inner_html(), written());
        comes_alive(&root).await;
    }

    #[wasm_bindgen_test]
    async fn what_is_there_stays_when_it_is_joined() {
        let (_owner, root) = shown(&written(), |root| {
            // Only an element that was kept bears it.
            for element in ["article", "h2", "p", "button"] {
                root.query_selector(element)
                    .unwrap()
                    .unwrap()
                    .set_attribute("data-kept", "")
                    .unwrap();
            }
        });
        assert_eq!(root.query_selector_all("[data-kept]").unwrap().length(), 4);
        comes_alive(&root).await;
    }

    #[wasm_bindgen_test]
    async fn a_page_that_was_changed_on_the_way_comes_alive_too() {
        for changed in [
            written().replace("<p>", "<ins></ins><p>"),
            written().replace("titre", "<font>title</font>"),
        ] {
            let (_owner, root) = shown(&changed, |_| ());
            comes_alive(&root).await;
            let kept = root.query_selector("font").unwrap().is_some();
            assert_eq!(kept, changed.contains("<font>"), "a translated text stays");
        }
    }
}

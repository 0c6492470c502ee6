//! The article from which the reader went to subscribe, to come back to.

use js_sys::Date;

use crate::{membership::storage, routes::Route};

/// Where it is kept: the letter that confirms an address opens another tab.
const KEY: &str = "kiosque-return";

/// For how long, in milliseconds: a letter may be opened the day after.
const WITHIN: f64 = 86_400_000.0;

/// That article's page.
pub fn return_page() -> Option<Route> {
    let kept = storage()?.get_item(KEY).ok()??;
    let (until, path) = kept.split_once(' ')?;
    let is_recent = until > device_time(0.0).as_str();
    Some(Route::parse(path)).filter(|route| is_recent && matches!(route, Route::Article(_)))
}

/// Remembers the page to come back to after a payment.
pub fn set_return_page(route: &Route) {
    if let Some(storage) = storage() {
        let kept = [device_time(WITHIN), " ".into(), route.path()].concat();
        let _ = storage.set_item(KEY, &kept);
    }
}

/// The reader is back.
pub fn forget_return_page() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(KEY);
    }
}

/// So many milliseconds from now, by this device's own clock.
fn device_time(later: f64) -> String {
    let moment = Date::new(&(Date::now() + later).into());
    moment.to_iso_string().into()
}

//! What PocketBase means when it refuses something.

use serde::Deserialize;

use crate::{
    contract::{from_value, lenient},
    membership::{Reason, Refusal, request::ErrorResponse},
};

/// PocketBase says what is wrong by a code for each field.
pub fn refusal(response: &ErrorResponse) -> Refusal {
    let body = response.body.as_ref().and_then(|body| from_value(body).ok());
    let ErrorBody { data } = body.unwrap_or_default();
    match response.status {
        401 => Refusal::SignIn,
        403 => match code(&data.access) {
            Some("banned") => Refusal::Banned,
            Some("unverified") => Refusal::Invalid(Reason::Unconfirmed),
            _ => Refusal::NotEntitled,
        },
        404 => Refusal::NotFound,
        413 => Refusal::Invalid(Reason::TooLong),
        429 => Refusal::TooMany(response.wait),
        400 if data.parent.is_some() => Refusal::Removed,
        400 => Refusal::Invalid(reason(&data)),
        _ => Refusal::Server,
    }
}

fn code(error: &Option<FieldError>) -> Option<&str> {
    error.as_ref().map(|error| error.code.as_str())
}

fn reason(data: &FieldErrors) -> Reason {
    const DOUBLE: Option<&str> = Some("validation_not_unique");
    if data.email.is_some() {
        return if code(&data.email) == DOUBLE {
            Reason::EmailTaken
        } else {
            Reason::Email
        };
    }
    if data.id.is_some() || code(&data.contribution) == DOUBLE {
        return Reason::Double;
    }
    if data.name_key.is_some() {
        return Reason::NameTaken;
    }
    if data.name.is_some() {
        return Reason::Name;
    }
    if data.password.is_some() {
        return if code(&data.password) == Some("wrong") {
            Reason::WrongPassword
        } else {
            Reason::Password
        };
    }
    if data.token.is_some() {
        return Reason::Link;
    }
    match code(&data.text) {
        Some("empty" | "validation_required") => Reason::Empty,
        Some("changed") => Reason::Changed,
        Some(_) => Reason::TooLong,
        None => Reason::Other,
    }
}

#[derive(Default, Deserialize)]
struct ErrorBody {
    #[serde(default, deserialize_with = "lenient")]
    data: FieldErrors,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct FieldErrors {
    #[serde(default, deserialize_with = "lenient")]
    access: Option<FieldError>,
    #[serde(default, deserialize_with = "lenient")]
    contribution: Option<FieldError>,
    #[serde(default, deserialize_with = "lenient")]
    email: Option<FieldError>,
    #[serde(default, deserialize_with = "lenient")]
    id: Option<FieldError>,
    #[serde(default, deserialize_with = "lenient")]
    name: Option<FieldError>,
    #[serde(default, deserialize_with = "lenient")]
    name_key: Option<FieldError>,
    #[serde(default, deserialize_with = "lenient")]
    parent: Option<FieldError>,
    #[serde(default, deserialize_with = "lenient")]
    password: Option<FieldError>,
    #[serde(default, deserialize_with = "lenient")]
    text: Option<FieldError>,
    #[serde(default, deserialize_with = "lenient")]
    token: Option<FieldError>,
}

#[derive(Deserialize)]
struct FieldError {
    code: String,
}

//! A payment that was taken, and the names that Stripe would give it.

use serde::Serialize;

/// A payment that was taken.
#[derive(Clone, Debug, Serialize)]
pub struct Payment {
    pub id: String,
    /// The payment with which the subscription began.
    pub first: String,
    /// The engine's checkout.
    pub reference: String,
    pub plan: String,
    pub amount: u64,
    pub currency: String,
}

impl Payment {
    pub(crate) fn invoice(&self) -> String {
        format!("in_{}", self.id)
    }

    pub(crate) fn intent(&self) -> String {
        format!("pi_{}", self.id)
    }

    pub(crate) fn subscription(&self) -> String {
        format!("sub_{}", self.first)
    }
}

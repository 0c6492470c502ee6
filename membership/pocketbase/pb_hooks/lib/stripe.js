// Stripe's notices (https://docs.stripe.com/webhooks), in the words of `payments.js`: in the shapes of its API until
// 2025-03-31 ("basil") and since.

/// https://docs.stripe.com/webhooks#verify-manually
const isSigned = (body, header, now) => {
  const signature = require(`${__hooks}/lib/signature.js`);
  return signature.isSigned(header, signature.secrets("KIOSQUE_STRIPE_SECRET"), now, (time) => `${time}.${body}`);
};

/// What a notice says, or `null` when it is not about what members may read.
const read = (body) => {
  const { id, type, created, data } = JSON.parse(body);
  const it = data.object;
  const notice = { provider: "stripe", event: id, occurred: created * 1000 };
  switch (type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded":
      // Some means of payment are only promised at first; the second notice then says that they came.
      if (it.payment_status !== "paid") return null;
      return {
        ...notice,
        kind: "paid",
        checkout: it.client_reference_id || "",
        payment: it.payment_intent || "",
        invoice: it.invoice || "",
        renewal: it.subscription || "",
        ...sum(it, it.amount_total),
      };
    case "invoice.paid":
      // The first invoice of a subscription is its checkout's.
      if (it.billing_reason !== "subscription_cycle") return null;
      return {
        ...notice,
        kind: "paid",
        payment: it.payment_intent || "",
        invoice: it.id,
        renewal: it.subscription || (((it.parent || {}).subscription_details || {}).subscription || ""),
        ...sum(it, it.amount_paid),
      };
    case "invoice_payment.paid":
      // Since basil neither an invoice nor a charge says by itself that they belong together.
      return { ...notice, kind: "linked", payment: (it.payment || {}).payment_intent || "", invoice: it.invoice || "" };
    case "charge.refunded":
      // Part of the sum given back is the newspaper's kindness, not the end of a subscription.
      if (!it.refunded) return null;
      return { ...notice, kind: "refunded", payment: it.payment_intent || "", invoice: it.invoice || "" };
    case "charge.dispute.closed":
      // While a dispute is open nobody knows whose the money is. What is lost was given back.
      if (it.status !== "lost") return null;
      return { ...notice, kind: "refunded", payment: it.payment_intent || "" };
    case "customer.subscription.deleted":
      return { ...notice, kind: "ended", renewal: it.id, occurred: (it.ended_at || created) * 1000 };
    default:
      return null;
  }
};

const sum = (it, amount) => ({ amount, currency: String(it.currency).toUpperCase() });

module.exports = { isSigned, read };

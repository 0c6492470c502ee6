// Wave, mobile money: its page (https://docs.wave.com/checkout) and its notices (https://docs.wave.com/webhook), in the
// words of `payments.js`. What is paid with it is paid once, and nothing renews by itself.

/// Where Wave is asked for a page; tests have one of their own.
const api = () => $os.getenv("KIOSQUE_WAVE_API") || "https://api.wave.com/v1/checkout/sessions";

/// The address of the page on which a checkout is paid.
const page = (_, checkout) => {
  const { ask, pageAddress, site } = require(`${__hooks}/lib/providers.js`);
  const headers = { Authorization: "Bearer " + $os.getenv("KIOSQUE_WAVE_KEY"), "Idempotency-Key": checkout.id };
  const fields = {
    amount: String(checkout.getInt("amount")),
    currency: checkout.getString("currency"),
    client_reference: checkout.id,
    success_url: site() + "/compte/#paye",
    error_url: site() + "/abonnement/",
  };
  return ask(api(), headers, fields, (answer) => pageAddress(answer.wave_launch_url));
};

const isSigned = (body, header, now) => {
  const signature = require(`${__hooks}/lib/signature.js`);
  return signature.isSigned(header, signature.secrets("KIOSQUE_WAVE_SECRET"), now, (time) => time + body);
};

/// What a notice says, or `null` when it is not about what members may read; nothing where it is no notice.
const read = (body) => {
  const { id, type, data } = JSON.parse(body);
  if (typeof type !== "string" || !data) return undefined;
  if (type === "checkout.session.completed" && typeof data.payment_status !== "string") return undefined;
  if (type !== "checkout.session.completed" || data.payment_status !== "succeeded") return null;
  return {
    provider: "wave",
    event: id,
    occurred: Date.parse(data.when_completed),
    kind: "paid",
    checkout: data.client_reference || "",
    payment: data.transaction_id || data.id,
    // Of francs there are no hundredths.
    amount: Number(data.amount),
    currency: data.currency,
  };
};

module.exports = { api, isSigned, page, read };

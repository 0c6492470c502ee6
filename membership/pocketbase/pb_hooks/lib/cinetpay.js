// CinetPay, which takes Orange Money, Moov, MTN and Wave (https://docs.cinetpay.com/api/1.0-en/checkout/): its page and
// its notices, in the words of `payments.js`. What is paid with it is paid once, and nothing renews by itself.

/// Where CinetPay is asked for a page; tests have one of their own.
const api = () => $os.getenv("KIOSQUE_CINETPAY_API") || "https://api-checkout.cinetpay.com/v2/payment";

const ask = (url, fields, read) => {
  const account = { apikey: $os.getenv("KIOSQUE_CINETPAY_KEY"), site_id: $os.getenv("KIOSQUE_CINETPAY_SITE") };
  return require(`${__hooks}/lib/providers.js`).ask(url, {}, { ...account, ...fields }, read);
};

/// The address of the page on which a checkout is paid.
const page = (plan, checkout) => {
  const { pageAddress, site: siteOf } = require(`${__hooks}/lib/providers.js`);
  const site = siteOf();
  const fields = {
    transaction_id: checkout.id,
    amount: checkout.getInt("amount"),
    currency: checkout.getString("currency"),
    // Without the signs that it does not want.
    description: plan.getString("name").replace(/[#/$_&]/g, " "),
    notify_url: site + "/api/kiosque/payments/cinetpay",
    // Payers come back by POST, which no static page takes.
    return_url: site + "/api/kiosque/paid",
    channels: "ALL",
    lang: "fr",
  };
  return ask(api(), fields, (answer) => answer.data && pageAddress(answer.data.payment_url));
};

/// What is signed of a notice, in this order and with nothing between.
const SIGNED = [
  ...["cpm_site_id", "cpm_trans_id", "cpm_trans_date", "cpm_amount", "cpm_currency", "signature", "payment_method"],
  ...["cel_phone_num", "cpm_phone_prefixe", "cpm_language", "cpm_version", "cpm_payment_config", "cpm_page_action"],
  ...["cpm_custom", "cpm_designation", "cpm_error_message"],
];

const isSigned = (body, header) => {
  if (!/^[0-9a-f]{64}$/.test(header)) return false;
  const fields = form(body);
  const text = SIGNED.map((name) => fields[name] || "").join("");
  const { secrets } = require(`${__hooks}/lib/signature.js`);
  return secrets("KIOSQUE_CINETPAY_SECRET").some((secret) => $security.equal(header, $security.hs256(text, secret)));
};

/// What a notice says: `null` when nothing is paid, nothing where it is no notice. It carries no time of its signing and does not say what became of the
/// payment: that is asked, as CinetPay wants it. So an old notice, sent again, tells what is so today.
const read = (body) => {
  const id = form(body).cpm_trans_id;
  return isCheckout(id) ? look(id) : undefined;
};

/// Whether it can be the id of a checkout, as PocketBase makes them.
const isCheckout = (id) => /^[a-z0-9]{15}$/.test(id || "");

/// What became of a transaction, or `null` when it is not paid.
const look = (id) => {
  const it = check(id);
  if (it.status !== "ACCEPTED") return null;
  return {
    provider: "cinetpay",
    // One transaction is paid once.
    event: id,
    payment: id,
    checkout: id,
    occurred: Date.parse(String(it.payment_date).replace(" ", "T") + "Z"),
    kind: "paid",
    amount: Number(it.amount),
    currency: String(it.currency),
  };
};

/// What CinetPay knows of a transaction.
const check = (id) =>
  ask(api() + "/check", { transaction_id: id }, (answer) => answer.data || (answer.code && {}));

/// The checkouts of the last two hours that are paid with it, or the one among them that has an id.
const lately = (app, id) => {
  const from = require(`${__hooks}/lib/limits.js`).stamp(Date.now() - 2 * 3600 * 1000);
  const filter = "provider = 'cinetpay' && created > {:from}" + (id === undefined ? "" : " && id = {:id}");
  return app.findRecordsByFilter("checkouts", filter, "created", 0, 0, { from, id: id || "" });
};

/// Whether CinetPay says that a transaction was refused. Anybody may want to know: it is asked of no other than those that were
/// begun lately, and of each no more than 5 times a minute.
const isRefused = (app, id) => {
  const { isAllowed } = require(`${__hooks}/lib/limits.js`);
  if (!isCheckout(id)) return false;
  return lately(app, id).length > 0 && isAllowed(app, "cinetpay:" + id, 5) && check(id).status === "REFUSED";
};

/// Of the longest notice: CinetPay's have 17 fields and less than 1 KB.
const [BYTES, FIELDS] = [1 << 14, 64];

/// The fields of a form; of what is no form, or more than a notice, none.
const form = (body) => {
  const word = (text) => decodeURIComponent((text || "").replace(/\+/g, " "));
  if (body.length > BYTES) return {};
  const pairs = body.split("&", FIELDS + 1);
  if (pairs.length > FIELDS) return {};
  try {
    return Object.fromEntries(pairs.map((pair) => pair.split("=", 2).map(word)));
  } catch {
    return {};
  }
};

module.exports = { api, isRefused, isSigned, lately, look, page, read };

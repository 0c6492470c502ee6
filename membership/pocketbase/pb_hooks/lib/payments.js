// What a provider's notices mean. Until when a member is a subscriber follows from the set of their notices
// and of the checkouts they began, and from nothing else: whichever notice comes first, comes twice or comes
// late, the result is the same.

/// Milliseconds for which a subscription that renews by itself goes on when its time is over: Stripe takes an hour
/// to ask for the next payment.
const GRACE = 6 * 3600 * 1000;

/// Milliseconds that a notice may be old. Stripe sends events again for 30 days when it is asked to; no provider tries longer by itself.
const OLDEST = 60 * 24 * 3600 * 1000;

/// Writes down what a provider told, once, and what follows from it; whether it could. `notice`: provider, event (the provider's id
/// of it), occurred (a time in milliseconds), kind, and as much as there is of payment, invoice, renewal, checkout, amount, currency.
/// kind: `paid`; `refunded` (all of it); `ended` (a renewal, which pays no more); `linked` (a payment and its invoice).
const record = (app, notice) => {
  const fields = plausible(notice);
  if (!fields.event) return false;
  app.runInTransaction((tx) => {
    const { provider, event } = fields;
    if (tx.countRecords("payments", $dbx.hashExp({ provider, event }))) return;
    const row = new Record(tx.findCollectionByNameOrId("payments"), fields);
    tx.save(row);
    attribute(tx, row);
    // As it is now that it says whom it is for.
    for (const member of new Set(concerned(tx, tx.findRecordById("payments", row.id)))) settle(tx, member);
  });
  return true;
};

/// A notice as it can be kept, whatever is signed: what is no id or no sum is none. What cannot have happened when it says happened
/// when it is heard: a wrong date must not take from anybody what they paid for.
const plausible = ({ provider, kind, occurred, amount, currency, ...ids }) => {
  const word = (text) => (typeof text === "string" && text.length <= 255 ? text : "");
  const now = Date.now();
  const isPast = occurred <= now && occurred > now - OLDEST;
  const kept = Object.fromEntries(Object.entries(ids).map(([field, id]) => [field, word(id)]));
  // By what it is paid for a payment without an id is known, as when it comes twice or is given back.
  const isNameless = kind === "paid" && !(kept.payment || kept.invoice || kept.renewal);
  return {
    ...kept,
    ...(isNameless && { payment: kept.checkout }),
    provider,
    kind,
    occurred: new Date(isPast ? occurred : now).toISOString(),
    amount: Number.isSafeInteger(amount) ? amount : 0,
    currency: word(currency),
  };
};

/// The members whose time a row of `payments` may change, or might before it was deleted; some of them twice.
const concerned = (tx, row) => {
  const found = tx.findRecordsByFilter(
    "payments",
    "provider = {:provider} && kind = 'paid' && member != '' && " +
      "((renewal != '' && renewal = {:renewal}) || (payment != '' && payment = {:payment}) || (invoice != '' && invoice = {:invoice}))",
    "",
    0,
    0,
    { ...keys(row), ...linked(tx, row) },
  );
  return [row, ...found].map((paid) => paid.getString("member")).filter((member) => member);
};

const keys = (row) =>
  Object.fromEntries(["provider", "payment", "invoice", "renewal"].map((field) => [field, row.getString(field)]));

/// The invoice of a payment and the payment of an invoice, where a notice has told that they belong together.
const linked = (tx, row) => {
  const { provider, payment, invoice } = keys(row);
  const [link] = tx.findRecordsByFilter(
    "payments",
    "provider = {:provider} && kind = 'linked' && ((payment != '' && payment = {:payment}) || (invoice != '' && invoice = {:invoice}))",
    "occurred,event",
    1,
    0,
    { provider, payment, invoice },
  );
  return link ? { payment: link.getString("payment"), invoice: link.getString("invoice") } : {};
};

/// Says of a payment, and of those that renew the same, whom it is for, or why it grants nothing.
const attribute = (tx, row) => {
  const { provider, renewal } = keys(row);
  const group = tx.findRecordsByFilter(
    "payments",
    "provider = {:provider} && kind = 'paid' && (id = {:id} || (renewal != '' && renewal = {:renewal}))",
    "occurred,event",
    0,
    0,
    { provider, renewal, id: row.id },
  );
  const checkouts = group.map((paid) => begun(tx, paid.getString("checkout")));
  const first = checkouts.find((checkout) => checkout);
  group.forEach((paid, at) => {
    const checkout = paid.getString("checkout") ? checkouts[at] : first;
    paid.set("member", checkout ? checkout.getString("member") : "");
    paid.set("plan", checkout ? checkout.getString("plan") : "");
    paid.set("interval", checkout ? checkout.getString("interval") : "");
    paid.set("problem", checkout ? shortfall(paid, checkout) : "nobody here began this payment");
    tx.save(paid);
  });
};

const begun = (tx, id) => tx.findRecordsByFilter("checkouts", "id != '' && id = {:id}", "", 1, 0, { id })[0];

/// What is wrong with the sum that was paid; an older subscription keeps the price at which it was begun.
const shortfall = (paid, checkout) => {
  const [amount, currency] = [checkout.getInt("amount"), checkout.getString("currency")];
  const enough = paid.getInt("amount") >= amount && paid.getString("currency") === currency;
  return enough ? "" : `the plan cost ${amount} ${currency}`;
};

/// Sets until when a member is a subscriber.
const settle = (tx, member) => {
  const [subscription] = tx.findRecordsByFilter("subscriptions", "member = {:member}", "", 1, 0, { member });
  const given = subscription ? moment(subscription, "givenUntil") : null;
  const { until, plan } = paidFor(tx, member, given);
  if (!subscription && !until) return;
  const row = subscription || new Record(tx.findCollectionByNameOrId("subscriptions"), { member });
  row.set("paidUntil", later(until, moment(row, "givenUntil")));
  if (plan) row.set("plan", plan);
  tx.save(row);
};

/// Until when a member's payments reach (a Date, or null), and the plan that they paid last. What is paid while given
/// time runs begins after it.
const paidFor = (tx, member, given) => {
  const payments = tx.findRecordsByFilter(
    "payments",
    "member = {:member} && kind = 'paid' && problem = ''",
    "occurred,event",
    0,
    0,
    { member },
  );
  const seen = new Set();
  let until = null;
  let grace = false;
  let plan = "";
  for (const paid of payments) {
    const key = paid.getString("provider") + " " + (paid.getString("invoice") || paid.getString("payment") || paid.id);
    // Two notices of one payment.
    if (seen.has(key)) continue;
    seen.add(key);
    const begins = moment(paid, "occurred");
    const from = new Date(Math.max(begins, until || 0, given || 0));
    const cuts = [refunded(tx, paid), ended(tx, paid)].filter((cut) => cut);
    const cut = cuts.length ? new Date(Math.min(...cuts)) : null;
    const whole = after(from, paid.getString("interval"));
    until = cut && cut < whole ? new Date(Math.max(from, cut)) : whole;
    grace = Boolean(paid.getString("renewal")) && !cut;
    plan = paid.getString("plan");
  }
  return { until: until && grace ? new Date(until.getTime() + GRACE) : until, plan };
};

/// When all of a payment was given back.
const refunded = (tx, paid) =>
  first(tx, "refunded", "(payment != '' && (payment = {:payment} || payment = {:linked})) || (invoice != '' && invoice = {:invoice})", {
    ...keys(paid),
    linked: linked(tx, paid).payment || "",
  });

/// When what a payment belongs to ended.
const ended = (tx, paid) => first(tx, "ended", "renewal != '' && renewal = {:renewal}", keys(paid));

const first = (tx, kind, which, parameters) => {
  const filter = `provider = {:provider} && kind = {:kind} && (${which})`;
  const [row] = tx.findRecordsByFilter("payments", filter, "occurred", 1, 0, { ...parameters, kind });
  return row ? moment(row, "occurred") : null;
};

/// A field as a Date; null when it is empty.
const moment = (row, field) => {
  const text = row.getString(field);
  return text ? new Date(text.replace(" ", "T")) : null;
};

/// The later of two Dates, as PocketBase takes it; either may be null.
const later = (one, other) => {
  const latest = Math.max(one ? one.getTime() : 0, other ? other.getTime() : 0);
  return latest ? new Date(latest).toISOString() : "";
};

/// One interval later, in UTC; from the 31st of a month to the last day of a shorter one.
const after = (from, interval) => {
  const to = new Date(from);
  if (interval === "day") to.setUTCDate(to.getUTCDate() + 1);
  if (interval === "week") to.setUTCDate(to.getUTCDate() + 7);
  if (interval === "month" || interval === "year") {
    const day = to.getUTCDate();
    to.setUTCDate(1);
    to.setUTCMonth(to.getUTCMonth() + (interval === "month" ? 1 : 12));
    const last = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
    to.setUTCDate(Math.min(day, last));
  }
  return to;
};

module.exports = { concerned, later, moment, paidFor, record, settle };

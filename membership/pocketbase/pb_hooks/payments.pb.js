/// <reference path="../pb_data/types.d.ts" />

// Begins a payment: the answer is the address of the provider's own page. What is paid there comes back as a
// notice with the checkout's id.
routerAdd("POST", "/api/kiosque/checkouts", (e) => {
  const { because, signedIn } = require(`${__hooks}/lib/access.js`);
  const { count } = require(`${__hooks}/lib/limits.js`);
  const member = signedIn(e);
  if (member.getBool("banned")) throw new ForbiddenError("You are banned.", because("banned"));
  // A letter to a wrong address would be the only way back to what was paid.
  if (!member.getBool("verified")) throw new ForbiddenError("Confirm your address first.", because("unverified"));
  const code = String(e.requestInfo().body["plan"] || "");
  const [plan] = e.app.findRecordsByFilter("plans", "code = {:code} && checkout != ''", "", 1, 0, { code });
  if (!plan) throw new NotFoundError("There is no such plan.");
  // The price as it is now: what is paid is held against it, also when the plan has changed since.
  const checkout = new Record(e.app.findCollectionByNameOrId("checkouts"), {
    member: member.id,
    plan: code,
    amount: plan.getInt("amount"),
    currency: plan.getString("currency"),
    interval: plan.getString("interval"),
  });
  let added;
  e.app.runInTransaction((tx) => {
    added = count(tx, e, "checkouts", "member", member.id);
    tx.save(checkout);
  });
  let address = plan.getString("checkout");
  const wave = require(`${__hooks}/lib/wave.js`);
  if (wave.takes(plan)) {
    try {
      address = wave.page(e.app, checkout);
    } catch (error) {
      e.app.delete(checkout);
      throw error;
    }
  } else {
    address += (address.includes("?") ? "&" : "?") + "client_reference_id=" + checkout.id;
  }
  added();
  return e.json(200, { address });
});

// A provider's notices: the only thing that makes anybody a subscriber. What is signed is answered with 200
// even when it changes nothing, or the provider would send it for days.
routerAdd("POST", "/api/kiosque/payments/{provider}", (e) => {
  const name = e.request.pathValue("provider");
  const header = { stripe: "Stripe-Signature", wave: "Wave-Signature" }[name];
  if (!header || !$os.getenv(`KIOSQUE_${name.toUpperCase()}_SECRET`)) throw new NotFoundError("");
  const provider = require(`${__hooks}/lib/${name}.js`);
  const body = toString(e.request.body);
  if (!provider.isSigned(body, e.request.header.get(header), Date.now())) {
    throw new BadRequestError("Not signed, or not lately.");
  }
  const notice = provider.read(body);
  if (notice) require(`${__hooks}/lib/payments.js`).record(e.app, notice);
  return e.json(200, { received: true });
});

// What was given back without a notice, the moderators write down, and may correct.
for (const on of [onRecordCreateRequest, onRecordUpdateRequest, onRecordDeleteRequest]) {
  on((e) => {
    const { concerned, settle } = require(`${__hooks}/lib/payments.js`);
    e.app.runInTransaction((tx) => {
      const before = e.record.isNew() ? [] : concerned(tx, e.record.original());
      e.app = tx;
      e.next();
      for (const member of new Set([...before, ...concerned(tx, e.record)])) settle(tx, member);
    });
  }, "payments");
}

// What the newspaper gives by itself, in the admin interface, counts beside what is paid.
for (const on of [onRecordCreate, onRecordUpdate]) {
  on((e) => {
    const { later, moment, paidFor } = require(`${__hooks}/lib/payments.js`);
    const { record } = e;
    if (record.getString("givenUntil") !== record.original().getString("givenUntil")) {
      const given = moment(record, "givenUntil");
      record.set("paidUntil", later(paidFor(e.app, record.getString("member"), given).until, given));
    }
    e.next();
  }, "subscriptions");
}

// Whether a plan can be chosen. Those of old stay for whoever has them.
onRecordEnrich((e) => {
  e.record.withCustomData(true);
  e.record.set("onOffer", e.record.getString("checkout") !== "");
  e.next();
}, "plans");

// Prices that the providers of the franc CFA take: whole, and multiples of 5.
for (const on of [onRecordCreate, onRecordUpdate]) {
  on((e) => {
    const francs = ["XOF", "XAF"].includes(e.record.getString("currency"));
    if (francs && e.record.getInt("amount") % 5) {
      const message = "In XOF and XAF a price is a multiple of 5.";
      throw new BadRequestError(message, { amount: new ValidationError("multiple", message) });
    }
    e.next();
  }, "plans");
}

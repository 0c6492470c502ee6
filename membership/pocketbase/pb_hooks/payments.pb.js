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
  const code = String(e.requestInfo().body["plan"] || "").slice(0, 61);
  const [plan] = e.app.findRecordsByFilter("plans", "code = {:code} && checkout != ''", "", 1, 0, { code });
  if (!plan) throw new NotFoundError("There is no such plan.");
  const providers = require(`${__hooks}/lib/providers.js`);
  // The price as it is now: what is paid is held against it, also when the plan has changed since.
  const checkout = new Record(e.app.findCollectionByNameOrId("checkouts"), {
    provider: providers.asked(plan.getString("checkout")),
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
  let address;
  try {
    address = providers.page(plan, checkout);
  } catch (error) {
    e.app.delete(checkout);
    throw error;
  }
  added();
  return e.json(200, { address });
});

// A provider's notices: the only thing that makes anybody a subscriber. What is signed is answered with 200
// even when it changes nothing, or cannot be understood, or the provider would send it for days.
routerAdd("POST", "/api/kiosque/payments/{provider}", (e) => {
  const provider = require(`${__hooks}/lib/providers.js`).provider(e.request.pathValue("provider"));
  if (!provider) throw new NotFoundError("");
  const body = toString(e.request.body, 1 << 18);
  if (!provider.isSigned(body, e.request.header.get(provider.header), Date.now())) {
    throw new BadRequestError("Not signed, or not lately.");
  }
  let notice;
  try {
    notice = provider.read(body);
  } catch (error) {
    // Of what is no JSON, or lacks what it is about, the rest is not tried. Whatever else fails is told again.
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
  }
  if (notice === null) return e.json(200, { received: true });
  const understood = !!notice && require(`${__hooks}/lib/payments.js`).record(e.app, notice);
  if (understood) return e.json(200, { received: true });
  // What it says stays out of the log, which holds nothing of members.
  e.app.logger().error("A signed notice could not be understood", "provider", e.request.pathValue("provider"), "characters", body.length);
  return e.json(200, { received: true, understood: false });
});

// CinetPay looks whether somebody is there before it tells anything.
routerAdd("GET", "/api/kiosque/payments/cinetpay", (e) => {
  if (!require(`${__hooks}/lib/providers.js`).provider("cinetpay")) throw new NotFoundError("");
  return e.json(200, {});
});

// To here CinetPay sends payers back, however it ended. It wants a page; this one goes on by itself.
for (const method of ["GET", "POST"]) {
  routerAdd(method, "/api/kiosque/paid", (e) => {
    let isRefused = false;
    try {
      const { body, query } = e.requestInfo();
      const transaction = String(body["transaction_id"] || query["transaction_id"]);
      isRefused = require(`${__hooks}/lib/cinetpay.js`).isRefused(e.app, transaction);
    } catch {} // Whatever was sent, and wherever CinetPay is: the payer goes on.
    const site = encodeURI(require(`${__hooks}/lib/providers.js`).site());
    const next = site + (isRefused ? "/abonnement/" : "/compte/#paye");
    return e.html(
      200,
      `<!doctype html><html lang="fr"><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${next}">` +
        `<title>Paiement</title><p><a href="${next}">Continuer</a></p>`,
    );
  });
}

// Of what no notice came, or could not be heard out, CinetPay is asked.
cronAdd("kiosqueCinetpay", "*/5 * * * *", () => {
  const cinetpay = require(`${__hooks}/lib/cinetpay.js`);
  for (const { id } of cinetpay.lately($app)) {
    if ($app.countRecords("payments", $dbx.hashExp({ provider: "cinetpay", event: id }))) continue;
    try {
      const notice = cinetpay.look(id);
      if (notice) require(`${__hooks}/lib/payments.js`).record($app, notice);
    } catch {} // The log says why; it is asked again.
  }
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

// Prices that the providers of the franc CFA take: whole, and multiples of 5. Wave and CinetPay are told the number as it
// is, which in other currencies would be a hundred times the price.
for (const on of [onRecordCreate, onRecordUpdate]) {
  on((e) => {
    const currency = e.record.getString("currency");
    const isFranc = ["XOF", "XAF"].includes(currency);
    if (isFranc && e.record.getInt("amount") % 5) {
      const message = "In XOF and XAF a price is a multiple of 5.";
      throw new BadRequestError(message, { amount: new ValidationError("multiple", message) });
    }
    if (!isFranc && require(`${__hooks}/lib/providers.js`).asked(e.record.getString("checkout"))) {
      const message = "With Wave and CinetPay a plan is paid in XOF or XAF. For another currency, give it the address of another provider's page.";
      throw new BadRequestError(message, { currency: new ValidationError("francs", message) });
    }
    e.next();
  }, "plans");
}

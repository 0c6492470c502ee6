/// <reference path="../pb_data/types.d.ts" />

// What a member may do with the account as a whole.

routerAdd("POST", "/api/kiosque/account/sign-out-everywhere", (e) => {
  const member = require(`${__hooks}/lib/access.js`).signedIn(e);
  member.refreshTokenKey();
  e.app.save(member);
  return e.noContent(204);
});

// All that is kept of a member, as they may ask for (GDPR, article 20).
routerAdd("GET", "/api/kiosque/account/export", (e) => {
  const member = require(`${__hooks}/lib/access.js`).signedIn(e);
  const of = (collection, owner, ...fields) =>
    e.app
      .findRecordsByFilter(collection, `${owner} = {:id}`, "created", 0, 0, { id: member.id })
      .map((record) => Object.fromEntries(fields.map((field) => [field, record.get(field)])));
  const subscriptions = e.app.findRecordsByFilter("subscriptions", "member = {:id}", "", 1, 0, { id: member.id });
  return e.json(200, {
    member: {
      name: member.getString("name"),
      email: member.email(),
      verified: member.getBool("verified"),
      banned: member.getBool("banned"),
      created: member.getString("created"),
    },
    subscription: subscriptions.map((it) => ({ plan: it.getString("plan"), paidUntil: it.getString("paidUntil") })),
    contributions: of("contributions", "author", "article", "parent", "text", "removedText", "status", "created", "edited"),
    likes: of("likes", "member", "contribution", "created"),
    reports: of("reports", "member", "contribution", "reason", "details", "created"),
    payments: of("payments", "member", "provider", "kind", "plan", "amount", "currency", "occurred"),
  });
});

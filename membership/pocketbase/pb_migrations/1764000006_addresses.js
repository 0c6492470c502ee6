/// <reference path="../pb_data/types.d.ts" />

// One address is one account. Accounts from before that rule get their address in its normal form. Where two turn out to have
// the same, neither is lost: one has it from now on, and the other keeps the spelling with which they sign in, and says in
// `doubles` whose address it is. A moderator decides; docs/membership.md says how.
migrate(
  (app) => {
    const { normal } = require(`${__hooks}/lib/address.js`);
    const members = app.findCollectionByNameOrId("members");
    members.fields.add(
      new RelationField({ name: "doubles", collectionId: members.id, maxSelect: 1, cascadeDelete: false, hidden: true }),
    );
    app.save(members);

    const rows = arrayOf(new DynamicModel({ id: "", email: "", verified: false }));
    app.db().newQuery("SELECT id, email, verified FROM members ORDER BY created, id").all(rows);
    const accounts = new Map();
    for (const { id, email, verified } of rows) {
      const address = normal(email);
      accounts.set(address, [...(accounts.get(address) || []), { id, email, verified }]);
    }
    for (const [address, same] of accounts) {
      const owner = same.find(({ email }) => email === address) || same.find(({ verified }) => verified) || same[0];
      const set = (field, value, id) =>
        app.db().newQuery(`UPDATE members SET ${field} = {:value} WHERE id = {:id}`).bind({ value, id }).execute();
      if (owner.email !== address) set("email", address, owner.id);
      for (const { id } of same.filter((account) => account !== owner)) {
        set("doubles", owner.id, id);
        const message = "Two accounts have one address: see docs/membership.md, Moderation.";
        app.logger().warn(message, "keeps it", owner.id, "doubles it", id);
        console.warn(message, `${owner.id} keeps it, ${id} doubles it.`);
      }
    }
  },
  (app) => {
    const members = app.findCollectionByNameOrId("members");
    members.fields.removeByName("doubles");
    app.save(members);
  },
);

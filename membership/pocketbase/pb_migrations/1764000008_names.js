/// <reference path="../pb_data/types.d.ts" />

// A name may be one letter (Ô, 李). Which ones a moderator should look at is known; of those that are there already, the ones that
// could not be given today, or would be looked at. By which names are the same has changed: it is reckoned anew.
migrate(
  (app) => {
    const members = app.findCollectionByNameOrId("members");
    members.fields.getByName("name").min = 1;
    members.fields.add(new BoolField({ name: "nameDoubtful", hidden: true }));
    app.save(members);

    const names = require(`${__hooks}/lib/names.js`);
    const official = require(`${__hooks}/lib/official.js`);
    const rows = arrayOf(new DynamicModel({ id: "", name: "", nameKey: "" }));
    app.db().newQuery("SELECT id, name, nameKey FROM members").all(rows);
    const write = (assignment, values) => app.db().newQuery(`UPDATE members SET ${assignment} WHERE id = {:id}`).bind(values).execute();
    for (const { id, name, nameKey } of rows) {
      const key = names.nameKey(name.slice(0, 160));
      let isDoubtful = names.name(name) !== name || official.isOfficial(name) || official.isDoubtful(name);
      const taken = arrayOf(new DynamicModel({ id: "" }));
      app.db().newQuery("SELECT id FROM members WHERE nameKey = {:key} AND id != {:id}").bind({ key, id }).all(taken);
      // Two that are the same only now keep what they have.
      if (taken.length) isDoubtful = true;
      else if (key !== nameKey) write("nameKey = {:key}", { key, id });
      if (isDoubtful) write("nameDoubtful = TRUE", { id });
    }
  },
  (app) => {
    const members = app.findCollectionByNameOrId("members");
    members.fields.getByName("name").min = 2;
    members.fields.removeByName("nameDoubtful");
    app.save(members);
  },
);

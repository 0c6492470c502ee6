/// <reference path="../pb_data/types.d.ts" />

// Members change nothing of their account by themselves: a password is changed by a letter, the rest by the newspaper.
// Accounts are not deleted by trying passwords. Of a checkout it is known who takes its payment: its plan may change.
migrate(
  (app) => {
    const members = app.findCollectionByNameOrId("members");
    members.updateRule = null;
    app.save(members);

    const settings = app.settings();
    const label = "members:delete";
    const others = settings.rateLimits.rules.filter((rule) => rule.label !== label);
    settings.rateLimits.rules = [...others, { label, maxRequests: 20, duration: 60, audience: "" }];
    app.save(settings);

    const checkouts = app.findCollectionByNameOrId("checkouts");
    checkouts.fields.add(new TextField({ name: "provider" }));
    checkouts.indexes = [...checkouts.indexes, "CREATE INDEX `idx_checkouts_provider` ON `checkouts` (`provider`, `created`)"];
    app.save(checkouts);
  },
  (app) => {
    const checkouts = app.findCollectionByNameOrId("checkouts");
    checkouts.indexes = checkouts.indexes.filter((index) => !index.includes("idx_checkouts_provider"));
    checkouts.fields.removeByName("provider");
    app.save(checkouts);
  },
);

/// <reference path="../pb_data/types.d.ts" />

// The discussion. The rules say who reads and writes; `pb_hooks/contributions.pb.js` sets what only the
// server may say, and answers with the reason.
migrate(
  (app) => {
    const members = app.findCollectionByNameOrId("members").id;
    const entitled =
      '@request.auth.collectionName = "members" && @request.auth.banned = false' +
      " && @request.auth.subscriptions_via_member.paidUntil > @now";
    // A body that names one of these is refused, whatever it says.
    const untouched = (...fields) => fields.map((field) => `@request.body.${field}:isset = false`).join(" && ");
    const visible = 'status != "pending" || author = @request.auth.id';

    const contributions = new Collection({
      type: "base",
      name: "contributions",
      fields: [
        { name: "article", type: "text", required: true, max: 200, pattern: "^[a-z0-9]+(-[a-z0-9]+)*$" },
        { name: "author", type: "relation", collectionId: members, maxSelect: 1 },
        { name: "authorName", type: "text" },
        { name: "text", type: "text", max: 2000 },
        // What a moderator took out. Hidden: neither shown nor searched.
        { name: "removedText", type: "text", hidden: true },
        { name: "status", type: "select", required: true, values: ["published", "pending", "removed"], maxSelect: 1 },
        // Whether a moderator has read it as it is: reports do not hide it again.
        { name: "reviewed", type: "bool", hidden: true },
        { name: "likes", type: "number", onlyInt: true },
        { name: "editableUntil", type: "date" },
        { name: "edited", type: "date" },
        { name: "created", type: "autodate", onCreate: true },
      ],
      indexes: [
        // A page of an article's, in both orders and from any point on; how many an article has.
        "CREATE INDEX `idx_contributions_article` ON `contributions` (`article`, `created`, `id`)",
        "CREATE INDEX `idx_contributions_status` ON `contributions` (`article`, `status`)",
        "CREATE INDEX `idx_contributions_author` ON `contributions` (`author`, `created`)",
      ],
    });
    app.save(contributions);
    contributions.fields.add(
      new RelationField({ name: "parent", collectionId: contributions.id, maxSelect: 1, cascadeDelete: false }),
    );
    contributions.indexes = [
      ...contributions.indexes,
      "CREATE INDEX `idx_contributions_parent` ON `contributions` (`parent`, `created`)",
    ];
    contributions.listRule = `${entitled} && (${visible})`;
    contributions.viewRule = contributions.listRule;
    const server = ["author", "authorName", "status", "likes", "editableUntil", "edited", "created"];
    contributions.createRule = `${entitled} && ${untouched(...server)}`;
    contributions.updateRule =
      `${entitled} && author = @request.auth.id && status != "removed" && editableUntil > @now` +
      ` && ${untouched(...server, "article", "parent")}`;
    contributions.deleteRule = `${entitled} && author = @request.auth.id && status != "removed"`;
    app.save(contributions);

    const by_member = [
      { name: "contribution", type: "relation", collectionId: contributions.id, maxSelect: 1, required: true, cascadeDelete: true },
      { name: "member", type: "relation", collectionId: members, maxSelect: 1, required: true, cascadeDelete: true },
      { name: "created", type: "autodate", onCreate: true },
    ];
    const once = (name) => [
      `CREATE UNIQUE INDEX \`idx_${name}_once\` ON \`${name}\` (\`contribution\`, \`member\`)`,
      `CREATE INDEX \`idx_${name}_member\` ON \`${name}\` (\`member\`, \`created\`)`,
    ];
    app.save(
      new Collection({
        type: "base",
        name: "likes",
        fields: by_member,
        indexes: once("likes"),
        listRule: `${entitled} && member = @request.auth.id`,
        viewRule: `${entitled} && member = @request.auth.id`,
        createRule: `${entitled} && ${untouched("member", "created")} && contribution.status = "published"`,
        deleteRule: `${entitled} && member = @request.auth.id`,
      }),
    );
    app.save(
      new Collection({
        type: "base",
        name: "reports",
        fields: [
          ...by_member,
          {
            name: "reason",
            type: "select",
            required: true,
            values: ["insult", "hatred", "falsehood", "privacy", "advertising", "other"],
            maxSelect: 1,
          },
          { name: "details", type: "text", max: 500 },
        ],
        indexes: once("reports"),
        createRule: `${entitled} && ${untouched("member", "created")} && contribution.status = "published"`,
      }),
    );
  },
  (app) => {
    for (const name of ["reports", "likes", "contributions"]) {
      app.delete(app.findCollectionByNameOrId(name));
    }
  },
);

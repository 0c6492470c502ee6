/// <reference path="../pb_data/types.d.ts" />

// What is on offer, what was begun, what the provider said of it, and what follows from that: until when
// a member is a subscriber. Nothing here can be written over the network; `pb_hooks/lib/payments.js` does.
migrate(
  (app) => {
    const members = app.findCollectionByNameOrId("members").id;
    const member = { name: "member", type: "relation", collectionId: members, maxSelect: 1 };
    const created = { name: "created", type: "autodate", onCreate: true };

    app.save(
      new Collection({
        type: "base",
        name: "plans",
        fields: [
          { name: "code", type: "text", required: true, pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", max: 60 },
          { name: "name", type: "text", required: true, max: 80 },
          // In the currency's smallest unit (ISO 4217).
          { name: "amount", type: "number", required: true, onlyInt: true, min: 1 },
          { name: "currency", type: "text", required: true, pattern: "^[A-Z]{3}$" },
          { name: "interval", type: "select", required: true, values: ["day", "week", "month", "year"], maxSelect: 1 },
          { name: "description", type: "text", max: 300 },
          { name: "features", type: "json", maxSize: 4000 },
          { name: "order", type: "number", onlyInt: true },
          // The provider's own page for this plan. Without it the plan is not on offer.
          { name: "checkout", type: "url", hidden: true },
        ],
        indexes: ["CREATE UNIQUE INDEX `idx_plans_code` ON `plans` (`code`)"],
        listRule: "",
        viewRule: "",
      }),
    );
    app.save(
      new Collection({
        type: "base",
        name: "subscriptions",
        fields: [
          { ...member, required: true, cascadeDelete: true },
          { name: "plan", type: "text" },
          // Follows from the payments, and from what the newspaper gives.
          { name: "paidUntil", type: "date" },
          { name: "givenUntil", type: "date", hidden: true },
        ],
        indexes: ["CREATE UNIQUE INDEX `idx_subscriptions_member` ON `subscriptions` (`member`)"],
        listRule: "member = @request.auth.id",
        viewRule: "member = @request.auth.id",
      }),
    );
    // What was begun, at the price it had then. Its id goes to the provider and comes back with the payment.
    app.save(
      new Collection({
        type: "base",
        name: "checkouts",
        fields: [
          { ...member, required: true, cascadeDelete: true },
          { name: "plan", type: "text", required: true },
          { name: "amount", type: "number", required: true, onlyInt: true },
          { name: "currency", type: "text", required: true },
          { name: "interval", type: "text", required: true },
          created,
        ],
        indexes: ["CREATE INDEX `idx_checkouts_member` ON `checkouts` (`member`, `created`)"],
      }),
    );
    app.save(
      new Collection({
        type: "base",
        name: "payments",
        fields: [
          { name: "provider", type: "text", required: true },
          // The provider's own id of what it told.
          { name: "event", type: "text", required: true },
          { name: "kind", type: "select", required: true, values: ["paid", "refunded", "ended", "linked"], maxSelect: 1 },
          { name: "occurred", type: "date", required: true },
          // The provider's ids of the payment, of its invoice and, where it renews by itself, of the subscription.
          { name: "payment", type: "text" },
          { name: "invoice", type: "text" },
          { name: "renewal", type: "text" },
          { name: "checkout", type: "text" },
          { name: "amount", type: "number", onlyInt: true },
          { name: "currency", type: "text" },
          // What follows from the others. Kept for the accounts when the member is gone.
          member,
          { name: "plan", type: "text" },
          { name: "interval", type: "text" },
          // Why it grants nothing, for whoever reads the accounts.
          { name: "problem", type: "text" },
          created,
        ],
        indexes: [
          "CREATE UNIQUE INDEX `idx_payments_event` ON `payments` (`provider`, `event`)",
          "CREATE INDEX `idx_payments_member` ON `payments` (`member`)",
          "CREATE INDEX `idx_payments_payment` ON `payments` (`payment`)",
          "CREATE INDEX `idx_payments_invoice` ON `payments` (`invoice`)",
          "CREATE INDEX `idx_payments_renewal` ON `payments` (`renewal`)",
        ],
      }),
    );
  },
  (app) => {
    for (const name of ["payments", "checkouts", "subscriptions", "plans"]) {
      app.delete(app.findCollectionByNameOrId(name));
    }
  },
);

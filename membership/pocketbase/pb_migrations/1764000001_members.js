/// <reference path="../pb_data/types.d.ts" />

// Who may sign in. `name` is what readers see; what they may read is in `subscriptions`.
migrate(
  (app) => {
    // PocketBase begins with a collection of its own, which nobody here uses.
    app.delete(app.findCollectionByNameOrId("users"));

    const members = new Collection({
      type: "auth",
      name: "members",
      fields: [
        { name: "name", type: "text", required: true, min: 2, max: 40 },
        // By which two names are the same: no reader can be taken for another.
        { name: "nameKey", type: "text", hidden: true, max: 120 },
        { name: "banned", type: "bool" },
        // Their contributions wait until a moderator has read them.
        { name: "premoderated", type: "bool", hidden: true },
        { name: "created", type: "autodate", onCreate: true },
      ],
      indexes: ["CREATE UNIQUE INDEX `idx_members_name` ON `members` (`nameKey`)"],
      viewRule: "id = @request.auth.id",
      createRule: "@request.body.banned:isset = false && @request.body.verified:isset = false",
      updateRule: "id = @request.auth.id && @request.body.banned:isset = false",
      deleteRule: "id = @request.auth.id",
      authRule: "",
      passwordAuth: { enabled: true, identityFields: ["email"] },
      oauth2: { enabled: false },
      otp: { enabled: false },
      mfa: { enabled: false },
      authAlert: { enabled: false },
      // Seconds: 14 days, a day, half an hour.
      authToken: { duration: 1209600 },
      verificationToken: { duration: 86400 },
      passwordResetToken: { duration: 1800 },
      // The token stands after `#`: no server between the reader and the page sees it.
      verificationTemplate: {
        subject: "Confirmez votre adresse ({APP_NAME})",
        body: `<p>Bonjour,</p>
<p>Pour confirmer votre adresse, ouvrez ce lien dans les 24 heures :</p>
<p><a href="{APP_URL}/connexion/#confirmer={TOKEN}">{APP_URL}/connexion/#confirmer={TOKEN}</a></p>
<p>Si vous n’avez pas créé de compte, ignorez ce message.</p>
<p>{APP_NAME}</p>`,
      },
      resetPasswordTemplate: {
        subject: "Choisissez un nouveau mot de passe ({APP_NAME})",
        body: `<p>Bonjour,</p>
<p>Pour choisir un nouveau mot de passe, ouvrez ce lien dans les 30 minutes :</p>
<p><a href="{APP_URL}/connexion/#nouveau={TOKEN}">{APP_URL}/connexion/#nouveau={TOKEN}</a></p>
<p>Si vous n’avez rien demandé, ignorez ce message : votre mot de passe reste le même.</p>
<p>{APP_NAME}</p>`,
      },
    });
    app.save(members);
  },
  (app) => app.delete(app.findCollectionByNameOrId("members")),
);

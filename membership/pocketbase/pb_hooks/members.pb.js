/// <reference path="../pb_data/types.d.ts" />

// A name is shown beside every contribution: it is one line, and no two are alike.

for (const on of [onRecordCreate, onRecordUpdate]) {
  on((e) => {
    // Who is banned, or signs out everywhere, keeps the name they have.
    if (!e.record.isNew() && e.record.getString("name") === e.record.original().getString("name")) return e.next();
    const names = require(`${__hooks}/lib/names.js`);
    const name = names.name(e.record.getString("name"));
    if (!name) throw new BadRequestError("It is no name.", { name: new ValidationError("name", "It is no name.") });
    e.record.set("name", name);
    e.record.set("nameKey", names.nameKey(name));
    // Whoever gives another name has looked at it.
    if (!e.record.isNew()) e.record.set("nameDoubtful", false);
    e.next();
  }, "members");
}

// One address is one account.
onRecordCreate((e) => {
  require(`${__hooks}/lib/address.js`).keepNormal(e.app, e.record);
  e.next();
}, "members");

onRecordUpdate((e) => {
  const { giveFree, keepNormal } = require(`${__hooks}/lib/address.js`);
  const before = e.record.original().email();
  keepNormal(e.app, e.record);
  const isFree = e.record.email() !== before;
  e.next();
  if (isFree) giveFree(e.app, e.record.id);
}, "members");

// A newspaper's own people get their names from whoever may give them, in the admin interface.
onRecordCreateRequest((e) => {
  if (e.hasSuperuserAuth()) return e.next();
  const { isDoubtful, isOfficial } = require(`${__hooks}/lib/official.js`);
  const name = require(`${__hooks}/lib/names.js`).name(e.record.getString("name"));
  if (name && isOfficial(name)) {
    throw new BadRequestError("It is the newspaper's.", { name: new ValidationError("official", "It is the newspaper's.") });
  }
  e.record.set("nameDoubtful", !!name && isDoubtful(name));
  e.next();
}, "members");

// Members change their password by a letter, and nothing else of their account.
onRecordUpdateRequest((e) => {
  if (!e.hasSuperuserAuth()) throw new NotFoundError("An account is changed by the newspaper.");
  e.next();
}, "members");

onRecordAfterUpdateSuccess((e) => {
  e.app
    .db()
    .newQuery("UPDATE contributions SET authorName = {:name} WHERE author = {:id} AND authorName != {:name}")
    .bind({ name: e.record.getString("name"), id: e.record.id })
    .execute();
  e.next();
}, "members");

// Whoever leaves takes what they wrote with them. Where others have answered, an empty place stays.
onRecordDelete((e) => {
  const { EMPTIED } = require(`${__hooks}/lib/discussion.js`);
  const { id } = e.record;
  e.app.runInTransaction((tx) => {
    const run = (query) => tx.db().newQuery(query).bind({ id }).execute();
    run(
      `UPDATE contributions SET ${EMPTIED} WHERE author = {:id}` +
        " AND id IN (SELECT parent FROM contributions WHERE author != {:id})",
    );
    for (const by of ["likes", "reports"]) {
      run(`DELETE FROM ${by} WHERE contribution IN (SELECT id FROM contributions WHERE author = {:id})`);
    }
    run("DELETE FROM contributions WHERE author = {:id}");
    e.app = tx;
    e.next();
  });
}, "members");

onRecordAuthWithPasswordRequest((e) => {
  const { whose } = require(`${__hooks}/lib/address.js`);
  require(`${__hooks}/lib/limits.js`).attempt(e, whose(e.record, e.identity), () => e.next());
}, "members");

// A token alone, stolen or left on somebody's phone, takes no account away.
onRecordDeleteRequest((e) => {
  const { attempt } = require(`${__hooks}/lib/limits.js`);
  if (e.hasSuperuserAuth()) return e.next();
  attempt(e, e.record.id, () => {
    if (e.record.validatePassword(String(e.requestInfo().body.password))) return;
    throw new BadRequestError("It is not the password.", { password: new ValidationError("wrong", "It is not the password.") });
  });
  e.next();
}, "members");

// Whoever has had a letter is not locked out by somebody who tries passwords.
onRecordConfirmPasswordResetRequest((e) => {
  e.next();
  require(`${__hooks}/lib/limits.js`).forgetAttempts(e.app, e.record.id);
}, "members");

cronAdd("kiosqueTimes", "*/10 * * * *", () => {
  require(`${__hooks}/lib/limits.js`).forgetTimes($app);
});

// Whether somebody is a subscriber now is said by this clock: those of phones are often wrong.
onRecordEnrich((e) => {
  const { paidUntil } = require(`${__hooks}/lib/access.js`);
  const until = paidUntil(e.app, e.record.id);
  e.record.withCustomData(true);
  e.record.set("entitled", !e.record.getBool("banned") && !!until && until > new Date());
  e.next();
}, "members");

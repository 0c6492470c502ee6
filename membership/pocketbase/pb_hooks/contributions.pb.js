/// <reference path="../pb_data/types.d.ts" />

onRecordCreateRequest((e) => {
  const { entitled } = require(`${__hooks}/lib/access.js`);
  const { count, stamp } = require(`${__hooks}/lib/limits.js`);
  const discussion = require(`${__hooks}/lib/discussion.js`);
  if (e.hasSuperuserAuth()) return e.next();

  const member = entitled(e);
  const text = discussion.said(e.record);
  // One at a time: else those that are sent at once would all count as the first.
  e.app.runInTransaction((tx) => {
    const added = count(tx, e, "contributions", "author", member.id);
    discussion.checkParent(tx, e.record);
    e.record.set("text", text);
    e.record.set("author", member.id);
    e.record.set("authorName", member.getString("name"));
    e.record.set("status", discussion.mustWait(tx, member, text, e.record.id) ? "pending" : "published");
    e.record.set("likes", 0);
    e.record.set("editableUntil", stamp(Date.now() + discussion.EDITABLE * 1000));
    e.app = tx;
    e.next();
    added();
  });
}, "contributions");

onRecordUpdateRequest((e) => {
  const { entitled } = require(`${__hooks}/lib/access.js`);
  const { stamp } = require(`${__hooks}/lib/limits.js`);
  const discussion = require(`${__hooks}/lib/discussion.js`);
  if (e.hasSuperuserAuth()) return e.next();

  const member = entitled(e);
  const text = discussion.said(e.record);
  e.app.runInTransaction((tx) => {
    // As it is now, not as it was when the rule was asked: a moderator may have taken it out since.
    const record = tx.findRecordById("contributions", e.record.id);
    if (record.getString("status") === "removed") throw new NotFoundError("It is removed.");
    discussion.checkReplaced(e, record, text);
    record.set("text", text);
    record.set("edited", stamp(Date.now()));
    record.set("reviewed", false);
    if (discussion.mustWait(tx, member, text, record.id)) record.set("status", "pending");
    e.record = record;
    e.app = tx;
    e.next();
  });
}, "contributions");

// Where others have answered, an empty place stays.
onRecordDeleteRequest((e) => {
  const { EMPTIED } = require(`${__hooks}/lib/discussion.js`);
  const { id } = e.record;
  e.app.runInTransaction((tx) => {
    if (tx.countRecords("contributions", $dbx.hashExp({ parent: id }))) {
      tx.db().newQuery(`UPDATE contributions SET ${EMPTIED} WHERE id = {:id}`).bind({ id }).execute();
      return;
    }
    e.app = tx;
    e.next();
  });
  if (!e.written()) e.noContent(204);
}, "contributions");

// What a moderator takes out goes where nobody can search it, and comes back from there.
onRecordUpdate((e) => {
  const { record } = e;
  const status = record.getString("status");
  const before = record.original().getString("status");
  if (status === "removed") {
    if (record.getString("text")) record.set("removedText", record.getString("text"));
    record.set("text", "");
  } else if (before === "removed" && !record.getString("text")) {
    record.set("text", record.getString("removedText"));
    record.set("removedText", "");
  }
  if (status === "published" && before !== "published") record.set("reviewed", true);
  // The admin interface sends the number back as it was when the form was opened.
  record.set("likes", require(`${__hooks}/lib/discussion.js`).likes(e.app, record.id));
  e.next();
}, "contributions");

onRecordCreateRequest((e) => {
  const { entitled } = require(`${__hooks}/lib/access.js`);
  const { count } = require(`${__hooks}/lib/limits.js`);
  const { written } = require(`${__hooks}/lib/discussion.js`);
  if (e.hasSuperuserAuth()) return e.next();

  const member = entitled(e);
  e.app.runInTransaction((tx) => {
    const added = count(tx, e, e.collection.name, "member", member.id);
    e.record.set("member", member.id);
    if (e.collection.name === "reports") e.record.set("details", written(e.record, "details"));
    e.app = tx;
    e.next();
    added();
  });
}, "likes", "reports");

onRecordAfterCreateSuccess((e) => {
  require(`${__hooks}/lib/discussion.js`).countLikes(e.app, e.record.getString("contribution"));
  e.next();
}, "likes");

onRecordAfterDeleteSuccess((e) => {
  require(`${__hooks}/lib/discussion.js`).countLikes(e.app, e.record.getString("contribution"));
  e.next();
}, "likes");

onRecordAfterCreateSuccess((e) => {
  require(`${__hooks}/lib/discussion.js`).withdrawReported(e.app, e.record.getString("contribution"));
  e.next();
}, "reports");

// How many contributions an article has: a number, and the only thing that everybody may know.
routerAdd("GET", "/api/kiosque/articles/{slug}/contributions", (e) => {
  const published = $dbx.hashExp({ article: e.request.pathValue("slug"), status: "published" });
  return e.json(200, { count: e.app.countRecords("contributions", published) });
});

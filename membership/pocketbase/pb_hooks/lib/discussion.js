// The rules of the discussion that need more than one record.

/// Seconds during which a contribution may be edited.
const EDITABLE = 900;

/// From so many reports on a contribution waits for a moderator.
const REPORTS = 3;

const invalid = (field, code, message) => new BadRequestError(message, { [field]: new ValidationError(code, message) });

/// What is written, as it is kept.
const written = (record) => {
  const text = require(`${__hooks}/lib/words.js`).text(record.getString("text"));
  if (!text) throw invalid("text", "empty", "Nothing is written.");
  return text;
};

/// An answer answers a contribution under the same article that is no answer itself.
const checkParent = (app, record) => {
  const id = record.getString("parent");
  if (!id) return;
  const fitting = $dbx.hashExp({ id, article: record.getString("article"), parent: "", status: "published" });
  if (!app.countRecords("contributions", fitting)) throw invalid("parent", "unanswerable", "It cannot be answered.");
};

/// Who says which words an edit `replaces` overwrites no others: the same contribution may be open in another tab, or a
/// moderator may have corrected it.
const checkReplaced = (e, record, text) => {
  const { replaces } = e.requestInfo().body;
  const there = record.getString("text");
  if (replaces === undefined || there === text) return;
  if (require(`${__hooks}/lib/words.js`).text(replaces) === there) return;
  throw invalid("text", "changed", "It has changed meanwhile.");
};

/// Whether a moderator must read it first: always where the newspaper wants that (KIOSQUE_MODERATION=before), for
/// members whom it does not trust, and for a link by somebody of whom nothing is published yet.
const mustWait = (app, member, text) => {
  if ($os.getenv("KIOSQUE_MODERATION") === "before" || member.getBool("premoderated")) return true;
  if (!require(`${__hooks}/lib/words.js`).hasLink(text)) return false;
  return !app.countRecords("contributions", $dbx.hashExp({ author: member.id, status: "published" }));
};

/// What is left where others have answered.
const EMPTIED = "status = 'removed', text = '', removedText = '', authorName = '', author = ''";

const likes = (app, id) => app.countRecords("likes", $dbx.hashExp({ contribution: id }));

const countLikes = (app, id) =>
  app
    .db()
    .newQuery("UPDATE contributions SET likes = (SELECT COUNT(*) FROM likes WHERE contribution = {:id}) WHERE id = {:id}")
    .bind({ id })
    .execute();

/// Hides what several readers have reported, unless a moderator has read it already.
const withdrawReported = (app, id) =>
  app
    .db()
    .newQuery(
      "UPDATE contributions SET status = 'pending' WHERE id = {:id} AND status = 'published' AND NOT reviewed" +
        " AND (SELECT COUNT(*) FROM reports WHERE contribution = {:id}) >= {:reports}",
    )
    .bind({ id, reports: REPORTS })
    .execute();

module.exports = { EDITABLE, EMPTIED, checkParent, checkReplaced, countLikes, likes, mustWait, withdrawReported, written };

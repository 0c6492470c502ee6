// The rules of the discussion that need more than one record.

/// Seconds during which a contribution may be edited.
const EDITABLE = 900;

/// From so many reports on a contribution waits for a moderator.
const REPORTS = 3;

const invalid = (field, code, message) => new BadRequestError(message, { [field]: new ValidationError(code, message) });

/// Letters of the longest contribution, and of what a report may say, as the collections have it.
const LETTERS = { text: 2000, details: 500 };

/// What is written in a field, as it is kept: nothing, where it says nothing.
const written = (record, field) => {
  const words = require(`${__hooks}/lib/words.js`);
  const given = record.getString(field);
  if (!words.fits(given, LETTERS[field])) throw invalid(field, "validation_max_text_constraint", "It is too long.");
  return words.text(given);
};

/// What a contribution says; it says something.
const said = (record) => {
  const text = written(record, "text");
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
  const words = require(`${__hooks}/lib/words.js`);
  const seen = String(replaces);
  if (words.fits(seen, LETTERS.text) && words.text(seen) === there) return;
  throw invalid("text", "changed", "It has changed meanwhile.");
};

/// Whether a moderator must read it first: always where the newspaper wants that (KIOSQUE_MODERATION=before), for
/// members whom it does not trust, and for a link by somebody of whom nothing else is published yet. `id` is the contribution's:
/// what is changed is judged as if it were new.
const mustWait = (app, member, text, id) => {
  if ($os.getenv("KIOSQUE_MODERATION") === "before" || member.getBool("premoderated")) return true;
  if (!require(`${__hooks}/lib/links.js`).hasLink(text)) return false;
  const others = $dbx.exp("author = {:member} AND status = 'published' AND id != {:id}", { member: member.id, id });
  return !app.countRecords("contributions", others);
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

module.exports = { EDITABLE, EMPTIED, checkParent, checkReplaced, countLikes, likes, mustWait, said, withdrawReported, written };

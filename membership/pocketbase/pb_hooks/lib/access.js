// Who may enter the discussion, and what they are told when they may not.

/// What is wrong, by a code that the reader has a sentence for.
const because = (code) => ({ access: new ValidationError(code, code) });

/// The name of the collection that a request is about, by whichever name or id; nothing where there is none.
const collectionOf = (e) => {
  const named = e.request.pathValue("collection");
  try {
    return named && e.app.findCachedCollectionByNameOrId(named).name;
  } catch {
    return ""; // The route says so.
  }
};

const member = (e) => {
  const record = e.auth;
  return record && record.collection().name === "members" ? record : null;
};

/// The member who asks; else the reader is asked to sign in.
const signedIn = (e) => {
  const record = member(e);
  if (!record) throw new UnauthorizedError("Sign in first.", because("signIn"));
  return record;
};

/// Until when a member is a subscriber, as a Date; null for one who never was.
const paidUntil = (app, id) => {
  const rows = arrayOf(new DynamicModel({ paidUntil: "" }));
  app.db().newQuery("SELECT paidUntil FROM subscriptions WHERE member = {:id}").bind({ id }).all(rows);
  return rows.length && rows[0].paidUntil ? new Date(rows[0].paidUntil.replace(" ", "T")) : null;
};

/// The member who asks, if they may read and write contributions now.
const entitled = (e) => {
  const record = signedIn(e);
  if (record.getBool("banned")) throw new ForbiddenError("You are banned.", because("banned"));
  const until = paidUntil(e.app, record.id);
  if (!until || until <= new Date()) throw new ForbiddenError("For subscribers.", because("notEntitled"));
  return record;
};

module.exports = { because, collectionOf, entitled, member, paidUntil, signedIn };

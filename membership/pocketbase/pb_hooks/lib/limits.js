// How often a member may do what. Counted in the database, so that a restart forgets nothing, and by member:
// a whole town may share one address of its telephone network. What nobody has signed in for is limited by
// address, in the settings.

/// `[most, seconds]` for each collection.
const LIMITS = {
  contributions: [[5, 60], [60, 3600]],
  likes: [[60, 60]],
  reports: [[20, 3600]],
  checkouts: [[10, 3600]],
};

/// Refuses with 429 and the seconds to wait once a member has added too much. What was deleted since counts too, as
/// long as the engine runs: its times are kept besides, by what is returned, to be called once it is added.
const count = (app, e, collection, owner, id) => {
  const key = `${ADDED}${collection}:${id}`;
  const longest = Math.max(...LIMITS[collection].map(([, seconds]) => seconds));
  const times = within(app.store().get(key), longest);
  for (const [most, seconds] of LIMITS[collection]) {
    const lately = within(times, seconds);
    if (lately.length >= most) wait(e, lately[lately.length - most] + seconds * 1000);
    const rows = arrayOf(new DynamicModel({ created: "" }));
    app
      .db()
      .newQuery(
        `SELECT created FROM ${collection} WHERE ${owner} = {:id} AND created > {:from} ORDER BY created DESC LIMIT 1 OFFSET ${most - 1}`,
      )
      .bind({ id, from: stamp(Date.now() - seconds * 1000) })
      .all(rows);
    if (rows.length) wait(e, new Date(rows[0].created.replace(" ", "T")).getTime() + seconds * 1000);
  }
  return () => app.store().set(key, [...within(app.store().get(key), longest), Date.now()]);
};

/// Whether something has been done less often than so many times within a minute; if so, it counts as done again.
const isAllowed = (app, what, most) => {
  let allowed;
  app.store().setFunc(ADDED + what, (past) => {
    const times = within(past, 60);
    allowed = times.length < most;
    return allowed ? [...times, Date.now()] : times;
  });
  return allowed;
};

const ADDED = "kiosque:added:";

const within = (times, seconds) => Array.from(times || []).filter((time) => time > Date.now() - seconds * 1000);

/// Until when.
const wait = (e, until) => tooMany(e, Math.max(1, Math.ceil((until - Date.now()) / 1000)));

/// `guard.pb.js` tells it as `Retry-After`.
const tooMany = (e, seconds) => {
  e.set("retryAfter", seconds);
  throw new TooManyRequestsError("Too many.");
};

/// A moment as the database writes it.
const stamp = (time) => new Date(time).toISOString().replace("T", " ");

// Wrong passwords for one account, wherever they come from: 10 in 10 minutes.
const ATTEMPTS = 10;
const WITHIN = 600;
const PREFIX = "kiosque:attempts:";

const attemptsKey = (whose) => PREFIX + $security.sha256(whose);

/// Checks a password by `check`, which throws where it is wrong. `whose` is the account's id, so that a success clears no
/// other's count, or an address that has none. It counts before it is checked: else those that are tried at once would all
/// count as the first.
const attempt = (e, whose, check) => {
  const [store, key] = [e.app.store(), attemptsKey(whose)];
  let times = [];
  store.setFunc(key, (past) => {
    times = recent(past);
    return times.length < ATTEMPTS ? [...times, Date.now()] : times;
  });
  if (times.length >= ATTEMPTS) tooMany(e, Math.ceil((times[0] + WITHIN * 1000 - Date.now()) / 1000));
  check();
  store.remove(key);
};

const forgetAttempts = (app, whose) => app.store().remove(attemptsKey(whose));

const recent = (times) => within(times, WITHIN);

/// Forgets what counts no more.
const forgetTimes = (app) => {
  const store = app.store();
  for (const [key, times] of Object.entries(store.getAll())) {
    const isOver = (key.startsWith(PREFIX) && !recent(times).length) || (key.startsWith(ADDED) && !within(times, 3600).length);
    if (isOver) store.remove(key);
  }
};

module.exports = { attempt, count, forgetAttempts, forgetTimes, isAllowed, stamp, tooMany };

/// <reference path="../pb_data/types.d.ts" />

// What is answered is on the disk: after a power cut no payment, sign-up or contribution is gone that somebody was told of.
// PocketBase opens its databases with `synchronous=NORMAL`, with which SQLite writes to the disk now and then
// (https://www.sqlite.org/pragma.html#pragma_synchronous). All that is written goes through one connection. SQLite keeps
// the mode with the connection, so that is kept too, however long nobody writes.
onBootstrap((e) => {
  e.next();
  const writer = e.app.nonconcurrentDB();
  writer.db().setConnMaxIdleTime(0);
  writer.newQuery("PRAGMA synchronous = FULL").execute();
});

// Go replaces a connection that was interrupted: the new one learns it before it is written through.
routerUse(
  new Middleware(
    (e) => {
      if (!["GET", "HEAD"].includes(e.request.method)) e.app.nonconcurrentDB().newQuery("PRAGMA synchronous = FULL").execute();
      return e.next();
    },
    -998,
    "kiosqueDurable",
  ),
);

/// <reference path="../pb_data/types.d.ts" />

// Before every route. The rules of the collections say the same again, and hold where this does not reach:
// expansions, filters.

// Nothing that the engine says is kept on its way; and wherever something is refused as too often, it says how long
// to wait: PocketBase's own limits are by the minute. Outermost: its limiter has the priority -1000.
routerUse(
  new Middleware(
    (e) => {
      e.response.header().set("Cache-Control", "no-store");
      try {
        return e.next();
      } catch (error) {
        const status = error.status || (error.value && error.value.status);
        if (status === 429) e.response.header().set("Retry-After", String(e.get("retryAfter") || 60));
        throw error;
      }
    },
    -1001,
    "kiosqueHeaders",
  ),
);

// A network of IPv6 counts as one address. After PocketBase has held moderators against their list of addresses, before it counts.
routerUse(
  new Middleware(
    (e) => {
      require(`${__hooks}/lib/network.js`).countByNetwork(e);
      return e.next();
    },
    -1001,
    "kiosqueNetwork",
  ),
);

// What readers and providers send is small. PocketBase alone would read 32 MB of anybody's.
routerUse(
  new Middleware(
    (e) => {
      const size = e.request.contentLength;
      if (!e.hasSuperuserAuth() && (size > 1 << 18 || size < 0)) throw new ApiError(413, "Too much at once.");
      return e.next();
    },
    -999,
    "kiosqueSize",
  ),
);

// The discussion's collections, by name or by id, before anything is looked up in them: a refusal has a
// reason, and takes the same time whatever was asked.
routerUse(
  new Middleware(
    (e) => {
      const { collectionOf, entitled } = require(`${__hooks}/lib/access.js`);
      if (!e.hasSuperuserAuth() && ["contributions", "likes", "reports"].includes(collectionOf(e))) entitled(e);
      return e.next();
    },
    -500,
    "kiosqueEntitled",
  ),
);

// Who signs in or asks for a letter is known by their address in any spelling. PocketBase looks for it letter by letter.
routerUse(
  new Middleware(
    (e) => {
      const isAsked = e.request.method === "POST" && !e.request.url.path.endsWith("/records");
      if (isAsked && require(`${__hooks}/lib/access.js`).collectionOf(e) === "members") {
        require(`${__hooks}/lib/address.js`).readNormal(e);
      }
      return e.next();
    },
    -450,
    "kiosqueAddress",
  ),
);

// bcrypt sees 72 bytes, the last of which is a zero: of a longer password it would take the beginning for the whole.
// PocketBase refuses most of these, too, but does not say why.
routerUse(
  new Middleware(
    (e) => {
      if (e.request.method === "POST" && require(`${__hooks}/lib/access.js`).collectionOf(e) === "members") {
        const bytes = unescape(encodeURIComponent(String(e.requestInfo().body.password))).length;
        if (bytes > 71) throw new BadRequestError("It is too long.", { password: new ValidationError("long", "It is too long.") });
      }
      return e.next();
    },
    -400,
    "kiosquePassword",
  ),
);

// Nobody reads along: readers ask when they want to know. The admin interface may.
onRealtimeSubscribeRequest((e) => {
  if (!e.hasSuperuserAuth()) throw new ForbiddenError("There are no live updates here.");
  e.next();
});

// An address is changed by the newspaper, in the admin interface: PocketBase's own letter would lead there.
onRecordRequestEmailChangeRequest((e) => {
  if (!e.hasSuperuserAuth()) throw new NotFoundError("An address is changed by the newspaper.");
  e.next();
});

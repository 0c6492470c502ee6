/// <reference path="../pb_data/types.d.ts" />

// Before every route. The rules of the collections say the same again, and hold where this does not reach:
// expansions, filters.

// Before all else, PocketBase's own reading of a token and of addresses too: of a request's first line, and of each header that
// anything looks at, 8 KB, as much as proxies forward. Go alone would take 1 MB. What is signed has limits of its own.
routerUse(
  new Middleware(
    (e) => {
      const { header, requestURI } = e.request;
      if (requestURI.length > 1 << 13) throw new ApiError(414, "The address is too long.");
      const read = ["Authorization", "Content-Type", "Cookie", "Origin", $os.getenv("KIOSQUE_PROXY_HEADER")];
      // One that is repeated is as long as all of it.
      const length = (name) => header.values(name).reduce((sum, value) => sum + value.length, 0);
      if (read.some((name) => name && length(name) > 1 << 13)) throw new ApiError(431, "A header is too long.");
      return e.next();
    },
    -2000,
    "kiosqueLength",
  ),
);

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

// What readers and providers send is small: an account has less than 2 KB, a contribution of 2000 letters 24 where each is escaped, a
// provider's notice up to 256, the longest question of the pages 1. PocketBase alone would read 32 MB of anybody's, hash a
// password before it looks at the rest, and take long over a question of 8.
routerUse(
  new Middleware(
    (e) => {
      if (e.hasSuperuserAuth()) return e.next();
      const { contentLength, url } = e.request;
      const isAccount = ["members", "_superusers"].includes(require(`${__hooks}/lib/access.js`).collectionOf(e));
      const most = url.path.startsWith("/api/kiosque/payments/") ? 1 << 18 : isAccount ? 1 << 12 : 1 << 15;
      if (contentLength > most || contentLength < 0) throw new ApiError(413, "Too much at once.");
      if (url.rawQuery.length > 1 << 11) throw new ApiError(414, "The address is too long.");
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
// PocketBase refuses most of these, too, but does not say why. What else would be refused by its length is refused before a
// password is hashed.
routerUse(
  new Middleware(
    (e) => {
      if (e.request.method === "POST" && require(`${__hooks}/lib/access.js`).collectionOf(e) === "members") {
        const long = (field) => new BadRequestError("It is too long.", { [field]: new ValidationError("long", "It is too long.") });
        const [password, name, email] = ["password", "name", "email"].map((field) => String(e.requestInfo().body[field]));
        if (password.length > 71 || unescape(encodeURIComponent(password)).length > 71) throw long("password");
        if (!require(`${__hooks}/lib/names.js`).fits(name)) throw long("name");
        if (email.length > 254) throw long("email");
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

// One address for e-mail is one account, however it is spelt.

/// The longest that letters can be sent to, in bytes (RFC 5321, 4.5.3.1.3: 256 with its brackets).
const LONGEST = 254;

// What is not seen (https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point): it comes along when an address is copied.
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;

/// An address in the one form in which it is kept, looked for and counted: NFKC, small letters, its domain in ASCII as DNS
/// has it. Dots, and what follows a `+`, mean something to some servers, and stay. A normal form is its own.
const normal = (text) => {
  const given = String(text).trim();
  // Nobody has it.
  if (given.length > LONGEST) return given;
  const plain = small(given.normalize("NFKC").replace(UNSEEN, "")).normalize("NFKC").trim();
  const at = plain.lastIndexOf("@");
  return at < 0 ? plain : local(plain.slice(0, at)) + "@" + domain(plain.slice(at + 1));
};

/// Letter by letter: a word's end does not change what its Σ becomes.
const small = (text) => Array.from(text, (letter) => letter.toLowerCase()).join("");

/// A Σ is the same letter whichever of its two small forms it has.
const local = (text) => text.replace(/ς/g, "σ");

/// A domain as DNS has it (RFC 5890), without the dot of its root, however many there are. The ideographic full stop is a dot (UTS #46).
const domain = (text) =>
  text
    .replace(/\u3002/g, ".")
    .replace(/[\s.]+$/, "")
    .split(".")
    .map((label) => (/^[\u0000-\u007f]*$/.test(label) ? label : "xn--" + punycode(Array.from(label, (letter) => letter.codePointAt(0)))))
    .join(".");

// RFC 3492, 5: the numbers that IDNA chose for Punycode.
const [BASE, LEAST, MOST, SKEW, DAMP, BIAS, FIRST] = [36, 1, 26, 38, 700, 72, 128];

/// A label's code points in Punycode (RFC 3492, 6.3).
const punycode = (points) => {
  const plain = points.filter((point) => point < FIRST);
  let written = String.fromCodePoint(...plain) + (plain.length ? "-" : "");
  let [next, delta, bias, done] = [FIRST, 0, BIAS, plain.length];
  while (done < points.length) {
    const least = Math.min(...points.filter((point) => point >= next));
    delta += (least - next) * (done + 1);
    next = least;
    for (const point of points) {
      if (point < next) delta += 1;
      if (point !== next) continue;
      let rest = delta;
      for (let k = BASE; ; k += BASE) {
        const threshold = Math.max(LEAST, Math.min(MOST, k - bias));
        if (rest < threshold) break;
        written += digit(threshold + ((rest - threshold) % (BASE - threshold)));
        rest = Math.floor((rest - threshold) / (BASE - threshold));
      }
      written += digit(rest);
      bias = adapted(delta, done + 1, done === plain.length);
      delta = 0;
      done += 1;
    }
    delta += 1;
    next += 1;
  }
  return written;
};

const digit = (value) => "abcdefghijklmnopqrstuvwxyz0123456789"[value];

/// The next bias (RFC 3492, 6.1).
const adapted = (delta, points, isFirst) => {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > ((BASE - LEAST) * MOST) / 2; k += BASE) rest = Math.floor(rest / (BASE - LEAST));
  return k + Math.floor(((BASE - LEAST + 1) * rest) / (rest + SKEW));
};

const bytes = (text) => unescape(encodeURIComponent(text)).length;

/// As what an address is looked for: in its normal form, but where a member has it as it is written here. Those are in no
/// normal form whose account was one of two for one address (`doubles`) when there was no rule yet.
const lookedFor = (app, text) => {
  const form = normal(text);
  if (form === text || text.length > LONGEST) return form;
  return app.countRecords("members", $dbx.hashExp({ email: text })) ? text : form;
};

/// Looks for the address that a request names in its normal form, whatever the type of its body.
const readNormal = (e) => {
  const { body } = e.requestInfo();
  const named = ["identity", "email"].filter((field) => typeof body[field] === "string");
  const meant = Object.fromEntries(named.map((field) => [field, lookedFor(e.app, body[field])]));
  if (named.every((field) => meant[field] === body[field])) return;
  const text = JSON.stringify({ ...body, ...meant });
  e.request.body = $filesystem.fileFromBytes(text, "body").reader.open();
  e.request.contentLength = bytes(text);
  e.request.header.set("Content-Type", "application/json");
};

const ownerOf = (app, address, except) =>
  app.findRecordsByFilter("members", "email = {:address} && id != {:except}", "", 1, 0, { address, except })[0];

/// Keeps an address in its normal form. Whose is that of another's account already, from when there was no rule yet, keeps
/// their spelling, and `doubles` names the other.
const keepNormal = (app, record) => {
  const email = normal(record.email());
  const isChanged = record.isNew() || record.email() !== record.original().email();
  if (isChanged && bytes(email) > LONGEST) {
    throw new BadRequestError("It is too long.", { email: new ValidationError("long", "It is too long.") });
  }
  const owner = !isChanged && email !== record.email() && ownerOf(app, email, record.id);
  if (!owner) record.setEmail(email);
  record.set("doubles", owner ? owner.id : "");
};

/// Gives an address that is free to whoever has shared it.
const giveFree = (app, id) => {
  for (const other of app.findRecordsByFilter("members", "doubles = {:id}", "created", 0, 0, { id })) app.save(other);
};

/// Whom it was that tries a password, for the limit of wrong ones: an account, or an address that has none.
const whose = (record, address) => (record ? record.id : normal(address));

module.exports = { giveFree, keepNormal, normal, readNormal, whose };

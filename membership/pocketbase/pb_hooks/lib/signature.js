// How Stripe and Wave sign their notices: a header `t=…,v1=…` with a time, and an HMAC-SHA256 of the time and the body.

/// Seconds that a signed notice may be old: the providers' own libraries take as many.
const TOLERANCE = 300;

/// Bytes of the longest header: Stripe's with three secrets has 280.
const LONGEST = 1024;

/// Whether one of the secrets signed this, not long ago. `signed` makes of the time what was signed. Two secrets while
/// one replaces the other.
const isSigned = (header, secrets, now, signed) => {
  if (header.length > LONGEST) return false;
  const parts = header.split(",").map((part) => part.trim().split("="));
  const time = (parts.find(([key]) => key === "t") || [])[1];
  if (!/^[0-9]{1,12}$/.test(time || "") || Math.abs(now / 1000 - Number(time)) > TOLERANCE) return false;
  const signatures = parts.filter(([key]) => key === "v1").map(([, value]) => value || "");
  return secrets.some((secret) => {
    const expected = $security.hs256(signed(time), secret);
    return signatures.some((signature) => $security.equal(signature, expected));
  });
};

/// The secrets in a variable of the environment, with commas between.
const secrets = (variable) => ($os.getenv(variable) || "").split(",").map((secret) => secret.trim()).filter((secret) => secret);

module.exports = { isSigned, secrets };

// Who takes payments. Each has a file of its own, which says whether a notice is signed (`isSigned`) and what it means in the
// words of `payments.js` (`read`), and, where its page must be asked for, how (`api`, `page`).

/// The header in which each signs its notices, and whether its page must be asked for: the `checkout` of a plan that is paid
/// there is then the address of its API.
const PROVIDERS = {
  stripe: { header: "Stripe-Signature" },
  wave: { header: "Wave-Signature", isAsked: true },
  cinetpay: { header: "X-Token", isAsked: true },
};

/// The provider of a notice and its header; nothing where the newspaper has no such provider.
const provider = (name) => {
  const known = PROVIDERS[name];
  if (!known || !$os.getenv(`KIOSQUE_${name.toUpperCase()}_SECRET`)) return null;
  return { ...known, ...require(`${__hooks}/lib/${name}.js`) };
};

/// The name of the provider whose page must be asked for when a plan has this `checkout`; else nothing.
const asked = (address) =>
  Object.keys(PROVIDERS).find((name) => PROVIDERS[name].isAsked && require(`${__hooks}/lib/${name}.js`).api() === address) || "";

/// The address of the page on which a checkout of a plan is paid.
const page = (plan, checkout) => {
  const address = plan.getString("checkout");
  const name = asked(address);
  if (name) return require(`${__hooks}/lib/${name}.js`).page(plan, checkout);
  return address + (address.includes("?") ? "&" : "?") + "client_reference_id=" + checkout.id;
};

/// The address of a provider's page in its answer, where it is one: payers are sent there. Nothing without TLS, but on this machine.
const pageAddress = (text) =>
  typeof text === "string" && /^(?:https:\/\/|http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])[:/])[^\s\\]+$/.test(text) ? text : "";

/// Bytes of the longest answer that is read: Wave's and CinetPay's have less than 2 KB.
const LONGEST = 1 << 16;

/// Asks a provider for something, in JSON; what `read` finds in the answer. Where that is nothing, 502, and why in the log.
const ask = (url, headers, fields, read) => {
  let why;
  try {
    const { status, body } = post(url, { "Content-Type": "application/json", ...headers }, JSON.stringify(fields));
    const found = status < 300 && read(JSON.parse(body));
    if (found) return found;
    why = status + " " + body.slice(0, 500);
  } catch (error) {
    why = String(error);
  }
  $app.logger().error("A payment provider did not answer as it should", "url", url, "why", why);
  throw new ApiError(502, "The provider does not answer.");
};

/// By curl: `$http.send` would read an answer of any length into memory. It is told by its input what to send, because everybody on the
/// machine can read what a command is called with.
const post = (url, headers, body) => {
  const quoted = (text) => `"${text.replace(/[\\"]/g, "\\$&")}"`;
  const said = Object.entries(headers).map(([name, value]) => `header = ${quoted(`${name}: ${value}`)}`);
  const limits = ["--disable", "--silent", "--show-error", "--max-time", "10", "--proto", "=https,http"];
  const curl = $os.cmd("curl", ...limits, "--write-out", "\n%{http_code}", "--config", "-");
  const [input, output] = [curl.stdinPipe(), curl.stdoutPipe()];
  curl.start();
  input.write(toBytes([`url = ${quoted(url)}`, ...said, `data-raw = ${quoted(body)}`].join("\n")));
  input.close();
  const read = toString(output, LONGEST);
  const [end, status] = /\n([0-9]{3})$/.exec(read) || [];
  if (!status) curl.process.kill();
  try {
    curl.wait();
  } catch (error) {
    throw new Error(status ? `curl: ${error}` : "The answer is too long.");
  }
  return { status: Number(status), body: read.slice(0, -end.length) };
};

/// The newspaper's address, without a final slash.
const site = () => ($os.getenv("KIOSQUE_URL") || "").replace(/\/+$/, "");

module.exports = { ask, asked, page, pageAddress, provider, site };

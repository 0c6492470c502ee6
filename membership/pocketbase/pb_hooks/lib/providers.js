// Who takes payments. Each has a file of its own, which says whether a notice is signed (`isSigned`) and what it means in the
// words of `payments.js` (`read`), and, where its page must be asked for, how (`api`, `page`).

/// The header in which each signs its notices.
const SIGNED_IN = { stripe: "Stripe-Signature", wave: "Wave-Signature", cinetpay: "X-Token" };

/// Those whose page must be asked for: the `checkout` of a plan that is paid there is then the address of their API.
const ASKED = ["wave", "cinetpay"];

/// The provider of a notice and its header; nothing where the newspaper has no such provider.
const provider = (name) => {
  const header = SIGNED_IN[name];
  if (!header || !$os.getenv(`KIOSQUE_${name.toUpperCase()}_SECRET`)) return null;
  return { header, ...require(`${__hooks}/lib/${name}.js`) };
};

/// The address of the page on which a checkout of a plan is paid.
const page = (plan, checkout) => {
  const address = plan.getString("checkout");
  for (const name of ASKED) {
    const asked = require(`${__hooks}/lib/${name}.js`);
    if (address === asked.api()) return asked.page(plan, checkout);
  }
  return address + (address.includes("?") ? "&" : "?") + "client_reference_id=" + checkout.id;
};

/// Asks a provider for something, in JSON; what `read` finds in the answer. Where that is nothing, 502, and why in the log.
const ask = (url, headers, fields, read) => {
  let why;
  try {
    const answer = $http.send({
      url,
      method: "POST",
      timeout: 10,
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(fields),
    });
    const found = answer.statusCode < 300 && answer.json && read(answer.json);
    if (found) return found;
    why = answer.statusCode + " " + toString(answer.body);
  } catch (error) {
    why = String(error);
  }
  $app.logger().error("A payment provider did not answer as it should", "url", url, "why", why);
  throw new ApiError(502, "The provider does not answer.");
};

/// The newspaper's address, without a final slash.
const site = () => ($os.getenv("KIOSQUE_URL") || "").replace(/\/+$/, "");

module.exports = { ask, page, provider, site };

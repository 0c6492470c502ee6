// From where a request comes, for the limits by address.

/// What counts as one address: of IPv6 the network (/64), which is the least that one household or server is given, with
/// 2⁶⁴ addresses (RFC 6177, RIPE-690). An IPv4 address that is written as IPv6 (`::ffff:0:0/96` of RFC 4291, `64:ff9b::/96` of RFC
/// 6052) counts as itself. `address` is as PocketBase's `realIP()` gives it: IPv6 in full.
const network = (address) => {
  const groups = address.split("%")[0].split(":");
  if (groups.length !== 8) return address;
  if (/^(0000:0000:0000:0000:0000:ffff|0064:ff9b:0000:0000:0000:0000):/.test(address)) {
    const bytes = groups.slice(6).flatMap((group) => [group.slice(0, 2), group.slice(2)]);
    return bytes.map((byte) => parseInt(byte, 16)).join(".");
  }
  return groups.slice(0, 4).join(":") + "::";
};

/// Lets PocketBase's own limits see the network: they know no other place than the request to learn it from.
const countByNetwork = (e) => {
  const address = e.realIP();
  const counted = network(address);
  if (counted === address) return;
  for (const header of e.app.settings().trustedProxy.headers) e.request.header.del(header);
  e.request.remoteAddr = counted.includes(":") ? `[${counted}]:0` : `${counted}:0`;
};

module.exports = { countByNetwork };

// Old addresses: where they lead now.
async function redirected(request) {
  var path = decoded(request.uri).replace(/(.)\/$/, "$1");
  var values = new Map(), pairs = [];
  for (var name in request.querystring) {
    var query = request.querystring[name];
    (query.multiValue || [query]).forEach(function (one) {
      pairs.push(name + "=" + one.value);
    });
    var key = query.value === "" ? "" : decoded(name);
    if (!values.has(key)) values.set(key, query.value === "" ? decoded(name) : decoded(query.value));
  }
  for (var i = 0; i < shapes.length; i++) {
    var shape = shapes[i];
    if (!shape.every(function (name) { return values.has(name); })) continue;
    var asked = shape.map(function (name) { return "&" + name + "=" + values.get(name); });
    var at = await known(path + "?" + asked.join(""));
    if (at) return at;
  }
  var to = await known(path);
  for (var j = 0; !to && j < patterns.length; j++) {
    var found = patterns[j][0].exec(request.uri);
    if (!found) continue;
    // The newspaper's own addresses are no pattern's.
    if (patterns[j][1] === "") return;
    to = patterns[j][1].replace(/\{(\d+)\}/g, function (_, number) { return found[Number(number) + 1]; });
  }
  if (!to || to.indexOf("?") >= 0 || to.indexOf("#") >= 0 || !pairs.length) return to;
  return to + "?" + pairs.join("&");
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch (_) {
    return text.replace(/%[0-9a-f]{2}/gi, function (code) { return code.toUpperCase(); });
  }
}

async function handler(event) {
  var to = await redirected(event.request);
  if (!to) return page(event);
  return {
    statusCode: 301, statusDescription: "Moved Permanently",
    headers: { location: { value: to }, "cache-control": { value: "KEPT" } },
  };
}

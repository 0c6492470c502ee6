// Made by the press (docs/deploy.md). Each address is a folder with a page; one without its slash gets it.
function handler(event) {
  var request = event.request;
  var last = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (last === "") {
    request.uri += "index.html";
    return request;
  }
  if (last.indexOf(".") >= 0) return request;
  var pairs = [];
  for (var name in request.querystring) {
    var query = request.querystring[name];
    (query.multiValue || [query]).forEach(function (one) {
      pairs.push(name + "=" + one.value);
    });
  }
  // Two slashes at the beginning would name another host.
  var path = request.uri.replace(/^\/+/, "/") + "/";
  var location = path + (pairs.length ? "?" + pairs.join("&") : "");
  return { statusCode: 301, statusDescription: "Moved Permanently", headers: { location: { value: location } } };
}

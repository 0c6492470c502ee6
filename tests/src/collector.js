// Collects what goes wrong in a page of the tests.
window.complaints = [];
const where = (error) => (error?.stack ? `\n${error.stack}` : "");
addEventListener("error", (event) => complaints.push(String(event.message || event.target.src || event.target.href) + where(event.error)), true);
addEventListener("unhandledrejection", (event) => complaints.push(String(event.reason) + where(event.reason)));
const error = console.error;
console.error = (...words) => {
  complaints.push(words.join(" "));
  error(...words);
};

// A violation is told to the server, too: the page may be gone when the journey is over.
document.addEventListener("securitypolicyviolation", (event) => {
  const place = `${event.sourceFile}:${event.lineNumber}`;
  const words = `${event.effectiveDirective} forbids ${event.blockedURI} in ${document.URL} (${place}) ${event.sample}`;
  complaints.push(words);
  navigator.sendBeacon(`/violation?${encodeURIComponent(words)}`);
});

// Takes from the page what the reader's code relies on. Defined here, because browsers do not tell a page
// of errors in a driver's script.
window.takeTextContent = () =>
  Object.defineProperty(Node.prototype, "textContent", {
    set() {
      throw new Error("taken");
    },
  });

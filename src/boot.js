// Starts the reader once the page's text is painted. Until then, and should it never start, the page
// is whole: every link is a plain one.
const root = document.documentElement;
const memory = (storage, key, value) => {
  try {
    return value === undefined ? window[storage].getItem(key) : window[storage].setItem(key, value);
  } catch {} // Storage may be forbidden, even to be named.
};

// The light visit is the page alone: chosen by the links at its foot, or wanted by the browser.
const chosen = new URLSearchParams(location.search).get("mode");
if (chosen) {
  memory("localStorage", "kiosque-mode", chosen);
  history.replaceState(null, "", location.pathname + location.hash);
}
const mode = chosen ?? memory("localStorage", "kiosque-mode");
const light = mode ? mode == "leger" : navigator.connection?.saveData;
root.dataset.mode = light ? "leger" : "complet";

// After a panic, or a failure in the midst of it, the reader's code must hear of nothing: links are
// plain ones again.
let broken = false;
const panic = (error) => {
  if (broken || !/wasm-function/.test(error?.stack)) return;
  broken = true;
  root.dataset.reader = "broken";
  document.getElementById("trouble").hidden = false;
};
for (const name of ["click", "popstate", "pointerover", "touchstart", "focusin", "pagehide"])
  addEventListener(
    name,
    (event) => {
      if (!broken) return;
      event.stopImmediatePropagation();
      if (name == "popstate") location.reload();
    },
    true,
  );
addEventListener("error", (event) => panic(event.error));
addEventListener("unhandledrejection", (event) => panic(event.reason));

const start = async () => {
  const [script, wasm] = [...document.querySelectorAll("link[rel=kiosque]")].map((link) => link.href);
  try {
    const { default: init } = await import(script);
    await init({ module_or_path: wasm });
    if (!broken) root.dataset.reader = "ready";
  } catch (error) {
    panic(error);
    broken = true;
    root.dataset.reader = "broken";
    // A page from before a deploy asks for files that are gone: the newspaper's new page is fetched, once.
    for (const file of [script, wasm]) {
      const { status } = await fetch(file, { method: "HEAD", cache: "no-store" }).catch(() => ({}));
      if ((status == 404 || status == 410) && memory("sessionStorage", "kiosque-renewed") != file) {
        memory("sessionStorage", "kiosque-renewed", file);
        if (memory("sessionStorage", "kiosque-renewed") == file) location.reload();
        return;
      }
    }
  }
};
// The members' own pages are nothing without it.
if (!light || document.querySelector("main.account")) requestAnimationFrame(() => setTimeout(start));

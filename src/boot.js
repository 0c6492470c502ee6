// Starts the reader once the page's text is painted. Until then, and should it never start, the page
// is whole: every link is a plain one.
const root = document.documentElement;
const memory = (storage, key, value) => {
  try {
    return value === undefined ? window[storage].getItem(key) : window[storage].setItem(key, value);
  } catch {} // Storage may be forbidden, even to be named.
};

// The light visit is the page alone: chosen by the links at its foot, or wanted by the browser.
const address = new URL(location);
const [chosen] = /^(leger|complet)$/.exec(address.searchParams.get("mode")) ?? [];
if (chosen) {
  memory("localStorage", "kiosque-mode", chosen);
  address.searchParams.delete("mode");
  history.replaceState(null, "", address);
}
const mode = chosen ?? memory("localStorage", "kiosque-mode");
const light = mode ? mode == "leger" : navigator.connection?.saveData;
root.dataset.mode = light ? "leger" : "complet";

// The program's two files, then the style of what only other pages show.
const links = [...document.querySelectorAll("link[rel^=kiosque]")];
const files = links.map((link) => link.href);

// A failure is the reader's where it happened in its files, or went through them: wallets have WebAssembly of their own,
// and what is heard while the reader's code runs is of others that it called, which end nothing. Not every engine says
// where a function of WebAssembly is from; then whoever called it does, if enough of the stack is told.
Error.stackTraceLimit = 99;
const isOurs = (text) => files.some((file) => text?.includes(file));

// After a panic, or a failure in the midst of it, the reader's code must hear of nothing: links are
// plain ones again.
let broken = false;
const panic = (error, isOver) => {
  const stack = error?.stack;
  const [place] = /\w+:\/\/\S+:\d/.exec(stack) ?? [];
  if (broken || !/wasm-function/.test(stack) || !isOurs(isOver ? stack : place)) return;
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
addEventListener("error", (event) => panic(event.error, !isOurs(new Error().stack)));
addEventListener("unhandledrejection", (event) => panic(event.reason));

// A page from before a deploy asks for files that are gone: the newspaper's new page is fetched, once.
const renew = async () => {
  for (const file of files) {
    const { status } = await fetch(file, { method: "HEAD", cache: "no-store" }).catch(() => ({}));
    if ((status == 404 || status == 410) && memory("sessionStorage", "kiosque-renewed") != files) {
      memory("sessionStorage", "kiosque-renewed", files);
      if (memory("sessionStorage", "kiosque-renewed") == files) location.reload();
      return;
    }
  }
};

// A style that does not come keeps nobody from reading on.
const dressed = (link) =>
  new Promise((done) => {
    link.onload = done;
    link.onerror = () => done(renew());
    link.rel = "stylesheet";
    setTimeout(done, 5000);
  });

const start = async () => {
  const [script, wasm] = files;
  try {
    const styles = links.slice(2).map(dressed);
    const { default: init } = await import(script);
    await Promise.all(styles);
    await init({ module_or_path: wasm });
    if (!broken) root.dataset.reader = "ready";
  } catch (error) {
    panic(error);
    broken = true;
    root.dataset.reader = "broken";
    renew();
  }
};

// On a slow or metered line the program comes when readers show that they stay: they touch the menu, have scrolled half of
// the article, come near its contributions, or come back.
const whenTheyStay = () => {
  const shown = new AbortController();
  const begin = () => {
    shown.abort();
    start();
  };
  const on = (name, stays) =>
    addEventListener(name, (event) => stays(event) && begin(), { passive: true, signal: shown.signal });
  for (const name of ["touchstart", "pointerover", "focusin"]) on(name, ({ target }) => target.closest?.(".masthead a"));
  on("pageshow", (event) => event.persisted);
  on("scroll", () => {
    const { top, height } = (document.querySelector(".story") ?? document.body).getBoundingClientRect();
    return top + height / 2 < innerHeight;
  });
  const near = new IntersectionObserver((seen) => seen.some((it) => it.isIntersecting) && begin(), { rootMargin: "600px" });
  for (const contributions of document.querySelectorAll(".contributions")) near.observe(contributions);
  shown.signal.onabort = () => near.disconnect();
};

// What the line is like, not every engine tells.
const { effectiveType, downlink } = navigator.connection ?? {};
const isSlow = /[23]g/.test(effectiveType) || downlink < 1;
const isSecond = memory("sessionStorage", "kiosque-visit");
memory("sessionStorage", "kiosque-visit", 1);
// The members' own pages are nothing without it, nor is a page that the press did not write.
const isWanted = document.querySelector("main.account") || !document.querySelector("main");
if (isWanted || !light) requestAnimationFrame(() => setTimeout(!isSlow || isWanted || chosen || isSecond ? start : whenTheyStay));

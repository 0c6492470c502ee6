// What the reader's code has done for it here, where it takes a third of the bytes it takes in WASM.

/// Changes the page by a view transition, where the machine is quick enough for one, unless the reader wants less motion or
/// the engine knows none. `change` calls what it is given once it is done.
export const turnPage = (change, isQuick) => {
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (!isQuick || !document.startViewTransition || document.hidden || isCalm) return change(() => {});
  let changed; // Firefox 153 asks for it twice, now and then.
  const transition = document.startViewTransition(() => (changed ??= new Promise(change)));
  transition.ready.catch(() => {}); // A skipped one says so by a rejection.
  // The style's takes 140 ms. One that an engine does not end would lie over the page.
  setTimeout(() => transition.skipTransition(), 600);
};

/// What the address that the page was opened by ends with and its location does not show: Chromium drops a text fragment
/// (https://wicg.github.io/scroll-to-text-fragment/) from an entry of the history that is written without it.
export const textFragment = () => {
  const [, hash = "", fragment] = /^[^#]*(#.+?)?(#?:~:.*)/.exec(performance.getEntriesByType("navigation")[0]?.name) ?? [];
  if (hash == location.hash) return fragment;
};

// What extensions make of the network, also later: gloo-net would end the program at a rejection that is no error, or at
// an answer of their own kind.
const fail = (error) => {
  throw error instanceof Error ? error : new TypeError("fetch");
};
let guarded;
const guard = (fetched) => {
  guarded = async (...request) => {
    const response = await (async () => fetched(...request))().catch(fail);
    if (!(response instanceof Response)) fail();
    const { text } = response;
    response.text = () => text.call(response).catch(fail);
    return response;
  };
};
guard(fetch);
Object.defineProperty(window, "fetch", { get: () => guarded, set: guard, configurable: true });

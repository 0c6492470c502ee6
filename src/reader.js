// What the reader's code has done for it here, where it takes a third of the bytes it takes in WASM.

/// Changes the page by a view transition, unless the reader wants less motion or the engine knows none.
export const turnPage = (change) => {
  if (!document.startViewTransition || document.hidden || matchMedia("(prefers-reduced-motion: reduce)").matches) return change();
  let changed; // Firefox 153 asks for it twice, now and then.
  const transition = document.startViewTransition(() => (changed ??= change()));
  transition.ready.catch(() => {}); // A skipped one says so by a rejection.
  // The style's takes 140 ms. One that an engine does not end would lie over the page.
  setTimeout(() => transition.skipTransition(), 600);
};

// What extensions make of the network, also later: gloo-net would end the program at a rejection that is no error, or at
// an answer of their own kind.
const orError = async (answer) => {
  try {
    return await answer();
  } catch (error) {
    throw error instanceof Error ? error : new TypeError("fetch");
  }
};
let guarded;
const guard = (fetched) => {
  guarded = (...request) =>
    orError(async () => {
      const response = await fetched(...request);
      if (!(response instanceof Response)) throw response;
      const { text } = response;
      response.text = () => orError(() => text.call(response));
      return response;
    });
};
guard(fetch);
Object.defineProperty(window, "fetch", { get: () => guarded, set: guard, configurable: true });

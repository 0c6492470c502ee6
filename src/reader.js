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

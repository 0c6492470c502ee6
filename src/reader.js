// What the reader's code has done for it here, where it takes a third of the bytes it takes in WASM.

/// Changes the page by a view transition, unless the reader wants less motion or the engine knows none.
export const turnPage = (change) => {
  if (!document.startViewTransition || document.hidden || matchMedia("(prefers-reduced-motion: reduce)").matches) return change();
  const transition = document.startViewTransition(change);
  transition.ready.catch(() => {}); // A skipped one says so by a rejection.
  // The style's takes 140 ms. One that an engine does not end would lie over the page.
  setTimeout(() => transition.skipTransition(), 600);
};

let members;
let tries = 0;

/// Shows what is for members: a program of its own, fetched once, when it is wanted.
export const showMembers = async (part, place, about) => {
  const [script, wasm] = [...document.querySelectorAll("link[rel=members]")].map((link) => link.href);
  // Some engines remember a module that did not come; under another name they ask again.
  members ??= import(`${script}#${tries++}`).then(async (module) => (await module.default({ module_or_path: wasm }), module));
  try {
    const { show } = await members;
    // Meanwhile the reader may have gone on.
    if (place.isConnected) show(part, place, about);
  } catch (error) {
    members = undefined;
    throw error;
  }
};

/// A place where something was shown, or was to be, is gone.
export const leaveMembers = async (place) => (await members)?.leave(place);

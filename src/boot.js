// Starts the reader from the files that the page's own head preloads.
const address = (selector) => document.querySelector(selector).href;
try {
  const { default: start } = await import(address('link[rel="modulepreload"]'));
  await start({ module_or_path: address('link[rel="preload"][type="application/wasm"]') });
  if (!document.getElementById("app").firstChild) throw new Error("the page lacks the newspaper's data");
} catch (error) {
  document.getElementById("no-start").hidden = false;
  throw error;
}

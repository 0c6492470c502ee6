// `kiosque serve` adds this to its pages: they are shown anew once the newspaper was made anew since.
const shown = new URL(import.meta.url).searchParams.get("made");
let events;
const listen = () => {
  events?.close();
  // Browsers keep six connections to a host: the seventh page would never come if each that is open somewhere took one.
  if (document.visibilityState === "hidden") return;
  events = new EventSource("/__kiosque__/events");
  events.onmessage = ({ data }) => { if (data !== shown) location.reload(); };
};
document.addEventListener("visibilitychange", listen);
listen();

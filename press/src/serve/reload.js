// `kiosque serve` adds this to its pages: they are shown anew when the newspaper was made anew.
const made = new EventSource("/__kiosque__/events");
let isLost = false;
made.onmessage = () => location.reload();
made.onerror = () => { isLost = true; };
made.onopen = () => { if (isLost) location.reload(); };

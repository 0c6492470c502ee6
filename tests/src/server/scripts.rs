//! The scripts that the server adds to pages: what goes wrong is collected, and a browser is another.

/// Collects what goes wrong in a page, and comes before everything else in it. A script of the server's,
/// because the policy allows none inside a page.
const COLLECTOR: (&str, &str) = ("/collector.js", include_str!("../collector.js"));

/// What is different about a browser in a fault.
pub const NO_WASM: (&str, &str) = ("/no-wasm.js", "delete globalThis.WebAssembly;");
pub const NO_MEMORY: (&str, &str) = (
    "/no-memory.js",
    "for (const step of ['instantiate', 'instantiateStreaming']) \
     WebAssembly[step] = async () => { throw new RangeError('WebAssembly.Memory(): could not allocate memory'); };",
);
/// `trap(depth)` calls itself so often, then it is `unreachable`. It fails in a timer, and as a promise that nobody takes;
/// what failed is counted in `trapped`. After that it fails whenever it hears of what the reader does.
pub const FOREIGN_WASM: (&str, &str) = (
    "/foreign-wasm.js",
    "const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 1, 127, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, \
     10, 18, 1, 16, 0, 32, 0, 69, 4, 64, 0, 11, 32, 0, 65, 1, 107, 16, 0, 11); \
     const { trap } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports; \
     window.trapped = 0; \
     for (const failure of ['error', 'unhandledrejection']) addEventListener(failure, () => trapped++); \
     addEventListener('trap', () => { for (const depth of [0, 30]) { \
     setTimeout(() => trap(depth)); \
     Promise.resolve(depth).then(trap); } \
     for (const heard of ['focusin', 'storage', 'scroll']) addEventListener(heard, () => trap(0), true); \
     addEventListener('focusin', async () => null.value); \
     for (const heard of ['navigate', 'currententrychange']) window.navigation?.addEventListener(heard, () => trap(30)); });",
);
pub const SAVES_DATA: (&str, &str) = (
    "/saves-data.js",
    "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });",
);
/// What a browser says of its line.
macro_rules! with_connection {
    ($connection:literal) => {
        concat!(
            "Object.defineProperty(navigator, 'connection', { value: ",
            $connection,
            " });"
        )
    };
}
pub const SLOW_LINE: (&str, &str) = (
    "/slow-line.js",
    with_connection!("{ effectiveType: '3g', downlink: 1.4, saveData: false }"),
);
pub const METERED_LINE: (&str, &str) = (
    "/metered-line.js",
    with_connection!("{ effectiveType: '4g', downlink: 0.7, saveData: false }"),
);
pub const FAST_LINE: (&str, &str) = (
    "/fast-line.js",
    with_connection!("{ effectiveType: '4g', downlink: 10, saveData: false }"),
);
pub const UNKNOWN_LINE: (&str, &str) = ("/unknown-line.js", with_connection!("undefined"));
/// Counts the view transitions of a page whose clock takes such steps, in milliseconds. Its engine asks twice for each
/// change, as Firefox does now and then.
macro_rules! with_clock {
    ($step:literal) => {
        concat!(
            "window.transitions = 0; const start = document.startViewTransition; \
             if (start) document.startViewTransition = function (change) { transitions++; return start.call(this, () => { change(); return change(); }); }; \
             let now = Date.now(); Date.now = () => now += ",
            $step
        )
    };
}
pub const QUICK: (&str, &str) = ("/quick.js", with_clock!(0));
pub const SLOW: (&str, &str) = ("/slow.js", with_clock!(1000));
pub const OLD_AT_ONCE: (&str, &str) = (
    "/old-at-once.js",
    "addEventListener('later', () => { const now = Date.now; Date.now = () => now() + 600000; }); \
     const own = fetch; window.fetch = async (...asked) => { const answer = await own(...asked); \
     if (!answer.ok) document.documentElement.dataset.refused = answer.status; return answer; }; \
     let moves = 0; new MutationObserver((changes) => { for (const { addedNodes, removedNodes } of changes) \
     for (const node of [...addedNodes, ...removedNodes]) \
     if (node.dataset?.watched) document.documentElement.dataset.moves = ++moves; }) \
     .observe(document, { childList: true, subtree: true });",
);
pub const SCRIPTS: [(&str, &str); 12] = [
    COLLECTOR,
    NO_WASM,
    NO_MEMORY,
    FOREIGN_WASM,
    SAVES_DATA,
    SLOW_LINE,
    METERED_LINE,
    FAST_LINE,
    UNKNOWN_LINE,
    QUICK,
    SLOW,
    OLD_AT_ONCE,
];

/// What somebody got into a page, after the collector.
pub const INJECTED: &str = concat!(
    "<head><script src=\"/collector.js\"></script><style>h1 { display: none }</style>",
    "<script>window.injected = true</script>"
);

pub fn collected(body: Vec<u8>, kind: &str) -> Vec<u8> {
    if kind != "text/html" {
        return body;
    }
    String::from_utf8_lossy(&body)
        .replacen("<head>", &format!("<head>{}", collector()), 1)
        .into_bytes()
}

pub fn without_collector(body: Vec<u8>, kind: &str) -> Vec<u8> {
    if kind != "text/html" {
        return body;
    }
    String::from_utf8_lossy(&body)
        .replacen(&collector(), "", 1)
        .into_bytes()
}

fn collector() -> String {
    format!("<script src=\"{}\"></script>", COLLECTOR.0)
}

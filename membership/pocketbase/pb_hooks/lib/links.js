// What is a link in a contribution: whatever the pages make one (`src/membership/words.rs`), and whatever a reader could type or
// paste to come to a page.

// How hosts' names end (https://www.iana.org/domains/root/db, and RFC 2606's, which are nobody's): what means nothing else;
// what is a word as well, and none that begins a sentence; countries, without what French or English sentences go on with after a full
// stop that lacks its space (`il`, `et`, `la`, `it`), and what words end with for both genders (`sportif.ve`).
const NAMES = "com net org biz xyz edu gov example invalid";
const WORDS =
  "africa agency app asia bank bet bingo bio blog business buzz cash casino center cfd click cloud club company credit dating deals " +
  "design dev digital email finance fun fund games gift gold guru icu info life link live loan lol ltd market media mobi money " +
  "monster movie name network news one online page photos poker porn pro promo quest review sale sbs services sex shop shopping site " +
  "social solutions space store stream support systems team tech test today tools top trade travel tube university video vip watch " +
  "webcam website wiki win works world xxx zip zone";
const COUNTRIES =
  "ac ad ae af ag al ao aq ar aw ax az ba bb bd bf bg bh bi bj bm bn bo br bs bt bw bz cc cd cf cg ch ci ck cl cm cn co cr cu cv " +
  "cw cx cy cz dj dk dm dz ec ee eg eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hn hr ht hu " +
  "id ie im io iq ir jm jo jp ke kg kh ki km kn kp kr kw ky kz lb lc li lk lr ls lt lv ly mc md mg mh mk ml mm mn mo mp mq mr mt " +
  "mv mw mx mz nc nf ng ni nl np nr nz om pe pf pg ph pk pl pn pr ps pt pw py qa re ro rs ru rw sb sc sd sg sh sj sk sl sm sn sr " +
  "ss sv sx sy sz tc td tf tg th tj tk tl tm tn tr tt tv tw tz ua ug uk us uy uz vc vg vi vn wf ws ye yt za zm zw " +
  "рф срб укр бел бг мкд москва онлайн сайт орг ком موقع شبكة السعودية امارات مصر المغرب تونس الجزائر ایران 中国 中國 公司 网址 网络 在线 香港 台灣 한국 भारत ไทย ελ";

// Surnames that follow "Mme." without a space; what "ce point" goes on with.
const SURNAMES = ["BA", "LY", "SY"];
const AFTER_POINT = ["ci", "id", "no"];

const [names, words, countries] = [NAMES, WORDS, COUNTRIES].map((list) => new Set(list.split(" ")));

// Each looks at few signs from where it begins, so that a text is read through once.
const LINKS = [
  // A scheme, of whatever name and with whichever slashes: browsers take both. The page's own.
  /[\p{L}\p{N}]\s{0,2}:\s{0,2}[/\\]\s{0,2}[/\\]/u,
  /(?<![\p{L}\p{N}/\\])[/\\]{2,9}(?=[\p{L}\p{N}[])/u,
  // An address for e-mail.
  /(?<=[\p{L}\p{N}_+.-])@(?=[\p{L}\p{N}-]{1,63}\.[\p{L}\p{N}])/u,
  // A host with more of an address after it, however it ends and whatever sign that begins with; one that is a number.
  /(?<=[\p{L}\p{N}])\.(?:[a-z]{2,24}|[A-Z]{2,24}|xn--[a-z0-9-]{2,59})(?::[0-9]{1,5})?(?:[/\\][^\s\p{L}\p{N}]{0,3}|[?#][-+%$!@=&_~?/]{0,3})(?=[\p{L}\p{N}@=&_~-])/u,
  /(?<![\p{L}\p{N}.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?::[0-9]{1,5})?[/\\]/u,
];

// In whatever case. Not by the flag `i`: with Unicode's properties it takes a tenth of a second to prepare.
const SMALL_LINKS = [
  /(?<![\p{L}\p{N}])(?:mailto|javascript|h[tx]{2}ps?|ftp):(?=\S)/u,
  /(?<![\p{L}\p{N}])www\s{0,2}\.\s{0,2}(?=[\p{L}\p{N}])/u,
  // Written so that programs do not see it: `spam[.]example`, `spam point com`.
  /[\p{L}\p{N}]\s{0,2}[[({<]\s{0,2}(?:\.|dot|point)\s{0,2}[\])}>]\s{0,2}[\p{L}\p{N}]/u,
];

// The last part of what may be a host: what stands before the full stop, whether it is set apart, what comes after it.
const ENDING = /([\p{L}\p{N}]{1,5})(\s{1,2}\.\s{0,2}|\.)(?=([\p{L}\p{M}\p{N}_-]{2,63})(['’]?))/gu;

// In words.
const SAID = /[\p{L}\p{N}]\s{1,2}(dot|point)\s{1,2}(\p{L}{2,24})(?![\p{L}\p{M}\p{N}_-])/gu;

const isSaid = (small) => {
  for (const [, stop, ending] of small.matchAll(SAID)) {
    if (names.has(ending) || (countries.has(ending) && !AFTER_POINT.includes(ending)) || (stop === "dot" && words.has(ending))) return true;
  }
  return false;
};

/// Whether there is a host's name, by how it ends: in small letters or in capitals.
const hasHost = (text) => {
  for (const [, before, stop, ending, elision] of text.matchAll(ENDING)) {
    const small = ending.toLowerCase();
    if (names.has(small) && (stop === "." || ending === small)) return true;
    if (stop !== "." || elision) continue;
    if (/^xn--[a-z0-9-]+$/.test(ending)) return true;
    const isCapitals = ending === ending.toUpperCase() && before.length > 1 && (before === before.toUpperCase() || !SURNAMES.includes(ending));
    if (ending !== small && !isCapitals) continue;
    if (words.has(small) || (countries.has(small) && /\p{L}/u.test(before))) return true;
  }
  return false;
};

/// Whether there is a link in a text. It is read as it looks: a wide `ｈ` is an h, another script's full stop is one.
const hasLink = (text) => {
  const seen = text
    .replace(/[\ufdf0-\ufdff]/g, "") // Whole sentences of Arabic in one sign.
    .normalize("NFKC")
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(/[\u3002\u06d4\ua4f8]/g, ".")
    .replace(/[\u2044\u2215\u29f8]/g, "/");
  const small = seen.toLowerCase();
  return LINKS.some((link) => link.test(seen)) || SMALL_LINKS.some((link) => link.test(small)) || isSaid(small) || hasHost(seen);
};

module.exports = { hasLink };

// The names that readers write under: what is a name, and when two are the same.

/// Letters of the longest name, in the members' collection.
const LETTERS = 40;

// Letters, their marks, digits, and what stands between the parts of a name. Nothing else: symbols (℮, 🅰) look like letters, and
// there is no end of them. A mark stands on a letter; those around letters, or for symbols, make a symbol of it.
const ALLOWED = /^[\p{L}\p{M}\p{Nd} '’.,·-]+$/u;
// What keyboards and word processors put for an apostrophe, and for a hyphen.
const [APOSTROPHES, HYPHENS] = [/[\u2018\u201b`\u00b4]/g, /[\u2010\u2011]/g];
const STRAY_MARK = /[\p{Me}\u20d0-\u20ff]|(?<![\p{L}\p{M}\p{Nd}])\p{M}/u;

// Scripts in wide use (https://www.unicode.org/reports/tr31/#Table_Recommended_Scripts), and West Africa's own. Some of the others, as
// Lisu and Cherokee, have letters that look like Latin capitals: a whole name can be spelt with them.
const SCRIPTS = [
  ...["Arabic", "Armenian", "Bengali", "Bopomofo", "Cyrillic", "Devanagari", "Ethiopic", "Georgian", "Greek", "Gujarati", "Gurmukhi", "Han", "Hangul"],
  ...["Hebrew", "Hiragana", "Kannada", "Katakana", "Khmer", "Lao", "Latin", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Tamil", "Telugu", "Thaana"],
  ...["Thai", "Tibetan", "Adlam", "Bamum", "Nko", "Tifinagh", "Vai"],
];
const KNOWN = new RegExp(`[${SCRIPTS.map((script) => `\\p{Script_Extensions=${script}}`).join("")}\\u02b9-\\u02bf]`, "u");

// More than any letter of a name carries; they paint over the lines above.
const HEAP = /\p{M}{5}/u;

/// Whether a text can be a name by its length, which is asked before anything is done with it.
const fits = (text) => require(`${__hooks}/lib/words.js`).fits(text, LETTERS);

/// A name as it is kept and shown, which is the one that is compared: what is not seen is taken out, wide and raised letters
/// become plain ones. Nothing, where it is no name.
const name = (text) => {
  const { UNSEEN, saysAnything } = require(`${__hooks}/lib/words.js`);
  if (!fits(text)) return "";
  const written = text.normalize("NFC").replace(APOSTROPHES, "’").replace(HYPHENS, "-");
  const seen = written.replace(UNSEEN, "").replace(/\p{Default_Ignorable_Code_Point}/gu, "").replace(/\s+/g, " ").trim();
  if (!ALLOWED.test(seen) || STRAY_MARK.test(seen)) return "";
  const kept = seen.normalize("NFKC").replace(/\s+/g, " ").trim();
  // A ligature may become a whole sentence.
  if (Array.from(kept).length > LETTERS) return "";
  const isName = ALLOWED.test(kept) && saysAnything(nameKey(kept)) && !isMixed(kept) && !HEAP.test(kept.normalize("NFD"));
  return isName ? kept : "";
};

/// Letters of the country's languages, and of others in Latin script, by the plain one that they look like. What is not
/// here and does not become plain without its accents stands in no name.
const SHAPES = Object.fromEntries(
  ["aɑⱥæ", "bɓƀƃ", "cƈȼ", "dɗđɖðƌ", "eɛəǝɘɇ", "fƒ", "gɠǥɡ", "hħⱨ", "iıɩɪɨ", "jɉɟ", "kƙⱪ", "lłƚɫⱡ", "nɲŋƞ", "oɔøɵœ", "pƥþ"]
    .concat(["qɋ", "rɍʀɽ", "sʃßʂ", "tŧƭʈⱦ", "uʊʉɯ", "vʋʌⱱ", "wⱳ", "yƴɏɣɤ", "zʒƶȥⱬ"])
    .flatMap(([plain, ...shapes]) => shapes.map((shape) => [shape, plain])),
);

// Accents, and points that are often left out: of other scripts marks are vowels. Signs for the glottal stop, and a stroke that only
// makes a word longer.
const ACCENTS = /(?=\p{M})[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Nko}\p{Script=Adlam}]|[\u02b9-\u02bf\u0241\u0242\u0294\u0640\ua78b\ua78c]/gu;

/// Without accents, in small letters.
const plain = (text) =>
  text
    .normalize("NFKD")
    .replace(ACCENTS, "")
    .toLowerCase()
    .replace(/[^\u0000-\u007f]/g, (letter) => SHAPES[letter] || letter);

const LOOKS = { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 6: "b", 7: "t", 8: "b", l: "i" };

/// Plain letters, where a digit or two letters look like another: 0 and o, 1, l and i, rn and m.
const look = (text) =>
  plain(text)
    .replace(/rn/g, "m")
    .replace(/vv/g, "w")
    .replace(/[01345678l]/g, (sign) => LOOKS[sign]);

/// By which two names are the same, whatever their case and accents, and where they are torn apart: "Ar nal" is "Arnal".
const nameKey = (text) => look(plain(text).replace(/[^\p{L}\p{M}\p{N}]/gu, ""));

/// The words of a name, as they look.
const wordsOf = (text) => look(text).split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);

/// Whether words in a row, joined, are another.
const spell = (words, whole) => {
  const joined = look(words.join(""));
  if (!joined.includes(whole)) return false;
  const ends = new Set([0, ...words.map((_, at) => look(words.slice(0, at + 1).join("")).length)]);
  for (let at = joined.indexOf(whole); at >= 0; at = joined.indexOf(whole, at + 1)) {
    if (ends.has(at) && ends.has(at + whole.length)) return true;
  }
  return false;
};

// What may stand beside words in Latin letters, and is taken for none: Arabic, N'Ko, Tifinagh, Adlam. In words: of a sign alone, a
// digit or a stroke nobody sees that it is one.
const BESIDE_LATIN = /[\u0600-\u07ff\u0860-\u08ff\u2d30-\u2d7f\u{1e900}-\u{1e95f}]/u;
const SIGN = /[\p{Lm}\p{Nd}]/u;
const LEAST_BESIDE = 3;

/// Whether words are those of a name beside one in Latin letters: none of signs alone, and one long enough to be seen as such.
const areWords = (words) => {
  const written = words.map((word) => new Set(word.filter((letter) => !SIGN.test(letter))).size);
  return written.every((letters) => letters > 0) && words.some((word, at) => word.length >= LEAST_BESIDE && written[at] > 1);
};

const EACH_SCRIPT = SCRIPTS.map((script) => new RegExp(`^\\p{Script_Extensions=${script}}+$`, "u"));

/// Whether a mark that is compared stands on something else than a letter of its script, where few see it: `Adm҇in`.
const isMarked = (text) =>
  (text.match(/(?:^|\P{M})\p{M}+/gu) || []).some((letter) => /^\p{M}/u.test(letter) || !EACH_SCRIPT.some((script) => script.test(letter)));

/// Whether letters or digits stand in it that are there to look like others: of a script that is not known here, of two alphabets in one
/// word, of one that looks like Latin beside that (a Cyrillic `а` in a Latin name), or small capitals, clicks and other signs
/// that no plain letter stands behind.
const isMixed = (text) => {
  const lettersOf = (word) => word.match(/[\p{L}\p{Nd}]/gu) || [];
  const isPlain = (letter) => letter <= "\u007f";
  const isLike = (letters, beside) => letters.some((it) => /[a-z]/.test(it)) && letters.some((it) => !isPlain(it) && !beside.test(it));
  const words = plain(text).split(/\s+/).map(lettersOf);
  const letters = words.flat();
  const beside = words.filter((word) => word.some((letter) => BESIDE_LATIN.test(letter)));
  return (
    isMarked(plain(text)) ||
    (letters.some((letter) => /[a-z]/.test(letter)) && beside.length > 0 && !areWords(beside)) ||
    words.some((word) => isLike(word, /(?!)/)) ||
    isLike(letters, BESIDE_LATIN) ||
    letters.some((letter) => !isPlain(letter) && (/[\u0080-\u02ff\u1d00-\u1dbf]|\p{Script=Latin}/u.test(letter) || (/\p{L}/u.test(letter) && !KNOWN.test(letter))))
  );
};

module.exports = { fits, look, name, nameKey, spell, wordsOf };

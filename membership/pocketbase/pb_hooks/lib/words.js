// What readers write: names and contributions.

// Signs that are not seen, or that turn the direction of what follows: with them one name can look like another.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

// Of names, those too that emoji and some scripts are joined with, and letters that are empty
// (Default_Ignorable_Code_Point in https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt).
const EMPTY = /[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c\u200d\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8]|\udb40[\udc00-\udfff]/g;

/// A name as it is shown.
const name = (text) => String(text).normalize("NFC").replace(UNSEEN, "").replace(EMPTY, "").replace(/\s+/g, " ").trim();

/// Letters of the country's languages, and of others in Latin script, by the plain one that they look like. What is not
/// here and does not become plain without its accents stands in no name.
const SHAPES = Object.fromEntries(
  ["aɑⱥæ", "bɓƀƃ", "cƈȼ", "dɗđɖðƌ", "eɛəǝɘɇ", "fƒ", "gɠǥɡ", "hħⱨ", "iıɩɪɨ", "jɉɟ", "kƙⱪ", "lłƚɫⱡ", "nɲŋƞ", "oɔøɵœ", "pƥþ"]
    .concat(["qɋ", "rɍʀɽ", "sʃßʂ", "tŧƭʈⱦ", "uʊʉɯ", "vʋʌⱱ", "wⱳ", "yƴɏɣɤ", "zʒƶȥⱬ"])
    .flatMap(([plain, ...shapes]) => shapes.map((shape) => [shape, plain])),
);

/// Without accents, in small letters.
const plain = (text) =>
  name(text)
    .normalize("NFKD")
    // Marks of Latin letters, and those for symbols; in other scripts marks are vowels. Signs for the glottal stop.
    .replace(/[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u02b9-\u02bf\u0241\u0242\u0294\ua78b\ua78c]/g, "")
    .toLowerCase()
    .replace(/[^\u0000-\u007f]/g, (letter) => SHAPES[letter] || letter);

const LOOKS = { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 6: "b", 7: "t", 8: "b", "|": "i", l: "i", "@": "a", "€": "e", $: "s" };

/// Plain letters, where a digit or two letters look like another: 0 and o, 1, l and i, rn and m.
const look = (text) =>
  plain(text)
    .replace(/rn/g, "m")
    .replace(/vv/g, "w")
    .replace(/[01345678|l@€$]/g, (sign) => LOOKS[sign]);

/// By which two names are the same, whatever their case and accents.
const nameKey = (text) => look(text).replace(/[^\p{L}\p{N}]/gu, "");

/// The words of a name, as they look.
const wordsOf = (text) => look(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

const isArticle = (word) => ["i", "ie", "ia", "ies", "d", "de", "du", "des", "un", "une"].includes(word);

/// Whether words in a row, joined, are another.
const spell = (words, whole) =>
  words.some((_, at) => words.slice(at).some((_, more) => words.slice(at, at + more + 1).join("") === whole));

/// Whether accents are heaped on a letter, over the lines above.
const isHeaped = (text) => /\p{M}{5}/u.test(text.normalize("NFD"));

// What only the newspaper's people are called: within a word, as a word, also torn apart, and as a word's beginning.
const [WITHIN, WORDS, TORN, BEGINNINGS] = [
  ["redac", "redak", "moderat", "administr", "editorial"],
  ["admin", "modo", "support", "kiosque", "journal", "publication", "editeur", "editrice", "equipe", "staff", "officiel", "direction", "service"],
  ["admin", "administrateur", "administration", "moderateur", "moderation", "moderatrice", "redac", "redacteur", "redaction", "redactrice"],
  ["webmest", "webmast"],
].map((words) => words.map((word) => look(word)));

/// Whether a name is one that a reader would take for the newspaper's own: by its words, also with a number or in the
/// plural, and, where that is long enough to stand in no other name, with its words joined or torn apart.
const isOfficial = (text) => {
  const words = wordsOf(text);
  const forms = [...words, ...wordsOf(text.replace(/\p{N}+(?!\p{L})/gu, ""))].flatMap((word) => [word, word.replace(/s$/, "")]);
  const name = wordsOf($os.getenv("KIOSQUE_NAME") || "");
  const own = name.filter((word) => !isArticle(word));
  const [joined, bare] = [nameKey(text), words.filter((word) => !isArticle(word))];
  return (
    words.some((word) => WITHIN.some((part) => word.includes(part))) ||
    forms.some((word) => WORDS.includes(word) || BEGINNINGS.some((start) => word.startsWith(start))) ||
    TORN.some((word) => spell(words, word)) ||
    (own.length > 0 && (spell(words, name.join("")) || spell(bare, own.join("")))) ||
    (own.join("").length > 6 && joined.includes(own.join("")))
  );
};

// Latin letters beyond the plain ones.
const LATIN = /[\u0080-\u02ff\u1d00-\u1dbf\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\uab30-\uab6f]/;

// What may stand beside words in Latin letters, and is taken for none: Arabic, N'Ko, Tifinagh, Adlam.
const BESIDE_LATIN = /[\u0600-\u07ff\u0860-\u08ff\u2d30-\u2d7f\u{1e900}-\u{1e95f}]/u;

/// Whether letters stand in it that are there to look like others: of two alphabets in one word, of one that looks like
/// Latin beside that (a Cyrillic `а` in a Latin name), or small capitals, clicks and other signs that no plain letter
/// stands behind.
const isMixed = (text) => {
  const lettersOf = (word) => word.match(/\p{L}/gu) || [];
  const isPlain = (letter) => letter <= "\u007f";
  const isLike = (letters, beside) => letters.some(isPlain) && letters.some((letter) => !isPlain(letter) && !beside.test(letter));
  const words = plain(text).split(/\s+/).map(lettersOf);
  const letters = words.flat();
  return (
    words.some((word) => isLike(word, /(?!)/)) ||
    isLike(letters, BESIDE_LATIN) ||
    letters.some((letter) => !isPlain(letter) && LATIN.test(letter))
  );
};

/// A contribution as it is kept: lines end with \n, and no more than one is empty in a row.
const text = (text) =>
  String(text)
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(UNSEEN, "")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

const hasLink = (text) => /https?:\/\/|www\./i.test(text);

module.exports = { hasLink, isHeaped, isMixed, isOfficial, name, nameKey, text };

// What readers write, as text: what of it is kept, and whether it says anything.

// Signs that are not seen, or that turn the direction of what follows.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

// A letter, digit, punctuation or symbol that is seen, by Unicode's properties (https://www.unicode.org/reports/tr44/). A few are no
// Default_Ignorable_Code_Point and yet blank: Braille's empty cell, the place of an object, blanks of hieroglyphs, an empty note.
const SEEN = /(?![\p{Default_Ignorable_Code_Point}\u2800\ufffc\u{13441}\u{13442}\u{1d159}])[\p{L}\p{N}\p{P}\p{S}]/u;

/// Whether a text says anything.
const saysAnything = (text) => SEEN.test(text);

// How many marks a letter may carry. Tibetan and Hebrew need five; more paint over the lines around it.
const HEAP = /([\p{M}\p{Default_Ignorable_Code_Point}]{8})[\p{M}\p{Default_Ignorable_Code_Point}]+/gu;

/// Whether a text can become one of so many letters. It is asked before anything is done with the text: each letter that is
/// kept may have come as four units of UTF-16, with its accents apart.
const fits = (text, letters) => text.length <= 4 * letters;

/// A text as it is kept: lines end with \n, no more than one is empty in a row, and no letter carries a heap of marks. Nothing,
/// where it says nothing.
const text = (text) => {
  const kept = text
    .replace(/\r\n?/g, "\n")
    .replace(UNSEEN, "")
    .normalize("NFD")
    .replace(HEAP, "$1")
    .normalize("NFC")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return saysAnything(kept) ? kept : "";
};

module.exports = { UNSEEN, fits, saysAnything, text };

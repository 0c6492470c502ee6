// What readers write: names and contributions.

// Signs that are not seen, or that turn the direction of what follows: with them one name can look like another.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/// A name as it is shown.
const name = (text) => String(text).normalize("NFC").replace(UNSEEN, "").replace(/\s+/g, " ").trim();

/// By which two names are the same, whatever their case and accents.
const nameKey = (text) =>
  name(text)
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/// Whether letters of two alphabets stand in it that look alike: the Cyrillic `а` in a Latin name.
const isMixed = (text) => /[a-z\u00c0-\u024f]/i.test(text) && /[\u0370-\u052f]/.test(text);

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

module.exports = { hasLink, isMixed, name, nameKey, text };

// Names that a reader would take for the newspaper's own, or for its moderators'. The lists hold words as they look
// (`names.js`): to compare a name is to look at it.

const { look, nameKey, spell, wordsOf } = require(`${__hooks}/lib/names.js`);

const looks = (words) => words.split(" ").map(look);

// What only the newspaper's people are called: within a word, as a word, torn apart, and as a word's beginning or end.
const WITHIN = looks("redac redak moderat administr editorial");
const TITLES = looks("admin support kiosque journal publication editeur editrice equipe officiel officielle direction");
const TORN = [
  ...TITLES,
  ...looks("administrateur administration moderateur moderation moderatrice redac redacteur redaction redactrice webmaster webmestre"),
];
const BEGINNINGS = looks("webmest webmast");
const ENDS = looks("admin");

// Surnames, which say as much where nobody's name stands beside them; the last two also where they come first: "Service Untel".
const [SURNAMES, FIRST] = [looks("modo service staff"), looks("service staff")];

// What makes a word of the newspaper's name the newspaper's: "Espoir Infos".
const OFFICES = looks(
  "abonne abonnement actu actualite aide app assistance client commercial compte contact correspondance directeur directrice edition editor " +
    "gerant info information live mag magazine media multimedia news newsletter official online presse publicite radio rubrique secretariat " +
    "site social tech technique television tv verifie web website",
);
// And the end of an address, "Aurore.ml": of two letters, where they are no surname, or one of these.
const ENDING = /\p{L}\.(?:(?!(?:ba|ly|sy)$)\p{L}{2}|com|net|org|info|africa|news|press|media|site|online|xyz|biz)$/u;
const ARTICLES = looks("l le la les d de du des un une");

const isOf = (list, word) => list.includes(word) || list.includes(word.replace(/s$/, ""));
const isTitle = (word) =>
  isOf(TITLES, word) || ENDS.some((end) => word.endsWith(end)) || WITHIN.some((part) => word.includes(part)) || BEGINNINGS.some((start) => word.startsWith(start));
const isOffice = (word) => isTitle(word) || isOf(OFFICES, word) || isOf(SURNAMES, word);
const withoutArticles = (words) => words.filter((word) => !ARTICLES.includes(word));

/// The newspaper's name: its words, and those that are no article.
const newspaper = () => {
  const words = wordsOf($os.getenv("KIOSQUE_NAME") || "");
  const own = withoutArticles(words);
  return { own, whole: look(words.join("")), bare: look(own.join("")), count: words.length };
};

/// The words of a name, and those that it has without numbers.
const read = (text) => ({ words: wordsOf(text), plain: wordsOf(text.replace(/\p{N}+(?!\p{L})/gu, "")) });

/// Whether it is what the newspaper's people are called.
const isPosition = ({ words, plain }, own) => {
  if ([...words, ...plain].some(isTitle) || TORN.some((title) => spell(words, title))) return true;
  const said = withoutArticles(plain);
  if (!said.some((word) => isOf(SURNAMES, word))) return false;
  return isOf(FIRST, said[0]) || said.every((word) => word.length < 2 || isOffice(word) || own.includes(word));
};

/// Whether it is the newspaper's name. Where that is one word, as in "L’Aurore", the word is somebody's name, too, also
/// run together with its article ("Marie Laurore"): with other words beside it, it must begin with its article.
const isNewspaper = (text, { words, plain }, { own, whole, bare, count }) => {
  if (!bare) return false;
  const key = nameKey(text);
  if ([whole, bare].includes(key)) return true;
  const begins = (it) => [it.slice(0, count), it].some((some) => look(some.join("")) === whole);
  if (whole !== bare && [words, plain].some(begins)) return true;
  if (own.length > 1 && [words, plain].some((it) => spell(it, whole))) return true;
  return own.length > 1 && (spell(withoutArticles(words), bare) || (bare.length > 6 && key.includes(bare)));
};

/// Whether it is a word of the newspaper's name, with what makes that the newspaper's.
const isOffshoot = (text, name, { own, whole }) =>
  [...own, whole].some((part) => [name.words, name.plain].some((words) => {
    if (part.length < 3) return false;
    const others = words.filter((word) => word !== part);
    if (others.length < words.length && (others.some(isOffice) || ENDING.test(text.toLowerCase()))) return true;
    // Run together.
    return part.length > 3 && others.some((word) => [whole, part].some((it) => word.includes(it) && isOffice(word.replace(it, ""))));
  }));

/// Whether nobody but the newspaper may be called so.
const isOfficial = (text) => {
  const [name, paper] = [read(text), newspaper()];
  return isPosition(name, paper.own) || isNewspaper(text, name, paper) || isOffshoot(text, name, paper);
};

/// Whether a moderator should look at it: it has a word of the newspaper's name, or one that is a surname and more.
const isDoubtful = (text) => {
  const { words, plain } = read(text);
  const key = nameKey(text);
  return (
    [...words, ...plain].some((word) => isOf(SURNAMES, word) || isOf(OFFICES, word) || word.startsWith("admin")) ||
    newspaper().own.some((part) => part.length > 2 && (words.includes(part) || (part.length > 4 && key.includes(part))))
  );
};

module.exports = { isDoubtful, isOfficial };

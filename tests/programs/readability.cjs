// What Mozilla's Readability, which Firefox's Reader View and many programs are made of, finds in pages: for each file that
// is named, a line of JSON with its text and the addresses of its pictures.
const { readFileSync } = require("node:fs");
const { Readability } = require("@mozilla/readability");
const { JSDOM } = require("jsdom");

const [url, ...files] = process.argv.slice(2);
for (const file of files) {
  const page = new JSDOM(readFileSync(file, "utf8"), { url });
  const { content } = new Readability(page.window.document).parse() ?? { content: "" };
  const { document } = new JSDOM(content, { url }).window;
  const pictures = [...document.querySelectorAll("img")].map((image) => image.src);
  console.log(JSON.stringify({ text: document.body.textContent, pictures }));
}

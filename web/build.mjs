// Builds the page without its data: one HTML file with its style and its script, and a policy that allows no other.
// `node build.mjs` writes it; `node build.mjs --check` says whether the one that is committed is the same.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const here = (path) => new URL(path, import.meta.url);
const folder = here("../assets/page/");
/** Script and style together, in bytes: of the file that is handed on, and of the page of a server. */
const MOST = 60_000;
const MOST_SERVED = 64_000;

async function bundle(entry) {
  const made = await build({
    entryPoints: [here(entry).pathname],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: ["chrome110", "firefox115", "safari16.4"],
    charset: "utf8",
    legalComments: "none",
  });
  return made.outputFiles[0].text.trim();
}

const hash = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;

const put = (text, key, value) => text.split(key).join(value);

/** A page: as a file of its own, or as a server gives it, whom it may then ask. */
async function made(entry, isServed) {
  const script = await bundle(entry);
  const style = await bundle("src/page.css");
  if (/<\/(script|style)/i.test(script + style)) throw new Error("the script would end its own element");
  const size = Buffer.byteLength(script) + Buffer.byteLength(style);
  const most = isServed ? MOST_SERVED : MOST;
  if (size > most) throw new Error(`script and style have ${size} bytes, and at most ${most} are wanted`);
  console.log(`${entry}: script and style have ${size} bytes`);
  let page = readFileSync(here("page.html"), "utf8");
  page = put(page, "@connect", isServed ? "; connect-src 'self'" : "");
  page = put(page, "@served", isServed ? ' data-version="@version"' : "");
  page = put(page, "@script-hash", hash(script));
  page = put(page, "@style-hash", hash(style));
  page = put(page, "@style", style);
  return put(page, "@script", script);
}

const files = new Map([
  ["page.html", await made("src/main.ts", false)],
  ["served.html", await made("src/served.ts", true)],
]);
const english = JSON.parse(readFileSync(here("texts/en.json"), "utf8"));
for (const name of readdirSync(here("texts/"))) {
  const texts = JSON.parse(readFileSync(here(`texts/${name}`), "utf8"));
  const missing = Object.keys(english).filter((key) => !texts[key]);
  if (missing.length > 0) throw new Error(`texts/${name} has no ${missing.join(", ")}`);
  files.set(`texts/${name}`, `${JSON.stringify(texts)}\n`);
}

const isCheck = process.argv.includes("--check");
mkdirSync(new URL("texts/", folder), { recursive: true });
for (const [name, text] of files) {
  const path = new URL(name, folder);
  if (!isCheck) {
    writeFileSync(path, text);
    continue;
  }
  if (readFileSync(path, "utf8") !== text)
    throw new Error(`assets/page/${name} is not what web/ builds: run \`npm run build\``);
}

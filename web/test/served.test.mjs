// The page as a server gives it, in Chromium: expressions, problems, and the newest state as soon as a file changes.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = process.env.ORGANIGRAM ?? join(root, "target/debug/organigram");
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);
const required = process.env.ORGANIGRAM_REQUIRE_BROWSER !== undefined;
assert(executablePath || !required, "ORGANIGRAM_REQUIRE_BROWSER is set and there is no Chromium");
const skip = executablePath ? false : "there is no Chromium";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const folder = mkdtempSync(join(tmpdir(), "organigram-served-"));
const model = join(folder, "club.ron");
const organ = (id, more) => `"${id}": Organ(name: "The ${id}", existence: "1950/1990", cite: "m"${more})`;
const text = (...organs) =>
  `Model(title: "Club", sources: { "m": Source(title: "Minutes") }, organs: { ${organs.join(", ")} })`;
let browser;
let server;
let address;

before(async () => {
  if (skip) return;
  writeFileSync(model, text(organ("club", ""), organ("board", ', under: "club"')));
  server = spawn(program, ["serve", model, "--port", "0"]);
  address = await new Promise((done) => {
    server.stdout.once("data", (line) => done(String(line).trim()));
  });
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});

after(async () => {
  await browser?.close();
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url())) wrong.push(request.url());
  });
  page.on("pageerror", (error) => wrong.push(error.message));
  await page.goto(`${address}#as-of=1960-01-01`);
  await page.waitForSelector("body:not(.is-loading) #expression");
  return { page, wrong, close: () => context.close() };
}

test("answers expressions with links, and underlines what is wrong in one", { skip }, async () => {
  const { page, wrong, close } = await open();
  await page.fill("#expression", "under(club)");
  await page.keyboard.press("Enter");
  await page.locator('#answers a:text("The board")').click();
  assert.match(page.url(), /sel=board/);
  await page.fill("#expression", "undr(club)");
  await page.keyboard.press("Enter");
  const said = page.locator("#answers pre");
  await said.waitFor();
  assert.match(await said.textContent(), /undr\(club\)[\s\S]*\^\^\^\^/);
  await page.fill("#expression", "");
  await page.locator("#expression").pressSequentially("und");
  await page.waitForSelector('#completions option[value^="under("]', { state: "attached" });
  await page.locator("#answers").focus();
  await page.keyboard.press("Escape");
  assert(await page.isHidden("#answers"));
  assert.deepEqual(wrong, []);
  await close();
});

test("shows a change at once, and keeps the picture of a state that cannot be read", { skip }, async () => {
  const { page, wrong, close } = await open();
  const ids = () => page.$$eval("#outline [data-id]", (items) => items.map((item) => item.dataset.id).join());
  assert.equal(await ids(), "club,board");
  writeFileSync(
    model,
    text(organ("club", ""), organ("board", ', under: "club"'), organ("band", ', under: "club"')),
  );
  await page.waitForSelector('#outline [data-id="band"]');
  assert.match(page.url(), /as-of=1960-01-01/);
  writeFileSync(model, text(organ("club", ""), '"board": Organ(nmae: "Board")'));
  await page.waitForSelector("#alarm:not([hidden])");
  await page.waitForSelector('#answers li[data-level="error"]');
  assert.match(await page.textContent("#answers"), /no field `nmae`[\s\S]*club\.ron:1:\d+/);
  assert.equal(await ids(), "club,board,band");
  writeFileSync(model, text(organ("club", ""), organ("board", ', under: "club"')));
  await page.waitForSelector('#outline:not(:has([data-id="band"]))');
  await page.waitForSelector("#alarm", { state: "hidden" });
  assert.deepEqual(wrong, []);
  await close();
});

for (const [name, options] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["a phone", { viewport: { width: 390, height: 844 } }],
]) {
  test(`axe has nothing to say of a served page: ${name}`, { skip }, async () => {
    const { page, close } = await open({ ...options, bypassCSP: true });
    await page.fill("#expression", "all()");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#answers table");
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run());
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    assert.deepEqual(found, []);
    const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert(width <= 0, `${width} pixels too wide`);
    await close();
  });
}

// The page in a browser: Chromium over file://, without a network, by mouse and by keyboard. The program to write pages with is
// `ORGANIGRAM` or the debug build. Without Chromium the tests are skipped, or fail if ORGANIGRAM_REQUIRE_BROWSER is set.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
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

const folder = mkdtempSync(join(tmpdir(), "organigram-page-"));
let browser;
const club = join(folder, "club.html");

function run(...args) {
  return execFileSync(program, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
}

before(async () => {
  if (skip) return;
  run("page", "models/chess-club.ron", "-o", club);
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a page; what it asks of a network or complains about is an error. */
async function open(file, hash = "", options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
    bypassCSP: false,
    ...options,
  });
  const page = await context.newPage();
  const wrong = [];
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) wrong.push(request.url());
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(message.text());
  });
  page.on("pageerror", (error) => wrong.push(error.message));
  await context.setOffline(true);
  await page.goto(pathToFileURL(file).href + hash);
  await page.waitForSelector("body:not(.is-loading)");
  return { page, wrong, close: () => context.close() };
}

const hash = (page) => page.evaluate(() => decodeURIComponent(location.hash));
const ids = (page) =>
  page.$$eval("#outline [data-id]", (items) => items.map((item) => [item.dataset.id, item.dataset.answer]));

test("opens from a file without a word on the console", { skip }, async () => {
  const { page, wrong, close } = await open(club);
  assert.equal(await page.title(), "The club in 1970 · Rookhaven Chess Club");
  assert((await page.locator("#canvas .mark").count()) > 5);
  assert((await ids(page)).some(([id]) => id === "club"));
  assert.deepEqual(wrong, []);
  await close();
});

test("goes through time by keyboard, buttons and the slider", { skip }, async () => {
  const { page, wrong, close } = await open(club, "#view=sections-1970");
  const start = await page.inputValue("#date");
  assert.equal(start, "1970-01-01");
  await page.focus("#slider");
  await page.keyboard.press("ArrowRight");
  const next = await page.inputValue("#date");
  assert(next > start);
  await page.keyboard.press("ArrowLeft");
  assert((await page.inputValue("#date")) < next);
  await page.click("#later");
  assert.match(await hash(page), new RegExp(`as-of=${await page.inputValue("#date")}`));
  const box = await page.locator("#slider").boundingBox();
  await page.mouse.click(box.x + 20, box.y + 24);
  assert((await page.inputValue("#date")) < start);
  await page.fill("#date", "1972-03-04");
  await page.keyboard.press("Enter");
  assert.match(await hash(page), /as-of=1972-03-04/);
  assert(await page.isVisible("#moved"));
  await page.goBack();
  assert.doesNotMatch(await hash(page), /1972-03-04/);
  assert.notEqual(await page.inputValue("#date"), "1972-03-04");
  await page.click("#back");
  assert.equal(await page.inputValue("#date"), start);
  assert(await page.isHidden("#moved"));
  assert.deepEqual(wrong, []);
  await close();
});

test("shows the evidence on a click, each thing in it a link", { skip }, async () => {
  const { page, wrong, close } = await open(club, "#view=sections-1970");
  await page.locator('#canvas .mark[data-key="board"]').click();
  assert.equal(await page.textContent("#panel-name"), "Board");
  assert.match(await hash(page), /sel=board/);
  await page.locator('#panel [data-section="stood under"] a[data-id="club"]').click();
  assert.match(await page.textContent("#panel-name"), /Rookhaven Chess Club/);
  await page.locator("#panel .ui-source").first().click();
  assert.match(await hash(page), /source=/);
  assert((await page.locator("#panel a[data-id]").count()) > 0);
  await page.keyboard.press("Escape");
  assert.deepEqual(wrong, []);
  await close();
});

test("finds by name and by id, and moves the time to what was not there", { skip }, async () => {
  const { page, wrong, close } = await open(club, "#view=sections-1970&as-of=1940-01-01");
  assert.deepEqual(await ids(page), []);
  await page.keyboard.press("/");
  await page.keyboard.type("rookHÁven");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.match(await hash(page), /sel=club/);
  assert((await page.inputValue("#date")) > "1940-01-01");
  assert((await ids(page)).some(([id]) => id === "club"));
  assert.deepEqual(wrong, []);
  await close();
});

test("has tables to filter, sort and save", { skip }, async () => {
  const { page, wrong, close } = await open(club);
  await page.click('#tabs [data-tab="claims"]');
  const count = await page.locator("#rows tbody tr").count();
  await page.fill("#filter", "junior");
  assert((await page.locator("#rows tbody tr").count()) < count);
  await page.locator("#rows th button").first().click();
  assert.equal(await page.getAttribute("#rows th", "aria-sort"), "ascending");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#csv")]);
  const text = readFileSync(await download.path(), "utf8");
  assert.match(text, /^\ufeffname,subject,value/);
  for (const tab of ["organs", "people", "tenures", "changes"]) {
    await page.click(`#tabs [data-tab="${tab}"]`);
    await page.fill("#filter", "");
    assert((await page.locator("#rows tbody tr").count()) > 0, tab);
  }
  assert.deepEqual(wrong, []);
  await close();
});

test("saves the picture with its caption", { skip }, async () => {
  const { page, close } = await open(club, "#view=sections-1970");
  await page.click("#more summary");
  const [svg] = await Promise.all([page.waitForEvent("download"), page.click("#save-svg")]);
  const text = readFileSync(await svg.path(), "utf8");
  assert.match(text, /The club in 1970/);
  assert.match(text, /as of 1 January 1970/);
  const [png] = await Promise.all([page.waitForEvent("download"), page.click("#save-png")]);
  assert(
    readFileSync(await png.path())
      .subarray(1, 4)
      .equals(Buffer.from("PNG")),
  );
  await close();
});

for (const [name, options] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["a phone", { viewport: { width: 390, height: 844 } }],
]) {
  test(`axe has nothing to say: ${name}`, { skip }, async () => {
    for (const at of [
      "#view=sections-1970&sel=board",
      "#tab=claims",
      "#tab=compare&vs=1975",
      "#view=presidents",
    ]) {
      const { page, close } = await open(club, at, { ...options, bypassCSP: true });
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run());
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
      assert.deepEqual(found, [], at);
      const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert(width <= 0, `${at}: ${width} pixels too wide`);
      await close();
    }
  });
}

test("the outline is walked by keys", { skip }, async () => {
  const { page, close } = await open(club, "#view=sections-1970");
  await page.focus('#outline [tabindex="0"]');
  await page.keyboard.press("ArrowDown");
  const id = await page.evaluate(() => document.activeElement?.dataset.id);
  await page.keyboard.press("Enter");
  assert.match(await hash(page), new RegExp(`sel=${id}`));
  await close();
});

test("what is shown is what the program answers", { skip }, async () => {
  const { page, wrong, close } = await open(club);
  const views = JSON.parse(
    await page.evaluate(() =>
      JSON.stringify([...document.querySelectorAll("#by option")].map((o) => o.textContent)),
    ),
  );
  assert(views.length > 0);
  for (const asOf of ["1949-06-30", "1955-01-01", "1961-03-11", "1974-08-01", "1987-09-30", "2001-01-01"]) {
    for (const [by, args] of [
      ["", []],
      ["&according-to=jubilee", ["--according-to", "jubilee"]],
    ]) {
      for (const [show, flag] of [
        ["", []],
        ["&show=certain", ["--certain"]],
        ["&show=possible", ["--possible"]],
      ]) {
        const address = `#view=sections-1970&as-of=${asOf}${by}${show}&sel=club`;
        await page.evaluate((to) => {
          location.hash = to;
        }, address);
        await page.waitForFunction((to) => document.querySelector("#date").value === to, asOf);
        await page.waitForTimeout(30);
        const context = `${address}: ${await hash(page)}`;
        const when = ["--as-of", asOf, ...args];
        const shown = await ids(page);
        const answered = JSON.parse(
          run("show", "models/chess-club.ron", "club", ...when, "--format", "json"),
        );
        const answer = Number(await page.getAttribute("#panel .ui-answer", "data-answer"));
        assert.equal(answer, ["no", "possible", "presumed", "certain"].indexOf(answered.answer), context);
        const rows = await page.$$eval("#panel section[data-section] > ul > li", (list) =>
          list.map((row) => row.dataset.answer),
        );
        const wanted = answered.sections.flatMap((section) => section.rows);
        assert.deepEqual(
          rows.map((row) => (row === undefined ? undefined : Number(row))),
          wanted.map((row) =>
            row.answer ? ["no", "possible", "presumed", "certain"].indexOf(row.answer) : undefined,
          ),
          context,
        );
        const tree = tryTree([...when, ...flag]);
        const below = new Set(shown.map(([id]) => id));
        for (const id of tree) assert(below.has(id) || !shown.length, `${context}: ${id} is missing`);
        if (shown.length > 0) assert.equal(below.size, tree.size, context);
      }
    }
  }
  assert.deepEqual(wrong, []);
  await close();
});

/** The ids of a tree as the program prints it. */
function tryTree(args) {
  try {
    const text = run("tree", "models/chess-club.ron", "club", ...args, "--format", "json");
    return new Set([...text.matchAll(/"id":\s*"([^"]+)"/g)].map(([, id]) => id));
  } catch {
    return new Set();
  }
}

test("a day is a line across an axis of time, where it stands among the years", { skip }, async () => {
  const { page, wrong, close } = await open(club, "#view=history&as-of=1965-01-01");
  const hand = await page.locator("#canvas .ui-hand").boundingBox();
  const year = await page.locator("#canvas text", { hasText: /^1965$/ }).boundingBox();
  assert(Math.abs(hand.x + hand.width / 2 - (year.x + year.width / 2)) < 2);
  assert.deepEqual(wrong, []);
  await close();
});

test("speaks other languages", { skip }, async () => {
  for (const [language, word] of [
    ["de", "Belege"],
    ["fr", "Preuves"],
    ["ru", "Свидетельства"],
    ["ko", "근거"],
    ["zh", "证据"],
  ]) {
    const file = join(folder, `${language}.html`);
    run("page", "models/chess-club.ron", "-o", file, "--lang", language);
    const { page, wrong, close } = await open(file, "#view=sections-1970&sel=board");
    assert.equal(await page.getAttribute("html", "lang"), language);
    assert.equal(await page.getAttribute("#panel", "aria-label"), word);
    assert.deepEqual(wrong, []);
    await close();
  }
});

test("hostile names and addresses are words", { skip }, async () => {
  const model = join(folder, "hostile.ron");
  const name = "</script><img src=x onerror=alert(1)>";
  writeFileSync(
    model,
    `Model(title: ${JSON.stringify(name)}, sources: { "s": Source(title: ${JSON.stringify(name)}, url: "javascript:alert(1)") },
      organs: { "a": Organ(name: ${JSON.stringify(name)}, existence: "1950/1960", cite: "s"), "b": Organ(name: "=1+1", under: "a", existence: "1950/1960", cite: "s") })`,
  );
  const file = join(folder, "hostile.html");
  run("page", model, "-o", file);
  const { page, wrong, close } = await open(file, "#as-of=1955-01-01&sel=a");
  page.on("dialog", () => wrong.push("a dialog was opened"));
  assert.equal(await page.textContent("#panel-name"), name);
  assert.equal(await page.locator("img").count(), 0);
  await page.locator("#panel .ui-source").first().click();
  assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
  await page.click('#tabs [data-tab="organs"]');
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#csv")]);
  assert.match(readFileSync(await download.path(), "utf8"), /'=1\+1/);
  assert.deepEqual(wrong, []);
  await close();
});

/** A model of four levels, of 341 organs. */
function tree() {
  const organs = ['"o": Organ(name: "Office", existence: "1900/2000", cite: "a")'];
  let above = ["o"];
  for (let level = 0; level < 4; level++) {
    const next = [];
    for (const superior of above)
      for (let unit = 0; unit < 4; unit++) {
        const id = `${superior}${unit}`;
        const existence = `${1901 + id.length * 10 + unit}/1990`;
        organs.push(
          `"${id}": Organ(name: "Office ${id}", under: "${superior}", existence: "${existence}", cite: "a")`,
        );
        next.push(id);
      }
    above = next;
  }
  return `Model(title: "Tree", sources: { "a": Source(title: "A") }, organs: { ${organs.join(",")} })`;
}

test("a large chart opens with what fits, and is opened further by mouse and keys", { skip }, async () => {
  const model = join(folder, "tree.ron");
  const file = join(folder, "tree.html");
  writeFileSync(model, tree());
  run("page", model, "-o", file);
  const { page, wrong, close } = await open(file, "#as-of=1980-01-01");
  const shown = async () => (await ids(page)).map(([id]) => id);
  assert((await shown()).length <= 60);
  const below = (id) => page.textContent(`#canvas .mark[data-key="${id}"] .collapsed`);
  assert.equal(await below("o12"), "+ 4 below");
  // The count goes with the day.
  await page.fill("#date", "1943-01-01");
  await page.keyboard.press("Enter");
  assert.equal(await below("o12"), "+ 2 below");
  await page.fill("#date", "1980-01-01");
  await page.keyboard.press("Enter");
  // As many boxes are found under it as it said.
  await page.click('#canvas .mark[data-key="o12"] .collapsed');
  assert.match(await hash(page), /focus=o12/);
  const opened = await page.$$eval("#outline [data-id]", (items) =>
    items.map((i) => i.getAttribute("aria-level")),
  );
  assert.equal(opened.filter((level) => level === "2").length, 4);
  assert.deepEqual(await page.$$eval("#crumbs button", (all) => all.map((one) => one.textContent)), [
    "All of it",
    "Office",
    "Office o1",
    "Office o12",
  ]);
  await page.click("#crumbs button >> nth=2");
  assert.match(await hash(page), /focus=o1$/);
  await page.goBack();
  assert.match(await hash(page), /focus=o12/);
  await page.click("#crumbs button >> nth=0");
  assert(!/focus/.test(await hash(page)));
  // By keys: the list opens what is closed.
  await page.locator('#outline [data-id="o30"]').focus();
  assert.equal(await page.getAttribute('#outline [data-id="o30"]', "aria-expanded"), "false");
  await page.keyboard.press("ArrowRight");
  assert.match(await hash(page), /focus=o30/);
  // What is found lies deep, and is seen all the same.
  await page.keyboard.press("/");
  await page.keyboard.type("Office o2123");
  await page.keyboard.press("Enter");
  assert.match(await hash(page), /sel=o2123/);
  assert((await shown()).includes("o2123"));
  assert.deepEqual(wrong, []);
  await close();
});

test("compares two days and two sources, and links to that", { skip }, async () => {
  const { page, wrong, close } = await open(club, "#view=sections-1970&as-of=1952-06-01");
  await page.click('#tabs [data-tab="compare"]');
  await page.fill("#versus-date", "1975-06-01");
  await page.keyboard.press("Enter");
  const rows = () =>
    page.$$eval("#rows tbody tr", (all) =>
      all.map((row) => [...row.cells].slice(0, 5).map((cell) => cell.textContent)),
    );
  const found = await rows();
  assert(found.length > 0);
  // What differs is what the program says of each of the two days.
  const tree = (date) => tryTree(["--as-of", date]);
  const [before, later] = [tree("1952-06-01"), tree("1975-06-01")];
  const names = (await rows()).filter(([, subject]) => subject === "existence");
  const answers = await page.$$eval("#rows tbody tr", (all) =>
    all
      .filter((row) => row.cells[1].textContent === "existence")
      .map((row) => [
        new URL(row.cells[0].firstChild.href).hash,
        row.cells[3].dataset.answer,
        row.cells[4].dataset.answer,
      ]),
  );
  assert(names.length > 0);
  let organs = 0;
  for (const [link, here, there] of answers) {
    const id = new URLSearchParams(link.slice(1)).get("sel");
    if (!before.has(id) && !later.has(id)) continue;
    organs++;
    assert.equal(before.has(id), Number(here) >= 2, `${id} then`);
    assert.equal(later.has(id), Number(there) >= 2, `${id} later`);
  }
  assert(organs > 0);
  for (const id of [...before, ...later])
    if (before.has(id) !== later.has(id))
      assert(
        answers.some(([link]) => link.includes(`sel=${id}`)),
        id,
      );
  assert.match(await hash(page), /tab=compare.*vs=1975-06-01/);
  await page.selectOption("#versus-by", { index: 1 });
  assert.match(await hash(page), /vs-according-to=/);
  const linked = page.url();
  await page.reload();
  assert.equal(page.url(), linked);
  assert.equal(await page.inputValue("#versus-date"), "1975-06-01");
  assert.equal(await page.inputValue("#versus-by"), "1");
  assert.deepEqual(wrong, []);
  await close();
});

test("a page of some years stays within them", { skip }, async () => {
  const file = join(folder, "years.html");
  run(
    "page",
    "models/chess-club.ron",
    "-o",
    file,
    "--from",
    "1955",
    "--to",
    "1965",
    "--view",
    "sections-1970",
  );
  const { page, wrong, close } = await open(file, "#view=sections-1970&as-of=1990-01-01");
  assert.equal(await page.inputValue("#date"), "1965-12-31");
  await page.fill("#date", "1900");
  await page.keyboard.press("Enter");
  assert.equal(await page.inputValue("#date"), "1955-01-01");
  assert.deepEqual(wrong, []);
  await close();
});

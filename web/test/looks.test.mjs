// How the page looks: screenshots of two shipped pages in `output/` at three widths, light and dark, against the pictures in
// `test/looks/`. Both are made small first and compared square by square, so that other letters of the same font pass and a part
// that is gone, moved or of another colour does not. `UPDATE_LOOKS=1` writes the pictures anew: look at each.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);
const required = process.env.ORGANIGRAM_REQUIRE_BROWSER !== undefined;
assert(executablePath || !required, "ORGANIGRAM_REQUIRE_BROWSER is set and there is no Chromium");
const skip = executablePath ? false : "there is no Chromium";

/** The pages, with the state that each is shown in. */
const PAGES = [
  ["wpk", ""],
  ["chess-club", "#view=sections-1970&as-of=1970-06-01&sel=club"],
];
/** Wide and high, in pixels. */
const SIZES = [
  [390, 844],
  [1024, 768],
  [1600, 900],
];
/** The side of a square that is compared, in pixels of a picture of half the size. */
const SQUARE = 6;
/** How far the mean colour of a square may be off, of 255, and how many of a thousand squares may be further off. */
const NEAR = 20;
const FEW = 5;

let browser;
before(async () => {
  if (!skip) browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});
after(() => browser?.close());

/** A picture at half its width and height: what is kept shows what stands where, and is small. */
async function half(picture) {
  const page = await browser.newPage();
  const base64 = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width / 2, image.height / 2];
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/png").split(",")[1];
  }, picture.toString("base64"));
  await page.close();
  return Buffer.from(base64, "base64");
}

/** How many of a thousand squares of two pictures differ; all of them where the pictures are not of one size. */
async function difference(one, other) {
  const page = await browser.newPage();
  const share = await page.evaluate(
    async ([square, near, ...pictures]) => {
      const squares = async (base64) => {
        const image = new Image();
        image.src = `data:image/png;base64,${base64}`;
        await image.decode();
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [image.width, image.height];
        const context = canvas.getContext("2d");
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, image.width, image.height);
        const [across, down] = [Math.ceil(image.width / square), Math.ceil(image.height / square)];
        const sums = new Float64Array(across * down * 3);
        const counts = new Float64Array(across * down);
        for (let at = 0; at < data.length / 4; at += 1) {
          const x = Math.floor((at % image.width) / square);
          const of = Math.floor(Math.floor(at / image.width) / square) * across + x;
          counts[of] += 1;
          for (let colour = 0; colour < 3; colour += 1) sums[of * 3 + colour] += data[at * 4 + colour];
        }
        return {
          size: `${image.width}x${image.height}`,
          means: sums.map((sum, at) => sum / counts[Math.floor(at / 3)]),
        };
      };
      const [a, b] = [await squares(pictures[0]), await squares(pictures[1])];
      if (a.size !== b.size) return 1000;
      const all = a.means.length / 3;
      let far = 0;
      for (let at = 0; at < all; at += 1)
        if ([0, 1, 2].some((of) => Math.abs(a.means[at * 3 + of] - b.means[at * 3 + of]) > near)) far += 1;
      return (far / all) * 1000;
    },
    [SQUARE, NEAR, one.toString("base64"), other.toString("base64")],
  );
  await page.close();
  return share;
}

async function screenshot(name, hash, [width, height], colorScheme, style) {
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: "reduce",
    colorScheme,
  });
  const page = await context.newPage();
  await context.setOffline(true);
  await page.goto(new URL(`../../output/${name}.html`, import.meta.url).href + hash);
  await page.waitForSelector("body:not(.is-loading)");
  // One font everywhere, whatever the system calls its own; pictures name theirs.
  await page.evaluate(() => {
    document.body.style.fontFamily = "Liberation Sans";
    dispatchEvent(new Event("resize"));
    return document.fonts.ready;
  });
  if (style) await page.evaluate(style);
  const picture = await page.screenshot({ animations: "disabled", caret: "hide" });
  const room = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await context.close();
  return { picture: await half(picture), room };
}

for (const [name, hash] of PAGES)
  for (const size of SIZES)
    for (const scheme of ["light", "dark"])
      test(`${name} looks as it did, ${size[0]} px wide, ${scheme}`, { skip }, async () => {
        const file = here(`looks/${name}-${size[0]}-${scheme}.png`);
        const { picture, room } = await screenshot(name, hash, size, scheme);
        assert(room <= 0, `the page is ${room} px wider than the window`);
        if (process.env.UPDATE_LOOKS) {
          mkdirSync(here("looks"), { recursive: true });
          writeFileSync(file, picture);
          return;
        }
        const share = await difference(readFileSync(file), picture);
        if (share > FEW) writeFileSync(file.replace(/png$/, "new.png"), picture);
        assert(
          share <= FEW,
          `${Math.round(share)} of 1000 squares differ; see ${file.replace(/png$/, "new.png")}`,
        );
      });

test("a picture with a part gone, or in other colours, is seen as another", { skip }, async () => {
  const [name, hash] = PAGES[0];
  const { picture } = await screenshot(name, hash, SIZES[1], "light");
  assert.equal(await difference(picture, picture), 0);
  const dark = await screenshot(name, hash, SIZES[1], "dark");
  assert((await difference(picture, dark.picture)) > FEW);
  const gone = await screenshot(name, hash, SIZES[1], "light", 'document.getElementById("canvas").remove()');
  assert((await difference(picture, gone.picture)) > FEW);
});

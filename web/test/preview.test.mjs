// The live preview in Chromium beside the language server: unsaved text is drawn, the page follows the cursor, and a click in the
// page asks the editor to go to what was clicked on.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
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

const uri = "untitled:club.ron";
const text = [
  "Model(",
  '    title: "Club",',
  '    sources: { "m": Source(title: "Minutes") },',
  "    organs: {",
  '        "club": Organ(name: "The club", cite: "m"),',
  '        "board": Organ(name: "The board", under: "club", cite: "m"),',
  "    },",
  ")",
].join("\n");

/** An editor: as much of one as the preview needs. */
class Editor {
  server = spawn(program, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  heard = [];
  waiting = [];
  number = 0;

  constructor() {
    let rest = Buffer.alloc(0);
    this.server.stdout.on("data", (bytes) => {
      rest = Buffer.concat([rest, bytes]);
      for (;;) {
        const head = rest.indexOf("\r\n\r\n");
        const length = Number(
          /Content-Length: (\d+)/.exec(rest.toString("latin1", 0, Math.max(head, 0)))?.[1],
        );
        if (head < 0 || rest.length < head + 4 + length) return;
        this.take(JSON.parse(rest.toString("utf8", head + 4, head + 4 + length)));
        rest = rest.subarray(head + 4 + length);
      }
    });
  }

  take(message) {
    if (message.method && message.id !== undefined) this.write({ id: message.id, result: {} });
    const at = this.waiting.findIndex(({ fits }) => fits(message));
    if (at < 0) this.heard.push(message);
    else this.waiting.splice(at, 1)[0].done(message);
  }

  write(message) {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    this.server.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.server.stdin.write(body);
  }

  hear(fits) {
    const at = this.heard.findIndex(fits);
    if (at >= 0) return Promise.resolve(this.heard.splice(at, 1)[0]);
    return new Promise((done) => this.waiting.push({ fits, done }));
  }

  note(method, params) {
    this.write({ method, params });
  }

  async ask(method, params) {
    this.number += 1;
    const id = this.number;
    this.write({ id, method, params });
    const answer = await this.hear((message) => message.id === id && !message.method);
    assert.equal(answer.error, undefined);
    return answer.result;
  }

  cursor(needle) {
    const before = text.slice(0, text.indexOf(needle));
    const line = before.split("\n").length - 1;
    const character = before.length - before.lastIndexOf("\n") - 1;
    this.note("organigram/cursor", { textDocument: { uri }, position: { line, character } });
  }
}

let browser;
let editor;
let address;

before(async () => {
  if (skip) return;
  editor = new Editor();
  const capabilities = { window: { showDocument: { support: true } } };
  await editor.ask("initialize", { rootUri: null, capabilities });
  editor.note("initialized", {});
  const textDocument = { uri, languageId: "ron", version: 1, text };
  editor.note("textDocument/didOpen", { textDocument });
  const command = { command: "organigram.preview", arguments: [uri, false] };
  address = (await editor.ask("workspace/executeCommand", command)).address;
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});

after(async () => {
  await browser?.close();
  editor?.server.kill();
});

test("text, cursor and page follow each other", { skip }, async () => {
  const page = await (await browser.newContext()).newPage();
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  await page.goto(address);
  await page.waitForSelector("body:not(.is-loading) #expression");

  editor.cursor('"The board"');
  await page.waitForURL(/sel=board/);
  await page.getByRole("heading", { name: "The board" }).waitFor();

  // What is typed is drawn, unsaved, and what is looked at stays.
  const contentChanges = [{ text: text.replace("The board", "The committee") }];
  editor.note("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges });
  await page.getByRole("heading", { name: "The committee" }).waitFor();
  assert.match(page.url(), /sel=board/);

  // A click moves the cursor; what the cursor says after that is no news.
  await page.waitForSelector("body:not(.is-loading) #expression");
  await page.locator('#canvas .mark[data-key="club"]').click();
  await page.waitForURL(/sel=club/);
  const shown = await editor.hear(({ method }) => method === "window/showDocument");
  assert.equal(shown.params.uri, uri);
  assert.deepEqual(shown.params.selection.start, { line: 4, character: 9 });
  assert.deepEqual(wrong, []);
  await page.context().close();
});

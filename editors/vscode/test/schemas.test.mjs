// The schemas that the extension registers: each is packed, and is the one that the program made.
import assert from "node:assert";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

const here = (path) => new URL(`../${path}`, import.meta.url);
const extension = JSON.parse(readFileSync(here("package.json"), "utf8"));

test("each schema of the program is registered for files of a name", () => {
  const named = extension.contributes.jsonValidation.map(({ fileMatch, url }) => {
    assert.ok(fileMatch.length > 0 && fileMatch.every((name) => name.endsWith(".json")));
    const [, file] = /^\.\/dist\/schemas\/([a-z]+\.schema\.json)$/.exec(url);
    const schema = JSON.parse(readFileSync(here(`../schemas/${file}`), "utf8"));
    assert.match(schema.$schema, /json-schema\.org/);
    return file;
  });
  assert.deepEqual(named.sort(), ["mapping.schema.json", "model.schema.json", "theme.schema.json"]);
});

test("what is packed holds them", async () => {
  await import("../schemas.mjs");
  for (const { url } of extension.contributes.jsonValidation) assert.ok(existsSync(here(url)), url);
  assert.match(readFileSync(here(".vscodeignore"), "utf8"), /^!dist\/schemas\/\*\*$/m);
});

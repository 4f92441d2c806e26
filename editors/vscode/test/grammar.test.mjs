// The grammar, held against every model that is shipped: each text, field, record and comment of a model has its colour.

import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import test from 'node:test';

const require = createRequire(import.meta.url);
const { Registry, INITIAL, parseRawGrammar } = require('vscode-textmate');
const { loadWASM, OnigScanner, OnigString } = require('vscode-oniguruma');

const folder = new URL('..', import.meta.url).pathname;
const models = join(folder, '..', '..', 'models');

await loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer);
const registry = new Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new OnigScanner(patterns),
    createOnigString: (text) => new OnigString(text),
  }),
  loadGrammar: async () => {
    const path = join(folder, 'syntaxes', 'organigram.tmLanguage.json');
    return parseRawGrammar(readFileSync(path, 'utf8'), path);
  },
});
const grammar = await registry.loadGrammar('source.organigram');

/** The innermost scope of each piece of a text: `[text, scope]`. */
function pieces(text) {
  let stack = INITIAL;
  const found = [];
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      found.push([line.slice(startIndex, endIndex), scopes.slice(1).join(' ')]);
    }
  }
  return { found, open: stack.depth };
}

function modelFiles(at = models) {
  return readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
    const path = join(at, entry.name);
    if (entry.isDirectory()) return modelFiles(path);
    return entry.name.endsWith('.ron') ? [path] : [];
  });
}

test('no word of a shipped model is left without a colour', () => {
  const files = modelFiles();
  assert.ok(files.length > 10);
  for (const path of files) {
    const { found, open } = pieces(readFileSync(path, 'utf8'));
    const bare = found.filter(([text, scope]) => scope === '' && text.trim() !== '');
    assert.deepEqual(bare.slice(0, 5), [], path);
    assert.equal(open, 1, `${path} ends within a text or a comment`);
  }
});

test('each piece has the colour of what it is', () => {
  const text = 'Model( // a club\n  organs: { "club": Organ(name: "Club \\"x\\"", existence: "1950/..", modality: Reported, depth: 3) },\n)';
  const { found } = pieces(text);
  const scope = (piece) => found.find(([text]) => text.trim() === piece)?.[1] ?? '';
  assert.match(scope('Model'), /entity.name.type/);
  assert.match(scope('// a club'), /comment.line/);
  assert.match(scope('organs'), /variable.other.property/);
  assert.match(scope('club'), /entity.name.tag/);
  assert.match(scope('\\"'), /constant.character.escape/);
  assert.match(scope('1950/..'), /constant.numeric.date/);
  assert.match(scope('Reported'), /constant.other.choice/);
  assert.match(scope('3'), /constant.numeric/);
});

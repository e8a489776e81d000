// Runs the grammar with the engine that VS Code uses over rule files. By hand, where node is there:
//
//   cd editors/vscode && npm install && npm test                 # all of rules/, and the samples below
//   node test/tokens.mjs --show ../../rules/library/parity.redlines
//
// It fails where a regex cannot be compiled, a sample is coloured otherwise than it says, or a sentence of rules/ has
// no keyword at all. `cargo test --test editors` checks the word lists without node.

import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const oniguruma = require('vscode-oniguruma');
const textmate = require('vscode-textmate');
const here = path.dirname(fileURLToPath(import.meta.url));
const file = path.join(here, '../syntaxes/redlines.tmLanguage.json');

await oniguruma.loadWASM(fs.readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer);
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => {
      // a pattern that cannot be compiled is an error here, and not silently left out
      patterns.forEach((pattern) => new oniguruma.OnigScanner([pattern]));
      return new oniguruma.OnigScanner(patterns);
    },
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async () => textmate.parseRawGrammar(fs.readFileSync(file, 'utf8'), file),
});
const grammar = await registry.loadGrammar('source.redlines');

/** The tokens of a text, each as [words, innermost scope without `.redlines`]. */
function tokens(text) {
  let stack = textmate.INITIAL;
  return text.split(/\r?\n/).map((line) => {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    return result.tokens
      .map((token) => [line.slice(token.startIndex, token.endIndex), token.scopes.at(-1).replace(/\.redlines$/, '')])
      .filter(([words]) => words.trim());
  });
}

const problems = [];

const samples = [
  ['juice: quota on orange juice must be at least 6,500 tons', {
    juice: 'entity.name.function', must: 'keyword.control.force', on: 'keyword.other.relation',
    'at least': 'keyword.operator.comparison', '6,500': 'constant.numeric', tons: 'keyword.other.unit',
  }],
  ['in-quota tariff on beef must be below its base tariff # why', {
    'in-quota tariff ': 'source', below: 'keyword.operator.comparison', its: 'variable.language', '# why': 'comment.line.number-sign',
  }],
  ['halt if no agreement in substance by 2004-03-31', {
    'halt if': 'keyword.control.force', no: 'keyword.other.quantifier', ' agreement in substance ': 'source', '2004-03-31': 'constant.other.date',
  }],
  ['tariff on salmon from NO must be at most 38.5%', { ' NO ': 'source', '38.5': 'constant.numeric', '%': 'keyword.other.unit' }],
  ['"rules of origin" on pork must be "wholly \\" obtained"', { '\\"': 'constant.character.escape', 'rules of origin': 'string.quoted.double' }],
  ['  because "prices fell, # by a third"', { because: 'keyword.control.clause', 'prices fell, # by a third': 'string.quoted.double' }],
  ['  waived until 2004-06-30 by "chief" because "May"', { waived: 'keyword.control.clause', until: 'keyword.control.clause', because: 'keyword.control.clause' }],
  ['  private', { private: 'keyword.control.clause' }],
  ['private must be yes', { 'private ': 'source', yes: 'constant.language' }],
  ['farm products are orange juice, pork and beef', { 'farm products': 'entity.name.type', are: 'keyword.control.definition', and: 'keyword.operator.logical' }],
  ['accord means agreement in substance', { accord: 'entity.name.type', means: 'keyword.control.definition' }],
  ['quota is measured in tons', { quota: 'entity.name.type', 'is measured in': 'keyword.control.definition' }],
  ['party Mexico', { party: 'keyword.control.definition', Mexico: 'entity.name.type' }],
  ['use "common/farm.redlines"', { use: 'keyword.control.definition' }],
  ['cost is at least 5', { at: undefined, 'at least': 'keyword.operator.comparison' }],
  ['tariff on beef must reach 9% by year 16', { reach: 'keyword.other.verb', year: 'keyword.other.time', 16: 'constant.numeric' }],
  ['quota on pork must not fall from the previous round', { fall: 'keyword.other.verb', 'from the previous round': 'keyword.other.time' }],
  ['deposit must be at least USD 40 million by 31 March 2004', { USD: 'keyword.other.unit', 40: 'constant.numeric', million: 'keyword.other.unit', '31 March 2004': 'constant.other.date' }],
  ['duty on rice must be at most 361 yen/kg', { 361: 'constant.numeric', 'yen/kg': 'keyword.other.unit' }],
];
for (const [text, expected] of samples) {
  const found = Object.fromEntries(tokens(text).flat());
  for (const [words, scope] of Object.entries(expected)) {
    if (found[words] !== scope) problems.push(`${text}\n  \`${words}\` is ${found[words]}, not ${scope}\n  ${JSON.stringify(found)}`);
  }
}
// a text goes on in an indented line, and ends before a line at the margin
const [, second, third] = tokens('a must be "b\n  c\nd must have e');
if (second[0][1] !== 'string.quoted.double') problems.push(`a text over two lines: ${JSON.stringify(second)}`);
if (!third.some(([words, scope]) => words === 'must' && scope === 'keyword.control.force')) problems.push(`an open text: ${JSON.stringify(third)}`);

function* rules(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* rules(place);
    else if (entry.name.endsWith('.redlines')) yield place;
  }
}

const show = process.argv[2] === '--show';
const chosen = show ? process.argv.slice(3) : [...rules(path.join(here, '../../../rules'))];
let count = 0;
for (const place of chosen) {
  const text = fs.readFileSync(place, 'utf8');
  tokens(text).forEach((line, at) => {
    count += line.length;
    const sentence = text.split(/\r?\n/)[at];
    if (show) console.log(line.map(([words, scope]) => `${words.trim()}‹${scope.replace('keyword.', '')}›`).join(' '));
    const starts = /^[^\s#]/.test(sentence) && !/:\s*$/.test(sentence);
    if (starts && !line.some(([, scope]) => scope.startsWith('keyword.'))) problems.push(`${place}:${at + 1}: no keyword in: ${sentence}`);
    for (const [words, scope] of line) if (scope.startsWith('invalid.')) problems.push(`${place}:${at + 1}: ${words} is marked as wrong`);
  });
}
console.log(`${chosen.length} files, ${count} tokens, ${samples.length} samples, ${problems.length} problems`);
problems.forEach((problem) => console.error(problem));
process.exitCode = problems.length ? 1 : 0;

/**
 * What the documentation takes out of the page's sources: every line that the console can say, and the rules that keep shelves' space.
 * `build.mjs` writes them to `dist/docs.json`, and `crates/shop` makes the page *Troubleshooting* and the style sheets' example of them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseAst } from 'rolldown/parseAst';
import { build } from 'esbuild';

/** Stands for what differs from page to page. */
const gap = '…';

/** Every node of a syntax tree (ESTree). */
function* nodes(node) {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.type === 'string') yield node;
  for (const child of Object.values(node)) yield* Array.isArray(child) ? child.flatMap((one) => [...nodes(one)]) : nodes(child);
}

/** The text that an expression gives, as far as the file itself says it; of two texts the longer one. */
function text(expression, constants) {
  switch (expression?.type) {
    case 'Literal':
      return String(expression.value);
    case 'TemplateLiteral':
      return expression.quasis.map(({ value }, at) => value.cooked + (at < expression.expressions.length ? text(expression.expressions[at], constants) : '')).join('');
    case 'ConditionalExpression':
      return [expression.consequent, expression.alternate].map((branch) => text(branch, constants)).sort((one, other) => other.length - one.length)[0];
    case 'Identifier':
      return constants.has(expression.name) ? text(constants.get(expression.name), new Map()) : gap;
    default:
      return gap;
  }
}

/** The sentences of one file: what is given to `VitrineError`, and what `sentence` says of anything else. */
function sentences(source) {
  const all = [...nodes(parseAst(source, { lang: 'ts' }))];
  const told = ['Literal', 'TemplateLiteral', 'ConditionalExpression'];
  const constants = new Map(all.filter(({ type, init }) => type === 'VariableDeclarator' && told.includes(init?.type)).map(({ id, init }) => [id.name, init]));
  const thrown = all.filter(({ type, callee }) => type === 'NewExpression' && callee.name === 'VitrineError').map(({ arguments: [first] }) => first);
  const anything = all.filter(({ type, id }) => type === 'FunctionDeclaration' && id.name === 'sentence').flatMap((found) => [...nodes(found)]);
  const last = anything.filter(({ type, argument }) => type === 'ReturnStatement' && argument?.type === 'TemplateLiteral').map(({ argument }) => argument);
  return [...thrown, ...last].map((expression) => text(expression, constants));
}

/** Every line that the console can say, without “Vitrine: ”, each once, in the order of the alphabet. */
export function failures() {
  const files = readdirSync('src', { recursive: true }).filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
  const told = new Set(files.flatMap((file) => sentences(readFileSync(`src/${file}`, 'utf8'))));
  return [...told].sort();
}

/** The rules of `src/reserve.ts`. */
export async function reserveRules() {
  const { outputFiles } = await build({ entryPoints: ['src/reserve.ts'], format: 'esm', write: false });
  const module = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
  return module.reserveRules;
}

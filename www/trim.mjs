/**
 * Takes from the module what no page needs, before wasm-opt makes it small:
 *
 *   node trim.mjs RAW.wasm TRIMMED.wasm
 *
 * - Of what wasm-bindgen exports the page calls six things (`src/module.ts`); the others hand over JavaScript's own values, of which no call has
 *   any, or end what lives as long as its page. Nothing is imported then.
 * - What never returns ends in a trap anyway, as a panic has no words in a page (`crates/wasm/src/page.rs`): it traps at once, and the numbers
 *   and places that its message would have named go with it.
 *
 * Stops where a name is gone, so that somebody looks at what a newer wasm-bindgen does.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import binaryen from 'binaryen';

const called = ['memory', '__wbindgen_malloc', '__wbindgen_free', 'reserve', 'engine_open', 'engine_ask'];

const [from, to] = process.argv.slice(2);
const module = binaryen.readBinary(readFileSync(from));

const exported = Array.from({ length: module.getNumExports() }, (_, at) => binaryen.getExportInfo(module.getExportByIndex(at)).name);
const gone = called.filter((name) => !exported.includes(name));
if (gone.length > 0) throw new Error(`The module exports no ${gone.join(', ')} any more; mend www/trim.mjs and www/src/module.ts.`);
for (const name of exported) if (!called.includes(name)) module.removeExport(name);

let trapping = 0;
for (let at = 0; at < module.getNumFunctions(); at++) {
  const place = module.getFunctionByIndex(at);
  const { body } = binaryen.getFunctionInfo(place);
  // A body that falls off its end with nothing, and that no return leaves before.
  if (body === 0 || binaryen.getExpressionType(body) !== binaryen.unreachable || binaryen.emitText(body).includes('(return')) continue;
  new binaryen.Function(place).setBody(module.unreachable());
  trapping++;
}
if (trapping === 0) throw new Error('No function of the module ends in a trap any more; mend www/trim.mjs.');
writeFileSync(to, module.emitBinary());

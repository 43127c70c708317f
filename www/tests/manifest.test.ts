import { compileFailure, sentence, VitrineError } from '../src/failures.js';
import { checkManifest } from '../src/manifest.js';
import { check } from './check.js';

const file = { file: 'runtime-0011.js', bytes: 1, integrity: 'sha384-x' };
const whole = { format: 1, built: '', currency: 'GBP', runtime: file, engine: file, model: file, display: { itemsPerShard: 128, shards: [file] } };
const told = (value: unknown): (() => unknown) => () => (checkManifest(value) === value ? 'good' : 'other');
const mend = 'Upload again the whole folder that vitrine build wrote.';

check('manifest', [
  ['whole', told(whole), 'good'],
  ['no shards', told({ ...whole, display: { itemsPerShard: 1, shards: [] } }), 'good'],
  ['null', told(null), `manifest.json holds no object. ${mend}`],
  ['another format', told({ ...whole, format: 2 }), `manifest.json has format 2; this script reads format 1. ${mend}`],
  ['no model', told({ ...whole, model: undefined }), `manifest.json names no model file. ${mend}`],
  ['a path to another folder', told({ ...whole, engine: { ...file, file: '../x.wasm' } }), `manifest.json names no engine file. ${mend}`],
  ['another origin', told({ ...whole, runtime: { ...file, file: 'https://x.test/a.js' } }), `manifest.json names no runtime file. ${mend}`],
  ['no integrity', told({ ...whole, runtime: { file: 'a.js', bytes: 1 } }), `manifest.json names no runtime file. ${mend}`],
  ['shards of no items', told({ ...whole, display: { itemsPerShard: 0, shards: [] } }), `manifest.json names no display files. ${mend}`],
]);

const blocked = "the page's Content-Security-Policy blocks WebAssembly. Add 'wasm-unsafe-eval' to its script-src.";
check('failure to compile', [
  ['Chromium', compileFailure(new Error("Refused to compile: 'unsafe-eval' is not an allowed source"), 'e.wasm').message, blocked],
  ['Firefox', compileFailure(new Error('call to WebAssembly.compileStreaming() blocked by CSP'), 'e.wasm').message, blocked],
  ['WebKit', compileFailure(new Error('Refused to create a WebAssembly object'), 'e.wasm').message, blocked],
  [
    'other bytes',
    compileFailure(new TypeError('expected magic word'), 'e.wasm').message,
    'e.wasm could not be compiled (TypeError: expected magic word). Upload again the whole folder that vitrine build wrote.',
  ],
]);

class OtherBundle extends Error {
  override name = 'VitrineError';
}
check('sentence', [
  ['of ours', sentence(new VitrineError('one thing.')), 'one thing.'],
  ['of ours in another bundle', sentence(new OtherBundle('one thing.')), 'one thing.'],
  ['of anything', sentence(new Error('x')), 'something unexpected failed (x). The page is unchanged.'],
]);

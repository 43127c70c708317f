/**
 * Libraries that a shop could rank with instead: full-text search (MiniSearch) over product titles, and a small embedding model run by
 * onnxruntime-web. Installed by the bench alone, so this file is plain JavaScript and hands its makers to the page through `window`.
 */
import MiniSearch from 'minisearch';
import * as ort from 'onnxruntime-web/wasm';
import { embeddings, meanEmbeddingModel } from './onnx.mjs';

const colours = ['red', 'blue', 'green', 'black', 'white', 'grey', 'brown', 'yellow', 'pink', 'violet'];
const kinds = ['shirt', 'coat', 'lamp', 'chair', 'mug', 'scarf', 'kettle', 'bag', 'clock', 'rug'];
const materials = ['wool', 'oak', 'steel', 'linen', 'glass'];
const lines = ['harbour', 'meadow', 'orchard', 'summit', 'lagoon', 'prairie', 'glacier', 'canyon', 'delta', 'fjord', 'heath', 'dune', 'moor', 'reef', 'grove', 'cliff', 'brook', 'plain', 'shore', 'vale'];

/** A title as shops write them: products of one group (50 that belong together) share line and kind. */
function title(item) {
  const group = Math.floor(item / 50);
  return `${lines[group % lines.length]} ${kinds[Math.floor(group / lines.length) % kinds.length]} ${colours[item % colours.length]} ${materials[Math.floor(item / colours.length) % materials.length]}`;
}

/** Products whose titles are found by the title of the last click. */
function miniSearch({ items, limit }) {
  const index = new MiniSearch({ fields: ['title'] });
  index.addAll(Array.from({ length: items }, (_, item) => ({ id: item, title: title(item) })));
  return {
    name: 'MiniSearch',
    bytes: JSON.stringify(index).length,
    rank: (session) => {
      const found = index.search(title(session.at(-1)));
      return found.filter(({ id }) => !session.includes(id)).slice(0, limit).map(({ id }) => id);
    },
  };
}

/** The mean of the last clicks' embeddings against all items: one lookup, one matrix product, one selection. */
async function onnx({ items, train, limit }) {
  ort.env.wasm.numThreads = 1;
  const width = 64;
  const longest = 8;
  const model = meanEmbeddingModel(embeddings(items, train, width), items, width, limit + longest);
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  return {
    name: 'onnxruntime-web, 64 numbers an item',
    bytes: model.byteLength,
    rank: async (clicks) => {
      const last = clicks.slice(-longest);
      const input = new ort.Tensor('int64', BigInt64Array.from(last, BigInt), [last.length]);
      const { found } = await session.run({ clicks: input });
      return Array.from(found.data, Number).filter((item) => !clicks.includes(item)).slice(0, limit);
    },
  };
}

window.libraries = [miniSearch, onnx];

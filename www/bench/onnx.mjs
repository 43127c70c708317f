/**
 * A model file for onnxruntime, written by hand: protocol buffers as https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3 numbers them.
 * Field types: 0 a number, 2 bytes.
 */

function varint(value) {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 128);
  }
}

const join = (parts) => {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
};

const number = (field, value) => Uint8Array.from([...varint(field * 8), ...varint(value)]);
const bytes = (field, content) => join([Uint8Array.from([...varint(field * 8 + 2), ...varint(content.length)]), content]);
const text = (field, content) => bytes(field, new TextEncoder().encode(content));

const [float32, int64] = [1, 7];

/** TensorProto: dims 1, data_type 2, name 8, raw_data 9. */
function tensor(name, type, sizes, data) {
  return join([...sizes.map((size) => number(1, size)), number(2, type), text(8, name), bytes(9, new Uint8Array(data.buffer))]);
}

/** AttributeProto: name 1, i 3, ints 8, type 20 (2 a number, 7 numbers). */
const attribute = (name, value) =>
  Array.isArray(value) ? join([text(1, name), ...value.map((each) => number(8, each)), number(20, 7)]) : join([text(1, name), number(3, value), number(20, 2)]);

/** NodeProto: input 1, output 2, op_type 4, attribute 5. */
const node = (operation, inputs, outputs, attributes = {}) =>
  join([
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, operation),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, attribute(name, value))),
  ]);

/** ValueInfoProto: name 1, type 2; TypeProto: tensor_type 1; its elem_type 1 and shape 2; a dimension 1 has a value 1 or a name 2. */
const value = (name, type, sizes) => {
  const dimensions = sizes.map((size) => bytes(1, typeof size === 'number' ? number(1, size) : text(2, size)));
  return join([text(1, name), bytes(2, bytes(1, join([number(1, type), bytes(2, join(dimensions))])))]);
};

/** Gives, for clicked item numbers, the `most` items whose embeddings have the largest product with the clicks' mean. */
export function meanEmbeddingModel(table, items, width, most) {
  const graph = join([
    bytes(1, node('Gather', ['table', 'clicks'], ['rows'])),
    bytes(1, node('ReduceMean', ['rows'], ['mean'], { axes: [0], keepdims: 1 })),
    bytes(1, node('Gemm', ['mean', 'table'], ['scores'], { transB: 1 })),
    bytes(1, node('TopK', ['scores', 'most'], ['best', 'found'])),
    text(2, 'mean-embedding'),
    bytes(5, tensor('table', float32, [items, width], table)),
    bytes(5, tensor('most', int64, [1], BigInt64Array.of(BigInt(most)))),
    bytes(11, value('clicks', int64, ['count'])),
    bytes(12, value('found', int64, [1, most])),
  ]);
  // ModelProto: ir_version 1, graph 7, opset_import 8 with its version 2.
  return join([number(1, 8), bytes(7, graph), bytes(8, number(2, 17))]);
}

/** Embeddings of unit length: rows of the co-occurrences, damped by popularity, through a random projection of signs. */
export function embeddings(items, sessions, width) {
  const counts = new Float64Array(items);
  for (const session of sessions) for (const item of session) counts[item]++;
  let state = 7;
  const sign = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state & 0x8000_0000 ? 1 : -1;
  };
  const projection = Float32Array.from({ length: items * width }, sign);
  const table = new Float32Array(items * width);
  const add = (item, other, weight) => {
    for (let at = 0; at < width; at++) table[item * width + at] += weight * projection[other * width + at];
  };
  for (const session of sessions) {
    for (const item of session) {
      for (const other of session) add(item, other, 1 / Math.sqrt(counts[other] + 1));
    }
  }
  for (let item = 0; item < items; item++) {
    const row = table.subarray(item * width, (item + 1) * width);
    const length = Math.hypot(...row) || 1;
    row.forEach((each, at) => (row[at] = each / length));
  }
  return table;
}

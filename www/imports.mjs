/**
 * Short names for what the module takes from the page. wasm-bindgen ends each with 16 hexadecimal digits that nothing can pack and that stand
 * in the module and in its glue; without them a name still says what it is.
 */

const digits = /_[0-9a-f]{16}$/;

/** The short name of each import of a module that has one. Throws where two would be the same. */
export function shortNames(bytes) {
  const names = WebAssembly.Module.imports(new WebAssembly.Module(bytes)).map(({ name }) => name);
  const short = new Map(names.filter((name) => digits.test(name)).map((name) => [name, name.replace(digits, '')]));
  const all = names.map((name) => short.get(name) ?? name);
  if (new Set(all).size !== all.length) {
    throw new Error('Two imports of the module are told apart by their digits alone; mend www/imports.mjs.');
  }
  return short;
}

/** The module with the short names in its section of imports (WebAssembly Core Specification, 5.5.5). */
export function withShortNames(bytes, short) {
  const out = [...bytes.subarray(0, 8)];
  let at = 8;
  const read = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const leb = (value) => {
    const coded = [];
    for (; value > 127; value >>>= 7) coded.push((value & 127) | 128);
    return [...coded, value];
  };
  const text = () => {
    const length = read();
    at += length;
    return new TextDecoder().decode(bytes.subarray(at - length, at));
  };
  const coded = (name) => [...leb(name.length), ...new TextEncoder().encode(name)];
  while (at < bytes.length) {
    const id = bytes[at++];
    const length = read();
    const end = at + length;
    let content = bytes.subarray(at, end);
    if (id === 2) {
      const count = read();
      const entries = leb(count);
      for (let entry = 0; entry < count; entry++) {
        const [module, name] = [text(), text()];
        const kind = at;
        // Functions alone: the module has its own memory and tables.
        if (bytes[at++] !== 0) throw new Error(`The module takes ${name}, which is no function; mend www/imports.mjs.`);
        read();
        entries.push(...coded(module), ...coded(short.get(name) ?? name), ...bytes.subarray(kind, at));
      }
      content = entries;
    }
    out.push(id, ...leb(content.length));
    for (const byte of content) out.push(byte);
    at = end;
  }
  return Uint8Array.from(out);
}

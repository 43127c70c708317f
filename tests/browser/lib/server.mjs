// A static server for tests: folders under prefixes, strict headers, and a record of everything that was asked.
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

/** What a page may do: scripts and wasm of its own origin, Trusted Types for every sink. */
export const strictPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types vitrine-shop',
].join('; ');

/** The same without WebAssembly. */
export const policyWithoutWasm = strictPolicy.replace(" 'wasm-unsafe-eval'", '');

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * @typedef {{ method: string, path: string, host: string, body: number }} Asked
 * @typedef {{ origin: string, asked: Asked[], options: Options, close: () => Promise<void> }} Server
 * @typedef {{ status: number, type: string, content: string | Buffer, policy?: string }} Answer `policy` in place of the server's.
 * @typedef {{ mounts: Record<string, string>, pages?: Record<string, string>, policy?: string, probe?: string, alter?: (path: string, answer: Answer) => Answer | undefined | Promise<Answer | undefined> }} Options
 *   `mounts`: folder of each prefix, the longest first; `pages`: texts by their paths; `probe`: a script that every page runs first;
 *   `alter`: changes what is sent, or breaks the line off by `undefined`.
 */

/**
 * The file that an address stands for.
 * @param {Record<string, string>} mounts
 * @param {string} address
 */
async function fileFor(mounts, address) {
  for (const [prefix, folder] of Object.entries(mounts)) {
    if (!address.startsWith(prefix)) continue;
    const path = join(folder, normalize(`/${decodeURIComponent(address.slice(prefix.length))}`));
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) return path;
    if (found?.isDirectory()) return join(path, 'index.html');
  }
  return undefined;
}

/**
 * Starts a server on a free port of this machine.
 * @param {Options} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  /** @type {Asked[]} */
  const asked = [];
  const server = createServer((request, response) => {
    const address = new URL(request.url ?? '/', 'http://localhost').pathname;
    const entry = { method: request.method ?? '', path: request.url ?? '', host: request.headers.host ?? '', body: 0 };
    asked.push(entry);
    request.on('data', (/** @type {Buffer} */ chunk) => (entry.body += chunk.length));
    void answer(address).then(async (whole) => {
      const sent = options.alter ? await options.alter(address, whole) : whole;
      if (!sent) {
        response.destroy();
        return;
      }
      response.writeHead(sent.status, {
        'content-type': sent.type,
        'cache-control': 'no-cache',
        'content-security-policy': sent.policy ?? options.policy ?? strictPolicy,
        'x-content-type-options': 'nosniff',
      });
      response.end(sent.content);
    });
  });

  /** @param {string} address @returns {Promise<Answer>} */
  async function answer(address) {
    if (address === '/probe.js') return { status: 200, type: types['.js'] ?? '', content: options.probe ?? '' };
    const page = options.pages?.[address];
    if (page !== undefined) return { status: 200, type: types[extname(address)] ?? types['.html'] ?? '', content: withProbe(page) };
    const path = await fileFor(options.mounts, address);
    const content = path === undefined ? undefined : await readFile(path).catch(() => undefined);
    if (path === undefined || content === undefined) return { status: 404, type: 'text/plain', content: 'not found' };
    const type = types[extname(path)] ?? 'application/octet-stream';
    return { status: 200, type, content: extname(path) === '.html' ? withProbe(content.toString('utf8')) : content };
  }

  /** @param {string} page */
  function withProbe(page) {
    return options.probe === undefined ? page : page.replace('<head>', '<head><script src="/probe.js"></script>');
  }

  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    origin: `http://localhost:${port}`,
    asked,
    options,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

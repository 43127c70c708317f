/**
 * Counts what a page sends: every way by which a script can hand data to the network is passed through here, from before any
 * other script runs. The drawer shows the sums, so that "nothing was sent" is measured and not promised.
 */

/** What was counted since the page began. */
export interface Witness {
  /** Requests that carried a body or were no GET, beacons, sockets. */
  sends: number;
  /** Bytes of their bodies, where their size can be known. */
  bytes: number;
}

declare global {
  interface Window {
    shopWitness?: Witness;
  }
}

/** Bytes of a body; at least 1 for a stream, whose size nobody knows. */
export function sizeOf(body: unknown): number {
  if (body === undefined || body === null) return 0;
  if (typeof body === 'string') return new TextEncoder().encode(body).length;
  if (body instanceof Blob) return body.size;
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return body.byteLength;
  if (body instanceof URLSearchParams) return body.toString().length;
  if (body instanceof FormData) {
    let sum = 0;
    for (const [name, value] of body) sum += name.length + (typeof value === 'string' ? value.length : value.size);
    return sum;
  }
  return 1;
}

/** Begins to count; each function keeps its effect and its value. */
export function startWitness(): Witness {
  const witness: Witness = { sends: 0, bytes: 0 };
  const count = (method: string, body: unknown): void => {
    if (/^(get|head)$/i.test(method) && (body === undefined || body === null)) return;
    witness.sends += 1;
    witness.bytes += sizeOf(body);
  };
  const fetchFirst = window.fetch;
  window.fetch = function (input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const given = input instanceof Request ? input : undefined;
    count(init?.method ?? given?.method ?? 'GET', init?.body ?? given?.body);
    return fetchFirst.call(window, input, init);
  };
  const methods = new WeakMap<XMLHttpRequest, string>();
  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, method: string, ...more: unknown[]): void {
    methods.set(this, method);
    Reflect.apply(open, this, [method, ...more]);
  };
  XMLHttpRequest.prototype.send = function (this: XMLHttpRequest, body?: Document | XMLHttpRequestBodyInit | null): void {
    count(methods.get(this) ?? 'GET', body);
    send.call(this, body);
  };
  const beacon = navigator.sendBeacon?.bind(navigator);
  if (beacon) {
    navigator.sendBeacon = (address, body) => {
      count('POST', body);
      return beacon(address, body);
    };
  }
  const socketSend = WebSocket.prototype.send;
  WebSocket.prototype.send = function (this: WebSocket, data): void {
    count('SOCKET', data);
    socketSend.call(this, data);
  };
  return witness;
}

/** What went over the network, as the browser itself measured it. */
import { make } from '../page.js';
import { count } from './words.js';

/** Requests of this page so far. */
export interface Traffic {
  /** Everything asked for, the page itself included. */
  requests: number;
  /** Of these, from another origin. */
  elsewhere: string[];
  /** Requests with a body or a method other than GET. */
  sends: number;
  /** Bytes of their bodies. */
  bytes: number;
}

/** Counts the page's requests from its beginning, and goes on counting. */
export class TrafficCounter {
  #requests = 1;
  readonly #elsewhere = new Set<string>();

  constructor(private readonly changed: () => void) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) this.#count(entry.name);
      // WebKit calls this before `observe` is done, when the drawer is not made yet.
      queueMicrotask(this.changed);
    }).observe({ type: 'resource', buffered: true });
  }

  #count(address: string): void {
    const url = new URL(address, location.href);
    // Data in the address itself travels nowhere.
    if (url.protocol === 'data:' || url.protocol === 'blob:') return;
    this.#requests += 1;
    if (url.origin !== location.origin) this.#elsewhere.add(url.origin);
  }

  /** The sums so far. */
  now(): Traffic {
    const { sends, bytes } = window.shopWitness ?? { sends: 0, bytes: 0 };
    return { requests: this.#requests, elsewhere: [...this.#elsewhere], sends, bytes };
  }
}

/** The sums in words. */
export function drawTraffic(traffic: Traffic): Node[] {
  const sent = make('p', 'know-figure', make('strong', '', count(traffic.bytes, 'byte')), ' sent from this page');
  sent.dataset['bytesSent'] = String(traffic.bytes);
  const where = traffic.elsewhere.length === 0 ? 'all of them from this site' : `some of them from ${traffic.elsewhere.join(', ')}`;
  const how = traffic.sends === 0 ? 'none with anything in it to send' : `${traffic.sends} of them with something in it`;
  const files = make('p', 'know-quiet know-steady', `Counted here: ${count(traffic.requests, 'file')} asked for, ${where}, ${how}.`);
  files.dataset['requests'] = String(traffic.requests);
  return [sent, files];
}

/** Keeps the shop for when the network is off. Part of the demonstration: the drop-in script registers no worker. */

/** What the worker answers once everything is kept. */
export interface Kept {
  kept: number;
}

/** Name of the document's event once the worker has kept everything. */
export const keptOffline = 'shop:kept';

/** Milliseconds between the page's load and the copying. */
const delay = 1500;

interface TypePolicies {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): { createScriptURL(address: string): string };
}

/** The worker's address in the form that Trusted Types ask for; one fixed file, whatever is asked. */
function workerAddress(root: URL): string {
  const address = new URL('service-worker.js', root).href;
  const types = (window as { trustedTypes?: TypePolicies }).trustedTypes;
  return types ? types.createPolicy('vitrine-shop', { createScriptURL: () => address }).createScriptURL('') : address;
}

async function keep(root: URL): Promise<void> {
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener('message', (event: MessageEvent<Partial<Kept> | undefined>) => {
    if (typeof event.data?.kept !== 'number') return;
    document.documentElement.dataset['offline'] = String(event.data.kept);
    document.dispatchEvent(new CustomEvent(keptOffline));
  });
  await serviceWorker.register(workerAddress(root), { scope: root.pathname });
  const registration = await serviceWorker.ready;
  registration.active?.postMessage('keep');
}

/** Registers the worker once the page has loaded, and asks it to keep what is missing. */
export function keepOffline(root: URL): void {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
  const begin = (): void => {
    // Private windows refuse workers: the shop then needs the network, and nothing else changes.
    void keep(root).catch(() => undefined);
  };
  // The page's own pictures come first.
  const soon = (): void => void setTimeout(begin, delay);
  if (document.readyState === 'complete') soon();
  else window.addEventListener('load', soon, { once: true });
}

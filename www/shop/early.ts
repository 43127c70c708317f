/** Runs before the page is drawn: marks that scripts work, keeps the room for a drawer that was left open, begins to count what is sent. */
import { drawerKey } from './page.js';
import { startWitness } from './witness.js';

const root = document.documentElement;
root.classList.add('scripted');
try {
  if (sessionStorage.getItem(drawerKey) === 'open') root.classList.add('drawer-open');
} catch {
  // Storage is blocked: the drawer starts closed.
}
window.shopWitness = startWitness();

/** Sorts the cards of a collection's page. */

/** Orders by the chosen key; cards without a value come last, equal ones keep the shop's order. */
export function startSort(select: HTMLSelectElement, grid: Element): void {
  const sort = (): void => {
    const descending = select.value.startsWith('-');
    const key = select.value.replace('-', '');
    const cards = [...grid.querySelectorAll<HTMLElement>('.card')];
    const order = (card: HTMLElement): number => Number(card.dataset['order']);
    const number = (card: HTMLElement): number => {
      const value = Number(card.dataset[key] ?? NaN);
      if (Number.isNaN(value)) return Infinity;
      return descending ? -value : value;
    };
    const compare = (left: HTMLElement, right: HTMLElement): number => {
      if (key === 'name') return (left.dataset['name'] ?? '').localeCompare(right.dataset['name'] ?? '') || order(left) - order(right);
      const [one, other] = [number(left), number(right)];
      return one === other ? order(left) - order(right) : one - other;
    };
    cards.sort(compare);
    // The shelf between the cards stays where it is: moving it would start it anew.
    const shelf = grid.querySelector('.grid-shelf');
    const before = [...grid.children].indexOf(shelf ?? grid);
    if (!shelf) grid.append(...cards);
    shelf?.before(...cards.slice(0, before));
    shelf?.after(...cards.slice(before));
  };
  select.addEventListener('change', sort);
  // A browser that comes back restores the choice but not the order.
  if (select.value !== 'order') sort();
}

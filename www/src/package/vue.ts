/** Shelves in Vue: a component around the element. Tell the compiler that `vitrine-` elements are no components only where templates use them directly. */
import { defineComponent, h, onMounted, type PropType } from 'vue';
import type { CardEventDetail } from '../shelf.js';
import type { ListName, Placement, Shelf } from '../types.js';
import { type ShelfOptions, startShelves } from './elements.js';
import type { ServedShelf } from './markup.js';

export { startShelves } from './elements.js';

/**
 * The shelf's markup, for the server alone: the browser has taken it into a shadow root before Vue looks, and Vue would set it again beside that one,
 * as it does with every property of custom elements.
 */
const inner = (served: Pick<ServedShelf, 'inner'>): { innerHTML?: string } => (typeof document === 'undefined' ? { innerHTML: served.inner } : {});

/** A shelf. Its events are the element's own, which can be cancelled: `click-card` and `add-to-cart` carry the event. */
export const VitrineShelf = defineComponent({
  name: 'VitrineShelf',
  props: {
    options: { type: Object as PropType<ShelfOptions>, required: true },
    placement: String as PropType<Placement>,
    list: String as PropType<ListName>,
    limit: Number,
    category: String,
    seeds: Array as PropType<string[]>,
    heading: String,
    dom: String as PropType<'shadow' | 'light'>,
    served: Object as PropType<Pick<ServedShelf, 'attributes' | 'inner'>>,
  },
  emits: {
    rendered: (_shelf: Shelf) => true,
    'click-card': (_event: CustomEvent<CardEventDetail>) => true,
    'add-to-cart': (_event: CustomEvent<CardEventDetail>) => true,
  },
  setup(props, { emit }) {
    onMounted(() => void startShelves(props.options));
    return () => {
      const { served, placement, list, limit, category, seeds, heading, dom } = props;
      const own = { placement, list, limit, category, seeds: seeds?.join(','), heading, dom };
      return h('vitrine-shelf', {
        ...(served ? { ...served.attributes, ...inner(served) } : own),
        'onVitrine:rendered': (event: CustomEvent<{ shelf: Shelf }>) => emit('rendered', event.detail.shelf),
        'onVitrine:click': (event: CustomEvent<CardEventDetail>) => emit('click-card', event),
        'onVitrine:addToCart': (event: CustomEvent<CardEventDetail>) => emit('add-to-cart', event),
      });
    };
  },
});

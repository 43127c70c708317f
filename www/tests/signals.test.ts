/** What the sensors make of addresses, fields and deeds. */
import { Attention, attentionLimit } from '../src/parts/sensors/attention.js';
import { interestOf } from '../src/parts/sensors/interest.js';
import { filtersAdded, filtersOf, searchedFor } from '../src/parts/sensors/query.js';
import { VisibleClock } from '../src/dwell.js';
import { check } from './check.js';

check('a search', [
  ['of Shopify', searchedFor('?q=wool+coat&type=product'), 'wool coat'],
  ['of WooCommerce', searchedFor('?s=coat&post_type=product'), 'coat'],
  ['without words', searchedFor('?q='), undefined],
  ['none', searchedFor('?variant=12'), undefined],
]);

check('filters', [
  ['of Shopify', filtersOf('?filter.p.vendor=Fell&filter.v.price.gte=10&sort_by=price'), [{ name: 'filter.p.vendor', value: 'Fell' }, { name: 'filter.v.price.gte', value: '10' }]],
  ['of WooCommerce', filtersOf('?filter_color=red,blue&min_price=10&orderby=price'), [{ name: 'filter_color', value: 'red' }, { name: 'filter_color', value: 'blue' }, { name: 'min_price', value: '10' }]],
  ['what is none', filtersOf('?utm_source=a&page=2&variant=3&gclid=x&q=coat&_pos=1'), []],
  ['what came to it', filtersAdded('?color=red', '?color=red&color=blue'), [{ name: 'color', value: 'blue' }]],
  ['what was taken away', filtersAdded('?color=red', ''), []],
]);

check('a liking', [
  ['of a brand', interestOf({ name: 'filter.p.vendor', value: 'Fell & Sons' }), { brand: 'Fell & Sons' }],
  ['of a category', interestOf({ name: 'filter.p.product_type', value: 'Coats' }), { category: 'Coats' }],
  ['of a colour', interestOf({ name: 'filter_color', value: 'Red' }), { trait: 'colour:red' }],
  ['of an option', interestOf({ name: 'attribute_pa_colour', value: 'red' }), { trait: 'colour:red' }],
  ['of a list of fields', interestOf({ name: 'material[]', value: 'Wool' }), { trait: 'material:wool' }],
  ['none of a size', interestOf({ name: 'size', value: 'M' }), undefined],
  ['none of a number', interestOf({ name: 'filter.v.option.color', value: '1234' }), undefined],
  ['none of what only a machine reads', interestOf({ name: 'color', value: 'gid://shopify/1' }), undefined],
]);

check('attention', [
  ['is bounded for pictures', () => {
    const attention = new Attention();
    return Array.from({ length: 9 }, () => attention.add('picture')).reduce((sum, seconds) => sum + seconds, 0);
  }, 12],
  ['is bounded as a whole', () => {
    const attention = new Attention();
    for (let times = 0; times < 9; times += 1) for (const deed of ['picture', 'option', 'depth'] as const) attention.add(deed);
    return attention.seconds;
  }, attentionLimit],
  ['begins anew with another product', () => {
    const attention = new Attention();
    attention.add('depth');
    attention.restart();
    return [attention.seconds, attention.add('depth')];
  }, [0, 6]],
  ['counts as time in view', () => {
    let now = 0;
    const clock = new VisibleClock(() => now, true);
    now = 10_000;
    clock.add(6000);
    return clock.seconds();
  }, 16],
]);

// The package in Node: prints its answers. Arguments: the built folder, products.
import 'vitrine';
import 'vitrine/elements';
import { openFolder } from 'vitrine/server';
import { answers } from './questions.mjs';

const [folder = '', ...products] = process.argv.slice(2);
const shop = await openFolder(folder);
console.log(answers((request, visit) => shop.recommend(request, visit), products));

/** An esbuild plugin: style sheets that scripts import become texts, made small. */
import { readFileSync } from 'node:fs';
import { transform } from 'esbuild';

export const cssText = {
  name: 'css-text',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

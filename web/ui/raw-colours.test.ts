import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';

const web = join(import.meta.dirname, '..');
const folders = [join(web, 'ui'), join(web, 'workspace')];
/** Where colours are given their meaning. */
const tokens = /tokens\.css$/;
const colour = /#[0-9a-f]{3,8}\b|\b(rgb|rgba|hsl|hsla|oklch)\(/i;

function stylesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return stylesBelow(path);
    return name.endsWith('.css') && !tokens.test(name) ? [path] : [];
  });
}

it('a colour stands in the tokens only', () => {
  const wrong = folders.flatMap(stylesBelow).filter((path) => colour.test(readFileSync(path, 'utf8')));
  expect(wrong.map((path) => relative(web, path))).toEqual([]);
});

it('a token that is used has a value', () => {
  const known = new Set(
    [...readFileSync(join(web, 'ui/workspace-tokens.css'), 'utf8').matchAll(/(--[\w-]+):/g)].map((match) => match[1]),
  );
  const used = folders
    .flatMap(stylesBelow)
    .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/var\((--[\w-]+)/g)].map((match) => match[1] ?? ''));
  expect([...new Set(used)].filter((name) => !known.has(name) && !name.startsWith('--radix-'))).toEqual([]);
});

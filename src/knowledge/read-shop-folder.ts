import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { KnowledgeItem } from './content.ts';
import { itemsOfShop } from './shop-items.ts';

/** Reads a shop folder (shop.json, policies.json, faq/*.json, promotions.json and shipping.json where present). */
export async function readShopFolder(folder: string, seededAt: Date): Promise<readonly KnowledgeItem[]> {
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(path.join(folder, name), 'utf8'));
  const names = new Set(await readdir(folder));
  const optional = (name: string) => (names.has(name) ? read(name) : Promise.resolve(undefined));
  const faqNames = names.has('faq')
    ? (await readdir(path.join(folder, 'faq'))).filter((name) => name.endsWith('.json'))
    : [];
  return itemsOfShop(
    {
      shop: await read('shop.json'),
      faqs: await Promise.all(faqNames.sort().map((name) => read(path.join('faq', name)))),
      policies: (await optional('policies.json')) ?? [],
      promotions: await optional('promotions.json'),
      shipping: await optional('shipping.json'),
    },
    seededAt,
  );
}

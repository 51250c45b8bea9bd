import { createHash } from 'node:crypto';
import { z } from 'zod';
import { bytesOf, openSections, type Sections, version } from '../../platform/index.ts';
import { type CatalogueLists, openLists } from './catalogue-lists.ts';
import { createGrowingLists, type GrowingLists } from './growing-lists.ts';
import { inSlices } from './in-slices.ts';
import { madeProduct } from './made-catalogue.ts';
import { createStringPacker, openStrings } from './packed-strings.ts';
import { openPostings, packPostings } from './postings.ts';

/** How the sections below are laid out; another number makes every file of lists worthless. */
const layout = 1;

/** Lists as sections of a file, worked out in small slices of time. */
export async function packLists({ parts }: GrowingLists, signal?: AbortSignal): Promise<Sections> {
  const { names, variants, categories, ofNames, byValue, byKey } = parts;
  const postings = {
    names: names.owners,
    'name-lengths': names.lengths,
    variants,
    categories,
    words: ofNames,
    values: byValue,
    'value-words': byKey,
  };
  const normalised = createStringPacker({ isSearched: false });
  await inSlices(parts.normalisedValues(), normalised.add, { signal });
  const sections = new Map(normalised.pack('normalised'));
  for (const [name, one] of Object.entries(postings))
    for (const [section, bytes] of await packPostings(one, name, signal)) sections.set(section, bytes);
  return sections
    .set('prices', bytesOf(Float64Array.from(parts.prices)))
    .set('options', Buffer.from(JSON.stringify(parts.options()), 'utf8'));
}

/** Opens lists that were packed, as they lie in the file; nothing of them is parsed or copied but the options. */
export function openPackedLists(sections: Sections): CatalogueLists {
  const open = openSections(sections);
  const prices = open.floats('prices');
  const options = optionsSchema.parse(open.json('options'));
  const normalised = openStrings(sections, 'normalised');
  const values = openStrings(sections, 'values.keys');
  const postings = {
    owners: openPostings(sections, 'names'),
    lengths: openPostings(sections, 'name-lengths'),
    variants: openPostings(sections, 'variants'),
    categories: openPostings(sections, 'categories'),
    ofNames: openPostings(sections, 'words'),
    byValue: openPostings(sections, 'values'),
    byKey: openPostings(sections, 'value-words'),
  };
  const { owners, lengths, variants, categories, ofNames, byValue, byKey } = postings;
  return openLists({
    size: () => prices.length,
    nameLists: { owners, lengths },
    variants,
    options: () => options,
    priceOf: (number) => prices[number] ?? -1,
    categories,
    ofNames,
    said: {
      byValue,
      byKey,
      valueAt: (number) =>
        number < values.size ? { value: values.at(number), normalised: normalised.at(number) } : undefined,
    },
    bytes: () => Object.values(postings).reduce((sum, one) => sum + one.bytes(), prices.byteLength + normalised.bytes),
  });
}

const optionsSchema = z.array(z.object({ name: z.string(), values: z.array(z.string()) }));

/**
 * What lists depend on besides the products: their layout, Peakdesk's version, and what this very code makes of a few products, so that
 * lists of other rules of spelling are never taken for ours.
 */
export async function listsLabel(): Promise<string> {
  known ??= makeLabel();
  return known;
}

let known: Promise<string> | undefined;
const sampleSize = 24;

async function makeLabel(): Promise<string> {
  const lists = createGrowingLists();
  for (let number = 0; number < sampleSize; number += 1) {
    const product = madeProduct(number * 997);
    lists.add({ ...product, nicknames: [...product.nicknames, ...oddNames] });
    lists.addTaiwanName(product, number);
  }
  const hash = createHash('sha256');
  for (const [name, bytes] of await packLists(lists)) hash.update(name).update(bytes);
  return `catalogue lists ${layout}, Peakdesk ${version}, ${hash.digest('base64url')}`;
}

const oddNames = ['T-Shirts №5', '１００％純棉 衝鋒衣', "Men's  «Air» 2.0+", '保温杯📦500ml/个'];

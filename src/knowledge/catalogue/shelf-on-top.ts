import type { Product } from '../../commerce/index.ts';
import type { CatalogueLists } from './catalogue-lists.ts';
import { addTaiwanNames, createGrowingLists } from './growing-lists.ts';
import { inSlices } from './in-slices.ts';
import { openLargeShelf } from './large-shelf.ts';
import { listsOnTop } from './lists-on-top.ts';
import type { Shelf } from './shelf.ts';

/** A large shelf, with the products that are on it. */
export type OpenShelf = { products: readonly Product[]; shelf: Shelf };

/** What has changed since lists were made: products by their number there, new ones, and numbers that are gone. */
export type ShelfChanges = {
  changed: readonly (readonly [number: number, product: Product])[];
  added: readonly Product[];
  removed: readonly number[];
};

/** Opens the shelf of a catalogue whose lists were made before some of its products changed; the lists stay as they are. */
export async function openShelfOnTop(
  before: readonly Product[],
  lists: CatalogueLists,
  { changed, added, removed }: ShelfChanges,
): Promise<OpenShelf> {
  if (changed.length + added.length + removed.length === 0)
    return { products: before, shelf: openLargeShelf(before, lists, () => Promise.resolve()) };
  const slots: (Product | undefined)[] = [...before];
  const isHidden = new Uint8Array(before.length + added.length);
  for (const number of removed) {
    slots[number] = undefined;
    isHidden[number] = 1;
  }
  const onTop = [
    ...changed.toSorted(([one], [other]) => one - other),
    ...added.map((product, index) => [before.length + index, product] as const),
  ];
  const top = createGrowingLists();
  const add = ([number, product]: readonly [number, Product]) => {
    slots[number] = product;
    isHidden[number] = 1;
    top.add(product);
  };
  await inSlices(onTop, add, somebodyWaits);
  const fresh = onTop.map(([, product]) => product);
  await addTaiwanNames(fresh, top, somebodyWaits);
  const numbers = Uint32Array.from(onTop, ([number]) => number);
  const all = listsOnTop(lists, top, { numbers, isHidden, size: slots.length });
  const shelf = openLargeShelf(slots, all, () => Promise.resolve());
  return { products: [...shelf.products.values()], shelf };
}

const somebodyWaits = { restMilliseconds: 0 };

import path from 'node:path';
import { type PackedProducts, productSections, productsOfSections } from '../commerce/index.ts';
import { type CatalogueLists, listsLabel, openPackedLists } from '../knowledge/index.ts';
import { readSectionFile, type Sections, type ShopId, writeSectionFile } from '../platform/index.ts';

/** A large catalogue as it was read once: its products as stored and the lists made of them. */
export type CatalogueBase = { packed: PackedProducts; lists: CatalogueLists };

/** Catalogues prepared for looking up, one file for each shop beside the data; nodes of one machine share them. */
export type ShelfFiles = {
  /** Nothing where there is no file, or one that is broken or another version's. */
  read(shopId: ShopId): Promise<CatalogueBase | undefined>;
  write(shopId: ShopId, packed: PackedProducts, lists: Sections): Promise<void>;
};

/** Opens the folder of these files; what is in them can be made anew from the database at any time, and is about goods only. */
export function openShelfFiles(dataFolder: string): ShelfFiles {
  const fileOf = (shopId: ShopId) => path.join(dataFolder, 'shelves', `${encodeURIComponent(shopId)}.shelf`);
  return {
    read: async (shopId) => {
      const sections = await readSectionFile(fileOf(shopId), await labelOf(shopId));
      if (sections === undefined) return undefined;
      const base = { packed: productsOfSections(sections), lists: openPackedLists(sections) };
      return base.packed.ids.length === base.lists.size() ? base : undefined;
    },
    write: async (shopId, packed, lists) =>
      writeSectionFile(fileOf(shopId), await labelOf(shopId), new Map([...productSections(packed), ...lists])),
  };
}

async function labelOf(shopId: ShopId): Promise<string> {
  return `${shopId}: ${await listsLabel()}`;
}

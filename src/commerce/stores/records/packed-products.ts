import { z } from 'zod';
import { AppError, bytesOf, openSections, type Sections } from '../../../platform/index.ts';
import type { Product } from '../../types.ts';
import { productDocument } from './record-documents.ts';

/**
 * Products as they are stored: documents one behind the other as UTF-8 in large buffers, no object and no string of the heap for each;
 * the parts have the products' order.
 */
export type PackedProducts = {
  ids: readonly string[];
  /** Each row's fingerprint. */
  prints: BigInt64Array;
  chunks: readonly Uint8Array[];
  /** Which chunk a document lies in, and from where to where. */
  chunkOf: Uint32Array;
  starts: Uint32Array;
  ends: Uint32Array;
};

/** Packs products while they are read. */
export function createProductPacker(): {
  add(row: { id: string; document: string; print?: string | undefined }): void;
  pack(): PackedProducts;
} {
  const ids: string[] = [];
  const prints: bigint[] = [];
  const chunks: Buffer[] = [];
  const [chunkOf, starts, ends]: [number[], number[], number[]] = [[], [], []];
  let used = 0;
  return {
    add: ({ id, document, print }) => {
      const most = document.length * bytesPerCharacter;
      if (used + most > (chunks.at(-1)?.length ?? 0)) {
        chunks.push(Buffer.allocUnsafeSlow(Math.max(chunkBytes, most)));
        used = 0;
      }
      const chunk = chunks.length - 1;
      const length = chunks[chunk]?.write(document, used, 'utf8') ?? 0;
      ids.push(id);
      prints.push(BigInt(print ?? 0));
      chunkOf.push(chunk);
      starts.push(used);
      used += length;
      ends.push(used);
    },
    pack: () => ({
      ids,
      prints: BigInt64Array.from(prints),
      chunks,
      chunkOf: Uint32Array.from(chunkOf),
      starts: Uint32Array.from(starts),
      ends: Uint32Array.from(ends),
    }),
  };
}

/** Every packed product as an object of its own. */
export function plainProducts(packed: PackedProducts): Product[] {
  return packed.ids.map((_id, slot) => decode(packed, slot));
}

/** Packed products that decode themselves when they are looked at; the same one is the same object every time. */
export function lazyProducts(packed: PackedProducts): Product[] {
  const read = keptForAWhile((slot) => decode(packed, slot));
  return packed.ids.map((id, slot) => new Proxy(blank, new DecodingHandler(id, slot, read)));
}

/** A product out of its stored text; one that is not what it should be is an AppError 'bug' with its id. */
export function readProduct(id: string, text: string): Product {
  const read = productDocument.safeParse(JSON.parse(text));
  if (read.success) return read.data;
  throw new AppError(
    'bug',
    `the stored product ${id} is not what it should be: ${read.error.issues[0]?.path.join('.')}`,
  );
}

/** Packed products as sections of a file. */
export function productSections({ ids, prints, chunks, chunkOf, starts, ends }: PackedProducts): Sections {
  const used = chunks.map(() => 0);
  chunkOf.forEach((chunk, slot) => {
    used[chunk] = Math.max(used[chunk] ?? 0, ends[slot] ?? 0);
  });
  return new Map([
    ['product-ids', Buffer.from(JSON.stringify(ids), 'utf8')],
    ['product-prints', bytesOf(prints)],
    ['product-chunks', bytesOf(chunkOf)],
    ['product-starts', bytesOf(starts)],
    ['product-ends', bytesOf(ends)],
    ...chunks.map((chunk, index) => [chunkName(index), chunk.subarray(0, used[index])] as const),
  ]);
}

/** Packed products from the sections of a file. */
export function productsOfSections(sections: Sections): PackedProducts {
  const open = openSections(sections);
  const chunks: Uint8Array[] = [];
  for (let chunk = sections.get(chunkName(0)); chunk !== undefined; chunk = sections.get(chunkName(chunks.length)))
    chunks.push(chunk);
  return {
    ids: idsSchema.parse(open.json('product-ids')),
    prints: open.longs('product-prints'),
    chunks,
    chunkOf: open.numbers('product-chunks'),
    starts: open.numbers('product-starts'),
    ends: open.numbers('product-ends'),
  };
}

const idsSchema = z.array(z.string());
const chunkName = (index: number) => `product-documents-${index}`;
const chunkBytes = 4 * 1024 * 1024;
/** Of UTF-8, at most. */
const bytesPerCharacter = 3;

function decode({ ids, chunks, chunkOf, starts, ends }: PackedProducts, slot: number): Product {
  const chunk = chunks[chunkOf[slot] ?? 0] ?? new Uint8Array(0);
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return readProduct(ids[slot] ?? '', bytes.toString('utf8', starts[slot], ends[slot]));
}

/** The last few thousand that were looked at stay decoded. */
function keptForAWhile(decode: (slot: number) => Product): (slot: number) => Product {
  const kept = new Map<number, Product>();
  return (slot) => {
    const known = kept.get(slot);
    if (known !== undefined) return known;
    const product = decode(slot);
    if (kept.size >= mostDecoded) for (const oldest of kept.keys()) if (kept.delete(oldest)) break;
    kept.set(slot, product);
    return product;
  };
}

const mostDecoded = 2_000;

/** What a product looks like before it is read; nobody ever sees it. */
const blank: Product = {
  productId: '',
  name: { 'zh-CN': '', 'zh-TW': '', en: '' },
  nicknames: [],
  category: '',
  attributes: [],
  optionNames: [],
  optionLabels: {},
  variants: [],
  returnClass: 'standard',
  warrantyMonths: 0,
};

/** Answers for one product out of its text; copying and listing its fields work as on the object itself. */
class DecodingHandler implements ProxyHandler<Product> {
  readonly productId: string;
  readonly slot: number;
  readonly read: (slot: number) => Product;

  constructor(productId: string, slot: number, read: (slot: number) => Product) {
    this.productId = productId;
    this.slot = slot;
    this.read = read;
  }

  get(_blank: Product, key: string | symbol): unknown {
    return key === 'productId' ? this.productId : Reflect.get(this.read(this.slot), key);
  }

  has(_blank: Product, key: string | symbol): boolean {
    return Reflect.has(this.read(this.slot), key);
  }

  ownKeys(): (string | symbol)[] {
    return Reflect.ownKeys(this.read(this.slot));
  }

  getOwnPropertyDescriptor(_blank: Product, key: string | symbol): PropertyDescriptor | undefined {
    return Reflect.getOwnPropertyDescriptor(this.read(this.slot), key);
  }
}

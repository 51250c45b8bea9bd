import { AppError, type Sql } from '../../../platform/index.ts';
import type { Product } from '../../types.ts';
import { productDocument } from './record-documents.ts';

/** Catalogues up to this are kept as they are read; larger ones as text that is read when somebody asks for a product. */
export const mostPlainProducts = 5_000;

/**
 * A shop's whole catalogue from its rows, in streams, so that no more than a few thousand documents are in memory as objects;
 * `visit` sees each product while the next ones are on their way.
 */
export async function listStoreProducts(
  sql: Sql,
  {
    plainUpTo = mostPlainProducts,
    visit,
  }: { plainUpTo?: number; visit?: ((product: Product) => void) | undefined } = {},
): Promise<Product[]> {
  const texts = createTexts();
  const query = sql<{ id: string; document: string }[]>`
    select product_id as id, document::text as document from store_products order by product_id`;
  // Row by row as they come: the database goes on reading while this process works.
  await query.forEach(({ id, document }) => {
    texts.add(id, document);
    visit?.(readProduct(id, document));
  });
  return texts.size() > plainUpTo ? texts.lazily() : texts.plainly();
}

function readProduct(id: string, text: string): Product {
  const read = productDocument.safeParse(JSON.parse(text));
  if (read.success) return read.data;
  throw new AppError(
    'bug',
    `the stored product ${id} is not what it should be: ${read.error.issues[0]?.path.join('.')}`,
  );
}

type Texts = {
  size(): number;
  add(productId: string, text: string): void;
  /** Every product as an object of its own. */
  plainly(): Product[];
  /** Products that decode themselves when they are looked at; the same one is the same object every time. */
  lazily(): Product[];
};

/** Documents one behind the other as UTF-8 in large buffers: no object and no string of the heap for each. */
function createTexts(): Texts {
  const ids: string[] = [];
  const places: Place[] = [];
  const chunks: Buffer[] = [];
  let used = 0;

  function add(productId: string, text: string): void {
    const most = text.length * bytesPerCharacter;
    if (used + most > (chunks.at(-1)?.length ?? 0)) {
      chunks.push(Buffer.allocUnsafeSlow(Math.max(chunkBytes, most)));
      used = 0;
    }
    const chunk = chunks.length - 1;
    const length = chunks[chunk]?.write(text, used, 'utf8') ?? 0;
    ids.push(productId);
    places.push({ chunk, start: used, end: used + length });
    used += length;
  }

  function decode(slot: number): Product {
    const { chunk, start, end } = places[slot] ?? { chunk: -1, start: 0, end: 0 };
    const text = chunks[chunk]?.toString('utf8', start, end) ?? '';
    return readProduct(ids[slot] ?? '', text);
  }

  return {
    size: () => ids.length,
    add,
    plainly: () => ids.map((_id, slot) => decode(slot)),
    lazily: () => {
      const read = keptForAWhile(decode);
      return ids.map((id, slot) => new Proxy(blank, new DecodingHandler(id, slot, read)));
    },
  };
}

type Place = { chunk: number; start: number; end: number };
const chunkBytes = 4 * 1024 * 1024;
/** Of UTF-8, at most. */
const bytesPerCharacter = 3;

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

import type { Fact, LocalizedText, Product, Variant } from '../../commerce/index.ts';
import type { FactSource } from './fact-book.ts';
import { inEach, type Language } from './texts.ts';

/** A fact of a product by property: '' is its name; attribute/KEY, size/SIZE, summary, contents, usage, warranty-months, brand. */
export function productFact(product: Product | undefined, property: string, language: Language): Fact | undefined {
  if (product === undefined) return undefined;
  const title = product.name[language];
  const id = property === '' ? `product:${product.productId}` : `product:${product.productId}/${property}`;
  const texts: Readonly<Record<string, LocalizedText | undefined>> = {
    summary: product.summary,
    contents: product.contents,
    usage: product.usage,
    brand: product.brand,
  };
  if (property === '') return { id, title, kind: 'name', value: title };
  if (property === 'warranty-months') return { id, title, kind: 'number', value: product.warrantyMonths };
  if (property === 'available-variants') {
    return { id, title, kind: 'number', value: product.variants.filter((variant) => variant.isAvailable).length };
  }
  if (property === 'variants') return { id, title, kind: 'number', value: product.variants.length };
  if (property.startsWith('option/')) return optionFact(product, property.slice('option/'.length), language);
  if (property.startsWith('attribute/')) return attributeFact(product, property.slice('attribute/'.length), language);
  if (property.startsWith('size/')) return sizeFact(product, property.slice('size/'.length), language);
  const text = texts[property];
  return text && { id, title, kind: 'text', value: text[language] };
}

/** Price, stock or availability of a variant. */
export function variantFact(
  source: FactSource,
  variantId: string,
  property: string,
  language: Language,
): Fact | undefined {
  const product = source.owners.get(variantId);
  const variant = product?.variants.find((one) => one.variantId === variantId);
  if (product === undefined || variant === undefined) return undefined;
  const title = `${product.name[language]} ${variantName(product, variant)[language]}`.trim();
  const id = `variant:${variantId}/${property}`;
  if (property === 'price')
    return { id, title, kind: 'money', value: variant.price, currency: source.content.currency };
  if (property === 'stock' && variant.stock !== null) return { id, title, kind: 'number', value: variant.stock };
  if (property === 'availability')
    return { id, title, kind: 'text', value: variant.isAvailable ? 'available' : 'sold-out' };
  return undefined;
}

/** The options of a variant in words: "雾霾蓝 M", "Haze blue / M". */
export function variantName(product: Product, variant: Pick<Variant, 'options'>): LocalizedText {
  return inEach((language) =>
    Object.values(variant.options)
      .map((value) => optionWord(product, value)[language])
      .join(language === 'en' ? ' / ' : ' '),
  );
}

/** An option name or value in each language; the catalogue's own word where nobody translated it. */
export function optionWord(product: Product, word: string): LocalizedText {
  const known = product.optionLabels[word];
  return inEach((language) => known?.[language] ?? word);
}

/** Values of one option in the catalogue's order, without repeats. */
export function optionValues(product: Product, name: string): readonly string[] {
  return [...new Set(product.variants.flatMap((variant) => variant.options[name] ?? []))];
}

function optionFact(product: Product, name: string, language: Language): Fact | undefined {
  if (!product.optionNames.includes(name)) return undefined;
  const values = optionValues(product, name).map((value) => optionWord(product, value)[language]);
  return {
    id: `product:${product.productId}/option/${name}`,
    title: `${product.name[language]} ${optionWord(product, name)[language]}`,
    kind: 'text',
    value: values.join(language === 'en' ? ', ' : '、'),
  };
}

function attributeFact(product: Product, key: string, language: Language): Fact | undefined {
  const attribute = product.attributes.find((one) => one.key === key);
  return (
    attribute && {
      id: `product:${product.productId}/attribute/${key}`,
      title: `${product.name[language]} ${attribute.label[language]}`,
      kind: 'text',
      value: attribute.value[language],
    }
  );
}

function sizeFact(product: Product, size: string, language: Language): Fact | undefined {
  const row = product.sizeChart?.find((one) => one.size === size);
  return (
    row && {
      id: `product:${product.productId}/size/${size}`,
      title: `${product.name[language]} ${size}`,
      kind: 'text',
      value: `${row.heightCm[0]}–${row.heightCm[1]} cm, ${row.weightKg[0]}–${row.weightKg[1]} kg`,
    }
  );
}

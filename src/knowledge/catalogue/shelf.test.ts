import { describe, expect, test } from 'vitest';
import { aContent } from '../__fixtures__/a-shop.ts';
import { demoContent } from '../__fixtures__/demo-shop.ts';
import { buildKnowledgeIndex } from '../knowledge-index.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import type { KnowledgeQuestion } from '../types.ts';
import { factsPerMadeProduct, madeCategories, madeProduct } from './made-catalogue.ts';
import { createNames, openNameBook } from './name-book.ts';
import { createPostings } from './postings.ts';
import { openShelf, startShelf } from './shelf.ts';

const asOf = new Date('2026-11-21T04:00:00Z');
const products = Array.from({ length: 5_000 }, (_one, number) => madeProduct(number));
const large = openShelf(products, 0);
const content = aContent({ products, categories: madeCategories });

function ask(intent: string, text: string): KnowledgeQuestion {
  return { intent, text, language: 'zh-CN', productIds: [], asOf };
}

describe('a catalogue that is looked up by numbers', () => {
  test('answers as one that is looked through', async () => {
    const demo = await demoContent(asOf);
    const small = buildKnowledgeIndex(demo, openShelf(demo.products));
    const shelf = openShelf(demo.products, 0);
    const other = buildKnowledgeIndex(demo, shelf);
    for (const question of demoQuestions)
      expect({ ...other.answer(question), score: 0 }).toEqual({ ...small.answer(question), score: 0 });
  });

  test('finds a product of thousands by its own name, and no other', async () => {
    await large.warmUp();
    const finder = large.finder(madeCategories);
    for (const number of [0, 1234, 4999]) {
      const { name, productId } = madeProduct(number);
      for (const text of [`${name['zh-CN']}多少钱`, `how much is the ${name.en}?`, name['zh-TW']])
        expect(finder.named(normaliseForSearch(text)).map((product) => product.productId)).toEqual([productId]);
    }
  });

  test('recommends only what is in stock, within the budget and says every word', () => {
    const { matches, count } = large.inStock({
      named: [],
      categories: ['beauty'],
      words: ['敏感肌', '保湿'],
      budget: 20_000,
    });
    const expected = products.filter(
      (product) =>
        product.category === 'beauty' &&
        product.attributes.some(({ value }) => value['zh-CN'] === '敏感肌') &&
        product.name['zh-CN'].includes('保湿') &&
        product.variants.some((variant) => variant.isAvailable && variant.price <= 20_000),
    );
    expect(count).toBe(expected.length);
    const ids = new Set(expected.map((one) => one.productId));
    expect(matches.length).toBe(Math.min(60, expected.length));
    expect(matches.every((one) => ids.has(one.product.productId))).toBe(true);
  });

  test('answers from it what an attribute is and what something costs', () => {
    const index = buildKnowledgeIndex(content, large);
    const product = madeProduct(4321);
    const answer = index.answer(ask('product.attribute', `${product.name['zh-CN']}是什么材质`));
    expect(JSON.stringify(answer)).toContain(product.attributes[0]?.value['zh-CN']);
  });

  test('is the same when it was filled while the products were read', () => {
    const filler = startShelf(10);
    for (const product of products) filler.take(product);
    const filled = filler.finish(products);
    const wish = { named: [], categories: ['food'], words: ['羊毛'], budget: 30_000 };
    expect(filled.inStock(wish)).toEqual(large.inStock(wish));
    expect(filled.bytes()).toBe(large.bytes());
  });

  test('holds fewer than 48 bytes for each fact in its own lists', () => {
    expect(large.bytes() / (products.length * factsPerMadeProduct)).toBeLessThan(48);
  });
});

describe('names', () => {
  test('of overlapping ones the longest counts, latin ones as whole words with hyphen and plural', () => {
    const names = createNames();
    ['冲锋衣', '防泼水冲锋衣', 't-shirt', 'shirt', '外套'].forEach((name, owner) => void names.add(name, owner));
    const book = openNameBook(names);
    expect(book.find('防泼水冲锋衣和外套')).toEqual([1, 4]);
    expect(book.find('two t shirts please')).toEqual([2]);
    expect(book.find('my shirts')).toEqual([3]);
    expect(book.find('shirtless')).toEqual([]);
  });

  test('a name that very many products share names none of them', () => {
    const names = createNames();
    for (let owner = 0; owner < 100; owner += 1) names.add('杯子', owner);
    expect(openNameBook(names).find('杯子')).toEqual([]);
  });
});

test('a list of numbers grows without losing any', () => {
  const lists = createPostings();
  for (let entry = 0; entry < 1000; entry += 1) lists.add('a', entry);
  lists.add('b', 7);
  lists.add('b', 7);
  expect([...lists.get('a')]).toEqual(Array.from({ length: 1000 }, (_one, entry) => entry));
  expect([...lists.get('b')]).toEqual([7]);
  expect([...lists.get('c')]).toEqual([]);
});

const demoQuestions = [
  ask('product.attribute', '轻云冲锋衣防水吗'),
  ask('product.recommend', '有没有适合敏感肌的面霜'),
  ask('product.recommend', '300以内的耳机'),
  ask('product.recommend', '50元以内的耳机'),
  ask('product.recommend', '推荐个送妈妈的礼物'),
  ask('product.recommend', '你们卖什么'),
  ask('product.stock', '面霜有货吗'),
  ask('promo.inquiry', '有什么活动'),
  ask('return.policy', '七天无理由怎么退'),
];

import { expect, test } from 'vitest';
import { catalogueWords, loadCatalogue } from './catalogue.ts';
import { aProduct } from './stores/hosted/a-hosted-shop.ts';

test('the words of a catalogue are names in all languages, nicknames and option values with their labels', () => {
  const product = aProduct({ optionLabels: { 白: { 'zh-TW': '白', en: 'White' }, 颜色: { en: 'Colour' } } });
  const words = catalogueWords([product], { orderNumberPatterns: ['NY\\d{14}'] });
  expect(words.products).toEqual([{ id: 'P1', names: ['保温杯', '保溫瓶', 'Insulated bottle', '水杯'] }]);
  expect(words.options).toEqual([{ name: '颜色', values: ['白', 'White', '黑', '金', '红', '绿'] }]);
  expect(words.orderNumberPatterns).toEqual(['NY\\d{14}']);
});

test('a refreshed catalogue answers with what the shop has now', async () => {
  let products = [aProduct()];
  const catalogue = await loadCatalogue({ listProducts: async () => products });
  expect(catalogue.find('P1')?.productId).toBe('P1');
  products = [aProduct({ productId: 'P2' })];
  await catalogue.refresh();
  expect([catalogue.find('P1'), catalogue.products().length]).toEqual([undefined, 1]);
});

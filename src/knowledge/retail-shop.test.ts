import { expect, test } from 'vitest';
import { retailContent } from './__fixtures__/retail-shop.ts';
import { worded } from './__fixtures__/worded.ts';
import { buildKnowledgeIndex } from './knowledge-index.ts';

const index = buildKnowledgeIndex(retailContent());
const asOf = new Date('2026-11-21T04:00:00Z');

test.each([
  ['product.recommend', 'What do you sell?', ['T-Shirt', 'Laptop']],
  ['product.stock', 'how many t-shirt options are available right now?', ['3', '4']],
  ['product.stock', 'do you have the t-shirts in blue, size M', ['in stock', 'blue']],
  ['product.stock', 'do you have a green t shirt?', ['green', 'blue, purple, red']],
  ['product.stock', 'blue S t-shirt?', ['sold out']],
  ['product.attribute', 'what colors does the t-shirt come in', ['blue, purple, red']],
  ['product.attribute', 'what sizes are there for the laptop', ['13-inch, 15-inch']],
  ['product.attribute', 'is the laptop waterproof', ['does not say']],
  ['price.inquiry', 'how much is the red t-shirt', ['$46.66']],
  ['price.inquiry', 'how much is a laptop', ['$2520.52']],
  ['product.compare', 'compare the t-shirt and the laptop', ['$46.66', '$2520.52']],
  ['return.policy', 'can i return the t-shirt', ['original payment method']],
  ['pay.method', 'can I pay with paypal', ['PayPal']],
  ['refund.progress', 'how long until my refund arrives', ['5 to 7 business days']],
])('a shop with nothing but English products and a policy answers %s: %s', (intent, text, words) => {
  const answer = index.answer({ intent, text, language: 'en', productIds: [], asOf });
  for (const word of words) expect(worded(answer, 'en')).toContain(word);
});

test('and admits what it was never told', () => {
  for (const [intent, text] of [
    ['ship.fee', 'how much is shipping'],
    ['invoice.request', 'can I get an invoice'],
  ] as const) {
    expect(index.answer({ intent, text, language: 'en', productIds: [], asOf }).kind).toBe('unknown');
  }
});

test('Chinese words for colours find English options', () => {
  const answer = index.answer({
    intent: 'product.stock',
    text: '蓝色M码的 t-shirt 有货吗',
    language: 'zh-CN',
    productIds: [],
    asOf,
  });
  expect(answer).toMatchObject({ key: 'answer.product.stock.in-stock' });
});

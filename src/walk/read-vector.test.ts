import { describe, expect, test } from 'vitest';
import type { ModelGateway } from '../dialogue/models/index.ts';
import { ShopId } from '../platform/index.ts';
import { trainModel } from '../understanding/index.ts';
import { embeddedReading } from './read-vector.ts';

const shopId = ShopId.check('vectors');
const vector = Float32Array.from([1, 0]);
const intents = trainModel([
  { text: '退货', label: 'return.request', embedding: vector },
  { text: '多久发货', label: 'ship.when', embedding: Float32Array.from([0, 1]) },
]);

function gateway(embed: NonNullable<ModelGateway['embed']>, name: string | undefined = 'small'): ModelGateway {
  return {
    understand: async () => undefined,
    word: async () => undefined,
    health: () => undefined,
    embed,
    embedderName: async () => name,
  };
}

const turn = (loadLevel: 'normal' | 'surge' = 'normal', text = '想退') => ({
  shop: { shopId },
  incomingText: { text },
  facts: { loadLevel },
});
const ofSmall = (name: string) => (name === 'small' ? intents : undefined);

describe('a message is read by the shop’s embedder', () => {
  test('where a model was trained on its vectors', async () => {
    const models = gateway(async () => [vector]);
    expect(await embeddedReading({ models, intentsByEmbedder: ofSmall }, turn())).toEqual({ intents, vector });
  });

  test.each([
    ['fails', gateway(async () => undefined)],
    ['throws', gateway(async () => Promise.reject(new Error('away')))],
    ['hangs', gateway(() => new Promise(() => {}))],
    ['is another than the one trained for', gateway(async () => [vector], 'large')],
  ])('and by the built-in model alone where the embedder %s', async (_how, models) => {
    expect(await embeddedReading({ models, intentsByEmbedder: ofSmall }, turn())).toBeUndefined();
  });

  test('and never waits for it under load, without words, or without a trained model', async () => {
    const models = gateway(async () => Promise.reject(new Error('must not be asked')));
    const parts = { models, intentsByEmbedder: ofSmall };
    expect(await embeddedReading(parts, turn('surge'))).toBeUndefined();
    expect(await embeddedReading(parts, turn('normal', ' '))).toBeUndefined();
    expect(await embeddedReading({ models }, turn())).toBeUndefined();
    expect(await embeddedReading({ intentsByEmbedder: ofSmall }, turn())).toBeUndefined();
  });
});

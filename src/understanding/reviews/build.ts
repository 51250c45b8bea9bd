// Trains the review model that ships with Peakdesk: `npx tsx src/understanding/reviews/build.ts REVIEWS_JSON_GZ` (see reviews.md).
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { encodeModel } from '../intent/model-file.ts';
import { predictIntents } from '../intent/predict-intents.ts';
import { type Example, trainModel } from '../intent/train-model.ts';
import { randomNumbers } from '../random-numbers.ts';
import { negativeLabel, positiveLabel } from './analyze-review.ts';

const path = process.argv[2];
if (path === undefined) throw new Error('wanted: the gzipped file of reviews');
const bytes = readFileSync(path);
const random = randomNumbers(1);
const examples: Example[] = z
  .array(z.tuple([z.string(), z.string()]))
  .parse(JSON.parse(gunzipSync(bytes).toString('utf8')))
  .map(([text, label]) => ({
    text: text.slice(0, 400),
    label: label === '1' ? positiveLabel : negativeLabel,
    place: random(),
  }))
  .sort((a, b) => a.place - b.place);
const options = {
  leastTexts: 5,
  mostFeatures: 60_000,
  dataHash: createHash('sha256').update(bytes).digest('hex').slice(0, 32),
};
const tested = Math.floor(examples.length * 0.1);

const trial = trainModel(examples.slice(tested), options);
const right = examples
  .slice(0, tested)
  .filter(({ text, label }) => predictIntents(trial, text)[0]?.intent === label).length;
process.stdout.write(`held out ${tested}: accuracy ${(right / tested).toFixed(4)}\n`);
const model = encodeModel(trainModel(examples, options));
writeFileSync(new URL('./reviews.bin', import.meta.url), model);
process.stdout.write(`${JSON.stringify({ reviews: examples.length, bytes: model.length })}\n`);

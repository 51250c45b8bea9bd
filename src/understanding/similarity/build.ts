// Trains the question similarity that ships with Peakdesk: `npx tsx src/understanding/similarity/build.ts QUESTION_PAIRS_CSV_GZ` (see similarity.md).
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { encodeModel } from '../intent/model-file.ts';
import { randomNumbers } from '../random-numbers.ts';
import { pairFeatures, readText } from './pair-features.ts';
import { sameLabel, similarityBy } from './question-similarity.ts';
import { trainSimilarity } from './train-similarity.ts';

const path = process.argv[2];
if (path === undefined) throw new Error('wanted: the gzipped file of question pairs');
const bytes = readFileSync(path);
const random = randomNumbers(1);
const examples = gunzipSync(bytes)
  .toString('utf8')
  .replaceAll('\uFEFF', '')
  .split('\n')
  .map((line) => line.split('\t'))
  .filter((columns) => columns.length >= 4)
  .map(([, one = '', other = '', label]) => ({
    features: pairFeatures(readText(one), readText(other)),
    label: label?.trim() === '1' ? sameLabel : 'different',
    place: random(),
  }))
  .sort((a, b) => a.place - b.place);
const tested = Math.floor(examples.length * 0.15);

reportHeldOut();
const dataHash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
const model = encodeModel(trainSimilarity(examples, dataHash));
writeFileSync(new URL('./similarity.bin', import.meta.url), model);
process.stdout.write(`${JSON.stringify({ pairs: examples.length, bytes: model.length })}\n`);

/** Trains without the first part and prints what each threshold gives on it. */
function reportHeldOut(): void {
  const trained = trainSimilarity(examples.slice(tested));
  const scores = examples.slice(0, tested).map(({ features, label }) => ({
    same: label === sameLabel,
    score: similarityBy(trained, features),
  }));
  for (let threshold = 0.1; threshold < 0.5; threshold += 0.02) {
    const right = scores.filter(({ same, score }) => same === score >= threshold).length / tested;
    const hits = scores.filter(({ same, score }) => same && score >= threshold).length;
    const same = scores.filter((pair) => pair.same).length;
    const found = scores.filter(({ score }) => score >= threshold).length;
    const f1 = (2 * hits) / (same + found);
    // As it would be if half of the pairs asked the same.
    const balanced = (hits / same + (tested - same - found + hits) / (tested - same)) / 2;
    process.stdout.write(
      `${threshold.toFixed(2)} accuracy ${right.toFixed(4)} balanced ${balanced.toFixed(4)} f1 ${f1.toFixed(4)}\n`,
    );
  }
}

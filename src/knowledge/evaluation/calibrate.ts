import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { demoContent } from '../__fixtures__/demo-shop.ts';
import { catalogueFeatures } from '../catalogue/shelf.ts';
import type { Signals } from '../retrieval/likelihood.ts';
import { buildQuestionSearch, type Hit } from '../retrieval/question-search.ts';
import type { FaqEntry } from '../types.ts';

/**
 * Fits the weights of retrieval/likelihood.ts and prints them: `npx tsx src/knowledge/evaluation/calibrate.ts`.
 * No question of evaluation/*.json is used here; those measure the result.
 */
type Example = { competitors: readonly Signals[]; strangeness: number; right: number; weight: number };

const names = ['cosine', 'coverage', 'agreement', 'both', 'support', 'none', 'strange'] as const;
const rounds = 600;
const step = 0.1;
/** Foreign questions are few, and answering one is worse than offering a choice. */
const foreignWeight = 4;

const content = await demoContent(new Date());
const random = repeatable(7);
const intents = [...new Set(content.faqs.map((entry) => entry.intent))];
const examples = [...ownExamples(content.faqs), ...foreignExamples()];
const fitted = fitWeights(examples);
console.log(Object.fromEntries(names.map((name, index) => [name, Number((fitted[index] ?? 0).toFixed(2))])));

/** Each phrasing, asked with itself left out; one in five times with a wrong intent, as the understanding errs. */
function ownExamples(faqs: readonly FaqEntry[]): readonly Example[] {
  const search = openSearch(faqs);
  return faqs.flatMap((entry) =>
    [...new Set(Object.values(entry.questions).flat())].flatMap((phrasing) => {
      const hits = search.find(phrasing, intentLike(entry.intent), 8, { leftOut: phrasing });
      const right = hits.findIndex((hit) => hit.id === entry.id);
      return right < 0 ? [] : [example(hits, right, 1)];
    }),
  );
}

function foreignExamples(): readonly Example[] {
  const search = openSearch(content.faqs);
  return ['zh-CN', 'zh-TW', 'en'].flatMap((language) => {
    const file = fileURLToPath(new URL(`../../understanding/pack/utterances/${language}/oos.tsv`, import.meta.url));
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => search.find(line.split('\t')[1] ?? '', random() < 0.7 ? 'oos' : pick(intents), 8))
      .map((hits) => example(hits, -1, foreignWeight));
  });
}

function example(hits: readonly Hit[], right: number, weight: number): Example {
  return { competitors: hits.map((hit) => hit.signals), strangeness: hits[0]?.strangeness ?? 1, right, weight };
}

function openSearch(faqs: readonly FaqEntry[]) {
  return buildQuestionSearch(
    faqs.map((entry) => ({
      id: entry.id,
      intent: entry.intent,
      title: entry.id,
      phrasings: [...new Set(Object.values(entry.questions).flat())],
      body: Object.values(entry.answer),
    })),
    catalogueFeatures(content.products),
  );
}

function intentLike(intent: string): string {
  const chance = random();
  if (chance < 0.8) return intent;
  const family = intents.filter((other) => other !== intent && other.split('.')[0] === intent.split('.')[0]);
  return chance < 0.9 && family.length > 0 ? pick(family) : pick(intents);
}

/** Most likely weights, by Adam on the multinomial log-likelihood. */
function fitWeights(all: readonly Example[]): readonly number[] {
  const weights: number[] = names.map(() => 0.1);
  const mean: number[] = names.map(() => 0);
  const square: number[] = names.map(() => 0);
  for (let round = 1; round <= rounds; round += 1) {
    const gradient = gradientOf(all, weights);
    gradient.forEach((slope, index) => {
      mean[index] = 0.9 * (mean[index] ?? 0) + 0.1 * slope;
      square[index] = 0.999 * (square[index] ?? 0) + 0.001 * slope * slope;
      const size = Math.sqrt((square[index] ?? 0) / (1 - 0.999 ** round)) + 1e-8;
      weights[index] = (weights[index] ?? 0) + (step * (mean[index] ?? 0)) / (1 - 0.9 ** round) / size;
    });
  }
  return weights;
}

function gradientOf(all: readonly Example[], weights: readonly number[]): readonly number[] {
  const gradient: number[] = names.map(() => 0);
  for (const { competitors, strangeness, right, weight } of all) {
    const vectors = [...competitors.map(vectorOf), [0, 0, 0, 0, 0, 1, strangeness]];
    const strengths = vectors.map((vector) =>
      Math.exp(vector.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0)),
    );
    const whole = strengths.reduce((sum, strength) => sum + strength, 0);
    const wanted = right < 0 ? vectors.length - 1 : right;
    vectors.forEach((vector, place) => {
      const error = ((place === wanted ? 1 : 0) - (strengths[place] ?? 0) / whole) * weight;
      vector.forEach((value, index) => {
        gradient[index] = (gradient[index] ?? 0) + (error * value) / all.length;
      });
    });
  }
  return gradient;
}

function vectorOf({ cosine, coverage, agreement, support }: Signals): readonly number[] {
  return [cosine, coverage, agreement, cosine * coverage, support, 0, 0];
}

function pick(from: readonly string[]): string {
  return from[Math.floor(random() * from.length)] ?? '';
}

/** The same numbers on every run (linear congruential). */
function repeatable(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

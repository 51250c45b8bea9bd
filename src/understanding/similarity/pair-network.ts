import { randomNumbers } from '../random-numbers.ts';
import { type Adjustable, adjust, adjustable } from './adam.ts';

/** A network with one hidden layer that reads rows of `width` numbers. */
export type PairNetwork = {
  width: number;
  first: Float32Array;
  bias: Float32Array;
  second: Float32Array;
  constant: Float32Array;
};

/** Rows of `width` numbers and their truth; `fill` writes one row into a buffer, since all rows together take much memory. */
export type PairRows = { width: number; isSame: readonly boolean[]; fill: (row: number, into: Float32Array) => void };

const hiddenUnits = 128;
const passes = 12;
const rowsAtOnce = 64;
/** Share of hidden units that each row's training leaves out, so that none relies on another. */
const leftOut = 0.5;
const rate = 0.001;

/** Trains by stochastic descent on the log loss, where both kinds of rows weigh the same together; same rows, same network. */
export function trainPairNetwork(rows: PairRows): PairNetwork {
  const random = randomNumbers(11);
  const network = freshNetwork(rows.width, random);
  const slopes: Slopes = {
    first: adjustable(network.first),
    bias: adjustable(network.bias),
    second: adjustable(network.second),
    constant: adjustable(network.constant),
  };
  const weigh = weightsOf(rows.isSame);
  const order = Int32Array.from(rows.isSame.keys());
  const stepsInPass = Math.ceil(order.length / rowsAtOnce);
  const steps = passes * stepsInPass;
  const input = new Float32Array(rows.width);
  const hidden = new Float32Array(hiddenUnits);
  for (let step = 0; step < steps; step++) {
    const start = (step % stepsInPass) * rowsAtOnce;
    if (start === 0) shuffle(order, random);
    for (const row of order.subarray(start, start + rowsAtOnce)) {
      const isSame = rows.isSame[row] === true;
      rows.fill(row, input);
      readHidden(network, input, hidden);
      for (let unit = 0; unit < hiddenUnits; unit++)
        hidden[unit] = random() < leftOut ? 0 : (hidden[unit] ?? 0) / (1 - leftOut);
      const chance = 1 / (1 + Math.exp(-strengthOf(network, hidden)));
      descend(network, slopes, { input, hidden, error: ((chance - (isSame ? 1 : 0)) * weigh(isSame)) / rowsAtOnce });
    }
    for (const part of Object.values(slopes)) adjust(part, step + 1, rate * (1 - step / steps));
  }
  return network;
}

/** How much a row speaks for "the same": log-odds, as if both kinds were equally frequent. */
export function networkStrength(network: PairNetwork, row: Float32Array): number {
  const hidden = new Float32Array(hiddenUnits);
  readHidden(network, row, hidden);
  return strengthOf(network, hidden);
}

type Slopes = Readonly<Record<'first' | 'bias' | 'second' | 'constant', Adjustable>>;

function freshNetwork(width: number, random: () => number): PairNetwork {
  const spread = () => 2 * (random() + random() + random() - 1.5);
  return {
    width,
    first: Float32Array.from({ length: width * hiddenUnits }, () => spread() * Math.sqrt(2 / width)),
    bias: new Float32Array(hiddenUnits),
    second: Float32Array.from({ length: hiddenUnits }, () => spread() / Math.sqrt(hiddenUnits)),
    constant: new Float32Array(1),
  };
}

function readHidden({ width, first, bias }: PairNetwork, input: Float32Array, hidden: Float32Array): void {
  hidden.set(bias);
  for (let place = 0; place < width; place++) {
    const value = input[place] ?? 0;
    const start = place * hiddenUnits;
    for (let unit = 0; unit < hiddenUnits; unit++)
      hidden[unit] = (hidden[unit] ?? 0) + value * (first[start + unit] ?? 0);
  }
  for (let unit = 0; unit < hiddenUnits; unit++) if ((hidden[unit] ?? 0) < 0) hidden[unit] = 0;
}

function strengthOf({ second, constant }: PairNetwork, hidden: Float32Array): number {
  let sum = constant[0] ?? 0;
  for (let unit = 0; unit < hiddenUnits; unit++) sum += (hidden[unit] ?? 0) * (second[unit] ?? 0);
  return sum;
}

/** Adds one row's slopes; units that were silent have none. */
function descend(
  { width, second }: PairNetwork,
  slopes: Slopes,
  { input, hidden, error }: { input: Float32Array; hidden: Float32Array; error: number },
): void {
  const active: number[] = [];
  const errors: number[] = [];
  for (let unit = 0; unit < hiddenUnits; unit++) {
    const value = hidden[unit] ?? 0;
    if (value === 0) continue;
    const own = (error * (second[unit] ?? 0)) / (1 - leftOut);
    active.push(unit);
    errors.push(own);
    add(slopes.second.slope, unit, error * value);
    add(slopes.bias.slope, unit, own);
  }
  add(slopes.constant.slope, 0, error);
  const { slope } = slopes.first;
  for (let place = 0; place < width; place++) {
    const value = input[place] ?? 0;
    const start = place * hiddenUnits;
    for (let index = 0; index < active.length; index++)
      add(slope, start + (active[index] ?? 0), value * (errors[index] ?? 0));
  }
}

function add(values: Float32Array, index: number, more: number): void {
  values[index] = (values[index] ?? 0) + more;
}

/** Weight of a row of each kind: both kinds together count the same. */
function weightsOf(isSame: readonly boolean[]): (kind: boolean) => number {
  const same = isSame.filter(Boolean).length;
  const weights = [isSame.length - same, same].map((count) => isSame.length / (2 * Math.max(1, count)));
  return (kind) => weights[kind ? 1 : 0] ?? 1;
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let index = order.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const kept = order[index] ?? 0;
    order[index] = order[other] ?? 0;
    order[other] = kept;
  }
}

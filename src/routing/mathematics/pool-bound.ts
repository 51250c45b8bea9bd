/** Two groups with equally many customers and people of their own, and some people who serve both; all times exponential. */
export type SharedPool = {
  arrivalsPerHour: number;
  handleSeconds: number;
  /** People of each group who serve nobody else. */
  specialists: number;
  /** People who serve both. */
  generalists: number;
};

/** Rows beyond those who are served that are looked at; at 90 % load the chance of more is below one in a million. */
const tail = 160;
const sweepsAtMost = 8_000;
const sweepsBetweenLooks = 50;
const precise = 1e-7;

/**
 * Mean wait in seconds that no way of choosing can get below: customers are always given to whoever could serve most of them, as if a
 * conversation could be handed over at any moment for nothing, with the people who serve both at the longer queue (Menich and Serfozo 1991:
 * best for equal groups). Solved as a Markov chain of how many customers each group has, by sweeps there and back.
 */
export function leastMeanWait(pool: SharedPool): number {
  const { specialists, generalists, handleSeconds } = pool;
  const load = (pool.arrivalsPerHour / 3_600 / 2) * handleSeconds;
  const size = specialists + generalists + tail;
  const served = servedOf(specialists, generalists, size);
  const chance = new Float64Array(size * size);
  // Begun near the usual, which saves sweeps.
  for (let at = 0; at < chance.length; at += 1)
    chance[at] = Math.exp(-(((at / size - load) ** 2 + ((at % size) - load) ** 2) / (4 * load + 1)));
  let before = 0;
  for (let sweep = 1; sweep <= sweepsAtMost; sweep += 1) {
    goOver(chance, served, { load, size, isBack: sweep % 2 === 0 });
    if (sweep % sweepsBetweenLooks > 0) continue;
    const customers = meanOf(chance, size);
    if (Math.abs(customers - before) < precise) break;
    before = customers;
  }
  return (meanOf(chance, size) / (2 * load) - 1) * handleSeconds;
}

/** Customers of the first group who are served, for each number of both; of the second one by exchanging them. */
function servedOf(specialists: number, generalists: number, size: number): Float64Array {
  const served = new Float64Array(size * size);
  for (let own = 0; own < size; own += 1)
    for (let other = 0; other < size; other += 1) {
      const [more, otherMore] = [Math.max(0, own - specialists), Math.max(0, other - specialists)];
      const free = Math.max(0, generalists - more - otherMore);
      // Where they do not suffice, what is left waits in two equally long queues as far as that goes.
      const helped = free > 0 ? more : Math.min(generalists, Math.max(0, (more - otherMore + generalists) / 2), more);
      served[own * size + other] = Math.min(own, specialists) + helped;
    }
  return served;
}

/** Makes the chance of each state agree with those of its neighbours, in one direction. */
function goOver(
  chance: Float64Array,
  served: Float64Array,
  { load, size, isBack }: { load: number; size: number; isBack: boolean },
): void {
  const last = size - 1;
  for (let step = 0; step < chance.length; step += 1) {
    const at = isBack ? chance.length - 1 - step : step;
    const own = Math.floor(at / size);
    const other = at % size;
    const value = (of: Float64Array, index: number) => of[index] ?? 0;
    const leaving =
      (own < last ? load : 0) + (other < last ? load : 0) + value(served, at) + value(served, other * size + own);
    let coming = 0;
    if (own > 0) coming += value(chance, at - size) * load;
    if (other > 0) coming += value(chance, at - 1) * load;
    if (own < last) coming += value(chance, at + size) * value(served, at + size);
    if (other < last) coming += value(chance, at + 1) * value(served, (other + 1) * size + own);
    chance[at] = coming / leaving;
  }
}

function meanOf(chance: Float64Array, size: number): number {
  let total = 0;
  let sum = 0;
  for (const [at, one] of chance.entries()) {
    total += one;
    sum += one * (Math.floor(at / size) + (at % size));
  }
  return sum / total;
}

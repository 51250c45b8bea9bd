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
const sweepsAtMost = 4_000;
const sweepsBetweenLooks = 50;
const precise = 1e-5;

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

/** Customers of each group who are served, for each number of both. */
type Served = { own: Float64Array; other: Float64Array };

function servedOf(specialists: number, generalists: number, size: number): Served {
  const served: Served = { own: new Float64Array(size * size), other: new Float64Array(size * size) };
  for (let own = 0; own < size; own += 1)
    for (let other = 0; other < size; other += 1) {
      const [more, otherMore] = [Math.max(0, own - specialists), Math.max(0, other - specialists)];
      const isEnough = more + otherMore <= generalists;
      // Where they do not suffice, what is left waits in two equally long queues as far as that goes.
      const helped = isEnough ? more : Math.max(0, Math.min(generalists, more, (more - otherMore + generalists) / 2));
      const all = Math.min(own, specialists) + helped;
      served.own[own * size + other] = all;
      served.other[other * size + own] = all;
    }
  return served;
}

/** Makes the chance of each state agree with those of its neighbours, in one direction; written out, since it runs a hundred million times. */
function goOver(
  chance: Float64Array,
  { own, other }: Served,
  { load, size, isBack }: { load: number; size: number; isBack: boolean },
): void {
  const last = size - 1;
  const end = isBack ? -1 : size;
  const by = isBack ? -1 : 1;
  for (let row = isBack ? last : 0; row !== end; row += by)
    for (let column = isBack ? last : 0; column !== end; column += by) {
      const at = row * size + column;
      let leaving = (own[at] ?? 0) + (other[at] ?? 0);
      let coming = 0;
      if (row > 0) coming += (chance[at - size] ?? 0) * load;
      if (column > 0) coming += (chance[at - 1] ?? 0) * load;
      if (row < last) {
        leaving += load;
        coming += (chance[at + size] ?? 0) * (own[at + size] ?? 0);
      }
      if (column < last) {
        leaving += load;
        coming += (chance[at + 1] ?? 0) * (other[at + 1] ?? 0);
      }
      chance[at] = coming / leaving;
    }
}

function meanOf(chance: Float64Array, size: number): number {
  let total = 0;
  let sum = 0;
  for (let at = 0; at < chance.length; at += 1) {
    const one = chance[at] ?? 0;
    total += one;
    sum += one * (Math.floor(at / size) + (at % size));
  }
  return sum / total;
}

import type { ModelPiece } from './model-provider.ts';

/** One request that has been sent, and how to end it. */
export type SentRequest = { pieces: AsyncIterable<ModelPiece>; stop(): void };

export type HedgeOptions = {
  send(): SentRequest;
  /** Silence after which a second request is sent; undefined for never. */
  afterMs: number | undefined;
  /** Asked when the silence is over: false where no second request is allowed. */
  mayHedge(): boolean;
};

type First = { request: SentRequest; iterator: AsyncIterator<ModelPiece>; next: Promise<IteratorResult<ModelPiece>> };

/** The reply of whichever request begins to speak first; the other one is ended. A failure counts only when both have failed. */
export async function* firstToSpeak({ send, afterMs, mayHedge }: HedgeOptions): AsyncGenerator<ModelPiece> {
  const runners = [begin(send())];
  let winner: First | undefined;
  try {
    const [first] = runners;
    if (first === undefined) return;
    if (afterMs !== undefined && (await isSilent(first.next, afterMs)) && mayHedge()) runners.push(begin(send()));
    winner = await firstOf(runners);
    for (const other of runners) if (other !== winner) end(other);
    for (let next = await winner.next; next.done !== true; next = await winner.iterator.next()) yield next.value;
  } finally {
    for (const runner of runners) end(runner);
  }
}

function begin(request: SentRequest): First {
  const iterator = request.pieces[Symbol.asyncIterator]();
  const next = iterator.next();
  // The loser's failure is nobody's business.
  next.catch(() => undefined);
  return { request, iterator, next };
}

/** Not awaited: a provider that hangs would hold the turn up. */
function end({ request, iterator }: First): void {
  request.stop();
  Promise.resolve(iterator.return?.()).catch(() => undefined);
}

async function isSilent(next: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<true>((resolve) => {
    timer = setTimeout(() => resolve(true), milliseconds);
  });
  const spoken = next.then(
    () => false as const,
    () => false as const,
  );
  try {
    return await Promise.race([silence, spoken]);
  } finally {
    clearTimeout(timer);
  }
}

async function firstOf(runners: readonly First[]): Promise<First> {
  try {
    return await Promise.any(runners.map((runner) => runner.next.then(() => runner)));
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  }
}

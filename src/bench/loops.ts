/** Runs `work` with `clients` loops until `milliseconds` have passed; returns operations per second and each one's milliseconds. */
export async function closedLoop(
  clients: number,
  milliseconds: number,
  work: (client: number, round: number) => Promise<void>,
): Promise<{ perSecond: number; times: number[] }> {
  const times: number[] = [];
  const startedAt = performance.now();
  const until = startedAt + milliseconds;
  await Promise.all(
    Array.from({ length: clients }, async (_none, client) => {
      for (let round = 0; performance.now() < until; round += 1) {
        const begin = performance.now();
        await work(client, round);
        times.push(performance.now() - begin);
      }
    }),
  );
  return { perSecond: (times.length / (performance.now() - startedAt)) * 1_000, times };
}

/** Starts `work` at a fixed rate whatever the answers take; times count from the intended start, so stalls are not hidden. */
export async function openLoop(
  perSecond: number,
  milliseconds: number,
  work: (index: number) => Promise<void>,
): Promise<{ times: number[]; failed: number }> {
  const times: number[] = [];
  const running: Promise<void>[] = [];
  let failed = 0;
  const startedAt = performance.now();
  const total = Math.floor((perSecond * milliseconds) / 1_000);
  for (let index = 0; index < total; index += 1) {
    const intended = startedAt + (index * 1_000) / perSecond;
    const ahead = intended - performance.now();
    if (ahead > 1) await new Promise((resolve) => setTimeout(resolve, ahead));
    running.push(
      work(index).then(
        () => void times.push(performance.now() - intended),
        () => {
          failed += 1;
        },
      ),
    );
  }
  await Promise.all(running);
  return { times, failed };
}

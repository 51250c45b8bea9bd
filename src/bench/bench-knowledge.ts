import { openGround } from '../ground.ts';
import { factsPerMadeProduct } from '../knowledge/index.ts';
import { type Config, createLog } from '../platform/index.ts';
import { knowledgeNodeProgress, knowledgeNodeResult } from './knowledge-node.ts';
import { makeKnowledgeShop, releaseMade } from './knowledge-shop.ts';
import { runPart } from './parts.ts';
import type { BenchResult, BenchRound } from './report.ts';
import { withScratchFolder } from './scratch.ts';

const firstAnswerMilliseconds = 5_000;
const usualProducts = 100_000;

/**
 * A shop of 100,000 products and a million facts: a first process leaves the prepared catalogue in its file; then in each round one
 * starts, answers a customer about one of them, then as many questions as it can, and at last sees what another process releases. The
 * floor is the promise of five seconds.
 */
export async function benchKnowledge(
  config: Config,
  folder: string,
  options: { seconds: number; rounds: number; products?: number | undefined },
): Promise<BenchResult> {
  const products = options.products ?? usualProducts;
  return await withScratchFolder(async (dataFolder) => {
    const own: Config = { ...config, dataFolder, databaseUrl: undefined, model: { ...config.model, url: undefined } };
    const ground = await openGround(own, folder, { log: createLog({ level: 'warn', destination: process.stderr }) });
    try {
      await makeKnowledgeShop(ground, products);
      const rounds: BenchRound[] = [];
      const notes = [
        `${products.toLocaleString('en-US')} products, ${(products * factsPerMadeProduct).toLocaleString('en-US')} facts`,
      ];
      // Round 0 is the first process that ever sees this catalogue; it leaves the file that the measured ones start from.
      for (let round = 0; round <= options.rounds; round += 1) {
        const node = runPart('knowledge-node', {
          dataFolder,
          folder,
          products,
          seconds: options.seconds,
          leavesFile: round === 0,
        });
        const releasedAt = new Promise<number>((resolve, reject) =>
          node.onProgress((message) => {
            if (knowledgeNodeProgress.safeParse(message).data?.isWaiting)
              releaseMade(ground, `暗号 ${round}`).then(resolve, reject);
          }),
        );
        const seen = knowledgeNodeResult.parse(await node.result);
        if (round > 0)
          rounds.push({
            floor: firstAnswerMilliseconds,
            peakdesk: seen.firstAnswerMs,
            p50Ms: seen.p50Ms,
            p99Ms: seen.p99Ms,
          });
        notes.push(
          [
            `${round === 0 ? `without a file: first answer after ${Math.round(seen.firstAnswerMs)} ms` : `round ${round}`}: ${Math.round(seen.perSecond).toLocaleString('en-US')} questions/s, ${seen.wrong} wrong`,
            `first answer: ${Math.round(seen.builtMs)} ms until the product was built, ${seen.processorSeconds.toFixed(1)} s of processor time in all`,
            `resident ${seen.residentMiB.toFixed(0)} MiB, at most ${seen.peakMiB.toFixed(0)} MiB (wanted: 1,024)`,
            `${((seen.residentMiB * 1_048_576) / (products * factsPerMadeProduct)).toFixed(0)} bytes a fact, everything counted`,
            `a release seen after ${seen.seenAt - (await releasedAt)} ms (wanted: 1,000)`,
          ].join('; '),
        );
      }
      return {
        name: 'knowledge',
        unit: 'ms',
        floorName: 'the promise for a first answer',
        rounds,
        wantedRatio: 1,
        notes,
      };
    } finally {
      await ground.stop();
    }
  });
}

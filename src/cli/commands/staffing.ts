import type { Command } from 'commander';
import { z } from 'zod';
import { AppError } from '../../platform/index.ts';
import { agentsFor, figuresOf, type Staffing, type StaffingFigures } from '../../routing/index.ts';
import { writeJsonLine } from '../json-lines.ts';

const optionsSchema = z.object({
  arrivalsPerHour: z.coerce.number().min(0).max(1e9),
  handleSeconds: z.coerce.number().positive().max(1e6),
  agents: z.coerce.number().int().min(1).max(100_000).optional(),
  patienceSeconds: z.coerce.number().positive().max(1e9).optional(),
  targetSeconds: z.coerce.number().min(0).max(1e6).optional(),
  serviceLevel: z.coerce.number().gt(0).lt(1).optional(),
});

/** `staffing`: Erlang C, and Erlang A with a patience; with `--service-level` instead of `--agents` the fewest agents that keep it. */
export function addStaffingCommand(program: Command): void {
  program
    .command('staffing')
    .description('waits, service level and losses of a group of agents (Erlang C, with a patience Erlang A)')
    .requiredOption('--arrivals-per-hour <n>')
    .requiredOption('--handle-seconds <n>', 'mean time an agent needs for one conversation')
    .option('--agents <n>', 'conversations that are served at once')
    .option('--patience-seconds <n>', 'mean time after which a customer gives up')
    .option('--target-seconds <n>', 'wait that the service level promises (20)')
    .option('--service-level <share>', 'instead of --agents: find the fewest that keep this share, e.g. 0.8')
    .action(async (given: unknown) => {
      const options = readOptions(given);
      const { agents, serviceLevel, patienceSeconds, targetSeconds, arrivalsPerHour, handleSeconds } = options;
      const load = {
        arrivalsPerHour,
        handleSeconds,
        ...(patienceSeconds === undefined ? {} : { patienceSeconds }),
        ...(targetSeconds === undefined ? {} : { targetSeconds }),
      };
      if (agents !== undefined) return await writeJsonLine(toLine({ ...load, agents }));
      if (serviceLevel === undefined)
        throw new AppError('invalid', '--agents: how many there are, or --service-level to find how many are needed', {
          field: 'agents',
        });
      const needed = agentsFor(load, serviceLevel);
      await writeJsonLine({ agents: needed, ...toLine({ ...load, agents: needed }) });
    });
}

function readOptions(given: unknown): z.infer<typeof optionsSchema> {
  const read = optionsSchema.safeParse(given);
  if (read.success) return read.data;
  const field = String(read.error.issues[0]?.path[0]).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new AppError('invalid', `--${field}: ${read.error.issues[0]?.message}`, { field });
}

/** Probabilities to six digits, seconds to three; an endless wait is null, since JSON has no infinity. */
function toLine(staffing: Staffing): Record<keyof StaffingFigures, number | null> {
  const figures = figuresOf(staffing);
  return {
    waitProbability: rounded(figures.waitProbability, 6),
    meanWaitSeconds: Number.isFinite(figures.meanWaitSeconds) ? rounded(figures.meanWaitSeconds, 3) : null,
    serviceLevel: rounded(figures.serviceLevel, 6),
    abandonProbability: rounded(figures.abandonProbability, 6),
  };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

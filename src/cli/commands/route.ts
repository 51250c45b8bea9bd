import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { parse } from 'csv-parse/sync';
import { AppError } from '../../platform/index.ts';
import { readScenario, readTraceRow, type Scenario, simulate, type TraceRow, traceFrom } from '../../routing/index.ts';
import { writeJsonLine } from '../json-lines.ts';

/** `route simulate`: rehearses a day on the production routing core in virtual time; see docs/rehearsal.md. */
export function addRouteCommand(program: Command): void {
  const route = program.command('route').description('rehearse how conversations are given to people');
  route
    .command('simulate')
    .description('run a scenario on the production routing core in virtual time')
    .requiredOption('--scenario <file>', 'JSON, see docs/rehearsal.md')
    .option('--intervals', 'also print what every interval saw')
    .action(async (options: { scenario: string; intervals?: boolean }) => {
      const scenario = readScenario(await readJson(options.scenario));
      const rows = await readTraceOf(scenario, options.scenario);
      const { intervals, ...figures } = simulate(scenario, rows);
      await writeJsonLine(options.intervals ? { ...figures, intervals } : figures);
    });
}

async function readText(path: string, field: string): Promise<string> {
  return await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('invalid', `${field}: ${path} cannot be read`, { field, cause });
  });
}

async function readJson(path: string): Promise<unknown> {
  const text = await readText(path, '--scenario');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid', `--scenario: ${path} is not JSON`, { field: 'scenario', cause });
  }
}

async function readTraceOf(scenario: Scenario, scenarioPath: string): Promise<TraceRow[]> {
  if (!('trace' in scenario.arrivals)) return [];
  const path = resolve(dirname(scenarioPath), scenario.arrivals.trace);
  const text = await readText(path, 'arrivals.trace');
  const given = /\.(jsonl|ndjson)$/i.test(path) ? readJsonRows(text) : readCsvRows(text);
  const rows = given.map(({ line, value }) => readTraceRow(value, line, scenario.timeZone));
  if (rows.length === 0) throw new AppError('invalid', `arrivals.trace: ${path} is empty`, { field: 'arrivals.trace' });
  return traceFrom(rows, scenario.timeZone);
}

type Given = { line: number; value: unknown };

function readJsonRows(text: string): Given[] {
  return text.split('\n').flatMap((line, index): Given[] => {
    if (line.trim() === '') return [];
    try {
      return [{ line: index + 1, value: JSON.parse(line) }];
    } catch (cause) {
      throw new AppError('invalid', `trace, line ${index + 1}: is not JSON`, { field: 'arrivals.trace', cause });
    }
  });
}

function readCsvRows(text: string): Given[] {
  try {
    const records: unknown[] = parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true });
    return records.map((value, index) => ({ line: index + 2, value }));
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : 'malformed';
    throw new AppError('invalid', `trace: ${detail}`, { field: 'arrivals.trace', cause });
  }
}

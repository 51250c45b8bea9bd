import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Cell } from './cells.ts';

/** What a peer found in the test of a cell. */
export type PeerAnswer = { labels: readonly string[]; fitSeconds: number; perSecond: number; version: string };

/** Another engine, run as a program of its own on the same texts. */
export type Peer = { name: string; answer(cell: Cell): Promise<PeerAnswer> };

const answerSchema = z.object({
  labels: z.array(z.string()),
  fitSeconds: z.number(),
  perSecond: z.number(),
  version: z.string(),
});
const nodeNlp = 'node-nlp@4.27.0';
/** A peer that takes longer for one cell is left out there. */
const longestMs = 900_000;
const han = /\p{Script=Han}/u;

/** The peers that can run here, and what to do for those that cannot. `folder` is the project's. */
export async function findPeers(folder: string, python: string): Promise<{ peers: Peer[]; missing: string[] }> {
  const peers: Peer[] = [];
  const missing: string[] = [];
  const programs = join(folder, 'bench/peers');
  if (await canRun(python, ['-c', 'import sklearn'])) peers.push(linearSvm(python, join(programs, 'linear_svm.py')));
  else
    missing.push(
      `linear SVM left out, ${python} has no scikit-learn: python3 -m venv FOLDER && FOLDER/bin/pip install -r bench/peers/requirements.txt, then --python FOLDER/bin/python`,
    );
  const place = join(tmpdir(), 'peakdesk-bench-node-nlp');
  mkdirSync(place, { recursive: true });
  const isThere =
    existsSync(join(place, 'node_modules/node-nlp')) ||
    (await canRun('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', place, nodeNlp]));
  if (isThere) peers.push(nodeNlpPeer(place, join(programs, 'node-nlp.mjs')));
  else missing.push(`node-nlp left out: npm install --prefix ${place} ${nodeNlp} did not work`);
  return { peers, missing };
}

/** With n-grams within words; where texts are Chinese also with plain ones, and the better of the two counts. */
function linearSvm(python: string, program: string): Peer {
  const run = async (cell: Cell, characters: string) =>
    answerSchema.parse(JSON.parse(await output(python, [program], { input: taskOf(cell, { characters }) })));
  return {
    name: 'linear SVM',
    answer: async (cell) => {
      const within = await run(cell, 'char_wb');
      if (cell.test.filter(([text]) => han.test(text)).length < cell.test.length / 2) return within;
      const plain = await run(cell, 'char');
      return hits(cell, plain) > hits(cell, within) ? plain : within;
    },
  };
}

function hits({ test }: Cell, { labels }: PeerAnswer): number {
  return test.filter(([, label], index) => label === labels[index]).length;
}

function nodeNlpPeer(place: string, program: string): Peer {
  return {
    name: 'node-nlp',
    answer: async (cell) => {
      const text = await output(process.execPath, [program], { input: taskOf(cell, {}), cwd: place });
      const answer = answerSchema.parse(JSON.parse(text));
      // "None" is its word for what belongs to no intent.
      return {
        ...answer,
        labels: answer.labels.map((label) => (label === 'None' ? (cell.outOfScope ?? label) : label)),
      };
    },
  };
}

function taskOf({ train, test }: Cell, more: Readonly<Record<string, string>>): string {
  return JSON.stringify({ train, test, ...more });
}

async function canRun(command: string, args: readonly string[]): Promise<boolean> {
  return await output(command, args, {}).then(
    () => true,
    () => false,
  );
}

/** Runs a program and resolves with what it printed; rejects when it cannot be started or fails. */
function output(command: string, args: readonly string[], given: { input?: string; cwd?: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], cwd: given.cwd, timeout: longestMs });
    const printed: Buffer[] = [];
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = `${complaint}${chunk.toString('utf8')}`.slice(-2_000);
    });
    child.stdin.on('error', () => undefined);
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(printed).toString('utf8'));
      else reject(new Error(`${command} ended with ${code}: ${complaint}`));
    });
    child.stdin.end(given.input ?? '');
  });
}

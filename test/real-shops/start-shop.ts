import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A shop server of somebody else's software that runs beside the test. */
export type RunningShop = { url: string; stop(): Promise<void> };

/** Milliseconds until a shop must have said where it is. */
const patience = 150_000;

/**
 * Starts `server.cjs` of a folder beside this file and waits for its address. A shop that is not installed or does not start fails
 * the test with what it said.
 */
export async function startShop(
  name: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningShop> {
  const folder = join(import.meta.dirname, name);
  if (!existsSync(join(folder, 'node_modules')))
    throw new Error(`the shop ${name} is not installed: run \`npm run test:shops\`, which installs it`);
  const child = spawn(process.execPath, ['server.cjs'], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  child.stderr.on('data', (data: Buffer) => said.push(data.toString()));
  try {
    return { url: await addressOf(child, said), stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

async function addressOf(child: ChildProcess, said: string[]): Promise<string> {
  return await new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`the shop ${why}:\n${said.join('').slice(-3_000)}`));
    const timer = setTimeout(() => fail(`did not start within ${patience / 1_000} s`), patience);
    child.once('exit', (code) => fail(`ended with ${code} before it was ready`));
    if (child.stdout === null) return fail('has no output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^\{"url":"([^"]+)"\}$/.exec(line);
      if (found?.[1] === undefined) return void said.push(`${line}\n`);
      clearTimeout(timer);
      resolve(found[1]);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 8_000);
  await ended;
  clearTimeout(force);
}

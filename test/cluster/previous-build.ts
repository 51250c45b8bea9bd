import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Build, buildIn, thisBuild } from './node-process.ts';

const root = join(import.meta.dirname, '../..');

/** The version that updating is tested from; moved on with each release. */
const previousVersion = '63721eff3cd633ee59b5cffcf5fb7a825cafae00';

/**
 * The version before this one, built from its commit with today's packages. Undefined where the checkout has no history (a shallow
 * clone): then there is nothing to update from.
 */
export async function previousBuild(): Promise<Build | undefined> {
  const commit = git('rev-parse', '--verify', '--quiet', `${previousVersion}^{commit}`);
  if (commit === undefined) return undefined;
  const folder = join(root, '.cache/previous', commit);
  if (!existsSync(join(folder, 'dist/cli.mjs'))) await make(commit, folder);
  return buildIn(folder);
}

async function make(commit: string, folder: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(join(unfinished, 'dist'), { recursive: true });
  const archive = join(unfinished, 'source.tar');
  git('archive', '--output', archive, commit, 'src', 'migrations', 'demo-shop', 'package.json');
  if (spawnSync('tar', ['-xf', archive, '-C', unfinished]).status !== 0) throw new Error(`${commit} was not unpacked`);
  symlinkSync(join(root, 'node_modules'), join(unfinished, 'node_modules'));
  symlinkSync(join(thisBuild.folder, 'dist/web'), join(unfinished, 'dist/web'));
  // Its language models are its own; it trains them at its first start.
  await build({
    entryPoints: { cli: join(unfinished, 'src/cli/index.ts') },
    absWorkingDir: unfinished,
    outdir: join(unfinished, 'dist'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'error',
  });
  renameSync(unfinished, folder);
}

function git(...args: string[]): string | undefined {
  const done = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return done.status === 0 ? done.stdout.trim() : undefined;
}

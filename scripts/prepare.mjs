// Brings a checkout into a state in which Peakdesk runs: packages as in the lock file, builds as new as their sources.
// Plain Node without packages, because it runs before there are any.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Installs and builds what is missing or stale; `say` gets a line for each step that takes a while. */
export async function prepare(say = (line) => console.error(line)) {
  checkNode();
  installPackages(say);
  await build(say);
}

function checkNode() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) fail(`Peakdesk needs Node.js 20 or newer; this is ${process.versions.node}.`);
}

/** `npm ci` if node_modules does not belong to the lock file. Install scripts of packages are not needed and not run. */
export function installPackages(say) {
  const stamp = join(root, 'node_modules', '.peakdesk-lock');
  const lock = hash([join(root, 'package-lock.json')]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('Installing packages …');
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) fail('The packages could not be installed (see above). Is the npm registry reachable?');
  writeFileSync(stamp, lock);
}

/** The parts that are built, each with the folders that it is made of. */
const parts = [
  { name: 'server', sources: ['src', 'scripts/build.mjs', 'package-lock.json'] },
  {
    name: 'workspace',
    sources: ['web', 'src/server/protocol', 'src/conversations/types.ts', 'scripts/build.mjs', 'package-lock.json'],
  },
  {
    name: 'widget',
    sources: ['web/widget', 'web/demo', 'web/api', 'web/ui/tokens.css', 'scripts/build.mjs', 'package-lock.json'],
  },
  { name: 'models', sources: ['src/understanding'] },
];

async function build(say) {
  const stale = parts.filter((part) => !isFresh(part));
  if (stale.length === 0) return;
  say(`Building ${stale.map((part) => part.name).join(', ')} …`);
  const { buildPart } = await import('./build.mjs');
  for (const part of stale) {
    await buildPart(part.name);
    writeFileSync(stampOf(part), hash(part.sources.map((source) => join(root, source))));
  }
}

function isFresh(part) {
  const stamp = stampOf(part);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash(part.sources.map((source) => join(root, source)));
}

function stampOf(part) {
  const folder = join(root, 'dist');
  mkdirSync(folder, { recursive: true });
  return join(folder, `.built-${part.name}`);
}

/** Hash over names and contents of all files below; tests and fixtures do not count. */
function hash(paths) {
  const sum = createHash('sha256');
  for (const path of paths)
    for (const file of filesBelow(path)) sum.update(file.slice(root.length)).update(readFileSync(file));
  return sum.digest('hex');
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return /\.test\.tsx?$/.test(path) ? [] : [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/** Forgets what was built, so that the next start builds everything. */
export function forgetBuilds() {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

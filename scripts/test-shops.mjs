// `npm run test:shops`: real servers of other people's shop software, installed from their npm packages beside the tests, started,
// filled over their own APIs, and served by Peakdesk. A shop that cannot be installed or started is a failure.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages, root } from './prepare.mjs';

const shops = ['vendure', 'medusa'];
const say = (line) => console.log(line);

installPackages(say);
for (const shop of shops) installShop(shop);
const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'shops', ...process.argv.slice(2)];
const done = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
process.exitCode = done.status ?? 1;

/** `npm ci` in the shop's own folder, unless it has just what the lock file says. */
function installShop(shop) {
  const folder = join(root, 'test/real-shops', shop);
  const stamp = join(folder, 'node_modules', '.peakdesk-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say(`Installing the shop ${shop} …`);
  const startedAt = Date.now();
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error(`The shop ${shop} could not be installed (see above), so nothing was tested with it.`);
    process.exit(1);
  }
  writeFileSync(stamp, lock);
  say(`Installed the shop ${shop} in ${((Date.now() - startedAt) / 1000).toFixed(0)} s.`);
}

// `npm run test:cluster`: several real nodes on one PostgreSQL and a nats-server, and what must hold while each of them fails.
import { spawnSync } from 'node:child_process';
import { prepareBroker } from './broker.mjs';
import { prepare, root } from './prepare.mjs';
import { onSmallDisk } from './small-disk.mjs';

const say = (line) => console.log(line);

await prepare(say);
const tests = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'cluster', ...process.argv.slice(2)];
const { command, env } = onSmallDisk([process.execPath, ...tests]);
const done = spawnSync(command[0], command.slice(1), {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...prepareBroker(say), ...env },
});
process.exitCode = done.status ?? 1;

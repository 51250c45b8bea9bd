// `npm run test:cluster`: several real nodes on one PostgreSQL and a nats-server, and what must hold while each of them fails.
import { spawnSync } from 'node:child_process';
import { prepareBroker } from './broker.mjs';
import { prepare, root } from './prepare.mjs';

const say = (line) => console.log(line);

await prepare(say);
const done = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'cluster', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ...prepareBroker(say) } },
);
process.exitCode = done.status ?? 1;

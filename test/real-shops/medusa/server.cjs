// A real Medusa shop on the database of DATABASE_URL, for `npm run test:shops`. Prints one line of JSON when it can be used.
const { spawn, spawnSync } = require('node:child_process');
const { createServer } = require('node:net');

const command = [require.resolve('@medusajs/cli/cli.js')];
const env = { ...process.env, MEDUSA_DISABLE_TELEMETRY: 'true', NODE_ENV: 'production', LOG_LEVEL: 'error' };

/** Runs one command of Medusa to its end; what it said is told where it failed. */
function run(...args) {
  const done = spawnSync(process.execPath, [...command, ...args], { cwd: __dirname, env, encoding: 'utf8' });
  if (done.status === 0) return;
  throw new Error(
    `medusa ${args[0]} failed (${done.status}):\n${done.stdout.slice(-2000)}\n${done.stderr.slice(-2000)}`,
  );
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function start() {
  run('db:migrate', '--execute-all-links');
  run('user', '-e', env.SHOP_OWNER, '-p', env.SHOP_PASSWORD);
  const port = await freePort();
  const shop = spawn(process.execPath, [...command, 'start', '-p', String(port)], {
    cwd: __dirname,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => shop.kill('SIGKILL'));
  shop.once('exit', (code) => process.exit(code ?? 0));
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    const isUp = await fetch(`${url}/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  process.stdout.write(`${JSON.stringify({ url })}\n`);
}

start().catch((error) => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});

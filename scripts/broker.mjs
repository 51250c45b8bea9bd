// Finds a nats-server for the tests of several nodes, or brings the package of the system into .cache/.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './prepare.mjs';

const cache = join(root, '.cache/nats-server');

/** Environment for the tests: PEAKDESK_TEST_NATS_SERVER. Throws and says what to install where there is none. */
export function prepareBroker(say) {
  const program = installed() ?? brought(say);
  if (program) return { PEAKDESK_TEST_NATS_SERVER: program };
  throw new Error(
    [
      'The tests of several nodes need a nats-server, and there is none on this machine.',
      '  Debian, Ubuntu:  apt-get install nats-server',
      '  macOS:           brew install nats-server',
      '  others:          https://github.com/nats-io/nats-server/releases, then put it into the PATH',
    ].join('\n'),
  );
}

function installed() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/usr/local/bin'];
  return [process.env.PEAKDESK_TEST_NATS_SERVER, ...folders.map((folder) => join(folder, 'nats-server'))].find(
    (path) => path && existsSync(path),
  );
}

/** The package's files without installing them: no service is started, no right of an administrator is needed. */
function brought(say) {
  const program = join(cache, 'usr/sbin/nats-server');
  if (existsSync(program)) return program;
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return undefined;
  say('Bringing nats-server from the packages of the system …');
  mkdirSync(cache, { recursive: true });
  const download = () => spawnSync('apt-get', ['download', 'nats-server'], { cwd: cache, stdio: ['ignore', 2, 2] });
  if (download().status !== 0) {
    spawnSync('apt-get', ['update'], { stdio: ['ignore', 2, 2] });
    if (download().status !== 0) return undefined;
  }
  const [archive] = readdirSync(cache).filter((name) => name.endsWith('.deb'));
  if (!archive || spawnSync('dpkg', ['-x', join(cache, archive), cache]).status !== 0) return undefined;
  return existsSync(program) ? program : undefined;
}

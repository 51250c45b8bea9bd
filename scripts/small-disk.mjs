import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Room of the disk that the tests fill up. */
const size = '700m';

/**
 * The command with a small disk of its own to fill, for those who may not mount one: root mounts it where it is needed, anybody else gets
 * it in a mount namespace of the command's, where the kernel lets users make such (`unshare`). Inside, the command is the same user as
 * outside, since PostgreSQL does not run as root. Without either the command stays as it is, and the test says that it did not run.
 */
export function onSmallDisk(command) {
  if (process.platform !== 'linux' || process.getuid?.() === 0) return { command, env: {} };
  const disk = mkdtempSync(join(tmpdir(), 'peakdesk-small-disk-'));
  const inside = (given) => [
    'unshare',
    '--map-root-user',
    '--mount',
    'sh',
    '-c',
    `mount -t tmpfs -o size=${size} tmpfs "$1" && shift && exec "$@"`,
    'sh',
    disk,
    'unshare',
    '--user',
    `--map-user=${process.getuid()}`,
    `--map-group=${process.getgid()}`,
    ...given,
  ];
  const [program, ...given] = inside(['true']);
  if (spawnSync(program, given, { stdio: 'ignore' }).status !== 0) return { command, env: {} };
  return { command: inside(command), env: { PEAKDESK_TEST_SMALL_DISK: disk } };
}

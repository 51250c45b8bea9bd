import { spawn } from 'node:child_process';

/**
 * Leaves a small shell behind that stops the server when no process that uses it lives any more: the last one may have
 * been killed without a chance to do it. It ends with the server.
 */
export function startWatchdog(parts: { pid: number; usersFolder: string; lock: string }): void {
  const child = spawn(
    'sh',
    ['-c', script, 'peakdesk-database-watchdog', String(parts.pid), parts.usersFolder, parts.lock],
    {
      cwd: '/',
      detached: true,
      stdio: 'ignore',
    },
  );
  child.on('error', () => {});
  child.unref();
}

const script = `
server=$1; users=$2; lock=$3
lives() { if [ -d /proc/self ]; then [ -d "/proc/$1" ]; else kill -0 "$1" 2>/dev/null; fi; }
in_use() {
  for file in "$users"/*; do
    name=\${file##*/}
    lives "\${name%%-*}" && return 0
  done
  return 1
}
while lives "$server"; do
  if ! in_use && mkdir "$lock" 2>/dev/null; then
    in_use || kill -INT "$server"
    rmdir "$lock"
  fi
  sleep 3
done
`;

// `npm test`: everything that must hold, in the order in which it fails fastest. Stops at the first step that fails.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepareBrowser } from './browser.mjs';
import { prepare, root } from './prepare.mjs';

const say = (line) => console.log(line);
const results = { passed: 0, failed: 0 };
const reports = join(root, '.cache/test-reports');

await prepare(say);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
runStep('Types', ['node_modules/typescript/bin/tsc', '--noEmit']);
runStep('Lint and format', ['node_modules/@biomejs/biome/bin/biome', 'ci', '--diagnostic-level=warn', '.']);
runVitest('Unit, contract, walk and boundary tests', 'unit', {});
runVitest('Browser tests', 'browser', await prepareBrowser(say));
finish();

function runStep(name, args, env = {}) {
  say(`\n== ${name}`);
  const startedAt = Date.now();
  const done = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  say(`== ${name}: ${done.status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
  results[done.status === 0 ? 'passed' : 'failed'] += 1;
  return done.status === 0;
}

function runVitest(name, project, env) {
  const report = join(reports, `${project}.json`);
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const isOk = runStep(name, args, env);
  if (!existsSync(report)) return;
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  results.passed += numPassedTests;
  results.failed += numFailedTests;
  if (numPendingTests > 0 && isOk) {
    say(`${numPendingTests} tests did not run: that counts as a failure`);
    results.failed += numPendingTests;
  }
}

function finish() {
  say(`\n${results.passed} passed, ${results.failed} failed`);
  process.exitCode = results.failed === 0 ? 0 : 1;
}

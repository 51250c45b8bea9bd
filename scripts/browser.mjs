// Finds a Chromium and Chinese fonts for the browser tests, or brings them from the npm registry into .cache/.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './prepare.mjs';

const tools = join(root, 'test/browser/tools');
const cache = join(root, '.cache/browser');

/** Environment for the browser tests: PEAKDESK_TEST_CHROMIUM and, where needed, FONTCONFIG_FILE. */
export async function prepareBrowser(say) {
  const chromium = systemChromium() ?? (await broughtChromium(say));
  return { PEAKDESK_TEST_CHROMIUM: chromium, ...(hasChineseFont() ? {} : broughtFonts(say)) };
}

const systemPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function systemChromium() {
  return systemPlaces.find((path) => existsSync(path));
}

async function broughtChromium(say) {
  installTools(say);
  const { default: chromium } = await import(
    pathToFileURL(join(tools, 'node_modules/@sparticuz/chromium/build/esm/index.js')).href
  );
  return await chromium.executablePath();
}

function hasChineseFont() {
  if (process.platform !== 'linux') return true;
  const found = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  return found.status === 0 && found.stdout.trim() !== '';
}

/** A fontconfig of our own that knows the brought fonts beside those of the system. */
function broughtFonts(say) {
  installTools(say);
  const family = join(tools, 'node_modules/@expo-google-fonts/noto-sans-sc');
  const folders = ['400Regular', '500Medium', '700Bold']
    .map((weight) => join(family, weight))
    .filter((path) => existsSync(path));
  if (folders.length === 0) throw new Error(`no fonts in ${family}: ${readdirSync(family).join(', ')}`);
  mkdirSync(cache, { recursive: true });
  const file = join(cache, 'fonts.conf');
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>/usr/share/fonts</dir>${folders.map((folder) => `<dir>${folder}</dir>`).join('')}<cachedir>${join(cache, 'fontconfig')}</cachedir>
</fontconfig>`,
  );
  return { FONTCONFIG_FILE: file };
}

function installTools(say) {
  if (existsSync(join(tools, 'node_modules/@sparticuz/chromium'))) return;
  say('Bringing Chromium and fonts for the browser tests …');
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], {
    cwd: tools,
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0)
    throw new Error('Chromium could not be brought from the npm registry, and this machine has none');
}

/**
 * `npm run conformance [-- NAME…]`: installs Debian's resolvers where they are missing, starts each on loopback before a
 * small authority, asks it thousands of times, and records what it did in `recorded/NAME.json`. Needs root, for port 53
 * of 127.0.0.9 and for apt-get.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askerOf } from './asking.mjs';
import { startAuthority } from './authority.mjs';
import { measure } from './measuring.mjs';
import { programs } from './programs/index.mjs';

const AUTHORITY = '127.0.0.9';
const RESOLVER = '127.0.0.1';
const PORT = 5300;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => programs.every((program) => program.name !== name));
if (unknown.length > 0) {
  process.stderr.write(
    `no program is called ${unknown.join(', ')} among ${programs.map((p) => p.name).join(', ')}\n`,
  );
  process.exit(2);
}
const chosen = programs.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const recorded = new URL('recorded/', import.meta.url);
mkdirSync(recorded, { recursive: true });
for (const program of chosen) {
  install(program.package);
  const began = performance.now();
  process.stdout.write(`${program.name} ${versionOf(program.package)} … `);
  const seen = await measured(program);
  const record = {
    program: program.name,
    package: program.package,
    version: versionOf(program.package),
    profile: program.profile,
    ...seen,
  };
  writeFileSync(new URL(`${program.name}.json`, recorded), `${written(record)}\n`);
  process.stdout.write(`${Math.round((performance.now() - began) / 1000)} s\n`);
}

function install(name) {
  if (versionOf(name) !== '') return;
  const { status } = spawnSync('apt-get', ['install', '-y', '--no-install-recommends', name], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) {
    process.stderr.write(`${name} could not be installed\n`);
    process.exit(1);
  }
}

/** Empty where it is not installed. */
function versionOf(name) {
  const { stdout } = spawnSync('dpkg-query', ['-s', name], { encoding: 'utf8' });
  if (!/^Status: .* installed$/m.test(stdout)) return '';
  return stdout.match(/^Version: (.*)$/m)?.[1] ?? '';
}

async function measured(program) {
  const dir = mkdtempSync(join(tmpdir(), 'conformance-'));
  const path = join(dir, program.file);
  writeFileSync(path, program.config({ address: RESOLVER, port: PORT, authority: AUTHORITY, dir }));
  const [command, ...options] = program.command(path, dir);
  const log = [];
  const child = spawn(command, options, { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => log.push(data));
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const authority = await startAuthority(AUTHORITY);
  const asker = askerOf({ address: RESOLVER, port: PORT });
  try {
    await ready(asker, log);
    return await measure(asker, authority);
  } finally {
    asker.close();
    authority.close();
    child.kill();
    await gone;
    rmSync(dir, { recursive: true, force: true });
  }
}

async function ready({ ask }, log) {
  for (let i = 0; i < 40; i++) {
    const answer = await Promise.race([
      ask('ready-n1.skew'),
      new Promise((resolve) => setTimeout(resolve, 250, null)),
    ]);
    if (answer?.code === 'NOERROR') return;
  }
  throw new Error(`it does not answer:\n${log.join('')}`);
}

/** A line for each leaf list of plain values, so that a change shows as a change of lines. */
function written(value, indent = '') {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const flat = JSON.stringify(value);
  if (flat.length <= 120) return flat;
  const inner = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((item) => `${inner}${written(item, inner)}`)
    : Object.entries(value).map(
        ([key, item]) => `${inner}${JSON.stringify(key)}: ${written(item, inner)}`,
      );
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${items.join(',\n')}\n${indent}${close}`;
}

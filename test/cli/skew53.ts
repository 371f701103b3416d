/** Starts the built command line as a user does. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('../../dist/main.mjs', import.meta.url));
/** A terminal of ours must not decide what a test sees. */
const ENV = { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8' };

interface Started {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function skew53(
  args: readonly string[],
  { cwd, input = '', env = {} }: Started = {},
): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd,
    input,
    env: { ...ENV, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, stdout, stderr };
}

export function start(args: readonly string[], cwd: string): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: ENV,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** A folder that is gone after the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'skew53-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A folder with a small scenario in it, `small.yaml`. */
export function folderWithScenario(changes: Readonly<Record<string, string>> = {}): string {
  const path = folder();
  writeFileSync(join(path, 'small.yaml'), scenario(changes));
  return path;
}

/** Three backends for a minute; changes replace top-level keys. */
export function scenario(changes: Readonly<Record<string, string>> = {}): string {
  const keys = {
    version: '1',
    name: 'small',
    duration: '1m',
    replications: '2',
    zone: `
  name: example.com
  records:
    - { name: app, type: A, routing: multivalue, ttl: 10, setIdentifier: web-1, value: 192.0.2.1 }
    - { name: app, type: A, routing: multivalue, ttl: 10, setIdentifier: web-2, value: 192.0.2.2 }`,
    resolvers: '[{ name: isp, profile: ideal, count: 5 }]',
    clients:
      '[{ name: users, profile: ideal-random, resolvers: isp, lookup: app.example.com, arrivals: { poisson: 100/s } }]',
    backends: '[{ name: web-1, address: 192.0.2.1 }, { name: web-2, address: 192.0.2.2 }]',
    ...changes,
  };
  return Object.entries(keys)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

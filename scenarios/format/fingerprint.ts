import { createHash } from 'node:crypto';
import type { Scenario } from '../../sim/scenario.ts';

/** SHA-256 (hex) of a scenario without its description: the same for any order of keys and any way of writing. */
export function fingerprint({ description: _, ...scenario }: Scenario): string {
  return createHash('sha256').update(canonicalJson(scenario)).digest('hex');
}

/** JSON with sorted keys; infinities, which JSON lacks, as words. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'number' && !Number.isFinite(inner)) return String(inner);
    if (ArrayBuffer.isView(inner)) return digestOf(inner);
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Columns of numbers may be long. */
function digestOf({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return createHash('sha256')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex');
}

/** The same object, it and everything in it made read-only, but for columns of numbers, which cannot be. */
export function frozen<T>(value: T): T {
  if (ArrayBuffer.isView(value)) return value;
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

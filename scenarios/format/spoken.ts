import { quoted } from './printable.ts';
import type { Place } from './source.ts';

/** A key in the words of the text it was read from: `"HealthCheckId"` in an import, `"healthCheck"` in YAML. */
export function spoken(key: string, { source, start, end }: Place): string {
  const written = /^"([^"\\]*)"$/.exec(source.text.slice(start, Math.min(end, start + 200)))?.[1];
  return quoted(written ?? key);
}

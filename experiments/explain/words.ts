/** Small pieces of sentences. */
import type { ResolverGroup } from '../../sim/scenario.ts';

/** 20000 → `20,000`; 0.5 → `0.5`. */
export function amount(value: number): string {
  const [whole = '', part] = String(Number(value.toPrecision(6))).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return part === undefined ? grouped : `${grouped}.${part}`;
}

/** `1 backend`, `3 backends`. */
export function several(count: number, one: string, many = `${one}s`): string {
  return `${amount(count)} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`; of more than five the first three and how many are left. */
export function listing(items: readonly string[]): string {
  if (items.length > 5) return `${items.slice(0, 3).join(', ')} and ${items.length - 3} more`;
  const last = items[items.length - 1] ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** 90 → `90 s`; Infinity → `for ever`. */
export function time(seconds: number): string {
  if (seconds === Number.POSITIVE_INFINITY) return 'for ever';
  return seconds > 0 && seconds < 1 ? `${amount(seconds * 1000)} ms` : `${amount(seconds)} s`;
}

/** 0.123456 → `12.35 %`. */
export function percent(part: number): string {
  return `${Number((100 * part).toPrecision(4))} %`;
}

/** Whom a resolver group asks: `vpc`, `coredns for cluster.local, the authority for the rest`. */
export function routeWords({
  upstream,
  upstreamBySuffix = [],
}: Pick<ResolverGroup, 'upstream' | 'upstreamBySuffix'>): string {
  const called = (name: string | null) => name ?? 'the authority';
  if (upstreamBySuffix.length === 0) return called(upstream);
  const routes = upstreamBySuffix.map((route) => `${called(route.upstream)} for ${route.suffix}`);
  return listing([...routes, `${called(upstream)} for the rest`]);
}

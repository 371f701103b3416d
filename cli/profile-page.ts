/** What is known of one profile: each value, how well it is known, its source, and what is not known. */
import { facts } from '../reports/text/facts.ts';
import { table } from '../reports/text/table.ts';
import type { Evidence } from '../sim/profile.ts';
import type { Listed } from './catalogue.ts';

export const EVIDENCE: Readonly<Record<Evidence, string>> = {
  D: 'documented',
  S: 'read in source',
  E: 'measured',
  I: 'inferred',
  A: 'assumed',
  C: 'control',
};

/** Evidence that a run lists among its assumptions. */
const DOUBTFUL: readonly Evidence[] = ['A', 'I'];

export function pageData({ kind, plugin, profile }: Listed) {
  const { name, summary, needsRequests = null } = plugin;
  if (!profile) return { name, kind, summary, needsRequests };
  const fields = Object.entries(profile.fields).map(([field, { value, evidence, source }]) => [
    field,
    { value, evidence: EVIDENCE[evidence], source },
  ]);
  return {
    name,
    kind,
    summary,
    fields: Object.fromEntries(fields),
    asIdeal: asIdeal(profile),
    assumed: doubtful(profile),
  };
}

export function pageText({ plugin, profile }: Listed, width: number): string {
  const { name, summary, needsRequests } = plugin;
  const title = `${name}: ${summary}`;
  if (!profile)
    return needsRequests === undefined
      ? title
      : `${title}\n\nneeds every request: ${needsRequests}`;
  const rows = valuesOf(profile);
  const values =
    rows.length === 0
      ? []
      : [
          table(
            [{ title: 'field' }, { title: 'value' }, { title: 'known' }, { title: 'source' }],
            rows,
          ),
          '',
        ];
  const rest = asIdeal(profile);
  const assumed = doubtful(profile);
  return [
    title,
    '',
    ...values,
    ...(rest.length > 0 ? [facts('as ideal', rest, width)] : []),
    facts('uncertain', assumed.length > 0 ? assumed : ['nothing'], width),
  ].join('\n');
}

/** Field, value as a scenario writes it, how it is known, where it stands. */
export function valuesOf({ fields }: Pick<NonNullable<Listed['profile']>, 'fields'>): string[][] {
  return Object.entries(fields).map(([field, { value, evidence, source }]) => [
    field,
    written(value),
    EVIDENCE[evidence],
    source,
  ]);
}

/** Fields that the profile leaves as a plain implementation would have them. */
function asIdeal({ fields, all }: NonNullable<Listed['profile']>): string[] {
  return all.filter((field) => !(field in fields));
}

function doubtful({ fields }: NonNullable<Listed['profile']>): string[] {
  return Object.keys(fields).filter((field) => {
    const evidence = fields[field]?.evidence;
    return evidence !== undefined && DOUBTFUL.includes(evidence);
  });
}

/** As a scenario writes it, on one line. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const pairs = Object.entries(value).map(([key, inner]) => `${key}: ${written(inner)}`);
  return `{ ${pairs.join(', ')} }`;
}

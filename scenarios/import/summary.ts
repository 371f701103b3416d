/** What imported files hold, in numbers. */
import type { FilesRead } from '../format/import-files.ts';
import { child, type Tree, textOf } from '../format/tree.ts';
import type { Finding } from './foreign-format.ts';

type Counts = Readonly<Record<string, number>>;

export interface Summary {
  readonly lines: readonly string[];
  readonly data: {
    readonly files: FilesRead['kinds'];
    readonly zone: string | null;
    readonly recordSets: {
      readonly total: number;
      readonly byPolicy: Counts;
      readonly byType: Counts;
    };
    readonly healthChecks: { readonly total: number; readonly byType: Counts };
    readonly cidrCollections: number;
  };
}

export function summaryOf({ kinds, findings, zone }: FilesRead): Summary {
  const records = findings.flatMap((finding) =>
    finding.kind === 'record' ? [finding.record] : [],
  );
  const checks = findings.flatMap((finding) =>
    finding.kind === 'healthCheck' ? [finding.check] : [],
  );
  const collections = findings.filter(({ kind }: Finding) => kind === 'cidrCollection').length;
  const byPolicy = counts(records, (record) => textOf(child(record, 'routing')) ?? 'simple');
  const byType = counts(records, (record) => textOf(child(record, 'type')) ?? 'no type');
  const checkTypes = counts(checks, kindOfCheck);
  const data = {
    files: kinds,
    zone,
    recordSets: { total: records.length, byPolicy, byType },
    healthChecks: { total: checks.length, byType: checkTypes },
    cidrCollections: collections,
  };
  const lines = [
    ...kinds.map((file) => `${file.file}: ${file.kinds.join(', ') || 'not recognised'}`),
    `zone ${zone ?? 'not known'}`,
    `  record sets ${records.length}${listed(byPolicy)}`,
    ...(records.length > 0 ? [`  of types ${inWords(byType)}`] : []),
    `  health checks ${checks.length}${listed(checkTypes)}`,
    ...(collections > 0 ? [`  collections of address blocks ${collections}`] : []),
  ];
  return { lines, data };
}

function kindOfCheck(check: Tree): string {
  if (child(check, 'calculated')) return 'calculated';
  return textOf(child(check, 'type')) ?? 'from elsewhere';
}

function counts(trees: readonly Tree[], keyOf: (tree: Tree) => string): Counts {
  const found = new Map<string, number>();
  for (const tree of trees) {
    const key = keyOf(tree);
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return Object.fromEntries([...found].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

const inWords = (of: Counts) =>
  Object.entries(of)
    .map(([key, count]) => `${key} ${count}`)
    .join(', ');

function listed(of: Counts): string {
  return Object.keys(of).length === 0 ? '' : `: ${inWords(of)}`;
}

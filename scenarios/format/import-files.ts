/** Files of others, on their own: what is in them, and a scenario around it that runs as it is. */
import type { Note, Study } from '../../experiments/study.ts';
import { documentsIn } from '../import/findings.ts';
import type { Finding, ForeignFormat } from '../import/foreign-format.ts';
import { type Around, scenarioAround } from '../import/scenario-around.ts';
import { zoneFrom, zonesTold } from './imports.ts';
import { canonical } from './names.ts';
import { noteAt } from './note.ts';
import { studyOf, withoutIdle } from './parse.ts';
import { quoted } from './printable.ts';
import { type Problem, Problems } from './problem.ts';
import { Reader } from './reader.ts';
import { type Place, Source } from './source.ts';
import {
  child,
  type Entry,
  itemsOf,
  list,
  type Mapping,
  mapping,
  scalar,
  textOf,
  treeOf,
} from './tree.ts';

export interface FileText {
  readonly file: string;
  readonly text: string;
}

export interface FilesRead {
  /** By file, the names of the formats that it is of. */
  readonly kinds: readonly { readonly file: string; readonly kinds: readonly string[] }[];
  readonly findings: readonly Finding[];
  /** Null where nothing tells it, or several are told. */
  readonly zone: string | null;
  /** In their order: by file, then by position. */
  readonly problems: readonly Problem[];
  readonly notes: readonly Note[];
  /** What the files hold, in a scenario; null where there are problems. */
  readonly made: {
    readonly scenario: Mapping;
    readonly around: Around;
    readonly study: Study;
  } | null;
}

/**
 * @param zone the zone to take; needed where the files tell none, or several
 * @param formats those that the files may be of
 */
export function readFiles(
  files: readonly FileText[],
  {
    zone,
    formats,
  }: { readonly zone?: string | undefined; readonly formats: readonly ForeignFormat[] },
): FilesRead {
  const problems = new Problems();
  const notes: Note[] = [];
  const sources = files.map(({ file, text }) => new Source(file, text.replace(/^\uFEFF/, '')));
  const report = {
    problems,
    zone: canonical(zone ?? ''),
    note: (place: Place, text: string) => void notes.push(noteAt(place, text)),
  };
  const read = sources.map((source) => documentsIn(source, report, formats));
  const findings = read.flatMap((document) => document.findings);
  const told = zonesTold(findings);
  const name = zone === undefined ? told.map((own) => textOf(own) ?? '') : [canonical(zone)];
  const whole = { source: sources[0] as Source, start: 0, end: 1 };
  if (problems.count === 0 && name.length !== 1)
    problems.add(
      told[1]?.place ?? whole,
      name.length > 1
        ? `the zones ${name.join(', ')} are in these files; choose one, as with --zone ${name[0]}`
        : 'nothing tells the name of the zone; give it, as with --zone example.com',
    );
  const kinds = read.map((document, i) => ({ file: files[i]?.file ?? '', kinds: document.kinds }));
  const made = () => {
    const [only] = name;
    if (problems.count > 0 || name.length !== 1 || only === undefined) return null;
    const surroundings = { reader: new Reader(undefined), problems, notes };
    const key = { key: whole, value: scalar(whole, null) };
    const bare = mapping(whole, [['name', { key: whole, value: scalar(whole, only) }]]);
    const own = zoneFrom(bare, findings, key, surroundings);
    const around = scenarioAround(own, only);
    noteAssigned(own, around.assigned, notes);
    const entries = new Map<string, Entry>((treeOf(around.scenario, whole) as Mapping).entries);
    entries.set('zone', { key: whole, value: withAssigned(own, around.assigned) });
    const imported = { tree: mapping(whole, entries), sources: new Set(sources) };
    const scenario = withoutIdle(imported, surroundings);
    const study = studyOf(scenario, surroundings);
    return study && scenario.kind === 'mapping' && problems.count === 0
      ? { scenario, around, study }
      : null;
  };
  const result = made();
  return {
    kinds,
    findings,
    zone: name.length === 1 ? (name[0] ?? null) : null,
    problems: problems.sorted(sources),
    notes,
    made: result,
  };
}

/** The zone with backends in place of endpoints that are none of its addresses. */
function withAssigned(zone: Mapping, assigned: Around['assigned']): Mapping {
  const checks = zone.entries.get('healthChecks');
  if (!checks || assigned.size === 0) return zone;
  const items = itemsOf(checks.value).map((check) => {
    const backend = assigned.get(textOf(child(check, 'name')) ?? '');
    const endpoint = check.kind === 'mapping' ? check.entries.get('endpoint') : undefined;
    if (backend === undefined || check.kind !== 'mapping' || !endpoint) return check;
    const entries = new Map(check.entries);
    entries.delete('endpoint');
    const { place } = endpoint.value;
    if (backend !== null) entries.set('backend', { ...endpoint, value: scalar(place, backend) });
    else entries.set('disabled', { ...endpoint, value: scalar(place, true) });
    return mapping(check.place, entries);
  });
  const entries = new Map(zone.entries);
  entries.set('healthChecks', { ...checks, value: list(checks.value.place, items) });
  return mapping(zone.place, entries);
}

function noteAssigned(zone: Mapping, assigned: Around['assigned'], notes: Note[]): void {
  for (const check of itemsOf(child(zone, 'healthChecks'))) {
    const name = textOf(child(check, 'name')) ?? '';
    const endpoint = child(check, 'endpoint');
    const backend = assigned.get(name);
    if (backend === undefined || !endpoint) continue;
    const probes = `the health check ${quoted(name)} probes ${quoted(textOf(endpoint) ?? '')}, which is not one address of the zone`;
    const given =
      backend === null
        ? 'it is disabled, that is healthy throughout; give it a backend'
        : `it is given ${backend}, which a record set that names it answers; give it another if that is wrong`;
    notes.push(noteAt(endpoint.place, `${probes}: ${given}`));
  }
}

/** A foreign text → what is in it, whichever format it is of. */
import type { Problems } from '../format/problem.ts';
import type { Source } from '../format/source.ts';
import { child, type Tree } from '../format/tree.ts';
import { parseYaml } from '../format/yaml.ts';
import { longForm } from './cloudformation/short-tags.ts';
import type {
  DocumentFormat,
  Finding,
  ForeignFormat,
  ImportReport,
  TextFormat,
} from './foreign-format.ts';
import { foreignFormats } from './index.ts';
import { parseJson } from './json.ts';

export interface Documents {
  readonly findings: readonly Finding[];
  /** Names of the formats that the documents of the text are of, each once. */
  readonly kinds: readonly string[];
}

/** @param formats those that the text may be of; all by default */
export function documentsIn(
  source: Source,
  report: ImportReport,
  formats: readonly ForeignFormat[] = foreignFormats,
): Documents {
  const before = report.problems.count;
  const own = formats.find(
    (format): format is TextFormat =>
      format.syntax === 'own' && (formats.length === 1 || format.recognises(source)),
  );
  if (own) return { findings: own.read(source, report), kinds: [own.name] };
  const documents = documentsOf(source, formats, report.problems);
  if (documents.length === 0 && report.problems.count === before)
    report.problems.add({ source, start: 0, end: 1 }, unknown(formats));
  const kinds = new Set<string>();
  const findings = documents.flatMap((document) => {
    const format = formats.find(
      (candidate): candidate is DocumentFormat =>
        candidate.syntax !== 'own' && candidate.recognises(document),
    );
    if (format) {
      kinds.add(format.name);
      return format.read(document, report);
    }
    const { start } = document.place;
    report.problems.add({ source, start, end: start + 1 }, unknown(formats));
    return [];
  });
  noteTruncation(documents.at(-1), report);
  return { findings, kinds: [...kinds] };
}

/** Nothing JSON begins with anything else, but for what is broken beyond telling. */
const JSON_BEGINS = /^\s*(?:[{["/]|$)/;
/** A section of a CloudFormation template, which is the one YAML that is read. */
const YAML_SECTION = /^(?:AWSTemplateFormatVersion|Resources)["']?[ \t]*:/m;

function documentsOf(
  source: Source,
  formats: readonly ForeignFormat[],
  problems: Problems,
): Tree[] {
  const isJson = JSON_BEGINS.test(source.text) || formats.every(({ syntax }) => syntax === 'json');
  if (isJson) return parseJson(source, problems);
  const isYaml =
    formats.some(({ syntax }) => syntax === 'json or yaml') &&
    (formats.length === 1 || YAML_SECTION.test(source.text));
  const document = isYaml && parseYaml(source, { env: null, problems, tagged: longForm });
  return document ? [document] : [];
}

function unknown(formats: readonly ForeignFormat[]): string {
  return `not recognised; expected ${formats.map(({ summary }) => summary.replace(/\.$/, '')).join('; or ')}`;
}

function noteTruncation(last: Tree | undefined, report: ImportReport): void {
  const truncated = child(last, 'IsTruncated') ?? child(last, 'NextToken');
  if (truncated?.kind === 'scalar' && truncated.value)
    report.note(truncated.place, 'this listing is truncated: its later pages are missing');
}

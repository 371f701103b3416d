/** Zone files in the master format (RFC 1035 section 5.1), with `$TTL` (RFC 2308), as BIND and many others write them. */
import type { Source } from '../../format/source.ts';
import type { Finding, ImportReport, TextFormat } from '../foreign-format.ts';
import { entriesOf } from './entries.ts';
import { RecordReader } from './records.ts';

const TYPES = 'SOA|NS|A|AAAA|CNAME|MX|TXT|SRV|PTR|CAA|SPF|NAPTR|DS|TLSA|SSHFP|SVCB|HTTPS';
const DIRECTIVE = /^\$(?:ORIGIN|TTL|INCLUDE|GENERATE)[ \t]/im;
/** Owner or none, TTL and class in any order, type, data. */
const RECORD = new RegExp(
  `^[^\\s;{["']*[ \\t]+(?:\\d\\w*[ \\t]+)?(?:(?:IN|CH|HS)[ \\t]+)?(?:\\d\\w*[ \\t]+)?(?:${TYPES})[ \\t]+[^\\s:]`,
  'im',
);
/** Nothing that begins so is a zone file. */
const OTHERS = /^\s*[{["]/;

export const zoneFile: TextFormat = {
  name: 'zone-file',
  summary: 'a zone file in the master format of RFC 1035, as BIND reads.',
  syntax: 'own',
  recognises: ({ text }) => !OTHERS.test(text) && (DIRECTIVE.test(text) || RECORD.test(text)),
  read(source: Source, report: ImportReport): Finding[] {
    const reader = new RecordReader(report);
    for (const entry of entriesOf(source, report.problems)) reader.take(entry);
    const found = reader.findings();
    if (found.length === 0 && report.problems.count === 0)
      report.problems.add({ source, start: 0, end: 1 }, 'no records are in this zone file');
    return found;
  },
};

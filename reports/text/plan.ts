/** A plan: the value found in a sentence, each value tried with what it failed, and what is traded. */
import type { Planned } from '../../experiments/plan/planned.ts';
import { sentence } from './expectations.ts';
import { inAscii, type TextStyle } from './style.ts';
import { shortPath, sweepReport } from './sweep.ts';
import { table } from './table.ts';

const WORDS = { met: 'meets', failed: 'fails', inconclusive: 'not decided' } as const;

/** @returns lines without a newline at the end */
export function planReport(planned: Planned, style: TextStyle): string {
  const name = shortPath(planned.path, [planned.path]);
  const text = [
    planFinding(planned),
    '',
    table(
      [{ title: name, align: 'right' }, { title: 'verdict' }, { title: 'because' }],
      planned.tried.map(({ value, verdict, expectations }) => [
        value,
        WORDS[verdict],
        expectations
          .filter((one) => one.verdict === verdict && verdict !== 'met')
          .map(sentence)
          .join('; '),
      ]),
    ),
    '',
  ].join('\n');
  return `${style.unicode ? text : inAscii(text)}\n${sweepReport(planned.sweep, style)}`;
}

/** One sentence without a full stop. */
export function planFinding({ path, unit, from, to, finding, sweep }: Planned): string {
  const name = shortPath(path, [path]);
  const range = `from ${from}${unit} to ${to}${unit}`;
  const expected = `what ${sweep.scenario.name} expects`;
  switch (finding.kind) {
    case 'found': {
      const fails =
        finding.fails === null
          ? 'beyond it nothing is decided with so few replications'
          : `${finding.fails}${unit} fails`;
      return `${name} ${finding.value}${unit} is the ${finding.end} ${range} that meets ${expected}; ${fails}`;
    }
    case 'all':
      return `every ${name} tried ${range} meets ${expected}`;
    case 'none':
      return `no ${name} ${range} meets ${expected}`;
    case 'undecided':
      return `whether any ${name} ${range} meets ${expected} is not decided; more replications (-n) would tell`;
    case 'notMonotone':
      return `${expected} is met and not met by turns as ${name} goes ${range} (it changes after ${finding.at.map((value) => `${value}${unit}`).join(', ')}): there is no one limit`;
  }
}

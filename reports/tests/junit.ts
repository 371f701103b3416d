import type { Tested, TestedScenario } from '../../experiments/tested.ts';
import { sentence } from '../text/expectations.ts';
import type { TestReporter } from './reporter.ts';
import { baselineComplaints } from './wording.ts';

/** A suite for each scenario, a case for each expectation and one for the baseline. What is not known is skipped. */
export const junit: TestReporter = {
  name: 'junit',
  summary: 'JUnit XML, for build servers',
  async render({ scenarios, untested }: Tested) {
    const { default: xml } = await import('xmlbuilder');
    const root = xml.create('testsuites', { encoding: 'UTF-8' }).att('name', 'skew53');
    for (const tested of scenarios) {
      const cases = casesOf(tested);
      const suite = root.ele('testsuite', {
        name: tested.result.scenario.name,
        file: tested.file,
        tests: cases.length,
        failures: cases.filter(({ kind }) => kind === 'failure').length,
        skipped: cases.filter(({ kind }) => kind === 'skipped').length,
        time: tested.wallSeconds.toFixed(3),
      });
      for (const { name, kind, message } of cases) {
        const node = suite.ele('testcase', { classname: tested.result.scenario.name, name });
        if (kind !== 'passed') node.ele(kind, { message: printable(message) });
      }
    }
    for (const { file, message } of untested) {
      const suite = root.ele('testsuite', { name: file, tests: 1, errors: 1 });
      const node = suite.ele('testcase', { classname: file, name: 'scenario' });
      node.ele('error', { message: printable(message) });
    }
    return root.end({ pretty: true });
  },
};

interface Case {
  readonly name: string;
  readonly kind: 'passed' | 'failure' | 'skipped';
  readonly message: string;
}

function casesOf(tested: TestedScenario): Case[] {
  const expectations = tested.result.expectations.map((expectation) => ({
    name: expectation.text,
    kind: ({ met: 'passed', failed: 'failure', inconclusive: 'skipped' } as const)[
      expectation.verdict
    ],
    message: sentence(expectation),
  }));
  const complaints = baselineComplaints(tested).join('\n');
  const isDifferent =
    tested.baseline.kind === 'compared' && tested.baseline.judgement.likeness === 'different';
  const kind = complaints === '' ? 'passed' : isDifferent ? 'failure' : 'skipped';
  return [...expectations, { name: 'baseline', kind, message: complaints }];
}

/** XML 1.0 has no place for most control characters, not even escaped. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it takes out
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD');
}

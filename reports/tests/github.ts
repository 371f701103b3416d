import { type Tested, verdictOf } from '../../experiments/tested.ts';
import type { TestReporter } from './reporter.ts';
import { account, complaints, MARKS, tally } from './wording.ts';

/** Workflow commands: what is wrong appears beside the scenario in a pull request. */
export const github: TestReporter = {
  name: 'github',
  summary:
    'annotations for GitHub Actions, and a summary of the step where GITHUB_STEP_SUMMARY says',
  render({ scenarios, untested }) {
    return [
      ...scenarios.flatMap((tested) => {
        const verdict = verdictOf(tested);
        if (verdict === 'passed') return [];
        const level = verdict === 'inconclusive' ? 'warning' : 'error';
        return [
          annotation(
            level,
            tested.file,
            `${verdict}: ${tested.result.scenario.name}`,
            complaints(tested).join('\n'),
          ),
        ];
      }),
      ...untested.map(({ file, message }) => annotation('error', file, 'not run', message)),
      tally(scenarios, untested.length),
    ].join('\n');
  },
};

function annotation(level: 'error' | 'warning', file: string, title: string, text: string): string {
  return `::${level} file=${property(file)},title=${property(title)}::${data(text)}`;
}

/** Escapes of the runner (actions/toolkit, command.ts). */
const data = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** Markdown for the page of the step. */
export function stepSummary({ scenarios, untested }: Tested): string {
  return [
    `### skew53: ${tally(scenarios, untested.length)}`,
    '',
    '| | scenario | |',
    '| --- | --- | --- |',
    ...scenarios.map((tested) => {
      const notes = [account(tested), ...complaints(tested)].map(cell).join('<br>');
      return `| ${MARKS[verdictOf(tested)]} | ${cell(tested.file)} | ${notes} |`;
    }),
    ...untested.map(({ file, message }) => `| ERR | ${cell(file)} | ${cell(message)} |`),
    '',
  ].join('\n');
}

function cell(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('|', '\\|')
    .replaceAll(/\r?\n/g, '<br>');
}

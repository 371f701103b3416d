import type { ExpectationResult } from '../result.ts';
import { asResult, type Verdict } from './verdict.ts';

/**
 * Whether every expectation of the scenario is met; one that is not known yet is no pass.
 *
 * @throws {TypeError} if `received` is no result, or its scenario expects nothing
 */
export function toMeetExpectations(received: unknown): Verdict {
  const { expectations } = asResult(received);
  if (!expectations || expectations.length === 0)
    throw new TypeError('the scenario expects nothing; give it a list `expect`');
  const open = expectations.filter(({ verdict }) => verdict !== 'met');
  const pass = open.length === 0;
  return {
    pass,
    message: () =>
      pass
        ? `expected some of the ${expectations.length} expectations not to be met`
        : [
            `expected all ${expectations.length} expectations to be met; ${open.length} are not`,
            ...open.map((expectation) => `  ${sentence(expectation)}`),
          ].join('\n'),
  };
}

function sentence({
  verdict,
  text,
  measured,
  reason,
  replicationsNeeded,
}: ExpectationResult): string {
  const number = (value: number) => String(Number(value.toPrecision(4)));
  const interval =
    measured?.low == null || measured.high === null
      ? ''
      : ` [${number(measured.low)}, ${number(measured.high)}]`;
  return [
    `${verdict}: ${text}`,
    ...(measured ? [`measured ${number(measured.mean)}${interval}`] : []),
    ...(reason === null ? [] : [reason]),
    ...(replicationsNeeded === null
      ? []
      : [`about ${replicationsNeeded} replications would decide`]),
  ].join('; ');
}

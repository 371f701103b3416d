/** What is expected, as a scenario writes it. */
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../scenarios/format/index.ts';
import { mistakes, sampleAnd } from './sample.ts';

const EVENT = 'events:\n  - { at: 10m, name: shift, set: { name: app, ttl: 5 } }\n';
const expecting = (item: string) => sampleAnd(`${EVENT}expect:\n  - ${item}\n`);
const read = (item: string) => parseScenario(expecting(item), { file: 's.yaml' }).expectations?.[0];

describe('an expectation is read', () => {
  it.each([
    ['{ metric: share, backend: web-1, between: [31%, 36%] }', 'share of web-1', 0.31, 0.36],
    ['{ metric: peak-to-mean, quantile: p99, below: 1.25 }', 'p99 of peak-to-mean', null, 1.25],
    [
      '{ metric: settle, event: shift, to: 99%, below: 90s }',
      'settle after shift to 99 %',
      null,
      90,
    ],
    [
      '{ metric: response-time, quantile: p99, below: 250ms }',
      'p99 of response-time of every backend',
      null,
      0.25,
    ],
    [
      '{ metric: failures, below: 0.5%, from: 20m, until: 25m }',
      'failures from 1200 s until 1500 s',
      null,
      0.005,
    ],
    ['{ metric: authority-queries, below: 40/s }', 'authority-queries', null, 40],
    ['{ metric: hit-ratio, resolver: isp, above: 0.9 }', 'hit-ratio of isp', 0.9, null],
    ['{ metric: made, client: browsers, above: 10 }', 'made of browsers', 10, null],
  ])('%s', (item, what, low, high) => {
    expect(read(item)).toMatchObject({ what, low, high });
  });

  it('of a distribution over windows, of each backend, or of the answers themselves', () => {
    expect(read('{ metric: peak-to-mean, quantile: p99, below: 1.25 }')?.quantity).toMatchObject({
      name: 'window-peak-to-mean',
      part: 'p99',
    });
    expect(read('{ metric: share, below: 40% }')?.quantity).toMatchObject({
      rows: ['web-1', 'web-2', 'web-3'],
    });
    const answers = sampleAnd(
      'expect:\n  - { metric: answer-share, against: weights, test: chi-square, level: 1% }\n',
    );
    expect(parseScenario(answers, { file: 's.yaml' }).expectations?.[0]).toMatchObject({
      quantity: { kind: 'answers' },
      low: 0.01,
    });
  });

  it.each([
    [
      '{ metric: shar, below: 5% }',
      '‹shar› no metric is called "shar"; skew53 schema lists the measures; did you mean "share"?',
    ],
    [
      '{ metric: share, backend: web-9, below: 5% }',
      '‹web-9› no backend is called "web-9"; did you mean "web-1"?',
    ],
    ['{ metric: share }', '‹metric› expected what it should be: below, above or between'],
    [
      '{ metric: share, below: 5%, between: [1%, 2%] }',
      '‹between› between is both limits; remove it, or below and above',
    ],
    ['{ metric: share, between: [3%, 2%] }', '‹[3%, 2%]› the lower limit is above the upper one'],
    ['{ metric: share, below: 90s }', '‹90s› expected a share such as 12% or 0.12; found 90s'],
    [
      '{ metric: settle, event: shift, below: 90s }',
      '‹metric› expected the part of requests that settle goes to: 50%, 90%, 99% or 99.9%',
    ],
    ['{ metric: share, to: 99%, below: 5% }', '‹to› to goes with drain or settle, not with share'],
    [
      '{ metric: hit-ratio, below: 5% }',
      '‹hit-ratio› hit-ratio is measured elsewhere: say resolver or client',
    ],
    [
      '{ metric: gini, backend: web-1, below: 5 }',
      '‹web-1› gini is measured elsewhere: it is of the whole run; remove the name',
    ],
    [
      '{ metric: gini, quantile: p99, below: 5 }',
      '‹quantile› gini is one number, not a distribution; remove quantile',
    ],
    [
      '{ metric: answer-share, level: 1% }',
      '‹answer-share› answer-share cannot be tested: records change during the run',
    ],
    [
      '{ metric: failures, from: 20m, until: 20m1s, below: 1% }',
      '‹20m1s› the measured part of this stretch is 1s, less than a window of 30s; widen it, or set a smaller window',
    ],
  ])('unless it is wrong: %s', (item, said) => {
    expect(mistakes(expecting(item))).toEqual([expect.stringContaining(said)]);
  });

  it('and does not change what is run', () => {
    const plain = parseScenario(sampleAnd(''), { file: 's.yaml' });
    const expectant = parseScenario(sampleAnd('expect: [{ metric: share, below: 50% }]\n'), {
      file: 's.yaml',
    });
    expect(expectant.hash).toBe(plain.hash);
  });
});

import { describe, expect, test } from 'vitest';
import { bar } from '../../reports/text/bar.ts';
import { textReport } from '../../reports/text.ts';
import { sampleChange, sampleCrash } from '../support/sample-events.ts';
import { estimate, sampleResult, unevenShares } from '../support/sample-result.ts';

const style = { width: 100, unicode: true, colour: false };
const failing = sampleResult({
  shares: [0.41, 0.31, 0.28],
  failures: { refused: estimate(500, 10), reset: estimate(5000, 10) },
  assumptions: [
    { about: 'resolver profile unbound', text: 'base is wire: inferred', source: 'somewhere' },
  ],
});

describe('the summary', () => {
  test('says in its first line what was run', () => {
    const [first] = textReport(sampleResult(), style, 'compact').split('\n');
    expect(first).toBe('three-instances   seed 1   10 × 1h   1,080,000 requests a run');
  });

  test('gives each backend its load, share, interval and intended share', () => {
    const row = textReport(failing, style, 'compact')
      .split('\n')
      .find((line) => line.includes('web-1'));
    expect(row).toMatch(/^ {2}web-1 +442,800 +41\.0 % +± 0\.40 % +33\.3 % +█+┃█+$/);
  });

  test('shows how busy servers are, who waits and how long responses take, where there are any', () => {
    const plain = sampleResult({ shares: unevenShares(30) });
    const served = {
      ...plain,
      backends: plain.backends.map((backend, i) => ({
        ...backend,
        utilisation: i === 29 ? null : estimate(0.5 + i / 100, 0.01),
        queueLength: { mean: estimate(3.2, 0.1), max: estimate(54, 2) },
        rejected: estimate(1234, 10),
        responseTime: {
          meanSeconds: estimate(0.05, 0.001),
          p50Seconds: estimate(0.0345, 0.001),
          p95Seconds: null,
          p99Seconds: estimate(0.225, 0.01),
          histogram: [],
        },
      })),
    };
    const lines = textReport(served, style, 'compact').split('\n');
    const from = lines.findIndex((line) => line.startsWith('  server'));
    expect(lines[from + 1]).toMatch(/^ {2}web-29 +78\.0 % +3\.20 +54 +34\.5ms +225ms +1,234$/);
    expect(lines[from + 9]).toBe('  … 21 less busy');
    expect(textReport(served, style, 'full')).toMatch(/web-1 +50\.0 % /);
    expect(textReport(plain, style, 'full')).not.toContain('server');
  });

  test('sets measured skew beside what is expected and what chance alone gives', () => {
    const line = textReport(failing, style, 'compact')
      .split('\n')
      .find((text) => text.startsWith('skew'));
    expect(line).toContain(
      '√CV² 16.7 %   expected 17.5 %   floor 0.14 %   peak-to-mean 1.23 (floor 1.00)',
    );
  });

  test('says why the expected skew is missing', () => {
    const base = sampleResult();
    const whole = {
      ...base.skew.whole,
      expectedCvSquared: null,
      expectedCvSquaredReason: 'deterministic sorting',
    };
    const text = textReport({ ...base, skew: { ...base.skew, whole } }, style, 'compact');
    expect(text).toContain('expected – (deterministic sorting)');
  });

  test('names the reasons of failures, the commonest first, and only when something failed', () => {
    expect(textReport(failing, style, 'compact')).toMatch(
      /failures +0\.51 % of 1,085,500 requests made {3}reset 0\.46 % {3}refused 0\.05 %/,
    );
    expect(textReport(sampleResult(), style, 'compact')).not.toContain('failures');
  });

  test('tells what was begun again, and what had no end, only when there is some', () => {
    const base = sampleResult();
    const totals = {
      ...base.totals,
      retries: estimate(54_000, 100),
      retryAmplification: estimate(1.05, 0.01),
      inFlightEnd: estimate(32_000, 100),
    };
    const text = textReport({ ...base, totals }, style, 'compact');
    expect(text).toMatch(/retries +54,000 {3}1\.05 attempts a request\n/);
    expect(text).toMatch(/unfinished +32,000 requests had no end when the run ended/);
    expect(textReport(base, style, 'compact')).not.toMatch(/retries|unfinished/);
  });

  test('counts the assumptions when short and lists them when full', () => {
    expect(textReport(failing, style, 'compact')).toContain(
      'one value or rule not known for certain',
    );
    expect(textReport(failing, style, 'full')).toContain(
      'resolver profile unbound: base is wire: inferred (somewhere)',
    );
  });

  test('tells each event in a line or two: DNS, the last request, failures, the drain', () => {
    const crashed = sampleResult({ events: [sampleCrash(600)] });
    const text = textReport(crashed, { ...style, width: 100 }, 'compact');
    expect(text).toContain(
      [
        'events      crash web-2 at 10m   left DNS after 1m27s   last request after 2m31s',
        "            11,800 requests failed   99 % drained after 2m30s   survivors' peak 1.06× their share",
      ].join('\n'),
    );
  });

  test('tells what was left of a change that never came to its end', () => {
    const settleSeconds = { p50: estimate(48, 2), p90: null, p99: null, p999: null };
    const stuck = sampleChange(600, {
      settleSeconds,
      censoredAtSeconds: estimate(240, 0),
      plateau: estimate(0.312, 0.01),
    });
    expect(textReport(sampleResult({ events: [stuck] }), style, 'compact')).toMatch(
      /50 % follow it after 48s\s+31\.2 % still follow the old records after 4m/,
    );
  });

  test('counts events beyond the sixth, and tells all when full', () => {
    const events = Array.from({ length: 9 }, (_, i) =>
      sampleChange(60 * i, { name: `change ${i}` }),
    );
    const many = sampleResult({ events });
    expect(textReport(many, style, 'compact')).toContain('… 3 more events: --summary full');
    expect(textReport(many, style, 'full')).toContain('change 8');
  });

  test('counts what was met, and tells what was not, with what would decide', () => {
    const expected = {
      metric: 'share',
      unit: 'share',
      low: null,
      high: 0.36,
      reason: null,
      replicationsNeeded: null,
    } as const;
    const expectations = [
      {
        ...expected,
        text: 'share of web-1 below 36 %',
        verdict: 'met',
        measured: estimate(0.33, 0.01),
      },
      {
        ...expected,
        text: 'share of web-2 below 36 %',
        verdict: 'failed',
        measured: estimate(0.41, 0.004),
      },
      {
        ...expected,
        text: 'share of web-3 below 36 %',
        verdict: 'inconclusive',
        measured: estimate(0.355, 0.01),
        replicationsNeeded: 40,
      },
    ] as const;
    const result = sampleResult({ expectations });
    const text = textReport(result, { ...style, width: 120 }, 'compact');
    expect(text).toContain(
      [
        'expect      1 of 3 met',
        '            failed: share of web-2 below 36 %: 41.0 % ± 0.40 %',
        '            inconclusive: share of web-3 below 36 %: 35.5 % ± 1.00 %, about 40 replications would decide',
      ].join('\n'),
    );
    expect(textReport(result, { ...style, width: 120 }, 'full')).toContain('met: share of web-1');
  });

  test('of one run has no intervals', () => {
    expect(textReport(sampleResult({ replications: 1 }), style, 'compact')).not.toContain('±');
  });

  test('of a run that was stopped says so', () => {
    expect(textReport(sampleResult({ outcome: 'aborted' }), style, 'compact')).toContain(
      'stopped early',
    );
  });

  test('of many backends shows the busiest and the idlest, and all when full', () => {
    const many = sampleResult({ shares: unevenShares(400) });
    const short = textReport(many, style, 'compact').split('\n');
    expect(short.filter((line) => line.includes('web-'))).toHaveLength(12);
    expect(short.some((line) => line.includes('… 388 more'))).toBe(true);
    expect(
      textReport(many, style, 'full')
        .split('\n')
        .filter((line) => /^ {2}web-.*┃/.test(line)),
    ).toHaveLength(400);
  });

  test.each([40, 50, 72, 100, 120])('fits %d columns, or drops what does not', (width) => {
    const lines = textReport(failing, { ...style, width }, 'compact')
      .split('\n')
      .slice(1);
    const table = lines.filter((line) => line.startsWith('  '));
    const others = lines.filter((line) => !line.startsWith('  '));
    expect(Math.max(...others.map((line) => line.length))).toBeLessThanOrEqual(width);
    // The table's numbers are never cut; its bars give way.
    expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(Math.max(width, 52));
  });

  test('is plain ASCII where that is all there is, with its columns still in line', () => {
    const text = textReport(failing, { ...style, unicode: false }, 'full');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is the range that is meant
    expect(text).toMatch(/^[\x00-\x7f]*$/);
    const ends = text
      .split('\n')
      .filter((line) => line.includes('+/-'))
      .map((line) => line.indexOf('33.3 %'));
    expect(new Set(ends).size).toBe(1);
  });

  test('carries colour only when told', () => {
    expect(textReport(failing, style, 'full')).not.toContain('\u001b');
    expect(textReport(failing, { ...style, colour: true }, 'full')).toContain('\u001b[1m');
  });
});

describe('a bar', () => {
  test.each([
    [0.5, null, '█████'],
    [0.55, null, '█████▌'],
    [0, null, ''],
    [1, 0.5, '████┃█████'],
    [0.2, 0.5, '██  ┃'],
  ])('of %d with its stroke at %s is %s', (value, mark, text) =>
    expect(bar(value, mark, 1, 10)).toBe(text),
  );

  test('on a scale of nothing is empty', () => expect(bar(0, 0, 0, 10)).toBe(''));
});

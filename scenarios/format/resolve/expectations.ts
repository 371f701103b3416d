/** Expectations as written → what is to be measured, at which rows, within which limits. */
import type { Expectation, Quantity } from '../../../experiments/study.ts';
import { isRecordEdit } from '../../../sim/authority/record-change.ts';
import { measures } from '../../../sim/metrics/measures/index.ts';
import type { Measure } from '../../../sim/metrics/measures/measure.ts';
import { isMeantBy, type Named, wholeName } from '../../../sim/mixes.ts';
import type { Scenario } from '../../../sim/scenario.ts';
import { quoted } from '../printable.ts';
import type { ExpectationInput } from '../schema/expectations.ts';
import { suggest } from '../suggest.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';
import { limitsOf } from './limits.ts';

/** Keys that say whose number it is, and the rows there are. */
const PLACES = ['backend', 'client', 'resolver', 'event'] as const;
type PlaceName = (typeof PLACES)[number];

/** Parts of requests that have left or arrived, as the names of measures have them. */
const LEVELS: readonly (readonly [number, string])[] = [
  [0.5, 'p50'],
  [0.9, 'p90'],
  [0.99, 'p99'],
  [0.999, 'p999'],
];
const FOLLOWING = ['drain', 'settle'];
/** Keys that only one metric has. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  to: FOLLOWING,
  from: ['failures'],
  until: ['failures'],
  against: ['answer-share'],
  test: ['answer-share'],
  level: ['answer-share'],
};
const SPECIAL = [...FOLLOWING, 'failures', 'answer-share'];

/** Measures that can be expected: of the run, or of something with a name. */
const expectable = measures.filter(
  ({ of, name }) =>
    ['run', ...PLACES].includes(of) &&
    !/^(drain|settle|window)-/.test(name) &&
    name !== 'event-time',
);

interface Desk {
  readonly input: ExpectationInput;
  readonly scenario: Scenario;
  readonly path: Path;
  readonly context: Context;
}

/** @param scenario without mistakes */
export function resolveExpectations(
  inputs: readonly ExpectationInput[],
  scenario: Scenario,
  context: Context,
): Expectation[] {
  return inputs.flatMap((input, i) => {
    const desk = { input, scenario, path: ['expect', i], context };
    if (!isKnown(desk) || !ownKeysFit(desk)) return [];
    const found = input.metric === 'answer-share' ? answersOf(desk) : measuredOf(desk);
    return found ? [found] : [];
  });
}

function isKnown({ input: { metric }, path, context }: Desk): boolean {
  const names = [...new Set([...expectable.map(({ name }) => name), ...SPECIAL])];
  if (names.includes(metric)) return true;
  context.wrong(
    [...path, 'metric'],
    `no metric is called ${quoted(metric)}; skew53 schema lists the measures`,
    suggest(metric, names),
  );
  return false;
}

function ownKeysFit({ input, path, context }: Desk): boolean {
  let fit = true;
  for (const [key, metrics] of Object.entries(OWN)) {
    if (input[key as keyof ExpectationInput] === undefined || metrics.includes(input.metric))
      continue;
    context.wrongKey(
      [...path, key],
      `${key} goes with ${metrics.join(' or ')}, not with ${input.metric}`,
    );
    fit = false;
  }
  return fit;
}

// ---------------------------------------------------------------------------------- answers

function answersOf({ input, scenario, path, context }: Desk): Expectation | null {
  const changing = scenario.events.some(isRecordEdit);
  const checked = scenario.zones.some(({ healthChecks }) => healthChecks.length > 0);
  const obstacle = changing
    ? 'records change during the run'
    : checked && scenario.events.length > 0
      ? 'health changes during the run'
      : scenario.zones.some(({ selection }) => selection === 'sticky')
        ? 'answers are sticky to the asker'
        : scenario.zones.some(({ order }) => order === 'fixed')
          ? 'the order of addresses is fixed'
          : null;
  if (obstacle !== null) {
    context.wrong([...path, 'metric'], `answer-share cannot be tested: ${obstacle}`);
    return null;
  }
  for (const key of [...PLACES, 'quantile', 'below', 'above', 'between'] as const) {
    if (input[key] !== undefined)
      context.wrongKey(
        [...path, key],
        `answer-share is tested against the weights; it has a level, no ${key}`,
      );
  }
  return {
    metric: input.metric,
    what: 'answer share',
    unit: 'share',
    quantity: { kind: 'answers' },
    low: input.level ?? 0.01,
    high: null,
  };
}

// ---------------------------------------------------------------------------------- measures

function measuredOf(desk: Desk): Expectation | null {
  const { input, scenario, path, context } = desk;
  const quantity = input.metric === 'failures' ? failuresOf(desk) : quantityOf(desk);
  if (!quantity) return null;
  const unit = quantity.kind === 'measure' ? unitOf(quantity) : 'share';
  const limits = limitsOf(input, unit, path, context);
  if (!limits) return null;
  const named = PLACES.map((place) => input[place]).find((name) => name !== undefined);
  const part = input.quantile ? `${input.quantile} of ` : '';
  const to = input.to === undefined ? '' : ` to ${Number((100 * input.to).toFixed(1))} %`;
  const every =
    quantity.kind === 'measure' && quantity.rows.length > 1 ? ` of every ${quantity.of}` : '';
  const of = FOLLOWING.includes(input.metric) ? ' after' : ' of';
  const what = `${part}${input.metric}${named === undefined ? every : `${of} ${named}`}${to}${stretch(input, scenario)}`;
  return { metric: input.metric, what, unit, quantity, ...limits };
}

function stretch({ from, until }: ExpectationInput, { duration }: Scenario): string {
  return from === undefined && until === undefined
    ? ''
    : ` from ${from ?? 0} s until ${until ?? duration} s`;
}

function failuresOf({ input, scenario, path, context }: Desk): Quantity | null {
  const { warmup, duration, window } = scenario;
  for (const key of [...PLACES, 'quantile'] as const) {
    if (input[key] !== undefined)
      context.wrongKey([...path, key], `failures are of all requests made; remove ${key}`);
  }
  const from = Math.max(input.from ?? warmup, warmup);
  const until = Math.min(input.until ?? duration, duration);
  // Some window has its middle in the stretch.
  if (until - from >= window || (input.from === undefined && input.until === undefined))
    return { kind: 'failures', from, until };
  context.wrong(
    [...path, input.until === undefined ? 'from' : 'until'],
    `the measured part of this stretch is ${Math.max(0, until - from)}s, less than a window of ${window}s; widen it, or set a smaller window`,
  );
  return null;
}

function quantityOf(desk: Desk): Extract<Quantity, { kind: 'measure' }> | null {
  const measure = FOLLOWING.includes(desk.input.metric) ? followingOf(desk) : measureOf(desk);
  if (!measure) return null;
  const rows = rowsOf(measure, desk);
  const part = desk.input.quantile ?? 'mean';
  return rows && { kind: 'measure', of: measure.of, name: measure.name, rows, part };
}

function followingOf({ input, path, context }: Desk): Measure | null {
  const level = LEVELS.find(([part]) => Math.abs(part - (input.to ?? Number.NaN)) < 1e-9);
  if (level) return measures.find(({ name }) => name === `${input.metric}-${level[1]}`) ?? null;
  context.wrong(
    [...path, 'to'],
    `expected the part of requests that ${input.metric} goes to: 50%, 90%, 99% or 99.9%`,
  );
  return null;
}

/** The measure of that name, of what is named; of the whole run when nothing is. */
function measureOf({ input, path, context }: Desk): Measure | null {
  const { metric, quantile } = input;
  const named = PLACES.filter((place) => input[place] !== undefined);
  if (named.length > 1) {
    context.wrongKey(
      [...path, named[1] as string],
      `${named[0]} is named here already; keep one of them`,
    );
    return null;
  }
  const candidates = expectable.filter(({ name }) => name === metric);
  const places = candidates.map(({ of }) => of);
  const [only] = named;
  const chosen = only
    ? candidates.find(({ of }) => of === only)
    : (candidates.find(({ of }) => of === 'run') ??
      (candidates.length === 1 ? candidates[0] : undefined));
  if (!chosen) {
    const where = places.filter((of) => of !== 'run');
    const way =
      where.length > 0 ? `say ${where.join(' or ')}` : 'it is of the whole run; remove the name';
    context.wrong(
      only ? [...path, only] : [...path, 'metric'],
      `${metric} is measured elsewhere: ${way}`,
    );
    return null;
  }
  if (quantile === undefined || chosen.kind === 'spread') return chosen;
  const spread = measures.find(
    ({ name, kind }) => name === `window-${metric}` && kind === 'spread',
  );
  if (spread && chosen.of === 'run') return spread;
  context.wrongKey(
    [...path, 'quantile'],
    `${metric} is one number, not a distribution; remove quantile`,
  );
  return null;
}

function rowsOf(
  { of }: Measure,
  { input, scenario, path, context }: Desk,
): readonly string[] | null {
  if (of === 'run') return [''];
  const place = of as PlaceName;
  const named = namedOf(place, scenario);
  const names = named.map(({ name }) => name);
  const wanted = input[place];
  // Groups of clients and resolvers have their number as the key of their row.
  const keys = place === 'client' || place === 'resolver' ? names.map((_, i) => String(i)) : names;
  if (wanted === undefined) {
    if (keys.length > 0) return keys;
    context.wrong([...path, 'metric'], `the scenario has no ${place}`);
    return null;
  }
  const meant = keys.filter((_, row) => isMeantBy(named[row] as Named, wanted));
  if (meant.length > 0) return meant;
  const kind = {
    backend: 'backend',
    client: 'client group',
    resolver: 'resolver group',
    event: 'event',
  }[place];
  context.wrong(
    [...path, place],
    `no ${kind} is called ${quoted(wanted)}`,
    suggest(wanted, [...names, ...named.map(wholeName)]),
  );
  return null;
}

function namedOf(
  place: PlaceName,
  { backends, clients, resolvers, events }: Scenario,
): readonly Named[] {
  return { backend: backends, client: clients, resolver: resolvers, event: events }[place];
}

function unitOf({ of, name }: Extract<Quantity, { kind: 'measure' }>): string {
  return (measures.find((one) => one.of === of && one.name === name) as Measure).unit;
}

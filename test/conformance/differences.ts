/** Where a program does otherwise than its profile, and why the profile stays as it is. */

export interface Difference {
  readonly program: string;
  /** What differs: the name of the test. */
  readonly what: string;
  readonly reason: string;
}

export const differences: readonly Difference[] = [
  {
    program: 'bind9',
    what: 'questions at once are all answered, or as many as may wait',
    reason:
      'clients-per-query begins at 10 and grows while more come; the profile lets all wait, and `joinLimit: { start: 10, growth: 5, overflow: drop }` does as BIND where bursts matter.',
  },
  {
    program: 'bind9-cyclic',
    what: 'questions at once are all answered, or as many as may wait',
    reason:
      'clients-per-query begins at 10 and grows while more come; the profile lets all wait, and `joinLimit: { start: 10, growth: 5, overflow: drop }` does as BIND where bursts matter.',
  },
  {
    program: 'bind9-stale',
    what: 'questions at once are all answered, or as many as may wait',
    reason:
      'clients-per-query begins at 10 and grows while more come; the profile lets all wait, and `joinLimit: { start: 10, growth: 5, overflow: drop }` does as BIND where bursts matter.',
  },
  {
    program: 'knot-resolver',
    what: 'the TTLs shown count down',
    reason:
      'It keeps an answer for 5 s at least, and shows what is left of the TTL that came, then 0; here a TTL that is raised is raised for who asks, too.',
  },
  {
    program: 'unbound',
    what: 'questions at once make one upstream',
    reason:
      'Its time-out follows the round trip of some 0.2 ms, so that it asks again after 50 ms of an answer that comes after 300: retries, not questions of those who wait.',
  },
  {
    program: 'unbound-stale',
    what: 'questions at once make one upstream',
    reason:
      'Its time-out follows the round trip of some 0.2 ms, so that it asks again after 50 ms of an answer that comes after 300: retries, not questions of those who wait.',
  },
  {
    program: 'unbound-stale',
    what: 'expired answers are given while the authority is silent, or not',
    reason:
      'Unbound 1.17.1 shows 30 s even of a record that came with 2; later ones, as the profile, no more than came.',
  },
];

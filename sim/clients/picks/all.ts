import type { Pick } from './pick.ts';

export const all: Pick = {
  name: 'all',
  // A client remembers the place after the one used last; a new list resets nothing, and closes what it does not have.
  summary:
    'Every address: one connection to each, and the client’s requests go round those that are open.',
  needsRequests: 'a client’s next address depends on its requests before',
  settled: false,
  takesTurns: true,
  spreads: true,
  place: (count, _stream, turn) => turn % count,
};

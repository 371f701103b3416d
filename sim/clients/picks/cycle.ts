import type { Pick } from './pick.ts';

export const cycle: Pick = {
  name: 'cycle',
  // A client remembers how often it has picked; a new list resets nothing, so it goes on at that place of the new one.
  summary: 'The next address of the list at each connection of the client, round and round.',
  needsRequests: 'a client’s next address depends on its requests before',
  settled: false,
  takesTurns: true,
  place: (count, _stream, turn) => turn % count,
};

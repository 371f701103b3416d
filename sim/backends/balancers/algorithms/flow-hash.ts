import { algorithmPlugin } from './algorithm.ts';
import { ByWeight } from './by-weight.ts';
import { hashOf } from './hash.ts';

const TWO_32 = 4_294_967_296;

/**
 * Every new connection is another flow, for its client's port is another; so the target is as good as drawn, but by
 * no stream, and nodes need not agree on a turn. Who leaves or comes shifts the targets of all later flows.
 */
export const flowHash = algorithmPlugin<null>({
  name: 'flow-hash',
  summary:
    'A hash of addresses, ports and protocol: any target for each connection, each as likely as any other.',
  settings: null,
  layer: 'l4',
  chooser: (_, { salt }) => {
    const parts = new ByWeight();
    return {
      among: (eligible) => parts.among(eligible),
      choose: (_caller, flow) => parts.placeOf(hashOf(flow, salt) / TWO_32),
    };
  },
});

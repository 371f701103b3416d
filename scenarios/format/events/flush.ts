/** Caches that are emptied: `flush: isp`, of resolver groups, client groups, or both. */
import { groupTarget, resolveGroups } from '../group-targets.ts';
import { printedTarget } from '../targets.ts';
import { verb } from './verb.ts';

export const flush = verb({
  name: 'flush',
  summary:
    'Caches of resolver or client groups are emptied at once: restarted resolvers, flushed browsers. Connections stay open.',
  schema: groupTarget,
  target: printedTarget,
  resolve(written, { groups, partsOf, path, context }) {
    const { resolvers, clients } = groups;
    const all = resolvers && clients && new Set([...resolvers, ...clients]);
    const meant = resolveGroups(written, 'resolver or client group', all, path, context);
    return {
      verb: 'flush',
      resolvers: meant.filter((name) => resolvers?.has(name)).flatMap(partsOf),
      clients: meant.filter((name) => clients?.has(name)).flatMap(partsOf),
    };
  },
});

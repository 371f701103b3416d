import { algorithmPlugin } from './algorithm.ts';
import { randomChooser } from './random.ts';

/** The weights are those of anomaly mitigation, which only balancers with this algorithm have. */
export const weightedRandom = algorithmPlugin<null>({
  name: 'weighted-random',
  summary:
    'Any target, one that errs more often than the others less likely until it does no longer (anomaly mitigation).',
  settings: null,
  chooser: (_, surroundings) => randomChooser(surroundings),
});

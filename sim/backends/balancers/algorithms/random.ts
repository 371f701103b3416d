import { type Algorithm, algorithmPlugin, type Chooser, type Surroundings } from './algorithm.ts';
import { ByWeight } from './by-weight.ts';

export const random: Algorithm<unknown> = algorithmPlugin<null>({
  name: 'random',
  summary: 'Any target, each as likely as any other.',
  settings: null,
  chooser: (_, surroundings) => randomChooser(surroundings),
});

/** Draws by weight; one draw for each choice. */
export function randomChooser({ stream }: Pick<Surroundings, 'stream'>): Chooser {
  const parts = new ByWeight();
  return {
    among: (eligible) => parts.among(eligible),
    choose: () => parts.placeOf(stream.uniform()),
  };
}

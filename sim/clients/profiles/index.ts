/** Every client profile; a new one is a file beside this one and a line here. */
import type { Profile } from '../../profile.ts';
import { chromeWindows } from './chrome-windows.ts';
import { idealRandom } from './ideal-random.ts';
import { oneShot } from './one-shot.ts';

export const clientProfiles: readonly Profile[] = [oneShot, idealRandom, chromeWindows];

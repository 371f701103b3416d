/** Every chart; a new one is a file beside this one and a line here. */
import type { Chart } from './chart.ts';
import { load } from './load.ts';
import { peakToMean } from './peak-to-mean.ts';
import { share } from './share.ts';
import { shareOverTime } from './share-over-time.ts';

export const charts: readonly Chart[] = [share, load, shareOverTime, peakToMean];

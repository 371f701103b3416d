/** Every chart; a new one is a file beside this one and a line here. */
import type { Chart } from './chart.ts';
import { drain } from './drain.ts';
import { load } from './load.ts';
import { peakToMean } from './peak-to-mean.ts';
import { responseTime } from './response-time.ts';
import { retryAmplification } from './retry-amplification.ts';
import { share } from './share.ts';
import { shareOverTime } from './share-over-time.ts';
import { survivors } from './survivors.ts';
import { utilisation } from './utilisation.ts';

export const charts: readonly Chart[] = [
  share,
  load,
  shareOverTime,
  peakToMean,
  drain,
  survivors,
  utilisation,
  responseTime,
  retryAmplification,
];

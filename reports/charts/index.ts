/** Every chart; a new one is a file beside this one and a line here. */
import { authorityQueries } from './authority-queries.ts';
import type { Chart } from './chart.ts';
import { drain } from './drain.ts';
import { hiddenLoad } from './hidden-load.ts';
import { hitRatio } from './hit-ratio.ts';
import { load } from './load.ts';
import { lorenz } from './lorenz.ts';
import { peakToMean } from './peak-to-mean.ts';
import { responseTime } from './response-time.ts';
import { retryAmplification } from './retry-amplification.ts';
import { share } from './share.ts';
import { shareOverTime } from './share-over-time.ts';
import { slowResponses } from './slow-responses.ts';
import { survivors } from './survivors.ts';
import { utilisation } from './utilisation.ts';
import { whoCauses } from './who-causes.ts';
import { windowLoads } from './window-loads.ts';

export const charts: readonly Chart[] = [
  share,
  load,
  shareOverTime,
  peakToMean,
  windowLoads,
  lorenz,
  drain,
  survivors,
  utilisation,
  responseTime,
  slowResponses,
  retryAmplification,
  hitRatio,
  authorityQueries,
  hiddenLoad,
  whoCauses,
];

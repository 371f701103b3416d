/** Every topic of predictions; a new one is a file beside this one and a line here. */
import { balancing } from './balancing.ts';
import { bill } from './bill.ts';
import { caching } from './caching.ts';
import { changes } from './changes.ts';
import { failover } from './failover.ts';
import { hiddenLoad } from './hidden-load.ts';
import { queueing } from './queueing.ts';
import { skew } from './skew.ts';
import type { PredictionTopic } from './topic.ts';

export const predictionTopics: readonly PredictionTopic[] = [
  caching,
  hiddenLoad,
  bill,
  skew,
  queueing,
  balancing,
  failover,
  changes,
];

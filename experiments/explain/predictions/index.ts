/** Every topic of predictions; a new one is a file beside this one and a line here. */
import { caching } from './caching.ts';
import { hiddenLoad } from './hidden-load.ts';
import { skew } from './skew.ts';
import type { PredictionTopic } from './topic.ts';

export const predictionTopics: readonly PredictionTopic[] = [caching, hiddenLoad, skew];

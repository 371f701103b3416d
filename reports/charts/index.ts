/** Every chart; a new one is a file beside this one and a line here. */
import type { Chart } from './chart.ts';
import { share } from './share.ts';

export const charts: readonly Chart[] = [share];

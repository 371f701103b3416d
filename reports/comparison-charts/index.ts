/** Every chart of several results; a new one is a file beside this one and a line here. */
import type { ComparisonChart } from './chart.ts';
import { responseTimes } from './response-times.ts';

export const comparisonCharts: readonly ComparisonChart[] = [responseTimes];

/** Every chart of a sweep; a new one is a file beside this one and a line here. */
import type { SweepChart } from './chart.ts';
import { curve } from './curve.ts';
import { heatMap } from './heat-map.ts';

export const sweepCharts: readonly SweepChart[] = [curve, heatMap];

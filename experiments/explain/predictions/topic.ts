import type { Prediction } from '../explanation.ts';
import type { Setting } from '../setting.ts';

/** A group of predictions: one file beside this one, and a line in the list. */
export interface PredictionTopic {
  readonly name: string;
  /** Empty: the topic does not concern the scenario. */
  predict(setting: Setting): readonly Prediction[];
}

import { cv } from '../skew.ts';
import { once, type RatioMeasure } from './measure.ts';
import { ofWhole } from './whole-loads.ts';

export const cvFloor: RatioMeasure = {
  kind: 'ratio',
  name: 'cv-floor',
  summary:
    'CV that chance alone gives: the same requests, each at a backend drawn by intended share.',
  of: 'run',
  unit: 'ratio',
  path: 'skew.whole.floor.cv',
  read: (m) => once(ofWhole(m, 'twin', cv)),
};

import { expect, it } from 'vitest';
import { Intended } from '../../sim/metrics/intended.ts';
import { Recorder } from '../../sim/metrics/recorder.ts';

it('a member of a window is meant to get something during all of it', () => {
  const recorder = new Recorder(0, 20, 10);
  const intended = new Intended(recorder, 2);
  recorder.open();
  intended.become(Float64Array.of(0.5, 0.5), 0);
  recorder.nextWindow();
  intended.become(Float64Array.of(1, 0), 1);
  intended.pass(10);
  recorder.nextWindow();
  intended.become(Float64Array.of(0.5, 0.5), 10);
  intended.pass(20);
  const { byWindow, ofMembers, whole } = intended.means();
  expect([...byWindow]).toEqual([0.95, 0.05, 0.5, 0.5]);
  expect([...ofMembers]).toEqual([0.95, 0, 0.5, 0.5]);
  expect([...whole]).toEqual([0.725, 0.275]);
});

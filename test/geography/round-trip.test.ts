import { describe, expect, it } from 'vitest';
import { awsRegion } from '../../sim/geography/aws-regions.ts';
import { distance, roundTripOver } from '../../sim/geography/distance.ts';
import { placeCalled } from '../../sim/geography/places.ts';
import { roundTrip, routingLatency } from '../../sim/geography/round-trip.ts';
import type { BetweenPlaces, Law, NetworkSpec, Place } from '../../sim/scenario.ts';

const ms = (value: number): Law => ({ name: 'constant', settings: value / 1000 });
const place = (name: string, more: Partial<Place> = {}): Place => ({
  name,
  region: null,
  continent: null,
  country: null,
  subdivision: null,
  coordinates: null,
  ...more,
});
const frankfurt = awsRegion('eu-central-1') as Place;
const virginia = awsRegion('us-east-1') as Place;
const fra = place('fra', { region: 'eu-central-1', coordinates: frankfurt.coordinates });
const lost = place('lost');
const table = (more: Partial<BetweenPlaces<Law>>): NetworkSpec => ({
  places: [fra, lost],
  rtt: { default: null, within: null, pairs: [], ...more },
});
const far = roundTripOver(
  distance(
    awsRegion('eu-central-1')?.coordinates as never,
    awsRegion('us-east-1')?.coordinates as never,
  ),
);

describe('a place', () => {
  it('is the scenario’s own, or an AWS Region by itself, or unknown', () => {
    const network = table({});
    expect(placeCalled(network, 'fra')).toBe(fra);
    expect(placeCalled(network, 'us-east-1')).toBe(virginia);
    expect(placeCalled(network, 'atlantis')).toBeNull();
    expect(placeCalled(network, null)).toBeNull();
  });
});

describe('the round trip between two places', () => {
  it('is the one law there is, wherever they are', () => {
    const network = { places: [], rtt: ms(20) };
    expect(roundTrip(network, null, null)).toEqual(ms(20));
    expect(roundTrip(network, fra, virginia)).toEqual(ms(20));
    expect(roundTrip({ places: [], rtt: null }, fra, virginia)).toBeNull();
  });

  it('is what is stated of them, in either direction, under their own names before their Regions’', () => {
    const network = table({
      default: ms(1),
      pairs: [
        { places: ['eu-central-1', 'us-east-1'], value: ms(90) },
        { places: ['us-east-1', 'fra'], value: ms(95) },
      ],
    });
    expect(roundTrip(network, fra, virginia)).toEqual(ms(95));
    expect(roundTrip(network, virginia, fra)).toEqual(ms(95));
    expect(roundTrip(network, frankfurt, virginia)).toEqual(ms(90));
    expect(roundTrip(network, virginia, frankfurt)).toEqual(ms(90));
  });

  it('is `within` inside one place or Region, unless the pair says otherwise', () => {
    const network = table({ default: ms(50), within: ms(3) });
    expect(roundTrip(network, fra, fra)).toEqual(ms(3));
    expect(roundTrip(network, fra, frankfurt)).toEqual(ms(3));
    expect(roundTrip(network, fra, virginia)).toEqual(ms(50));
    expect(roundTrip(table({ default: ms(50) }), fra, fra)).toEqual(ms(50));
  });

  it('goes by distance where that is the default, and is not modelled without coordinates', () => {
    const network = table({ default: 'distance', within: ms(3) });
    expect(roundTrip(network, fra, virginia)).toEqual({ name: 'constant', settings: far });
    expect(roundTrip(network, fra, frankfurt)).toEqual(ms(3));
    expect(roundTrip(network, lost, virginia)).toBeNull();
    expect(roundTrip(network, null, virginia)).toBeNull();
    expect(roundTrip(table({ default: ms(50) }), null, virginia)).toEqual(ms(50));
  });
});

describe('what Route 53 believes a round trip to be', () => {
  it('is by distance, whatever the same law or the default of all trips', () => {
    expect(routingLatency({ places: [], rtt: null }, fra, virginia)).toBe(far);
    expect(routingLatency({ places: [], rtt: ms(20) }, fra, virginia)).toBe(far);
    expect(routingLatency(table({ default: ms(20) }), fra, virginia)).toBe(far);
    expect(routingLatency(table({}), lost, virginia)).toBeNull();
  });

  it('is the mean of what is stated of two places', () => {
    const slow: Law = { name: 'uniform', settings: [0.1, 0.3] };
    const network = table({
      within: ms(4),
      pairs: [{ places: ['fra', 'us-east-1'], value: slow }],
    });
    expect(routingLatency(network, fra, virginia)).toBeCloseTo(0.2, 12);
    expect(routingLatency(network, fra, frankfurt)).toBe(0.004);
  });

  it('is what routingLatency says before all else', () => {
    const network = {
      ...table({ pairs: [{ places: ['fra', 'us-east-1'], value: ms(90) }] }),
      routingLatency: {
        default: 'distance' as const,
        within: 0.001,
        pairs: [{ places: ['us-east-1', 'eu-central-1'] as const, value: 0.005 }],
      },
    };
    expect(routingLatency(network, fra, virginia)).toBe(0.005);
    expect(routingLatency(network, fra, frankfurt)).toBe(0.001);
    expect(routingLatency(network, virginia, awsRegion('us-west-2') as Place)).toBeGreaterThan(
      0.05,
    );
  });
});

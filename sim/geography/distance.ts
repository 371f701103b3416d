import type { Coordinates } from '../scenario.ts';
import type { Seconds } from '../settings.ts';

/** Mean radius of the Earth, in km (IUGG: R₁ = (2a + b)/3 of the WGS 84 ellipsoid). */
const EARTH_RADIUS = 6371.0088;
const RADIANS = Math.PI / 180;

/**
 * Great-circle distance in km, by the haversine formula (R. W. Sinnott, Virtues of the haversine, Sky and Telescope
 * 68(2), 1984); on the ellipsoid it is off by up to 0.6 %.
 */
export function distance(a: Coordinates, b: Coordinates): number {
  const north = Math.sin(((b.latitude - a.latitude) * RADIANS) / 2);
  const east = Math.sin(((b.longitude - a.longitude) * RADIANS) / 2);
  const h =
    north * north + Math.cos(a.latitude * RADIANS) * Math.cos(b.latitude * RADIANS) * east * east;
  return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(1, h)));
}

/** Light in glass, at a refractive index of 1.5: km per second. */
const SPEED_IN_FIBRE = 200_000;
/** How much longer cables and routes are than the great circle; between well connected sites, assumed. */
export const PATH_STRETCH = 1.5;
/** The equipment at both ends, assumed; a user's last mile is not in it. */
export const FIXED_PART: Seconds = 0.002;

/**
 * The round trip that a distance in km takes: there and back through fibre, on a path longer than the great circle,
 * and a fixed part. Frankfurt to Ashburn, 6,550 km: 100 ms.
 */
export function roundTripOver(km: number): Seconds {
  return FIXED_PART + (2 * km * PATH_STRETCH) / SPEED_IN_FIBRE;
}

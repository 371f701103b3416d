import * as z from 'zod/mini';
import { continents, countries } from '../../geography/continents.ts';
import { DIVIDED, usStates } from '../../geography/us-states.ts';
import type { Place, RecordSpec } from '../../scenario.ts';
import { notSimpleOnly, oneEach, withinQuota } from './api-rules.ts';
import { highest } from './one-record.ts';
import type { RoutingPolicy } from './policy.ts';

/** Every country, and what no other record set is for. */
const DEFAULT = '*';

const geoLocation = z
  .strictObject({
    continentCode: z.optional(
      z.enum(continents, { error: `expected one of ${continents.join(', ')}` }),
    ),
    countryCode: z.optional(
      z.enum([DEFAULT, ...countries], {
        error: 'expected a country of ISO 3166-1 such as DE, or "*" for the default',
      }),
    ),
    subdivisionCode: z.optional(
      z.enum(usStates as [string, ...string[]], {
        error: 'expected a state of the United States such as WA',
      }),
    ),
  })
  .check(
    z.refine(({ continentCode, countryCode }) => (continentCode ?? countryCode) !== undefined, {
      error: 'expected a continentCode or a countryCode, "*" for the default',
    }),
    z.refine(
      ({ continentCode, countryCode, subdivisionCode }) =>
        continentCode === undefined || (countryCode ?? subdivisionCode) === undefined,
      {
        error:
          'expected continentCode alone, or countryCode: together the API refuses them (InvalidInput)',
      },
    ),
    z.refine(
      ({ countryCode, subdivisionCode, continentCode }) =>
        subdivisionCode === undefined || continentCode !== undefined || countryCode === DIVIDED,
      {
        error: `expected countryCode: ${DIVIDED} with a subdivisionCode: Route 53 knows subdivisions of no other country`,
      },
    ),
  );

/** Codes of an area; one of continent and country. */
interface Area {
  readonly continentCode?: string;
  readonly countryCode?: string;
  readonly subdivisionCode?: string;
}

const areaOf = ({ settings }: RecordSpec) => settings.geoLocation as Area;

/**
 * route53.md section 3.5: the record set of the smallest area that the query comes from: state, country, continent,
 * default. What is unhealthy is not in the group, so the next larger area answers; if all that apply are unhealthy,
 * the group is all of them again, and the smallest answers. No area and no default: no answer.
 */
export const geolocation: RoutingPolicy = {
  name: 'geolocation',
  summary:
    'The record set of the smallest area that the query comes from: state, country, continent, default.',
  looksAtOrigin: true,
  billedAs: 'geo',
  fields: { geoLocation },
  hasSetIdentifier: true,
  check: (group) => [
    ...oneEach(
      group,
      'geoLocation',
      'geolocation',
      (record) => `geoLocation=${codes(areaOf(record))}`,
    ),
    ...notSimpleOnly(group, 'geolocation'),
    ...withinQuota(group, 'geolocation', 100),
  ],
  remarks: (group) =>
    group.some((record) => areaOf(record).countryCode === DEFAULT)
      ? []
      : [
          {
            record: 0,
            key: 'geoLocation',
            message: `no record set of ${group[0]?.name} is the default (countryCode: "*"): queries from elsewhere, or from nowhere known, get no answer`,
          },
        ],
  doubt: (_group, { origin }) =>
    origin.place?.continent
      ? null
      : {
          message:
            'nobody knows on which continent they are: the default answers them, if there is one',
          isFatal: false,
        },
  prepare: (group, { origin }) =>
    highest(group.map((record) => nearness(areaOf(record), origin.place))),
  grounds: (group, { origin }) =>
    group.map((record) => {
      const area = areaOf(record);
      const matches = nearness(area, origin.place) !== null;
      const isDefault = area.countryCode === DEFAULT;
      return {
        fact: isDefault
          ? 'the default, for what matches no other'
          : `${kindOf(area)} ${codes(area)} ${matches ? 'matches' : 'does not match'}`,
        rule: isDefault
          ? 'nothing smaller that matches may answer'
          : 'the smallest area that matches',
      };
    }),
};

const kindOf = ({ continentCode, subdivisionCode }: Area) =>
  continentCode !== undefined
    ? 'continent'
    : subdivisionCode === undefined
      ? 'country'
      : 'subdivision';

/** How small an area is that a place is in; null: it is not in it. */
function nearness({ continentCode, countryCode, subdivisionCode }: Area, place: Place | null) {
  if (countryCode === DEFAULT) return 0;
  if (continentCode !== undefined) return place?.continent === continentCode ? 1 : null;
  if (place?.country !== countryCode) return null;
  if (subdivisionCode === undefined) return 2;
  return place?.subdivision === subdivisionCode ? 3 : null;
}

function codes({ continentCode, countryCode, subdivisionCode }: Area): string {
  return [continentCode, countryCode, subdivisionCode].filter((code) => code).join('-');
}

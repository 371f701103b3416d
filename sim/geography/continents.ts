/** Countries (ISO 3166-1 alpha-2) by continent, under Route 53's continent codes (API:GeoLocation). */

/** Which country is where, as GeoNames has it: AWS does not publish its own assignment of countries. */
const COUNTRIES = {
  AF:
    'AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ ' +
    'NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW',
  AN: 'AQ BV GS HM TF',
  AS:
    'AE AF AM AZ BD BH BN BT CC CN CX GE HK ID IL IN IO IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY ' +
    'NP OM PH PK PS QA SA SG SY TH TJ TM TR TW UZ VN YE',
  EU:
    'AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ' +
    'ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA',
  NA:
    'AG AI AW BB BL BM BQ BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MF MQ MS MX NI PA PM PR SV SX ' +
    'TC TT US VC VG VI',
  OC: 'AS AU CK FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TL TO TV UM VU WF WS',
  SA: 'AR BO BR CL CO EC FK GF GY PE PY SR UY VE',
} as const satisfies Readonly<Record<string, string>>;

export type Continent = keyof typeof COUNTRIES;

/** Africa, Antarctica, Asia, Europe, North and Central America, Oceania, South America. */
export const continents = Object.keys(COUNTRIES) as [Continent, ...Continent[]];

const CONTINENT_OF: ReadonlyMap<string, Continent> = new Map(
  continents.flatMap((continent) =>
    COUNTRIES[continent].split(' ').map((country) => [country, continent] as const),
  ),
);

/** Every country's code. */
export const countries: readonly string[] = [...CONTINENT_OF.keys()].sort();

/** Undefined when there is no such country. */
export function continentOf(country: string): Continent | undefined {
  return CONTINENT_OF.get(country);
}

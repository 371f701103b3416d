/** The one country whose subdivisions Route 53 tells apart (API:GeoLocation.SubdivisionCode). */
export const DIVIDED = 'US';

/** Its states and the capital's district, by their postal abbreviations. */
export const usStates: readonly string[] = (
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK ' +
  'OR PA RI SC SD TN TX UT VT VA WA WV WI WY'
).split(' ');

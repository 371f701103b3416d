/** How a text report is to look; decided by whoever knows where it goes. */
export interface TextStyle {
  /** Columns there are; lines are broken and bars sized to fit. */
  readonly width: number;
  /** Whether the reader's terminal shows more than ASCII. */
  readonly unicode: boolean;
  readonly colour: boolean;
}

const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/√CV²/g, 'rms CV'],
  [/²/g, '^2'],
  [/±/g, '+/-'],
  [/×/g, 'x'],
  [/[–]/g, '-'],
  [/…/g, '...'],
  [/[█▏▎▍▌▋▊▉]/g, '#'],
  [/−/g, '-'],
  [/≈/g, '~'],
  [/≤/g, '<='],
  [/’/g, "'"],
  [/√/g, 'sqrt'],
  [/Σ/g, 'sum '],
  [/Δ/g, 'diff'],
  [/λ/g, 'l'],
  [/Λ/g, 'L'],
  [/μ/g, 'm'],
  [/₁/g, '1'],
  [/₂/g, '2'],
  [/ρ/g, 'rho'],
  [/·/g, '*'],
  [/[│┃]/g, '|'],
];

/** The same text in ASCII. */
export function inAscii(text: string): string {
  return PLAIN.reduce((rest, [sign, plain]) => rest.replace(sign, plain), text);
}

import type { FormLimits } from '../api/types';

/** As src/Api/Hosting/FormLimits.cs has them. */
export const FORM_LIMITS: FormLimits = {
  minPasswordLength: 12,
  maxPasskeyName: 100,
  commandLine: 'aethergen-cli',
  redactedText: '[redacted]',
  maxLevelDepth: 8,
  missingTexts: ['NA', 'N/A', 'null', '?'],
  doubtfulBelow: 0.9,
  privacy: { maxRows: 100_000, rowsPerEntity: 1, outside: 'clamp', excess: 'refuse' },
};

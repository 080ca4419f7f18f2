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
  delimiters: [
    { value: ',', title: 'Comma' },
    { value: ';', title: 'Semicolon' },
    { value: '\t', title: 'Tab' },
    { value: '|', title: 'Vertical bar' },
  ],
  encodings: [
    { value: 'utf-8', title: 'UTF-8' },
    { value: 'windows-1252', title: 'Western European (Windows-1252)' },
    { value: 'windows-1251', title: 'Cyrillic (Windows-1251)' },
    { value: 'koi8-r', title: 'Cyrillic (KOI8-R)' },
    { value: 'shift_jis', title: 'Japanese (Shift-JIS)' },
  ],
  roles: ['reviewer', 'analyst', 'engineer', 'owner'],
  stages: ['seeding', 'fitting', 'sampling', 'evaluation', 'evidence'],
  entityKinds: ['identifier', 'categorical', 'integer'],
  privacy: { maxRows: 100_000, rowsPerEntity: 1, outside: 'clamp', excess: 'refuse' },
};

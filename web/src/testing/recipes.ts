import type { RecipeLimits } from '../api/types';

export const LIMITS: RecipeLimits = {
  maxRepeats: 100,
  holdoutShare: 0.3,
  settings: [
    {
      name: 'rows',
      kind: 'integer',
      default: '',
      description: 'Synthetic rows to make',
      minimum: 1,
      maximum: 100_000_000,
      wanted: 'a whole number from 1 to 100,000,000',
    },
    {
      name: 'downstream',
      kind: 'choice',
      default: '',
      description: 'The model that measures utility',
      choices: ['linear', 'trees', 'network'],
      wanted: 'one of linear, trees, network',
    },
  ],
};

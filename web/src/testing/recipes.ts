import type { RecipeLimits } from '../api/types';

export const LIMITS: RecipeLimits = { maxRepeats: 100, holdoutShare: 0.3 };

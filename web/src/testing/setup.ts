import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';
import { describeLimits } from '../limits/limits';
import { describeMeasures } from '../measures/measures';
import { FORM_LIMITS } from './limits';
import { MEASURES } from './measures';

afterEach(cleanup);
describeMeasures(MEASURES);
describeLimits(FORM_LIMITS);

/** jsdom lays nothing out, so nothing ever changes its size. */
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

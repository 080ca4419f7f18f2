import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';
import { describeMeasures } from '../measures/measures';
import { MEASURES } from './measures';

afterEach(cleanup);
describeMeasures(MEASURES);

/** jsdom lays nothing out, so nothing ever changes its size. */
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { thirdPartyNotices } from './notices/notices.ts';

const api = process.env.AETHERGEN_API ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react(), tailwindcss(), thirdPartyNotices(import.meta.dirname)],
  // Fonts stay files: the content security policy allows no data: addresses.
  build: { assetsInlineLimit: 0, target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 700 },
  server: { proxy: { '/api': api, '/health': api, '/jobs': api, '/hubs': { target: api, ws: true } } },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/testing/setup.ts'],
    css: false,
    restoreMocks: true,
    // One jsdom for each thread, not for each file: most of the time was spent on making them.
    pool: 'threads',
    isolate: false,
    testTimeout: 30_000,
  },
});

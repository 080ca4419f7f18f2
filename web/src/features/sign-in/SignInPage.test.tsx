import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { renderPage } from '../../testing/render';
import { SignInPage } from './SignInPage';

afterEach(() => vi.unstubAllGlobals());

it('asks again who is signed in where the answer from before the link comes late', async () => {
  let asked = 0;
  vi.stubGlobal('fetch', async (request: Request) => {
    if (new URL(request.url).pathname === '/api/sign-in/link') return Response.json({});
    asked += 1;
    if (asked > 1) return Response.json({ email: 'ada@example.org', tenantId: 't1' });
    await new Promise((late) => setTimeout(late, 50));
    return Response.json({}, { status: 401 });
  });

  renderPage(<SignInPage />, '/sign-in', '/sign-in?token=t');

  await screen.findByText('Another page');
  expect(asked).toBe(2);
});

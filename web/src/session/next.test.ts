import { expect, it } from 'vitest';
import { nextOf, signInLink } from './next';

const roundTrip = (address: string) =>
  nextOf(new URL(signInLink(address), 'https://example.org').searchParams);

it.each(['/projects/p1/evaluation/r1?trial=c01-r2&section=privacy', '/recipes/open#recipe=eJyr-_w'])(
  'leads back to the whole of %s',
  (address) => expect(roundTrip(address)).toBe(address),
);

it.each([
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n\\evil.example',
  'https://evil.example',
  '',
])('does not lead out of the app to %s', (address) => expect(roundTrip(address)).toBe('/'));

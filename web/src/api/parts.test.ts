import { expect, it } from 'vitest';
import { allOf } from './parts';

/** A list of this length, as the API reads it. */
const listOf = (length: number) => {
  const items = Array.from({ length }, (_, place) => place);
  const asked: number[] = [];
  const read = ({ offset, limit }: { offset: number; limit: number }) => {
    asked.push(offset);
    return Promise.resolve(items.slice(offset, offset + limit));
  };
  return { items, asked, read };
};

it.each([0, 1, 199, 200, 201, 450])('reads all of %i items, each once', async (length) => {
  const { items, read } = listOf(length);
  expect(await allOf(read)).toEqual(items);
});

it('asks no more often than the list has parts', async () => {
  const { asked, read } = listOf(450);
  await allOf(read);
  expect(asked).toEqual([0, 200, 400]);
});

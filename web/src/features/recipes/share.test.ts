import { describe, expect, it } from 'vitest';
import { linkTo, recipeIn } from './share';

describe('a share link', () => {
  it('gives back what it was made from', () => {
    const text = '{"name":"ε ≤ 1?","data":{"seed":"a b.csv"}}';
    expect(recipeIn(new URL(linkTo(text)).hash)).toBe(text);
  });

  it('keeps the recipe in the part that browsers do not send', () => {
    const url = new URL(linkTo('{}'));
    expect(url.pathname + url.search).toBe('/recipes/open');
  });

  it.each(['', '#recipe=', '#recipe=%%%', '#recipe=AAAA', '#other=x'])('says nothing of %s', (hash) => {
    expect(recipeIn(hash) ?? '').toBe('');
  });
});

import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../../api/client';
import { allOf } from '../../api/parts';

/** The keys that the reader's organisation signs with. */
export const signingKeysQuery = queryOptions({
  queryKey: ['signing-keys'],
  queryFn: ({ signal }) => allOf((query) => ok(api.GET('/api/signing-keys', { params: { query }, signal }))),
});

import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../../api/client';

/** The keys that the reader's organisation signs with. */
export const signingKeysQuery = queryOptions({
  queryKey: ['signing-keys'],
  queryFn: ({ signal }) => ok(api.GET('/api/signing-keys', { signal })),
});

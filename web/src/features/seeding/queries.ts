import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { SeedFile } from '../../api/types';
import { uploadSeed } from '../../api/upload';
import { seedQuery, seedsQuery } from '../../queries/seeds';

export type Upload = { name: string; sent: number; total: number };

/** Uploads one seed at a time, and reports how many bytes are sent. */
export function useUploadSeed(projectId: string, onUploaded: (seed: SeedFile) => void) {
  const queryClient = useQueryClient();
  const [upload, setUpload] = useState<Upload | null>(null);
  const [error, setError] = useState<unknown>(null);
  const abort = useRef<AbortController | null>(null);

  const start = useCallback(
    async (file: File) => {
      const controller = new AbortController();
      abort.current = controller;
      setError(null);
      setUpload({ name: file.name, sent: 0, total: file.size });
      try {
        const seed = await uploadSeed(projectId, file, {
          signal: controller.signal,
          onProgress: (sent) => setUpload({ name: file.name, sent, total: file.size }),
        });
        queryClient.setQueryData(seedQuery(seed.id).queryKey, seed);
        void queryClient.invalidateQueries({ queryKey: seedsQuery(projectId).queryKey });
        onUploaded(seed);
      } catch (problem) {
        if (!controller.signal.aborted) setError(problem);
      } finally {
        setUpload(null);
      }
    },
    [onUploaded, projectId, queryClient],
  );

  return { upload, error, start, cancel: () => abort.current?.abort() };
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { SeedFile } from '../../api/types';
import { uploadSeed } from '../../api/upload';
import { seedQuery, seedsQuery } from '../../queries/seeds';
import { addressOf, type Dialect } from '../../seeds/dialect';

export type Upload = { name: string; sent: number; total: number };

type Sent = { file: File; dialect: Dialect };

/** Uploads one seed at a time, and reports how many bytes are sent. A file that was refused is kept, to send again. */
export function useUploadSeed(projectId: string, onUploaded: (seed: SeedFile) => void) {
  const queryClient = useQueryClient();
  const [upload, setUpload] = useState<Upload | null>(null);
  const [failed, setFailed] = useState<{ file: File; error: Error } | null>(null);
  const abort = useRef<AbortController | null>(null);

  const { mutate } = useMutation({
    mutationFn: ({ file, dialect }: Sent) => {
      const controller = new AbortController();
      abort.current = controller;
      return uploadSeed(projectId, file, addressOf(file.name, dialect), {
        signal: controller.signal,
        onProgress: (sent) => setUpload({ name: file.name, sent, total: file.size }),
      });
    },
    onMutate: ({ file }) => {
      setFailed(null);
      setUpload({ name: file.name, sent: 0, total: file.size });
    },
    onSuccess: (seed) => {
      queryClient.setQueryData(seedQuery(seed.id).queryKey, seed);
      void queryClient.invalidateQueries({ queryKey: seedsQuery(projectId).queryKey });
      onUploaded(seed);
    },
    onError: (error, { file }) => {
      if (error.name !== 'AbortError') setFailed({ file, error });
    },
    onSettled: () => setUpload(null),
  });

  const start = (file: File, dialect: Dialect) => mutate({ file, dialect });
  return { upload, failed, start, cancel: () => abort.current?.abort(), dismiss: () => setFailed(null) };
}

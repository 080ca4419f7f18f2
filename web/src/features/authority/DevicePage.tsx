import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import type { Me } from '../../api/types';
import { meQuery } from '../../queries/me';
import { signInLink } from '../../session/next';
import { TextField } from '../../ui/fields';
import { PlainPage } from '../../ui/PlainPage';
import { Failure, Skeleton } from '../../ui/states';
import { Decide } from './Decide';

/** Lets in the command line on a machine without a browser, which shows a code. */
export function DevicePage() {
  const { pathname, search } = useLocation();
  const { data: me, error, refetch } = useQuery(meQuery);
  const said = new URLSearchParams(search);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (me === undefined) return <Skeleton className="m-8 h-40" />;
  if (me === null) return <Navigate to={signInLink(pathname + search)} replace />;
  if (said.has('done'))
    return (
      <Answered
        title="The command line is signed in"
        words="Go back to the command line. You can close this page."
      />
    );
  if (said.has('refused'))
    return <Answered title="It was refused" words="The command line was not let in." />;
  return <Ask me={me} code={said.get('user_code') ?? ''} unknown={said.has('unknown')} />;
}

function Answered({ title, words }: { title: string; words: string }) {
  return (
    <PlainPage title={title}>
      <p role="status" className="mt-2 text-sm text-muted">
        {words}
      </p>
    </PlainPage>
  );
}

function Ask({ me, code, unknown }: { me: Me; code: string; unknown: boolean }) {
  const [typed, setTyped] = useState(code);
  return (
    <PlainPage title="Allow the command line to sign in?">
      <p className="mt-2 mb-6 text-sm text-muted">
        It will work as {me.email} in {me.tenant}, with your role: {me.role}. Compare the code with the one
        that “aethergen login” shows, and allow it only if you started that yourself.
      </p>
      <Decide action="/connect/verify" fields={[]}>
        <TextField
          label="Code"
          name="user_code"
          required
          autoComplete="off"
          className="tabular font-mono"
          value={typed}
          error={
            unknown
              ? 'This code is wrong or has expired. Type the one that the command line shows.'
              : undefined
          }
          onChange={(event) => setTyped(event.target.value)}
        />
      </Decide>
    </PlainPage>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import type { Me } from '../../api/types';
import { meQuery } from '../../queries/me';
import { signInLink } from '../../session/next';
import { TextField } from '../../ui/fields';
import { Skeleton } from '../../ui/states';
import { Alone } from './Alone';
import { Decide } from './Decide';

/** Lets in the command line on a machine without a browser, which shows a code. */
export function DevicePage() {
  const { pathname, search } = useLocation();
  const { data: me } = useQuery(meQuery);
  const said = new URLSearchParams(search);
  if (me === undefined) return <Skeleton className="m-8 h-40" />;
  if (me === null) return <Navigate to={signInLink(pathname + search)} replace />;
  if (said.has('done'))
    return <Answered title="It is let in" words="Go back to the command line. You can close this page." />;
  if (said.has('refused'))
    return <Answered title="It was refused" words="The command line was not let in." />;
  return <Ask me={me} code={said.get('user_code') ?? ''} unknown={said.has('unknown')} />;
}

function Answered({ title, words }: { title: string; words: string }) {
  return (
    <Alone title={title}>
      <p role="status" className="mt-2 text-sm text-muted">
        {words}
      </p>
    </Alone>
  );
}

function Ask({ me, code, unknown }: { me: Me; code: string; unknown: boolean }) {
  const [typed, setTyped] = useState(code);
  return (
    <Alone title="Let the command line in?">
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
              ? 'No computer shows this code, or it has expired. Type the one that is shown.'
              : undefined
          }
          onChange={(event) => setTyped(event.target.value)}
        />
      </Decide>
    </Alone>
  );
}

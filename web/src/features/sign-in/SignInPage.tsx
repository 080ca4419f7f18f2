import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { ApiProblem } from '../../api/problem';
import { meQuery, useSignIn } from '../../queries/me';
import { nextOf } from '../../session/next';
import { OrganisationSignIn } from '../../session/OrganisationSignIn';
import { SignInWays } from '../../session/SignInWays';
import { signInProblem } from '../../session/sso';
import { Failure, Skeleton } from '../../ui/states';
import { OutsidePage } from './OutsidePage';

export function SignInPage() {
  const [params] = useSearchParams();
  const token = params.get('token');
  const { data: me } = useQuery(meQuery);
  const next = nextOf(params);
  const problem = signInProblem(params);
  if (me && !token) return <Navigate to={next} replace />;

  return (
    <OutsidePage
      title="Sign in"
      lead="Synthetic data with evidence: from a small seed to a signed pack that anyone can verify."
    >
      {problem ? (
        <p role="alert" className="mb-4 text-sm text-fail">
          {problem}
        </p>
      ) : null}
      {token ? <LinkSignIn token={token} next={next} /> : <Ways next={next} />}
      <p className="mt-8 border-t border-line pt-4 text-sm text-muted">
        Were you sent an evidence pack?{' '}
        <Link
          to="/verify"
          className="inline-flex items-center gap-1 font-medium text-accent underline underline-offset-2"
        >
          <ShieldCheck aria-hidden size={14} /> Verify it in this browser
        </Link>
        , without an account.
      </p>
    </OutsidePage>
  );
}

function Ways({ next }: { next: string }) {
  return (
    <div className="flex flex-col gap-4">
      <SignInWays />
      <OrganisationSignIn next={next} />
      <p className="text-sm">
        <Link to="/forgot-password" className="text-accent underline underline-offset-2">
          Forgot your password?
        </Link>
      </p>
    </div>
  );
}

/** Signs in with the link that `aethergen up` prints. Sends a POST, so that a link scanner does not use the link up. */
function LinkSignIn({ token, next }: { token: string; next: string }) {
  const signIn = useSignIn();
  const sent = useRef(false);
  const { mutate } = signIn;

  useEffect(() => {
    if (sent.current) return;
    sent.current = true;
    mutate({ token });
  }, [mutate, token]);

  if (signIn.isSuccess) return <Navigate to={next} replace />;
  if (signIn.isError) {
    return (
      <div className="flex flex-col gap-6">
        {refused(signIn.error) ? (
          <Failure error={refused(signIn.error)} />
        ) : (
          <Failure error={signIn.error} onRetry={() => mutate({ token })} />
        )}
        <Ways next={next} />
      </div>
    );
  }
  return (
    <div role="status" className="flex flex-col gap-3">
      <span>Signing you in…</span>
      <Skeleton className="h-24" />
    </div>
  );
}

/** The problem to show where the server refuses the link, so that trying again would not help; else null. */
function refused(error: Error): ApiProblem | null {
  if (!(error instanceof ApiProblem) || error.code !== 'sign-in.bad-link') return null;
  return new ApiProblem(error.status, {
    title: 'This link is no longer valid',
    detail: error.message,
    code: error.code,
  });
}

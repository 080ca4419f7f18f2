namespace AethergenAI.Api.Hosting;

internal static class IdempotencyRefusals
{
    internal static RefusedException LongKey(int longest) =>
        new(
            RefusalKind.Invalid,
            "request.invalid",
            $"The Idempotency-Key is too long. Use at most {longest} characters, for example a UUID."
        );

    internal static RefusedException OtherRequest() =>
        new(
            RefusalKind.Conflict,
            "request.key-reused",
            "This Idempotency-Key was used for another request within a day. Use a new key for each request."
        );

    internal static RefusedException AtWork() =>
        new(
            RefusalKind.Conflict,
            "request.at-work",
            "The first request with this Idempotency-Key is still being carried out. Send it again in a few seconds."
        );
}

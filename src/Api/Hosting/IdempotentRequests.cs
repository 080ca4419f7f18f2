using System.Net;
using System.Security.Cryptography;
using System.Text;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Tenancy;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Api.Hosting;

/// <summary>
/// Lets a client send a request again that it got no answer to: with the same <c>Idempotency-Key</c> it gets the answer
/// of the first, and nothing is made twice. Answers are kept for a day.
/// </summary>
internal static class IdempotentRequests
{
    private const string Header = "Idempotency-Key";

    private const int LongestKey = 200;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>After this time a first request that never ended counts as lost.</summary>
    private static readonly TimeSpan Lost = TimeSpan.FromMinutes(10);

    private sealed class Repeatable;

    /// <summary>Keeps the answers of a route that makes something.</summary>
    public static TBuilder AllowRepeats<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new Repeatable());

    public static void UseIdempotencyKeys(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                string key = context.Request.Headers[Header].ToString();
                bool known = context.GetEndpoint()?.Metadata.GetMetadata<Repeatable>() is not null;
                if (key.Length == 0 || !known || context.User.TenantOrNull() is not { } tenant)
                {
                    await next(context);
                    return;
                }
                if (key.Length > LongestKey)
                {
                    throw IdempotencyRefusals.LongKey(LongestKey);
                }

                await using var db = context.RequestServices.GetRequiredService<TenantDb>().OpenFor(tenant);
                await AnswerAsync(context, next, db, key);
            }
        );

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next, AethergenDb db, string key)
    {
        CancellationToken ct = context.RequestAborted;
        DateTimeOffset now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var answer = new StoredResponse
        {
            Id = Id<StoredResponse>.New(),
            KeySha256 = Hash(context.User.Email(), context.Request.Path, key),
            RequestSha256 = await RequestAsync(context.Request, ct),
            At = now,
        };
        await db
            .StoredResponses.Where(row => row.At < now - Kept || (row.Status == null && row.At < now - Lost))
            .ExecuteDeleteAsync(ct);
        db.StoredResponses.Add(answer);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException taken)
            when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            await RepeatAsync(context, db, answer, ct);
            return;
        }

        await KeepAsync(context, next, db, answer);
    }

    private static async Task RepeatAsync(
        HttpContext context,
        AethergenDb db,
        StoredResponse asked,
        CancellationToken ct
    )
    {
        var first = await db
            .StoredResponses.AsNoTracking()
            .SingleOrDefaultAsync(row => row.KeySha256 == asked.KeySha256, ct);
        if (first is null || (first.Status is null && first.RequestSha256 == asked.RequestSha256))
        {
            throw IdempotencyRefusals.AtWork();
        }
        if (first.RequestSha256 != asked.RequestSha256)
        {
            throw IdempotencyRefusals.OtherRequest();
        }

        HttpResponse response = context.Response;
        response.StatusCode = first.Status ?? (int)HttpStatusCode.OK;
        response.Headers["Idempotency-Replayed"] = "true";
        if (first.Location is { } location)
        {
            response.Headers.Location = location;
        }
        if (first.Body is { Length: > 0 } body)
        {
            response.ContentType = first.ContentType;
            await response.Body.WriteAsync(body, ct);
        }
    }

    /// <summary>Answers, and keeps the answer unless it refuses or fails: that can be tried again.</summary>
    private static async Task KeepAsync(
        HttpContext context,
        RequestDelegate next,
        AethergenDb db,
        StoredResponse answer
    )
    {
        Stream client = context.Response.Body;
        using var copy = new MemoryStream();
        context.Response.Body = copy;
        bool succeeded = false;
        try
        {
            await next(context);
            succeeded = context.Response.StatusCode < (int)HttpStatusCode.BadRequest;
        }
        finally
        {
            context.Response.Body = client;
            if (!succeeded)
            {
                await db.StoredResponses.Where(row => row.Id == answer.Id).ExecuteDeleteAsync(CancellationToken.None);
            }
        }

        if (succeeded)
        {
            answer.Status = context.Response.StatusCode;
            answer.Location = context.Response.Headers.Location;
            answer.ContentType = context.Response.ContentType;
            answer.Body = copy.ToArray();
            await db.SaveChangesAsync(CancellationToken.None);
        }
        copy.Position = 0;
        await copy.CopyToAsync(client, context.RequestAborted);
    }

    /// <summary>Of a file only the length: reading it twice would take as long again.</summary>
    private static async Task<string> RequestAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.Body is not MemoryStream json)
        {
            return Hash(request.QueryString.ToString(), $"{request.ContentLength}");
        }
        json.Position = 0;
        string sha256 = await Sha256.HexAsync(json, ct);
        json.Position = 0;
        return Hash(request.QueryString.ToString(), sha256);
    }

    private static string Hash(params string?[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}

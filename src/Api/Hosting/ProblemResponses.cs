using System.Text.Json;
using System.Text.RegularExpressions;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace AethergenAI.Api.Hosting;

/// <summary>
/// Returns every failure as an RFC 9457 problem with a <c>code</c>; docs/problems.md lists the codes.
/// </summary>
internal static partial class ProblemResponses
{
    public static void AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails(options =>
            options.CustomizeProblemDetails = context =>
            {
                context.ProblemDetails.Extensions.TryAdd("code", CodeOf(context.ProblemDetails.Status));
                if (
                    context.ProblemDetails is { Status: StatusCodes.Status403Forbidden, Detail: null }
                    && RequiredRoles.Lacked(context.HttpContext) is { } role
                )
                {
                    context.ProblemDetails.Extensions["role"] = role.ToString().ToLowerInvariant();
                }
                context.ProblemDetails.Detail ??= WordsOf(context.ProblemDetails.Status);
                Count(context);
            }
        );
        services.AddExceptionHandler<RefusalHandler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    private static void Count(ProblemDetailsContext context)
    {
        int? status = context.ProblemDetails.Status;
        bool isDenied =
            status
            is StatusCodes.Status401Unauthorized
                or StatusCodes.Status403Forbidden
                or StatusCodes.Status429TooManyRequests
                or StatusCodes.Status503ServiceUnavailable;
        if (isDenied)
        {
            string code = $"{context.ProblemDetails.Extensions["code"]}";
            Metrics.CountDenied(status!.Value, code, context.HttpContext.User.TenantOrNull());
        }
    }

    internal static int StatusOf(RefusalKind kind) =>
        kind switch
        {
            RefusalKind.Invalid => StatusCodes.Status400BadRequest,
            RefusalKind.Unauthenticated => StatusCodes.Status401Unauthorized,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    private static string CodeOf(int? status) =>
        status switch
        {
            StatusCodes.Status400BadRequest => "request.invalid",
            StatusCodes.Status401Unauthorized => "sign-in.required",
            StatusCodes.Status403Forbidden => "forbidden",
            StatusCodes.Status404NotFound => "not-found",
            StatusCodes.Status405MethodNotAllowed => "request.method",
            StatusCodes.Status413PayloadTooLarge => "request.too-large",
            StatusCodes.Status415UnsupportedMediaType => "request.media-type",
            StatusCodes.Status429TooManyRequests => "sign-in.too-many",
            StatusCodes.Status503ServiceUnavailable => "request.overloaded",
            _ => "unexpected",
        };

    /// <summary>What the platform refuses with a status alone.</summary>
    private static string? WordsOf(int? status) =>
        status switch
        {
            StatusCodes.Status401Unauthorized =>
                "You are not signed in, or your session has ended. Sign in, then try again.",
            StatusCodes.Status403Forbidden =>
                "Your role does not allow this. Ask an owner of your organisation for it.",
            StatusCodes.Status429TooManyRequests =>
                "There were too many attempts from your network address. Wait a minute, then try again.",
            _ => null,
        };

    private sealed partial class RefusalHandler(IProblemDetailsService problems) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(
            HttpContext httpContext,
            Exception exception,
            CancellationToken cancellationToken
        )
        {
            if (Describe(exception) is not { } problem)
            {
                return false;
            }

            httpContext.Response.StatusCode = problem.Status!.Value;
            if (problem.Status == StatusCodes.Status503ServiceUnavailable)
            {
                httpContext.Response.Headers.RetryAfter = "5";
            }
            return await problems.TryWriteAsync(
                new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem }
            );
        }

        /// <summary>Without the serializer's own words, which name our types.</summary>
        private static string Unreadable(JsonException json)
        {
            string place = json.Path is { Length: > 2 } path ? $" at {path[2..]}" : "";
            return $"The document cannot be read{place}, in line {(json.LineNumber ?? 0) + 1}: it is not JSON there, "
                + "or a value is missing, unknown or of the wrong sort. Correct it.";
        }

        /// <summary>ASP.NET names a parameter by its C# type; people know it by its name in the address.</summary>
        private static string Words(BadHttpRequestException bad)
        {
            if (Unbound().Match(bad.Message) is { Success: true } unbound)
            {
                return $"'{unbound.Groups["value"]}' is not a valid '{unbound.Groups["name"]}'. "
                    + "Check the address: it may be incomplete.";
            }
            return Missing().Match(bad.Message) is { Success: true } missing
                ? $"The address lacks '{missing.Groups["name"]}'. Add it."
                : bad.InnerException?.Message ?? bad.Message;
        }

        [GeneratedRegex(
            """^Failed to bind parameter "[^"]*\b(?<name>\w+)" from "(?<value>.*)"\.$""",
            RegexOptions.ExplicitCapture,
            1000
        )]
        private static partial Regex Unbound();

        [GeneratedRegex(
            """^Required parameter "[^"]*\b(?<name>\w+)" was not provided""",
            RegexOptions.ExplicitCapture,
            1000
        )]
        private static partial Regex Missing();

        private static ProblemDetails Refused(RefusedException refused)
        {
            var problem = new ProblemDetails
            {
                Status = StatusOf(refused.Kind),
                Detail = refused.Message,
                Extensions = { ["code"] = refused.Code },
            };
            if (refused.About is { } about)
            {
                problem.Extensions["about"] = about;
            }
            return problem;
        }

        private static ProblemDetails? Describe(Exception exception) =>
            exception switch
            {
                RefusedException refused => Refused(refused),
                // Of a union without its kind; the message has the names of our types.
                NotSupportedException { Source: "System.Text.Json" } => new ProblemDetails
                {
                    Status = StatusCodes.Status400BadRequest,
                    Detail = "The document has a part without its \"kind\", so it is not known what it is. Add it.",
                },
                BadHttpRequestException { InnerException: JsonException json } bad => new ProblemDetails
                {
                    Status = bad.StatusCode,
                    Detail = Unreadable(json),
                },
                BadHttpRequestException bad => new ProblemDetails { Status = bad.StatusCode, Detail = Words(bad) },
                _ => OutageProblem.Of(exception),
            };
    }
}

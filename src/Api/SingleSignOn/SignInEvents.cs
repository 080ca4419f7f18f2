using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.Features;

namespace AethergenAI.Api.SingleSignOn;

/// <summary>What happens where the platform's handler leaves it to the application.</summary>
internal static class SignInEvents
{
    /// <summary>Keys of what the browser carries to the authority and back, encrypted.</summary>
    internal const string Next = "next";
    internal const string ConnectAccount = "account";
    internal const string ConnectSession = "session";

    internal const string Hint = "hint";

    private const string Email = "email";
    private const string EmailVerified = "email_verified";

    /// <summary>Entra ID's word for a verified address.</summary>
    private const string DomainOwnerVerified = "xms_edov";

    internal static void AddTo(OpenIdConnectEvents events)
    {
        events.OnRedirectToIdentityProvider = AddHint;
        events.OnMessageReceived = RefuseOtherIssuer;
        events.OnTokenValidated = RefuseUnsigned;
        events.OnUserInformationReceived = AddEmail;
        events.OnTicketReceived = ArriveAsync;
        events.OnAccessDenied = context => Leave(context, context.Properties, SignInProblem.Cancelled);
        events.OnRemoteFailure = Fail;
    }

    /// <summary>Back to the page that began, with a code of ours and nothing of the authority's.</summary>
    internal static string BackTo(AuthenticationProperties? properties, string? problem)
    {
        bool connects = properties?.Items.ContainsKey(ConnectAccount) == true;
        string? next = properties?.Items.TryGetValue(Next, out string? kept) == true ? kept : null;
        var query = new QueryString();
        query = problem is null ? query : query.Add("problem", problem);
        query = next is null ? query : query.Add(Next, next);
        return (connects ? "/account" : "/sign-in") + query.ToUriComponent();
    }

    internal static bool IsVerified(ClaimsPrincipal shown) =>
        IsTrue(shown.FindFirstValue(EmailVerified)) || IsTrue(shown.FindFirstValue(DomainOwnerVerified));

    private static bool IsTrue(string? text) =>
        text == "1" || string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);

    private static Task AddHint(RedirectContext context)
    {
        context.ProtocolMessage.LoginHint = context.Properties.GetParameter<string>(Hint);
        return Task.CompletedTask;
    }

    /// <summary>RFC 9207: who answers may say so, and then it has to be the one that was asked.</summary>
    private static Task RefuseOtherIssuer(MessageReceivedContext context)
    {
        string? issuer = context.ProtocolMessage.Iss;
        if (!string.IsNullOrEmpty(issuer) && issuer.TrimEnd('/') != context.Options.Authority?.TrimEnd('/'))
        {
            context.Fail(new AuthorityFaultException(SignInProblem.BadAnswer));
        }
        return Task.CompletedTask;
    }

    /// <summary>
    /// The platform checks a signature that is there, and takes a token of the code flow without one, since it came
    /// over TLS. Here it has to be there.
    /// </summary>
    private static Task RefuseUnsigned(TokenValidatedContext context)
    {
        // Thrown, so that the handler remembers where the person wanted to go.
        return context.TokenEndpointResponse?.IdToken?.Split('.') is [_, _, { Length: > 0 }]
            ? Task.CompletedTask
            : throw new AuthorityFaultException(SignInProblem.BadAnswer);
    }

    /// <summary>Only where the ID token names no address: one's word for an address is not for the other's.</summary>
    private static Task AddEmail(UserInformationReceivedContext context)
    {
        if (context.Principal?.Identity is ClaimsIdentity identity && !identity.HasClaim(claim => claim.Type == Email))
        {
            foreach (string name in new[] { Email, EmailVerified, DomainOwnerVerified })
            {
                identity.TryRemoveClaim(identity.FindFirst(name));
                if (context.User.RootElement.TryGetProperty(name, out JsonElement value))
                {
                    identity.AddClaim(new Claim(name, value.ToString()));
                }
            }
        }
        return Task.CompletedTask;
    }

    private static async Task ArriveAsync(TicketReceivedContext context)
    {
        HttpContext http = context.HttpContext;
        var arrivals = http.RequestServices.GetRequiredService<Arrivals>();
        string? problem = await arrivals.TakeAsync(
            AuthorityOf(http),
            context.Principal ?? new ClaimsPrincipal(),
            context.Properties ?? new AuthenticationProperties(),
            http.RequestAborted
        );
        if (problem is not null)
        {
            Note(http, problem, "");
        }
        context.Response.Redirect(BackTo(context.Properties, problem));
        context.HandleResponse();
    }

    private static Task Fail(RemoteFailureContext context)
    {
        Exception failure = context.Failure ?? new AuthorityFaultException(SignInProblem.BadAnswer);
        string problem = SignInProblem.Of(failure);
        string told = SignInProblem.ErrorOf(failure) ?? failure.GetType().Name;
        Note(context.HttpContext, problem, told);
        return Leave(context, context.Properties, problem);
    }

    private static Task Leave(
        HandleRequestContext<RemoteAuthenticationOptions> context,
        AuthenticationProperties? properties,
        string problem
    )
    {
        context.Response.Redirect(BackTo(properties, problem));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    /// <summary>Which authority the request's handler was made for.</summary>
    private static FoundAuthority AuthorityOf(HttpContext http) => http.Features.GetRequiredFeature<FoundAuthority>();

    private static void Note(HttpContext http, string problem, string reason) =>
        http.RequestServices.GetRequiredService<FailedSignIns>().Note(AuthorityOf(http).Row.Id, problem, reason);
}

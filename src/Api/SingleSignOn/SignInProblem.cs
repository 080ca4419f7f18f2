using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace AethergenAI.Api.SingleSignOn;

/// <summary>Thrown where an authority is not what it has to be.</summary>
/// <param name="code">One of <see cref="SignInProblem"/>.</param>
internal sealed class AuthorityFaultException(string code) : Exception(code)
{
    public string Code { get; } = code;
}

/// <summary>
/// Why nobody was signed in, as a code. The sign-in page has the words for those that it is told by a redirect
/// (<c>web/src/session/sso.ts</c>); nothing that an authority says reaches a page.
/// </summary>
internal static class SignInProblem
{
    internal const string Cancelled = "sso.cancelled";
    internal const string NotAnswering = "sso.not-answering";
    internal const string PrivateAddress = "sso.private-address";
    internal const string WrongIssuer = "sso.wrong-issuer";
    internal const string NoCodeFlow = "sso.no-code-flow";
    internal const string NotEncrypted = "sso.not-encrypted";
    internal const string ClientRefused = "sso.client-refused";
    internal const string Refused = "sso.refused";
    internal const string BadAnswer = "sso.bad-answer";
    internal const string StartAgain = "sso.start-again";
    internal const string NotSetUp = "sso.not-set-up";
    internal const string SecretLost = "sso.secret-lost";
    internal const string NoEmail = "sso.no-email";
    internal const string EmailNotVerified = "sso.email-not-verified";
    internal const string OtherDomain = "sso.other-domain";
    internal const string HasAccount = "sso.has-account";
    internal const string Removed = "sso.removed";
    internal const string Ending = "sso.ending";
    internal const string Taken = "sso.taken";
    internal const string NotSignedIn = "sso.not-signed-in";

    internal static string Of(Exception failure) =>
        Chain(failure).Select(CodeOf).FirstOrDefault(code => code is not null) ?? BadAnswer;

    /// <summary>The OAuth error that the authority named, if it is a plain word; for the log.</summary>
    internal static string? ErrorOf(Exception failure) =>
        Chain(failure).Select(NamedError).FirstOrDefault(error => error is not null) is { Length: <= 40 } error
        && error.All(letter => char.IsAsciiLetterLower(letter) || letter == '_')
            ? error
            : null;

    private static string? CodeOf(Exception failure) =>
        failure switch
        {
            AuthorityFaultException fault => fault.Code,
            OpenIdConnectProtocolException => OfProtocol(NamedError(failure)),
            SecurityTokenException => BadAnswer,
            AuthenticationFailureException => StartAgain, // no state, not ours, too old or used: nothing was asked
            HttpRequestException or IOException or SocketException or OperationCanceledException or JsonException =>
                NotAnswering,
            _ => null,
        };

    private static string? OfProtocol(string? error) =>
        error switch
        {
            null => null,
            "access_denied" => Cancelled,
            "invalid_client" or "unauthorized_client" => ClientRefused,
            _ => Refused,
        };

    private static string? NamedError(Exception failure) => failure.Data["error"] as string;

    /// <summary>From the innermost cause outwards.</summary>
    private static IEnumerable<Exception> Chain(Exception failure)
    {
        List<Exception> all = [];
        for (Exception? at = failure; at is not null; at = at.InnerException)
        {
            all.Add(at);
        }
        all.Reverse();
        return all;
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AethergenAI.Api.Accounts;

internal sealed class PasskeyOptions
{
    /// <summary>
    /// The domain that passkeys are made for, such as <c>example.org</c>: the host name of the app, or a domain above
    /// it. Null: the host name of each request. Passkeys made for one domain do not work for another.
    /// </summary>
    [RegularExpression(@"[a-z0-9.\-]+")]
    public string? Domain { get; init; }
}

internal static class PasskeyRegistration
{
    public static void AddPasskeys(this IServiceCollection services)
    {
        services.AddOptions<PasskeyOptions>().BindConfiguration("Passkeys").ValidateDataAnnotations().ValidateOnStart();
        services
            .AddOptions<IdentityPasskeyOptions>()
            .Configure<IOptions<PasskeyOptions>>(
                (identity, own) =>
                {
                    identity.ServerDomain = own.Value.Domain;
                    // The device asks for a finger, a face or a PIN, so that a passkey counts as two factors.
                    identity.UserVerificationRequirement = "required";
                    // It offers the passkey without being told whose it is.
                    identity.ResidentKeyRequirement = "required";
                    identity.ValidateOrigin = context => ValueTask.FromResult(IsOwnPage(context));
                }
            );
    }

    /// <summary>
    /// Whether a page of this app asked for the passkey, in a frame of no other site. The scheme is not compared: a
    /// proxy in front may end TLS. A browser uses passkeys only on https and on localhost.
    /// </summary>
    private static bool IsOwnPage(PasskeyOriginValidationContext context) =>
        !context.CrossOrigin
        && Uri.TryCreate(context.Origin, UriKind.Absolute, out Uri? origin)
        && (origin.Scheme == Uri.UriSchemeHttps || origin.IsLoopback)
        && string.Equals(origin.Authority, context.HttpContext.Request.Host.Value, StringComparison.OrdinalIgnoreCase);
}

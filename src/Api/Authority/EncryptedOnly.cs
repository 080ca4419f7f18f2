using System.Net;

namespace AethergenAI.Api.Authority;

internal static class EncryptedOnly
{
    /// <summary>
    /// Codes and tokens go over the network encrypted, or not at all: over plain http only programs on this machine are
    /// answered. OpenIddict answers some of the routes itself, so this stands before it.
    /// </summary>
    public static void UseEncryptedAuthority(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                bool isAuthority = context.Request.Path.StartsWithSegments("/connect");
                return isAuthority && !context.Request.IsHttps && !IsHere(context.Connection.RemoteIpAddress)
                    ? throw AuthorityRefusals.NotEncrypted()
                    : next(context);
            }
        );

    /// <summary>Null where there is no network between: in tests, and over a socket of this machine.</summary>
    private static bool IsHere(IPAddress? caller) => caller is null || IPAddress.IsLoopback(caller);
}

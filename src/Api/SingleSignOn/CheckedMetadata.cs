using System.Text.Json;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace AethergenAI.Api.SingleSignOn;

/// <summary>Reads what an authority says of itself, and refuses one that cannot be trusted or used.</summary>
/// <param name="issuer">Who it has to be.</param>
internal sealed class CheckedMetadata(string issuer) : IConfigurationRetriever<OpenIdConnectConfiguration>
{
    /// <summary>Signed with a private key, so that whoever reads the authority's keys cannot sign.</summary>
    internal static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSha384,
        SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384,
    ];

    internal static string AddressOf(string issuer) => $"{issuer.TrimEnd('/')}/.well-known/openid-configuration";

    /// <summary>Over https, or on the server's own machine.</summary>
    internal static bool IsEncrypted(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    /// <exception cref="AuthorityFaultException">It is another, or does not offer what is needed.</exception>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(
        string address,
        IDocumentRetriever retriever,
        CancellationToken cancel
    )
    {
        OpenIdConnectConfiguration found;
        try
        {
            found = await OpenIdConnectConfigurationRetriever.GetAsync(address, retriever, cancel);
        }
        catch (Exception failure)
            when (failure is JsonException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            throw new AuthorityFaultException(SignInProblem.NotAnswering); // it answers, but not with a description
        }

        Require(found.Issuer?.TrimEnd('/') == issuer.TrimEnd('/'), SignInProblem.WrongIssuer);
        string?[] addresses = [found.AuthorizationEndpoint, found.TokenEndpoint, found.JwksUri];
        string?[] all = string.IsNullOrEmpty(found.UserInfoEndpoint)
            ? addresses
            : [.. addresses, found.UserInfoEndpoint];
        Require(addresses.All(one => !string.IsNullOrEmpty(one)), SignInProblem.NoCodeFlow);
        Require(all.All(one => IsEncrypted(one ?? "")), SignInProblem.NotEncrypted);
        Require(Offers(found.ResponseTypesSupported, "code"), SignInProblem.NoCodeFlow);
        Require(Offers(found.TokenEndpointAuthMethodsSupported, "client_secret_post"), SignInProblem.NoCodeFlow);
        Require(found.SigningKeys.Count > 0, SignInProblem.NotAnswering);
        return found;
    }

    /// <summary>What is not listed is not known to be missing.</summary>
    private static bool Offers(ICollection<string> listed, string needed) =>
        listed.Count == 0 || listed.Contains(needed);

    private static void Require(bool holds, string code)
    {
        if (!holds)
        {
            throw new AuthorityFaultException(code);
        }
    }
}

namespace AethergenAI.Tenancy;

/// <summary>What the command line and the token authority of a server know of each other.</summary>
public static class CommandLineClient
{
    public const string Id = "aethergen-cli";

    /// <summary>What a token of the authority is for.</summary>
    public const string Audience = "aethergen";

    /// <summary>Where the browser is led back to, on any port of 127.0.0.1.</summary>
    public const string RedirectPath = "/signed-in";
}

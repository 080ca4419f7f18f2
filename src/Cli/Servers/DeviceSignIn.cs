namespace AethergenAI.Cli.Servers;

/// <summary>Signs in through a browser on another device, by a code to type there.</summary>
internal sealed class DeviceSignIn(Uri server, TokenRequests requests)
{
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(5);

    /// <summary>Shows a code that the person allows in a browser anywhere.</summary>
    internal async Task<Credential> SignInAsync(CancellationToken ct)
    {
        var codes = await requests.AskForDeviceAsync(ct);
        Output.Note($"Open this address in a browser, and allow the code {codes.UserCode}:");
        Output.Note(codes.VerificationUriComplete);
        TimeSpan pause = codes.Interval is { } seconds ? TimeSpan.FromSeconds(seconds) : UsualPause;
        long start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(codes.ExpiresIn))
        {
            await Task.Delay(pause, ct);
            var (tokens, error) = await requests.ExchangeAsync(
                new()
                {
                    ["grant_type"] = "urn:ietf:params:oauth:grant-type:device_code",
                    ["device_code"] = codes.DeviceCode,
                },
                ct
            );
            if (tokens is not null)
            {
                return tokens;
            }
            if (error == "slow_down")
            {
                pause += UsualPause;
            }
            else if (error != "authorization_pending")
            {
                throw ServerRefusals.NoTokens(server, error);
            }
        }

        throw ServerRefusals.NoTokens(server, "expired_token");
    }
}

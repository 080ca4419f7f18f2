namespace AethergenAI.Launcher.Publishing;

/// <summary><c>aethergen publish</c>: makes one part after the other and prints the result of each.</summary>
internal static class Publication
{
    /// <returns>0 if every part was made, otherwise 3.</returns>
    public static async Task<int> RunAsync(PublishOptions options, CancellationToken ct)
    {
        bool all = true;
        await foreach (Product product in ProductsAsync(options, ct))
        {
            all &= product.Path is not null;
            Console.WriteLine($"{product.Name}: {product.Path ?? "NOT MADE"}");
            foreach (string note in product.Notes)
            {
                Console.WriteLine($"  {note}");
            }
        }

        return all ? LauncherExitCode.Done : LauncherExitCode.Refused;
    }

    private static async IAsyncEnumerable<Product> ProductsAsync(
        PublishOptions options,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        foreach (string platform in options.Platforms)
        {
            await Console.Error.WriteLineAsync($"aethergen: publishing the command line for {platform}…");
            yield return await CommandLineFolder.PublishAsync(platform, options.Folder, ct);
        }

        if (options.Tool)
        {
            await Console.Error.WriteLineAsync("aethergen: packing the tool…");
            yield return await ToolPackage.PublishAsync(options.Folder, ct);
        }

        if (options.Containers)
        {
            await Console.Error.WriteLineAsync("aethergen: making the containers…");
            foreach (Product product in await Containers.PublishAsync(options.Folder, ct))
            {
                yield return product;
            }
        }

        if (options.System)
        {
            await Console.Error.WriteLineAsync("aethergen: publishing the system…");
            yield return await SystemFolder.PublishAsync(options.Folder, ct);
        }
    }
}

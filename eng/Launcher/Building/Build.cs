namespace AethergenAI.Launcher.Building;

/// <summary>Something of the checkout that is built where its sources changed.</summary>
/// <param name="Name">Of its stamp, and in messages.</param>
/// <param name="Sources">Files and folders that it is built from, relative to the root.</param>
/// <param name="Steps">The commands that build it, in order.</param>
internal sealed record Build(string Name, string[] Sources, Func<IEnumerable<Command>> Steps)
{
    /// <exception cref="LauncherException">A tool is missing, or a step failed; its output was shown.</exception>
    public Task RunAsync(CancellationToken ct) =>
        new Stamp(Path.Combine(Checkout.Stamps, Name), new Sources(Checkout.Root, Sources)).RenewAsync(
            () => BuildAsync(ct),
            TimeProvider.System,
            ct
        );

    private async Task BuildAsync(CancellationToken ct)
    {
        await Toolchain.RequireAsync(ct);
        await Console.Error.WriteLineAsync($"aethergen: building {Name}…");
        foreach (Command step in Steps())
        {
            List<string> said = [];
            if (await step.RunAsync(said.Add, ct) != 0)
            {
                await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, said));
                throw Refusals.BuildFailed(Name);
            }
        }
    }
}

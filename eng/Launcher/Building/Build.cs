namespace AethergenAI.Launcher.Building;

/// <summary>A part of the checkout that is built if its sources changed.</summary>
/// <param name="Name">The name in messages and of the stamp.</param>
/// <param name="Sources">The files and folders that it is built from, relative to the root.</param>
/// <param name="Steps">The commands that build it, in order.</param>
internal sealed record Build(string Name, string[] Sources, Func<IEnumerable<Command>> Steps)
{
    /// <exception cref="LauncherException">A tool is missing, or a step failed and printed its output.</exception>
    public Task RunAsync(CancellationToken ct) =>
        new Stamp(Path.Combine(Checkout.Stamps, Name), new SourceFiles(Checkout.Root, Sources)).RenewAsync(
            () => BuildAsync(ct),
            TimeProvider.System,
            ct
        );

    private async Task BuildAsync(CancellationToken ct)
    {
        await NodeToolchain.RequireAsync(ct);
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

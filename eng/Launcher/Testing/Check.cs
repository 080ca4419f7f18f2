namespace AethergenAI.Launcher.Testing;

/// <summary>Commands that run in order and count as one check; the first failure ends it.</summary>
internal sealed record Check(string Name, params Command[] Commands) : ITestJob
{
    public async Task<Outcome> RunAsync(CancellationToken ct)
    {
        using var log = new Log(Name);
        foreach (Command command in Commands)
        {
            if (await command.RunAsync(log.Write, ct) != 0)
            {
                return new Outcome(Name, 0, 1) { Remark = log.Path, Complaint = log.Last(60) };
            }
        }

        return new Outcome(Name, 1, 0);
    }
}

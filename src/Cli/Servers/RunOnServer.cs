using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Schemas;
using AethergenAI.Workspace;

namespace AethergenAI.Cli.Servers;

/// <summary>Runs a recipe on a server: the same recipe, with its seed and schema uploaded first.</summary>
internal sealed class RunOnServer(Server server, IProgress<RunProgress> progress)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How long the server may be away while a run is followed.</summary>
    private const int MaxMissed = 60;

    /// <summary>What the server has, ready to be run.</summary>
    /// <param name="Schemas">The schemas of the recipe's data sets, its own first.</param>
    internal sealed record Uploaded(
        Guid Project,
        RemoteSeed Seed,
        RemoteSchema Version,
        IReadOnlyList<Tables.Schema> Schemas
    );

    /// <param name="project">The project's name; it is made if there is none.</param>
    internal async Task<Uploaded> UploadAsync(RecipeFiles files, string project, CancellationToken ct)
    {
        Recipe recipe = files.Recipe;
        if (recipe.Data.Holdout is not null)
        {
            throw ServerRefusals.HoldoutStays();
        }

        progress.Report(new RunProgress(RunStage.Seeding) { Message = $"uploading to {server.Address.Host}" });
        string path = files.Seeds[0];
        var schema = await SchemaAsync(files, ct);
        Guid place = await ProjectAsync(project, ct);
        var seed = await SeedAsync(place, path, schema, ct);
        var version = await server.PostAsync<RemoteSchema>(
            $"/api/projects/{place}/schemas",
            schema is null ? new { document = (object)seed.Profile.Schema } : new { document = (object)schema },
            ct
        );
        var typed = schema ?? SchemaReader.Read(seed.Profile.Schema.GetRawText());
        return new(place, seed, version, [.. Enumerable.Repeat(typed, 1 + (recipe.Data.Blocks?.Count ?? 0))]);
    }

    /// <summary>Says what the run will spend before the server begins it, as a run here does.</summary>
    internal static async Task SaySpendingAsync(
        Server server,
        Recipe recipe,
        Uploaded uploaded,
        bool json,
        CancellationToken ct
    )
    {
        if (!PlannedSpending.IsPrivate(TrialPlan.Of(recipe)))
        {
            return;
        }
        var plan = await server.PostAsync<RemotePlan>(
            $"/api/projects/{uploaded.Project}/plan",
            new
            {
                seedId = uploaded.Seed.Id,
                schemaId = uploaded.Version.Id,
                recipe,
            },
            ct
        );
        SpendingNotes.Say(plan.Spending, recipe, uploaded.Schemas, json);
    }

    internal Task<RemoteRun> StartAsync(Recipe recipe, Uploaded uploaded, bool needsGpu, CancellationToken ct) =>
        server.PostAsync<RemoteRun>(
            $"/api/projects/{uploaded.Project}/runs",
            new
            {
                name = recipe.Name,
                seedId = uploaded.Seed.Id,
                schemaId = uploaded.Version.Id,
                recipe,
                needsGpu,
            },
            ct
        );

    /// <summary>Waits until the run has ended. A server that is away for up to a minute is waited for.</summary>
    internal async Task<RemoteRun> FollowAsync(Guid id, CancellationToken ct)
    {
        int missed = 0;
        while (true)
        {
            try
            {
                var run = await server.GetAsync<RemoteRun>($"/api/runs/{id}", ct);
                missed = 0;
                if (run.Ended)
                {
                    return run;
                }
                progress.Report(await DescribeAsync(run, ct));
            }
            catch (RefusedException away) when (away.Code is "server.away" or "request.overloaded")
            {
                missed++;
                if (missed > MaxMissed)
                {
                    throw;
                }
            }

            await Task.Delay(Pause, ct);
        }
    }

    private async Task<RunProgress> DescribeAsync(RemoteRun run, CancellationToken ct)
    {
        if (run.Waits is { } wait)
        {
            return new RunProgress(run.Stage) { Message = wait.Line };
        }
        if (run.Status == RunStatus.Queued)
        {
            return new RunProgress(run.Stage) { Message = "waiting for a worker" };
        }

        var trials = await server.GetAsync<List<RemoteTrial>>($"/api/runs/{run.Id}/trials", ct);
        int ended = trials.Count(trial => trial.Status is TrialStatus.Done or TrialStatus.Failed);
        string message = $"{ended} of {Counts.Of(trials.Count, "trial", "has", "have")} ended";
        return new RunProgress(run.Stage)
        {
            Message = message,
            Fraction = trials.Count == 0 ? null : (double)ended / trials.Count,
        };
    }

    private static async Task<Tables.Schema?> SchemaAsync(RecipeFiles files, CancellationToken ct) =>
        files.Recipe.Data.Schema is { } name
            ? SchemaReader.Read(await JsonInput.TextAsync(PackagedData.Resolve(name, files.Folder), ct))
            : null;

    private async Task<Guid> ProjectAsync(string name, CancellationToken ct)
    {
        var projects = await server.ListAsync<RemoteProject>("/api/projects", ct);
        var known = projects.Find(project => project.Name == name);
        return known?.Id ?? (await server.PostAsync<RemoteProject>("/api/projects", new { name }, ct)).Id;
    }

    /// <summary>The project's seed of the same bytes, or else uploads it.</summary>
    private async Task<RemoteSeed> SeedAsync(Guid project, string path, Tables.Schema? schema, CancellationToken ct)
    {
        await using FileStream file = File.OpenRead(path);
        string sha256 = await Sha256.HexAsync(file, ct);
        var seeds = await server.ListAsync<RemoteSeed>($"/api/projects/{project}/seeds", ct);
        if (seeds.Find(seed => seed.Sha256 == sha256) is { } known)
        {
            return known;
        }

        file.Position = 0;
        return await server.UploadAsync<RemoteSeed>(
            $"/api/projects/{project}/seeds?{Query(Path.GetFileName(path), schema)}",
            file,
            ct
        );
    }

    /// <summary>How the schema says that the file is written.</summary>
    private static string Query(string name, Tables.Schema? schema)
    {
        List<(string Name, string Value)> said = [("name", name)];
        if (schema?.Format is { } format)
        {
            Add("delimiter", format.Delimiter);
            Add("encoding", format.Encoding);
            Add("decimalComma", format.DecimalComma ? "true" : null);
            Add("header", format.Names is null ? null : "absent");
            said.AddRange((format.Names ?? []).Select(column => ("names", column)));
            said.AddRange((format.Missing ?? []).Select(token => ("missing", token)));
        }
        return string.Join('&', said.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                said.Add((key, value));
            }
        }
    }
}

using AethergenAI.Core.Tests.Artefacts;
using AethergenAI.Core.Tests.Pipeline;

namespace AethergenAI.Onnx.Tests.Pipeline;

/// <summary>What keeps a run from beginning a trial.</summary>
public class LimitTests
{
    [Fact]
    public async Task Trials_that_a_limit_leaves_are_recorded_and_what_was_spent_stays_spent()
    {
        // The first trial alone costs more than a ten-thousandth at a thousand a second.
        const string limited = """
            {
              "name": "orders",
              "data": {"seed": "orders.csv"},
              "base": {"seedRows": 100},
              "factors": {"rows": [100, 200]},
              "limits": {"money": 0.0001, "pricePerHour": 3600000}
            }
            """;
        var artefacts = new MemoryArtefacts();
        var summary = await RunOf.CarryOutAsync(limited, artefacts);
        Assert.Equal([null, "run.limit-reached"], summary.Trials.Select(trial => trial.Failure?.Code));

        var resumed = await RunOf.CarryOutAsync(limited, artefacts);
        Assert.Equal([null, "run.limit-reached"], resumed.Trials.Select(trial => trial.Failure?.Code));
    }

    [Fact]
    public async Task A_target_that_the_schema_lacks_is_refused_before_anything_is_fitted()
    {
        const string mistyped =
            """{"name":"orders","data":{"seed":"orders.csv","target":"citty"},"base":{"seedRows":100}}""";
        var artefacts = new MemoryArtefacts();

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => RunOf.CarryOutAsync(mistyped, artefacts));

        Assert.Equal("evaluation.unknown-target", refusal.Code);
        Assert.Empty(artefacts.Files);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_run_that_is_killed_while_a_limit_ends_its_trials_can_be_resumed()
    {
        const string limited = """
            {
              "name": "orders",
              "data": {"seed": "orders.csv"},
              "base": {"seedRows": 100},
              "factors": {"rows": [100, 200]},
              "limits": {"money": 0.0001, "pricePerHour": 3600000}
            }
            """;
        const string last = "trials/c02-r1/trial.json";
        var artefacts = new MemoryArtefacts();
        var board = new MemoryTrialQueue();
        artefacts.Kept = name =>
        {
            if (name != last)
            {
                return;
            }
            artefacts.Files.Remove(last);
            throw new IOException("killed");
        };
        await Assert.ThrowsAsync<IOException>(() => RunOf.CarryOutAsync(limited, artefacts, board: board));
        artefacts.Kept = null;

        var resumed = await RunOf.CarryOutAsync(limited, artefacts, board: board);

        Assert.Equal(["c01-r1", "c02-r1"], resumed.Trials.Select(trial => trial.Name));
    }

    [Fact]
    public async Task A_limit_that_is_reached_in_one_round_holds_in_the_next()
    {
        const string limited = """
            {"name":"orders","data":{"seed":"orders.csv"},"base":{"seedRows":100},"repeats":3,"earlyStop":{"keep":0.5},
             "factors":{"rows":[100,200]},"limits":{"money":0.0001,"pricePerHour":3600000}}
            """;
        var board = new MemoryTrialQueue();
        var summary = await RunOf.CarryOutAsync(limited, new MemoryArtefacts(), board: board);

        Assert.Single(board.Taken);
        Assert.Equal("run.limit-reached", summary.Trials.First(trial => trial is { Cell: 1, Repeat: 3 }).Failure?.Code);
    }
}

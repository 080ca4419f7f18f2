using AethergenAI.Generation.Marginals;

namespace AethergenAI.Core.Tests.Generation.Marginals;

public sealed class MechanismTests
{
    private const double Rho = 50;

    [Fact]
    public void Mst_joins_the_pairs_that_hang_together_and_spends_what_it_has()
    {
        int[][] columns = Rows.Drawn();
        var asked = new Rows.Asked();
        var model = new Mst(columns, Rows.Sizes, [], 300, asked.Answers).Fit(Rho, _ => { }, CancellationToken.None);

        var joint = new Joint(model);
        Near(Rows.Shares(columns, [3, 4]), joint.Marginal([3, 4]), 2e-3);
        for (int attribute = 0; attribute < 6; attribute++)
        {
            Near(Rows.Shares(columns, [attribute]), joint.Marginal([attribute]), 2e-3);
        }
        Assert.Equal(Rho, asked.Rho, 1e-9);
        Assert.Equal(5, asked.Choices.Count);
        Assert.Contains(model.Potentials, potential => potential.Attributes.SequenceEqual([3, 4]));
    }

    [Theory, InlineData(1, 0), InlineData(2, 1)]
    public void Mst_spends_all_it_has_where_there_is_nothing_to_choose(int columns, int pairs)
    {
        var asked = new Rows.Asked();
        new Mst([.. Rows.Drawn().Take(columns)], Rows.Sizes[..columns], [], 300, asked.Answers).Fit(
            Rho,
            _ => { },
            CancellationToken.None
        );

        Assert.Equal(Rho, asked.Rho, 1e-9);
        Assert.Empty(asked.Choices);
        Assert.Equal(columns + pairs, asked.Counts.Count);
    }

    /// <summary>
    /// The exponential mechanism is private only if no row moves a score by more than the sensitivity that it is given.
    /// The fits of neighbours get the same answers, so that only the scores differ.
    /// </summary>
    [Theory, InlineData("mst"), InlineData("aim")]
    public void No_row_moves_a_score_by_more_than_its_sensitivity(string mechanism) =>
        Assert.InRange(FarthestMove(mechanism, Rows.Drawn(400), [0, 57, 123, 200, 399], right => right), 0.5, 1);

    /// <summary>Some row moves a score by more than a tenth of the sensitivity, whatever the rows.</summary>
    [Theory, InlineData("mst"), InlineData("aim")]
    public void A_tenth_of_the_sensitivity_of_scores_is_found(string mechanism)
    {
        const int runs = 20;
        int found = 0,
            accused = 0;
        for (int run = 1; run <= runs; run++)
        {
            int[][] columns = Rows.Drawn(200, run);
            found += FarthestMove(mechanism, columns, [17], right => right / 10) > 1 ? 1 : 0;
            accused += FarthestMove(mechanism, columns, [17], right => right) > 1 ? 1 : 0;
        }

        Assert.InRange(found, (int)(0.95 * runs), runs);
        Assert.Equal(0, accused);
    }

    /// <summary>
    /// The farthest that one row moves a score, in sensitivities; more than 1 shows that the mechanism is not private.
    /// </summary>
    /// <param name="gone">The rows that are left out, one at a time.</param>
    /// <param name="fault">The sensitivity that is claimed, by the mechanism's own.</param>
    private static double FarthestMove(string mechanism, int[][] columns, int[] gone, Func<long, long> fault)
    {
        var first = new Rows.Replayed();
        Fit(columns, first.Answers);
        double most = 0;
        foreach (int row in gone)
        {
            var again = first.Again();
            Fit([.. columns.Select(cells => (int[])[.. cells[..row], .. cells[(row + 1)..]])], again.Answers);
            Assert.Equal(first.Scores.Count, again.Scores.Count);
            foreach (var (before, after) in first.Scores.Zip(again.Scores))
            {
                long moved = before.Scores.Zip(after.Scores, (one, other) => Math.Abs(one - other)).Max();
                most = Math.Max(most, moved / (double)fault(before.Sensitivity));
            }
        }
        return most;

        void Fit(int[][] rows, PrivateAnswers answers) =>
            _ =
                mechanism == "mst"
                    ? new Mst(rows, Rows.Sizes, [], 100, answers).Fit(0.5, _ => { }, CancellationToken.None)
                    : new Aim(rows, Rows.Sizes, [], new AimOptions(1e5, 4, 100, 3, [1, 1, 1, 1, 1, 1], 1), answers).Fit(
                        0.5,
                        _ => { },
                        CancellationToken.None
                    );
    }

    [Fact]
    public void Aim_finds_what_only_three_columns_tell_and_spends_what_it_has()
    {
        int[][] columns = Rows.Drawn();
        var asked = new Rows.Asked();
        var joint = new Joint(Aim(columns, asked, 100_000).Fit(Rho, _ => { }, CancellationToken.None));
        Near(Rows.Shares(columns, [0, 1, 2]), joint.Marginal([0, 1, 2]), 2e-3);
        Near(Rows.Shares(columns, [3, 4]), joint.Marginal([3, 4]), 2e-3);
        Assert.Equal(Rho, asked.Rho, 1e-9);
    }

    /// <summary>Where a search for levels finds none, each column has one token.</summary>
    [Fact]
    public void Aim_spends_all_it_has_where_every_column_has_one_token()
    {
        var asked = new Rows.Asked();
        var options = new AimOptions(1e5, 4, 100, 3, [1, 1], 1);
        new Aim([new int[50], new int[50]], [1, 1], [], options, asked.Answers).Fit(
            Rho,
            _ => { },
            CancellationToken.None
        );

        Assert.Equal(Rho, asked.Rho, 1e-9);
        Assert.Empty(asked.Choices);
    }

    [Fact]
    public void Aim_measures_more_finely_once_nothing_stands_out()
    {
        var asked = new Rows.Asked();
        Aim(Rows.Drawn(), asked, 100_000).Fit(0.05, _ => { }, CancellationToken.None);
        double[] rounds =
        [
            .. asked
                .Counts.Where(count => count.Key.StartsWith("round", StringComparison.Ordinal))
                .Select(count => count.Rho),
        ];
        Assert.True(rounds.Length > 1);
        Assert.True(rounds[^1] > 3 * rounds[0]);
        Assert.Equal(0.05, asked.Rho, 1e-12);
    }

    [Theory, InlineData(18), InlineData(30), InlineData(60)]
    public void Aim_keeps_the_model_as_small_as_it_is_told(double cells)
    {
        var model = Aim(Rows.Drawn(), new Rows.Asked(), cells).Fit(Rho, _ => { }, CancellationToken.None);
        var tree = JunctionTree.Of(Rows.Sizes, model.Potentials.Select(potential => potential.Attributes));
        Assert.True(tree.Cliques.Sum(clique => clique.Cells) <= cells);
    }

    [Fact]
    public void A_weight_turns_the_budget_to_a_column()
    {
        var random = new Random(2);
        int[][] columns =
        [
            .. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 2_000).Select(_ => random.Next(2)).ToArray()),
        ];
        for (int row = 0; row < 2_000; row++)
        {
            if (random.Next(10) > 0)
            {
                columns[1][row] = columns[0][row];
            }
            if (random.Next(10) > 1)
            {
                columns[3][row] = columns[2][row];
            }
        }

        // One round a column leaves the budget for a single choice.
        Assert.Equal([0, 1], Chosen([1, 1, 1, 1]));
        Assert.Equal([2, 3], Chosen([1, 1, 100, 1]));

        int[] Chosen(int[] importance) =>
            new Aim(columns, [2, 2, 2, 2], [], new AimOptions(1e6, 1, 50, 2, importance, 1), new Rows.Asked().Answers)
                .Fit(1, _ => { }, CancellationToken.None)
                .Potentials.Single(potential => potential.Attributes.Length == 2)
                .Attributes;
    }

    /// <summary>The definition, Σ over the workload of importance · |r ∩ s|, set by set.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Candidates_weigh_what_they_share_with_the_workload(int degree)
    {
        int[] importance = [1, 2, 1, 5, 1, 1];
        var workload = Workload.Of(Rows.Sizes, degree, importance);
        int[][] members = [.. workload.Candidates.Where(candidate => candidate.Length == degree)];
        Assert.Equal(
            degree switch
            {
                1 => 6,
                2 => 15,
                _ => 20,
            },
            members.Length
        );
        for (int place = 0; place < workload.Candidates.Count; place++)
        {
            int[] candidate = workload.Candidates[place];
            int expected = members.Sum(member =>
                member.Max(attribute => importance[attribute]) * candidate.Intersect(member).Count()
            );
            Assert.Equal(expected, workload.Weights[place]);
        }
    }

    /// <summary>
    /// What the exponential mechanism's privacy stands on: one row more or fewer moves no score by more than is said.
    /// </summary>
    [Fact]
    public void Scores_move_by_no_more_than_their_sensitivity()
    {
        int[][] columns = Rows.Drawn(300);
        Measurement[] measured = [new([0], [100, 200], 5), new([3, 4], [.. Enumerable.Repeat(25f, 12)], 5)];
        var estimation = new Estimation(Rows.Sizes, measured, 300, [], []);
        estimation.Improve(20, 1e-3, CancellationToken.None);
        var workload = Workload.Of(Rows.Sizes, 3, [1, 1, 3, 1, 1, 1]);
        int[] candidates = [.. Enumerable.Range(0, workload.Candidates.Count)];
        long[] scores = Of(columns);
        long sensitivity = new AimScores(columns, Rows.Sizes, estimation, workload, 1).Sensitivity(candidates);
        for (int gone = 0; gone < 300; gone += 13)
        {
            long[] without = Of([.. columns.Select(column => column.Where((_, row) => row != gone).ToArray())]);
            Assert.All(scores.Zip(without), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, sensitivity));
        }

        long[] Of(int[][] rows) =>
            new AimScores(rows, Rows.Sizes, estimation, workload, 1).Of(candidates, 5, 300, 1, CancellationToken.None);
    }

    [Fact]
    public void Rare_tokens_become_one_and_come_back_in_their_shares()
    {
        Measurement[] alone = [new([0], [500, 6, 2, 480, -1], 5), new([1], [400, 600], 5)];
        var compression = new Compression([5, 2], alone, 15, []);
        Assert.Equal([3, 2], compression.Sizes);
        Assert.Equal(
            [0, 1, 1, 2, 1],
            compression.Columns([
                [0, 1, 2, 3, 4],
                [0, 0, 0, 0, 0],
            ])[0]
        );
        Assert.Equal([500, 7, 480], compression.Compressed(alone[0]).Counts);

        double[] shares = [0.3, 0.2, 0.1, 0.05, 0.25, 0.1];
        var small = new MarginalModel(
            [3, 2],
            [new Potential([0, 1], [.. shares.Select(share => (float)Math.Log(share))])]
        );
        var joint = new Joint(compression.Expanded(small));
        double[] first = joint.Marginal([0]);
        Assert.Equal(0.5, first[0], 1e-6);
        Assert.Equal(0.15, first[1] + first[2] + first[4], 1e-6);
        Assert.Equal(3, first[1] / first[2], 1e-4); // 6 : 2
        Assert.Equal(1 / 30.0 / 0.25, first[4] / first[2], 1e-4); // a tenth of a third, against 2 of 8
        Assert.Equal(2, joint.Marginal([0, 1])[2] / joint.Marginal([0, 1])[3], 1e-4);
    }

    [Fact]
    public void Model_rows_meet_every_clique_to_about_a_row()
    {
        var model = Joint.Loopy(3, 3);
        var joint = new Joint(model);
        var tree = JunctionTree.Of(model.Sizes, model.Potentials.Select(potential => potential.Attributes));
        const int count = 5_000;
        int[][] rows = ModelRows.Draw(tree, Joint.Calibrated(model, tree), count, 1);
        int[] root = tree.Cliques[0].Axes,
            counts = new int[tree.Cliques[0].Cells];
        CellIndexing.CountRows(rows, root, model.Sizes, counts);
        // Systematic sampling: every cell of the root has its expected rows, rounded up or down.
        Assert.All(joint.Marginal(root).Zip(counts), cell =>
            Assert.InRange(cell.Second - (count * cell.First), -1.01, 1.01)
        );
    }

    private static Aim Aim(int[][] columns, Rows.Asked asked, double cells) =>
        new(columns, Rows.Sizes, [], new AimOptions(cells, 4, 100, 3, [1, 1, 1, 1, 1, 1], 1), asked.Answers);

    private static void Near(double[] expected, double[] found, double tolerance) =>
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, tolerance));
}

using System.Collections.Concurrent;
using AethergenAI.Generation.Conditioning;

namespace AethergenAI.Generation.Sampling;

/// <summary>Samples the rows of a block; safe for concurrent use.</summary>
internal sealed class BlockSampler
{
    /// <summary>A row that still breaks a constraint after this many draws is refused.</summary>
    internal const int Attempts = 100;

    private readonly Model model;
    private readonly ITokenSampler sampler;
    private readonly SampleRequest request;
    private readonly RowDecoder decoder;
    private readonly GivenCells? given;
    private readonly ConcurrentBag<BlockState> states = [];

    internal BlockSampler(Model model, ITokenSampler sampler, SampleRequest request)
    {
        if (request.Rows < 0 || request.FirstRow < 0)
        {
            throw GenerationRefusals.BadRows(request.Rows, request.FirstRow);
        }
        (this.model, this.sampler, this.request) = (model, sampler, request);
        RequireKeys();
        decoder = new RowDecoder(model.Manifest);
        given = request.Given is { } rows ? new GivenCells(model.Manifest, rows) : null;
        First = request.FirstRow / RowSampler.BlockRows;
        End = request.Rows == 0 ? First : ((request.FirstRow + request.Rows - 1) / RowSampler.BlockRows) + 1;
    }

    /// <summary>The number of the first block.</summary>
    internal long First { get; }

    /// <summary>The number after the last block.</summary>
    internal long End { get; }

    internal RowBuffer Buffer(int rows) => decoder.Buffer(rows);

    /// <summary>The request's first row in a block, and its number of rows there.</summary>
    internal (long First, int Rows) Range(long block)
    {
        long first = Math.Max(block * RowSampler.BlockRows, request.FirstRow);
        return (first, (int)(Math.Min((block + 1) * RowSampler.BlockRows, request.FirstRow + request.Rows) - first));
    }

    /// <summary>Samples a block's rows into the buffer, from <paramref name="place"/> on.</summary>
    /// <param name="unmet">Takes the rows that break a constraint in every draw; null: they are refused.</param>
    /// <returns>The number of rows that were drawn again.</returns>
    internal int Fill(long block, RowBuffer buffer, int place, List<UnmetRow>? unmet, CancellationToken ct)
    {
        var (first, count) = Range(block);
        if (!states.TryTake(out BlockState? state))
        {
            state = new BlockState(model.Manifest.Columns.Count, decoder.Draws + (given?.Draws ?? 0));
        }
        state.FirstRow = block * RowSampler.BlockRows;
        state.Seed = request.Seed;
        state.Buffer = buffer;
        int skipped = (int)(first - state.FirstRow);
        state.Shift = place - skipped;
        var checks = decoder.Checks(buffer);

        int[] rows = [.. Enumerable.Range(skipped, count)];
        int resampled = 0;
        for (uint attempt = 0; rows.Length > 0; attempt++)
        {
            ct.ThrowIfCancellationRequested();
            if (attempt == Attempts)
            {
                var broken = rows.Select(row => new UnmetRow(
                    state.FirstRow + row,
                    decoder.RuleName(state.Broken[row])
                ));
                if (unmet is null)
                {
                    throw GenerationRefusals.NotMet(broken.First(), Attempts);
                }
                unmet.AddRange(broken);
                decoder.Clear(state, rows, given);
                break;
            }
            Draw(state, rows, attempt);
            decoder.Decode(state, rows, given, checks);
            rows = Array.FindAll(rows, row => state.Broken[row] != BlockState.Whole);
            if (attempt == 0)
            {
                resampled = rows.Length;
            }
        }

        states.Add(state);
        return resampled;
    }

    private void Draw(BlockState state, int[] rows, uint attempt)
    {
        // A graph may spread noise evenly over the block, so the noise is complete even if only some rows are wanted.
        for (int row = 0; row < RowSampler.BlockRows; row++)
        {
            RowNoise.Fill(
                state.Noise.AsSpan(row * state.Width, state.Width),
                request.Seed,
                state.FirstRow + row,
                attempt
            );
        }

        foreach (int row in rows)
        {
            RowNoise.FillDecoding(
                state.Draws.AsSpan(row * state.DrawWidth, state.DrawWidth),
                request.Seed,
                state.FirstRow + row,
                attempt
            );
        }

        if (state.Width == 0)
        {
            return;
        }
        if (given is null)
        {
            sampler.Sample(state.Noise, state.Given, state.Tokens, RowSampler.BlockRows);
        }
        else
        {
            given.Sample(state, rows, decoder.Draws, sampler);
        }
    }

    private void RequireKeys()
    {
        long last = request.FirstRow + request.Rows - 1;
        foreach (var encoding in model.Manifest.Encodings)
        {
            long? size = KeySizes.Of(encoding);
            if (size <= last)
            {
                throw GenerationRefusals.UniqueExhausted(encoding.Column, size.Value, last + 1);
            }
        }
    }
}

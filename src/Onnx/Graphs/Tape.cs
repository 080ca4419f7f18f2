namespace AethergenAI.Onnx.Graphs;

/// <summary>
/// Reverse-mode differentiation: a graph that notes, for every value made through it,
/// how a gradient of the value becomes gradients of what it was made from. Forward and gradient of an operator stand
/// side by side in <see cref="Differentiable"/> and <see cref="Losses"/>. Linnainmaa (1976),
/// <see href="https://doi.org/10.1007/BF01931367"/>.
/// </summary>
public sealed class Tape(GraphBuilder graph)
{
    private readonly List<Entry> entries = [];
    private readonly HashSet<string> watched = new(StringComparer.Ordinal);

    public GraphBuilder Graph { get; } = graph;

    /// <summary>A value whose gradient may be asked for; without it nothing computed from it would be noted.</summary>
    public Node Watch(Node value)
    {
        watched.Add(value.Name);
        return value;
    }

    /// <summary>Notes how a value was made.</summary>
    /// <param name="backward">From the value's gradient to that of each input, in order; called once,
    /// when gradients are asked for. It may leave out (null) what no one can ask for.</param>
    internal Node Record(Node value, IReadOnlyList<Node> inputs, Func<Node, IReadOnlyList<Node?>> backward) =>
        Record([value], inputs, gradients => backward(gradients[0]!))[0];

    /// <summary>Notes how several values were made by one operator.</summary>
    /// <param name="backward">A value that does not matter for the loss has no gradient (null).</param>
    internal Node[] Record(Node[] values, IReadOnlyList<Node> inputs, Func<Node?[], IReadOnlyList<Node?>> backward)
    {
        if (!inputs.Any(Matters))
        {
            return values;
        }
        foreach (var value in values)
        {
            watched.Add(value.Name);
        }
        entries.Add(new Entry(values, inputs, backward));
        return values;
    }

    /// <summary>Whether the value depends on something that is watched.</summary>
    internal bool Matters(Node value) => watched.Contains(value.Name);

    /// <summary>The gradient of a scalar with respect to watched values.</summary>
    /// <param name="loss">Of one element.</param>
    /// <exception cref="ArgumentException">The loss does not depend on one of them.</exception>
    public IReadOnlyList<Node> Gradients(Node loss, IReadOnlyList<Node> of)
    {
        if (loss.Shape.Any(length => length != 1))
        {
            throw new ArgumentException($"{loss} is not a scalar.", nameof(loss));
        }
        var gradients = new Dictionary<string, Node>(StringComparer.Ordinal)
        {
            [loss.Name] = Graph.Constant([1f], [.. loss.Shape]),
        };
        for (int i = entries.Count - 1; i >= 0; i--)
        {
            var (values, inputs, backward) = entries[i];
            Node?[] known = [.. values.Select(value => gradients.GetValueOrDefault(value.Name))];
            if (known.All(gradient => gradient is null))
            {
                continue;
            }
            var found = backward(known);
            for (int input = 0; input < inputs.Count; input++)
            {
                if (found[input] is not { } gradient || !Matters(inputs[input]))
                {
                    continue;
                }
                string name = inputs[input].Name;
                gradients[name] = gradients.TryGetValue(name, out Node? sum) ? Graph.Add(sum, gradient) : gradient;
            }
        }

        return
        [
            .. of.Select(value =>
                gradients.GetValueOrDefault(value.Name)
                ?? throw new ArgumentException($"The loss does not depend on {value}.", nameof(of))
            ),
        ];
    }

    private sealed record Entry(
        Node[] Values,
        IReadOnlyList<Node> Inputs,
        Func<Node?[], IReadOnlyList<Node?>> Backward
    );
}

namespace AethergenAI.Onnx.Graphs;

/// <summary>
/// Reverse-mode automatic differentiation. The tape records for each value how its gradient gives the gradients of its
/// inputs. <see cref="Differentiable"/> and <see cref="Losses"/> define the operators together with their gradients.
/// Linnainmaa (1976), <see href="https://doi.org/10.1007/BF01931367"/>.
/// </summary>
public sealed class Tape(GraphBuilder graph)
{
    private readonly List<Entry> entries = [];
    private readonly HashSet<string> watched = new(StringComparer.Ordinal);

    public GraphBuilder Graph { get; } = graph;

    /// <summary>Marks a value as one to differentiate by; the tape records only what depends on such values.</summary>
    public Node Watch(Node value)
    {
        watched.Add(value.Name);
        return value;
    }

    /// <summary>Records how a value was computed.</summary>
    /// <param name="backward">Maps the value's gradient to the gradient of each input, in order; called once, by
    /// <see cref="Gradients"/>. It may return null for inputs that are not differentiable.</param>
    internal Node Record(Node value, IReadOnlyList<Node> inputs, Func<Node, IReadOnlyList<Node?>> backward) =>
        Record([value], inputs, gradients => backward(gradients[0]!))[0];

    /// <summary>Records how one operator computed several values.</summary>
    /// <param name="backward">The gradient of a value that the loss does not depend on is null.</param>
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

    /// <summary>Whether the value depends on a watched value.</summary>
    internal bool Matters(Node value) => watched.Contains(value.Name);

    /// <summary>The gradient of a scalar with respect to watched values.</summary>
    /// <param name="loss">A value of one element.</param>
    /// <exception cref="ArgumentException">The loss does not depend on one of the values.</exception>
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

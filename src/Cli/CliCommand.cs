using System.CommandLine;

namespace AethergenAI.Cli;

/// <summary>A command whose help ends with examples that can be run as written.</summary>
internal sealed class CliCommand(string name, string description, params IReadOnlyList<string> examples)
    : Command(name, description)
{
    internal IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>Lines that the help shows before the examples.</summary>
    internal IReadOnlyList<string> Details { get; set; } = [];
}

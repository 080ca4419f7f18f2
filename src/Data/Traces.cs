using System.Diagnostics;

namespace AethergenAI.Data;

/// <summary>What the product itself tells of its work, where somebody listens.</summary>
public static class Traces
{
    public static readonly ActivitySource Source = new("AethergenAI");
}

namespace AethergenAI;

/// <summary>Invalid: the instrument failed its own test, so what it found means nothing.</summary>
public enum Verdict
{
    Pass,
    Fail,
    Underpowered,
    NotMeasured,
    Invalid,
}

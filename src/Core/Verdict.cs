namespace AethergenAI;

/// <summary>
/// The verdict of a measurement. Invalid: the measuring instrument failed its own test, so its result means nothing.
/// </summary>
public enum Verdict
{
    Pass,
    Fail,
    Underpowered,
    NotMeasured,
    Invalid,
}

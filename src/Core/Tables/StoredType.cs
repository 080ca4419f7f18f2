namespace AethergenAI.Tables;

/// <summary>What the file itself says about a column. Inference keeps to it, whatever the cells look like.</summary>
public enum StoredType
{
    Text,

    /// <summary>Whole numbers, exact up to 2^53.</summary>
    Whole,

    /// <summary>Measurements: never a key, however many of them are whole or distinct.</summary>
    Decimal,
    Boolean,

    /// <summary>Days, or moments.</summary>
    Moment,

    /// <summary>Times of day.</summary>
    Time,
}

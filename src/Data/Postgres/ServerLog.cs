namespace AethergenAI.Data.Postgres;

public static class ServerLog
{
    /// <summary>Settings of PostgreSQL with which its log has no statement and no value of a row.</summary>
    public static readonly IReadOnlyList<string> WithoutValues =
    [
        "log_error_verbosity=terse", // details and contexts of errors quote rows
        "log_min_error_statement=panic",
        "log_parameter_max_length=0",
        "log_parameter_max_length_on_error=0",
        "log_statement=none",
        "log_min_duration_statement=-1",
    ];
}

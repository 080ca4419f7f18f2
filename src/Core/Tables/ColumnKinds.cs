using System.Reflection;
using System.Text.Json.Serialization;

namespace AethergenAI.Tables;

/// <summary>The kinds of columns, named as in a schema's JSON.</summary>
internal static class ColumnKinds
{
    private static readonly Dictionary<Type, string> Names = typeof(Column)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(kind => kind.DerivedType, kind => (string)kind.TypeDiscriminator!);

    public static readonly IReadOnlyList<string> All = [.. Names.Values];

    public static readonly IReadOnlyList<string> Numbers = [Of<IntegerColumn>(), Of<DecimalColumn>()];

    public static string Of(Column column) => Names[column.GetType()];

    public static string Of<T>()
        where T : Column => Names[typeof(T)];
}

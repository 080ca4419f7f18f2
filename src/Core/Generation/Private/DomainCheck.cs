using AethergenAI.Generation.Sampling;
using AethergenAI.Privacy;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Private;

/// <summary>
/// Checks, before anything is spent, that rows can be encoded in the tokens of a domain. Each row is checked by itself.
/// </summary>
internal static class DomainCheck
{
    /// <exception cref="RefusedException">A column is absent, has missing cells that the schema does not allow,
    /// or has values outside its domain that the schema says to refuse.</exception>
    internal static void Require(Table rows, Schema schema, IReadOnlyDictionary<string, TokenDomain> domains)
    {
        bool refuse = schema.Privacy!.Outside == OutsideValues.Refuse;
        foreach (var column in schema.Columns)
        {
            bool number = column is IntegerColumn or DecimalColumn or DateColumn or DateTimeColumn;
            if (!rows.Has(column.Name) || rows[column.Name] is NumberData != number)
            {
                throw GenerationRefusals.MissingColumn(column.Name);
            }
            FittableSchema.RequireRedacted(column, rows);
            var cells = rows[column.Name];
            bool missing = !column.Nullable && Enumerable.Range(0, cells.Length).Any(cells.IsMissing);
            if (missing)
            {
                throw PrivacyRefusals.Outside(column.Name, missing);
            }
            if (!domains.TryGetValue(column.Name, out var domain))
            {
                continue;
            }
            bool must = refuse || (domain is LevelDomain && !column.Nullable);
            if (must && HasOutside(cells, domain))
            {
                throw refuse
                    ? PrivacyRefusals.Outside(column.Name, missing: false)
                    : PrivacyRefusals.OutsideLevels(column.Name);
            }
        }
    }

    private static bool HasOutside(ColumnData cells, TokenDomain domain)
    {
        if (domain is NumberDomain numbers)
        {
            return ((NumberData)cells).Values.Any(value => value < numbers.Low || value > numbers.High);
        }

        if (domain is LevelDomain { Other: not null })
        {
            return false;
        }
        var levels = (LevelData)cells;
        int[] map = OutputLevels.Map(levels.Levels, ((LevelDomain)domain).Levels);
        return levels.Codes.Any(code => code >= 0 && map[code] < 0);
    }
}

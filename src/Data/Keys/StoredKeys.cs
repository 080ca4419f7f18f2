using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace AethergenAI.Data.Keys;

/// <summary>The key ring in the table <c>keys.ring</c>. The interface of the platform is synchronous.</summary>
internal sealed class StoredKeys(NpgsqlDataSource source) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using NpgsqlCommand command = source.CreateCommand("select xml from keys.ring order by created_at, name");
        using NpgsqlDataReader rows = command.ExecuteReader();
        List<XElement> elements = [];
        while (rows.Read())
        {
            elements.Add(XElement.Parse(rows.GetString(0)));
        }
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using NpgsqlCommand command = source.CreateCommand("insert into keys.ring (name, xml) values ($1, $2)");
        command.Parameters.Add(new() { Value = friendlyName });
        command.Parameters.Add(new() { Value = element.ToString(SaveOptions.DisableFormatting) });
        command.ExecuteNonQuery();
    }
}

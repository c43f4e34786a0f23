using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace ModelGen.Tables;

/// <summary>Records of a program as a table.</summary>
internal static class RecordRows
{
    public static Table Read<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IEnumerable<T> records)
    {
        TableRows rows = new("The records");
        if (typeof(IEnumerable<KeyValuePair<string, object?>>).IsAssignableFrom(typeof(T)))
        {
            foreach (T record in records) Add(rows, (IEnumerable<KeyValuePair<string, object?>>)record!);
            return rows.ToTable();
        }

        PropertyInfo[] properties = Array.FindAll(typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance), property => property.CanRead && property.GetIndexParameters().Length == 0);
        if (properties.Length == 0 || typeof(T) == typeof(string)) throw new ArgumentException($"{typeof(T).Name} has no public properties that could be columns: give records, or columns by name (FromColumns)", nameof(records));
        foreach (PropertyInfo property in properties) rows.AddColumn(property.Name);
        foreach (T record in records)
        {
            rows.AddRow();
            for (int i = 0; i < properties.Length; i++) rows.Set(i, properties[i].GetValue(record));
        }

        return rows.ToTable();
    }

    private static void Add(TableRows rows, IEnumerable<KeyValuePair<string, object?>> record)
    {
        rows.AddRow();
        foreach ((string key, object? value) in record) rows.Set(rows.Place(key), value);
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json.Serialization;

namespace ModelGen.Tables;

/// <summary>A number: filled where it is missing, bent, then (x - center) / scale.</summary>
internal sealed record NumberFeature(string Column, bool Drops, bool Indicator, Curve Curve, double Center, double Scale, double? Fill) : Feature(Column, Drops, Indicator)
{
    [JsonIgnore]
    public override int Values => 1;

    public static NumberFeature Fit(Table table, string name, Scaling scaling, Impute missing, Curve curve)
    {
        TableColumn column = table.Column(name);
        List<double> known = [];
        int gaps = 0;
        for (int row = 0; row < table.Rows; row++)
        {
            double value = table.NumberAt(column, row);
            if (!double.IsNaN(value)) known.Add(value);
            else if (missing.Kind == ImputeKind.Refuse) throw table.Bad(column, row, "is missing: drop such rows (DropMissing), or give an Impute");
            else gaps++;
        }

        double? fill = Statistics.Fill(known, missing, name);
        NumberFeature raw = new(name, missing.Kind == ImputeKind.Drop, missing.Indicator, curve, 0, 1, fill);
        if (fill is double stand)
        {
            for (int i = 0; i < gaps; i++) known.Add(stand);
        }

        if (known.Count == 0) throw new ArgumentException($"Column '{name}' is missing in every training row: leave it out", nameof(name));
        for (int i = 0; i < known.Count; i++)
        {
            double value = raw.Bend(known[i]);
            known[i] = double.IsFinite(value) ? value : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Column '{name}' has {known[i]}, which has no {curve}: leave the curve out, or take {Curve.Log1p} where there are zeros"), nameof(name));
        }

        (double center, double scale) = Statistics.Scale(known, scaling);
        return raw with { Center = center, Scale = scale };
    }

    // A file may have words for missing numbers, which are texts all the same.
    public override bool IsMissing(Table table, TableColumn column, int row) => double.IsNaN(table.NumberAt(column, row));

    /// <summary>From a model's number back to the column's own unit.</summary>
    public float Invert(float number)
    {
        double value = (number * Scale) + Center;
        return (float)(Curve switch
        {
            Curve.Log => double.Exp(value),
            Curve.Log1p => double.ExpM1(value),
            _ => value,
        });
    }

    public override string? Fault() => !double.IsFinite(Center) || !(Scale > 0) || !double.IsFinite(Scale) || Fill is double fill && !double.IsFinite(fill) || !Enum.IsDefined(Curve)
        ? "its center, scale or fill is no usable number" : null;

    protected override IEnumerable<string> ValueNames() => [Column];

    protected override void WriteValues(Table table, TableColumn column, int row, bool isMissing, Span<float> numbers)
    {
        double value = isMissing ? Fill ?? throw Missing(table, column, row) : table.NumberAt(column, row);
        double bent = Bend(value);
        if (!double.IsFinite(bent)) throw table.Bad(column, row, string.Create(CultureInfo.InvariantCulture, $"is {value}, which has no {Curve}: mend or leave out the row"));
        numbers[0] = (float)((bent - Center) / Scale);
        if (!float.IsFinite(numbers[0])) throw table.Bad(column, row, string.Create(CultureInfo.InvariantCulture, $"is {value}, far outside what the training rows have: mend or leave out the row"));
    }

    private double Bend(double value) => Curve switch
    {
        Curve.Log => value > 0 ? double.Log(value) : double.NaN,
        Curve.Log1p => value > -1 ? double.LogP1(value) : double.NaN,
        _ => value,
    };
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Tables;

namespace ModelGen.Onnx;

// A fitted pipeline before the model: the file's inputs are the columns of a table, [batch, 1] each, numbers in double precision and categories as texts.
public sealed partial class OnnxGraph
{
    /// <summary>The model's input, made of columns.</summary>
    private string Columns(FittedTablePipeline pipeline, string input, bool isIds, string[] axes)
    {
        if (isIds || axes.Length != 2 || axes[1] != pipeline.Width.ToString(CultureInfo.InvariantCulture) || _inputs.Count > 0)
            throw new ArgumentException($"The pipeline of OnnxOptions gives rows of {pipeline.Width} numbers, and '{input}' of {_name} is {(_inputs.Count > 0 ? "a further input" : isIds ? "ids" : $"[{string.Join(", ", axes)}]")}: give the pipeline that the model was trained behind", "options");
        string[] numbers = [.. pipeline.Features.Select(feature => Column(feature))];
        return numbers.Length == 1 ? numbers[0] : Node("Concat", input, numbers, ("axis", 1));
    }

    private string Column(Feature feature)
    {
        bool isNumber = feature is NumberFeature;
        if (!isNumber && feature is not CategoryFeature) throw new ArgumentException($"Column '{feature.Column}' is {(feature is DateFeature ? "a date, which ONNX has no operators to read" : "none that ONNX has")}: leave OnnxOptions.Pipeline out and give the file the numbers that Transform makes", "options");
        if (!_columns.TryGetValue(feature.Column, out (string Value, bool IsNumber) column))
        {
            if (!_taken.Add(feature.Column)) throw new ArgumentException($"Column '{feature.Column}' has the name of another value of the graph", "options");
            _inputs.Add(Description(feature.Column, isNumber ? OnnxType.Double : OnnxType.String, ["batch", "1"]));
            _columns[feature.Column] = column = (feature.Column, isNumber);
        }

        if (column.IsNumber != isNumber) throw new ArgumentException($"Column '{feature.Column}' is taken as a number and as a category, and a file's input is one of them: leave OnnxOptions.Pipeline out", "options");
        string missing = isNumber ? Node("IsNaN", "missing", [column.Value]) : Equal(column.Value, [""]);
        string values = feature is NumberFeature number ? Scaled(number, column.Value, missing) : Placed((CategoryFeature)feature, column.Value, missing);
        return feature.Indicator ? Node("Concat", "filled", [values, Cast(missing, OnnxType.Float)], ("axis", 1)) : values;
    }

    // A number that is missing or has no logarithm, and nothing stands in for it, is NaN from here to the output.
    private string Scaled(NumberFeature feature, string value, string missing)
    {
        string filled = feature.Fill is double fill ? Node("Where", "filled", [missing, Double(fill), value]) : value;
        string bent = feature.Curve switch
        {
            Curve.Log => Node("Log", [filled]),
            Curve.Log1p => Node("Log", [Node("Add", [filled, Double(1)])]),
            _ => filled,
        };
        return Cast(Node("Div", "scaled", [Node("Sub", [bent, Double(feature.Center)]), Double(feature.Scale)]), OnnxType.Float);
    }

    private string Placed(CategoryFeature feature, string text, string missing)
    {
        string filled = feature.Fill is string fill ? Node("Where", "filled", [missing, Texts([fill]), text]) : text;
        string isOne = Cast(Equal(filled, feature.Categories), OnnxType.Float), any = Node("ReduceSum", "known", [isOne, Ints(1)], ("keepdims", 1));
        string unknown = Node("Sub", "unknown", [Scalar(1), any]);
        string refused = Node("Where", "refused", [Node("Greater", [unknown, Scalar(0)]), Scalar(float.NaN), Scalar(0)]);
        if (!feature.IsOrdinal)
        {
            return feature.Unknown switch
            {
                UnknownCategory.Ignore => isOne,
                UnknownCategory.Other => Node("Concat", "placed", [isOne, unknown], ("axis", 1)),
                _ => Node("Add", "placed", [isOne, refused]),
            };
        }

        float[] places = [.. Enumerable.Range(0, feature.Categories.Count).Select(i => (float)i)];
        string place = Node("ReduceSum", "place", [Node("Mul", [isOne, Table("places " + places.Length, "places", [places.Length], () => places)]), Ints(1)], ("keepdims", 1));
        return Node("Add", "placed", [place, feature.Unknown == UnknownCategory.Refuse ? refused : Node("Mul", [unknown, Scalar(feature.Unknown == UnknownCategory.Other ? places.Length : -1)])]);
    }

    /// <summary>Predictions in the units of the pipeline's targets: [batch, targets].</summary>
    private string Inverted(IReadOnlyList<Feature> targets, string value)
    {
        NumberFeature[] numbers = [.. targets.OfType<NumberFeature>()];
        if (numbers.Length == 0 || numbers.Length < targets.Count) return value;
        string own = Node("Add", "unscaled", [Node("Mul", [Cast(value, OnnxType.Double), Doubles("scale", numbers, number => number.Scale)]), Doubles("center", numbers, number => number.Center)]);
        string[] columns = numbers.Length == 1 ? [own] : Nodes("Split", [own, Ints([.. numbers.Select(_ => 1L)])], numbers.Length, ("axis", 1));
        for (int i = 0; i < columns.Length; i++)
        {
            if (numbers[i].Curve != Curve.Linear) columns[i] = Node("Exp", [columns[i]]);
            if (numbers[i].Curve == Curve.Log1p) columns[i] = Node("Sub", [columns[i], Double(1)]);
        }

        return Cast(columns.Length == 1 ? columns[0] : Node("Concat", "own", columns, ("axis", 1)), OnnxType.Float);
    }

    // [batch, 1] of texts beside [1, texts].
    private string Equal(string value, IReadOnlyList<string> texts)
    {
        string equal = Node("Equal", [value, Texts(texts)]);
        Need(OnnxOpset.EqualTexts, "Equal of texts", equal);
        return equal;
    }

    private string Texts(IReadOnlyList<string> texts) => Known("#texts " + string.Join('\n', texts), "texts", name => OnnxTensor.Of(name, texts));

    private string Double(double value) => Known(string.Create(CultureInfo.InvariantCulture, $"#double {value:R}"), "number", name => OnnxTensor.Of(name, [], [value]));

    private string Doubles(string kind, NumberFeature[] features, Func<NumberFeature, double> value) =>
        Known(kind + " of targets", kind, name => OnnxTensor.Of(name, [features.Length], [.. features.Select(value)]));
}

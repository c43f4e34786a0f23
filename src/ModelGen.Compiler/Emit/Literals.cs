using System.Globalization;
using System.Text;

namespace ModelGen.Compiler.Emit;

/// <summary>C# literals, the same under every culture.</summary>
internal static class Literals
{
    /// <summary>Constants as a collection expression: <c>[0.5f, 2f]</c>.</summary>
    public static string List(System.Collections.Generic.IEnumerable<double> values) => $"[{string.Join(", ", System.Linq.Enumerable.Select(values, Float))}]";

    public static string Float(double value)
    {
        if (float.IsNaN((float)value) || float.IsInfinity((float)value))
        {
            return "float." + NotFinite((float)value); // such as 1e300 becomes in 32 bits
        }

        // 1E-05 as people write it: 1e-5f.
        string text = ((float)value).ToString("R", CultureInfo.InvariantCulture);
        int exponent = text.IndexOf('E');
        return (exponent < 0 ? text : text.Substring(0, exponent) + "e" + Int(int.Parse(text.Substring(exponent + 1), CultureInfo.InvariantCulture))) + "f";
    }

    public static string Double(double value) => double.IsNaN(value) || double.IsInfinity(value) ? "double." + NotFinite(value) : value.ToString("R", CultureInfo.InvariantCulture);

    private static string NotFinite(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "PositiveInfinity" : "NegativeInfinity";

    public static string Int(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Bool(bool value) => value ? "true" : "false";

    /// <summary>A named argument behind others, left out where it has its default.</summary>
    public static string Option(string name, long value, long otherwise) => value == otherwise ? "" : $", {name}: {Int(value)}";

    public static string Text(string value)
    {
        var text = new StringBuilder("\"");
        foreach (char c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                < ' ' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return text.Append('"').ToString();
    }

    /// <summary>Text inside an XML documentation comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}

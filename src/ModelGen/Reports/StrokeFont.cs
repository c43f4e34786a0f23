using System;
using System.Collections.Generic;
using System.Text;
using ModelGen.Data.Tokenizers;
using ModelGen.Data.Tokenizers.Unicode;

namespace ModelGen.Reports;

/// <summary>Letters as strokes, for pictures in pixels: the same on every machine, with no font to install. It has ASCII; accents are left out, and what it lacks is a box.</summary>
/// <remarks>A glyph is strokes between commas; each pair of digits is a point, x from 0 to 4 and y from 0 (top) over 6 (base line) to 8.</remarks>
internal static class StrokeFont
{
    private const double Advance = 5.6, Units = 9;

    private const string Box = "0040460600";

    // What has no accent to lose.
    private static readonly Dictionary<int, string> s_spelt = new()
    {
        ['ß'] = "ss", ['æ'] = "ae", ['Æ'] = "AE", ['œ'] = "oe", ['Œ'] = "OE", ['ø'] = "o", ['Ø'] = "O", ['ł'] = "l", ['Ł'] = "L", ['đ'] = "d", ['Đ'] = "D", ['ı'] = "i", ['þ'] = "th", ['–'] = "-", ['—'] = "-", ['−'] = "-", ['‘'] = "'", ['’'] = "'", ['“'] = "\"", ['”'] = "\"", ['·'] = ".", ['×'] = "x",
    };

    private static readonly Dictionary<char, string> s_glyphs = new()
    {
        ['0'] = "103041453616050110", ['1'] = "112026,1636", ['2'] = "01103041420646", ['3'] = "01103041423323,334445361605", ['4'] = "36300444",
        ['5'] = "400003334445361605", ['6'] = "413010010516364544331304", ['7'] = "004016", ['8'] = "103041423313020110,1304051636454433", ['9'] = "051636454130100102133342",
        ['.'] = "2626", [','] = "2617", [':'] = "2323,2626", [';'] = "2323,2617", ['-'] = "1333", ['+'] = "0343,2125", ['='] = "0242,0444", ['/'] = "4006", ['\\'] = "0046",
        ['%'] = "4006,0010110100,3545463635", ['('] = "30212536", [')'] = "10212516", ['_'] = "0747", ['\''] = "2022", ['"'] = "1012,3032", ['!'] = "2024,2626", ['?'] = "01103041422324,2626",
        ['<'] = "410345", ['>'] = "014305", ['['] = "30202636", [']'] = "10202616", ['{'] = "302022132426 36", ['}'] = "102022332426 16", ['#'] = "1016,3036,0242,0444", ['*'] = "2125,0244,0442",
        ['@'] = "354532131535,45434130100105163646", ['&'] = "461120310405162644", ['|'] = "2027", ['~'] = "04133342", ['^'] = "022042", ['$'] = "413010010213334445361605,2026", ['`'] = "1021",
        ['A'] = "062046,1434", ['B'] = "00063645443303,0030414233", ['C'] = "4130100105163645", ['D'] = "00062644422000", ['E'] = "40000646,0333", ['F'] = "400006,0333", ['G'] = "41301001051636454323",
        ['H'] = "0006,4046,0343", ['I'] = "1030,2026,1636", ['J'] = "3035261605", ['K'] = "0006,400346", ['L'] = "000646", ['M'] = "0600234046", ['N'] = "06004640", ['O'] = "103041453616050110",
        ['P'] = "06003041423303", ['Q'] = "103041453616050110,2446", ['R'] = "06003041423303,2346", ['S'] = "413010010213334445361605", ['T'] = "0040,2026", ['U'] = "000516364540", ['V'] = "002640",
        ['W'] = "0016233640", ['X'] = "0046,4006", ['Y'] = "002340,2326", ['Z'] = "00400646",
        ['a'] = "12324346,441405163645", ['b'] = "0006,0312324345361605", ['c'] = "4332120305163645", ['d'] = "4046,4332120305163645", ['e'] = "04444332120305163645", ['f'] = "40302126,1232",
        ['g'] = "4247381807,4332120305163645", ['h'] = "0006,0312324346", ['i'] = "2226,2020", ['j'] = "222718,2020", ['k'] = "0006,420446", ['l'] = "2026", ['m'] = "0602,03122326,23324346",
        ['n'] = "0602,0312324346", ['o'] = "123243453616050312", ['p'] = "0208,0312324345361605", ['q'] = "4248,4332120305163645", ['r'] = "0602,031232", ['s'] = "43321203143445361605",
        ['t'] = "202536,1232", ['u'] = "0205163645,4246", ['v'] = "022642", ['w'] = "0216243642", ['x'] = "0246,4206", ['y'] = "0226,4218", ['z'] = "02420646",
    };

    /// <summary>The width of a text.</summary>
    public static double Width(string text, double size)
    {
        double letters = Plain(text).Length;
        // Fonts of readers have these letters, and wide.
        foreach (Rune letter in text.EnumerateRunes()) letters += letter.Value >= 0x1100 ? 0.65 : 0;
        return letters * Advance * size / Units;
    }

    /// <summary>The strokes of a text whose base line begins at (0, 0), y down.</summary>
    public static IEnumerable<(double X, double Y)[]> Strokes(string text, double size)
    {
        double scale = size / Units, left = 0;
        foreach (char letter in Plain(text))
        {
            if (letter != ' ')
            {
                foreach (string stroke in s_glyphs.GetValueOrDefault(letter, Box).Replace(" ", "", StringComparison.Ordinal).Split(','))
                {
                    (double, double)[] points = new (double, double)[stroke.Length / 2];
                    for (int i = 0; i < points.Length; i++) points[i] = (left + ((stroke[2 * i] - '0') * scale), (stroke[(2 * i) + 1] - '0' - 6) * scale);
                    yield return points;
                }
            }

            left += Advance * scale;
        }
    }

    private static string Plain(string text)
    {
        StringBuilder plain = new();
        foreach (Rune letter in NormalForms.Normalize(TokenPipeline.WellFormed(text), compatible: true, composes: false).EnumerateRunes())
        {
            if (s_spelt.TryGetValue(letter.Value, out string? spelt)) plain.Append(spelt);
            else if (Rune.GetUnicodeCategory(letter) is not (System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark)) plain.Append(letter.Value < 128 ? (char)letter.Value : '\u25a1');
        }

        return plain.ToString();
    }
}

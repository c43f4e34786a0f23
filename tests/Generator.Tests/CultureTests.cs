using System.Globalization;
using System.Linq;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Generator.Tests;

/// <summary>The machine's language changes nothing: commas in fi-FI, dots for thousands in de-DE, U+2212 as minus, the Turkish i.</summary>
public class CultureTests
{
    [Theory]
    [InlineData("fi-FI")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void TextDoesNotDependOnCulture(string name)
    {
        var expected = In(CultureInfo.InvariantCulture);
        var actual = In(CultureInfo.GetCultureInfo(name));
        Assert.Equal(expected, actual);
    }

    private static (string HintName, string Text)[] In(CultureInfo culture)
    {
        (CultureInfo before, CultureInfo beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            return [.. GeneratorRun.Of(Samples.Gpt, Samples.Preset, Samples.Iris).Files];
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }
}

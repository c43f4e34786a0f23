using System;
using System.Globalization;
using System.Text;
using ModelGen.Data.Tokenizers.Unicode;
using Xunit;
using Xunit.Abstractions;

namespace ModelGen.Runtime.Tests.Data.Tokenizers;

public sealed class NormalFormTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("e\u0301 q\u0323\u0307 q\u0307\u0323", "é q\u0323\u0307 q\u0323\u0307", "é q\u0323\u0307 q\u0323\u0307")]
    [InlineData("\u212B \u2126 \u0958", "Å Ω \u0915\u093C", "Å Ω \u0915\u093C")]
    [InlineData("\u1100\u1161\u11A8 \uAC00\u11A8", "\uAC01 \uAC01", "\uAC01 \uAC01")]
    [InlineData("ﬁ ① ｶﾞ ﷺ", "ﬁ ① ｶﾞ ﷺ", "fi 1 ガ صلى الله عليه وسلم")]
    [InlineData("\U0001D15E \U0002F800", "\U0001D157\U0001D165 \u4E3D", "\U0001D157\U0001D165 \u4E3D")]
    [InlineData("\u0344 a\u0344", "\u0308\u0301 ä\u0301", "\u0308\u0301 ä\u0301")]
    public void TextsAreBroughtIntoNormalForm(string text, string canonical, string compatible)
    {
        Assert.Equal(canonical, NormalForms.Normalize(text, compatible: false, composes: true));
        Assert.Equal(compatible, NormalForms.Normalize(text, compatible: true, composes: true));
    }

    /// <summary>Where .NET has ICU, both agree; characters newer than one of the tables aside.</summary>
    [Fact]
    public void DotNetAgreesWhereItCan()
    {
        if (("e\u0301").Normalize(NormalizationForm.FormC) != "é") return; // InvariantGlobalization
        int differ = 0;
        for (int value = 0; value <= CodePointSet.Largest; value += value is (>= 0x3400 and < 0xD7A4) or >= 0x30000 ? 31 : 1) // of ideographs and syllables some
        {
            if (value is (>= 0xD800 and < 0xE000) or (>= 0xFDD0 and <= 0xFDEF) || (value & 0xFFFE) == 0xFFFE) continue; // .NET refuses what is no character
            string text = $"a{char.ConvertFromUtf32(value)}\u0301";
            foreach (NormalizationForm form in Enum.GetValues<NormalizationForm>())
            {
                if (Own(text, form) != text.Normalize(form)) differ += CharUnicodeInfo.GetUnicodeCategory(value) == UnicodeCategory.OtherNotAssigned ? 0 : 1;
            }
        }

        output.WriteLine($"{differ} differ");
        Assert.True(differ < 500, $"{differ} characters are normalised differently"); // of Unicode 10 to 17, newer than the table
    }

    /// <summary>Of characters that are as old as the table: U+09FE is not.</summary>
    [Fact]
    public void RandomTextsAreAsDotNetHasThem()
    {
        if (("e\u0301").Normalize(NormalizationForm.FormC) != "é") return;
        int seed = Environment.TickCount;
        Random random = new(seed);
        (int, int)[] pools = [(0x20, 0x24F), (0x300, 0x36F), (0x591, 0x5C7), (0x900, 0x9FD), (0x1100, 0x11F9), (0x1E00, 0x1FFF), (0x3040, 0x30FF), (0xAC00, 0xD7A3), (0xF900, 0xFFEF), (0x1D15E, 0x1D1BB)];
        for (int i = 0; i < 2000; i++)
        {
            StringBuilder text = new();
            for (int k = random.Next(20); k >= 0; k--)
            {
                (int first, int last) = pools[random.Next(pools.Length)];
                int value = random.Next(first, last + 1);
                if (CharUnicodeInfo.GetUnicodeCategory(value) != UnicodeCategory.OtherNotAssigned) text.Append(new Rune(value));
            }

            foreach (NormalizationForm form in Enum.GetValues<NormalizationForm>()) Assert.True(Own(text.ToString(), form) == text.ToString().Normalize(form), $"seed {seed}: {form} of {text}");
        }
    }

    [Fact]
    public void ManyMarksTakeNoTime() => Assert.Equal(1_000_000, NormalForms.Normalize(string.Concat("\u0301\u0323", new string('\u0301', 999_998)), compatible: false, composes: true).Length);

    private static string Own(string text, NormalizationForm form) =>
        NormalForms.Normalize(text, form is NormalizationForm.FormKC or NormalizationForm.FormKD, form is NormalizationForm.FormC or NormalizationForm.FormKC);
}

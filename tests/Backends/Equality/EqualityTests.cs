using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Xunit;

namespace ModelGen.Equality;

/// <summary>The numbers of the CPU target on another one, on random input with padding anywhere: every layer, every loss, every preset.</summary>
public class EqualityTests
{
    public static TheoryData<string, int> Runs
    {
        get
        {
            TheoryData<string, int> runs = [];
            foreach (EqualityCase each in Cases.All)
            {
                for (int seed = 1; seed <= Target.Seeds; seed++)
                {
                    runs.Add(each.Model.Name, seed);
                }
            }

            return runs;
        }
    }

    [TargetTheory]
    [MemberData(nameof(Runs))]
    public void TheNumbersAreThoseOfTheCpu(string model, int seed) => Cases.All.Single(each => each.Model.Name == model).Check(seed);

    /// <summary>What is neither compared nor written down as missing fails here.</summary>
    [Fact]
    public void EveryLayerIsComparedOrKnownToBeMissing()
    {
        // A published configuration stands for the layers that it names.
        IEnumerable<string> all = typeof(LayerAttribute).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && type != typeof(PretrainedAttribute)).Select(Layers.Name);
        IEnumerable<string> compared = Cases.All.SelectMany(each => Layers.Of(each.Model)).Select(layer => Layers.Name(layer.GetType())).Distinct();
        Assert.Equal(all.Order(), compared.Concat(Target.Missing).Order());
    }

    [Fact]
    public void EveryLossIsCompared()
    {
        IEnumerable<Loss> compared = Cases.All.SelectMany(each => each.Model.GetCustomAttributesData())
            .Where(attribute => attribute.AttributeType == typeof(LossAttribute)).Select(attribute => (Loss)(int)attribute.ConstructorArguments[0].Value!);
        Assert.Equal(Enum.GetValues<Loss>(), compared.Distinct().Order());
    }

    [Fact]
    public void EveryPresetIsCompared()
    {
        IEnumerable<TransformerStyle> compared = Cases.All.Select(each => each.Model.GetCustomAttribute<TransformerAttribute>()).OfType<TransformerAttribute>().Select(preset => preset.Style);
        Assert.Equal(Enum.GetValues<TransformerStyle>(), compared.Distinct().Order());
    }
}

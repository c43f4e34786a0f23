using System;
using System.Linq;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Surface;
using ModelGen.Equality;
using ModelGen.Ilgpu.Tests.Harness;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Surface;

/// <summary>Numbers do not depend on the order of groups and threads, which only the stand-in can turn around.</summary>
public class RaceTests
{
    public static TheoryData<string> Models => [.. Cases.All.Select(each => each.Model.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void TheOtherOrderGivesTheNumbersOfTheCpu(string model) => SurfaceProbe.Backwards(() => Cases.All.Single(each => each.Model.Name == model).Check(7));

    [Fact]
    public void ARaceShowsInTheOtherOrder()
    {
        float[] forwards = Run(), backwards = [];
        SurfaceProbe.Backwards(() => backwards = Run());
        Assert.Equal([31, 63], forwards);
        Assert.Equal([0, 32], backwards);

        static float[] Run()
        {
            using Machine machine = Machine.Open();
            using MemoryBuffer1D<float, Stride1D.Dense> output = machine.Accelerator.Allocate1D<float>(2);
            machine.Accelerator.LoadStreamKernel<ArrayView<float>>(Races)(new KernelConfig(2, 32), output.View);
            machine.Accelerator.Synchronize();
            return output.GetAsArray1D();
        }
    }

    /// <summary>All threads of a group write to one place without a barrier.</summary>
    private static void Races(ArrayView<float> view) => view[Grid.IdxX] = (Grid.IdxX * 32) + Group.IdxX;
}

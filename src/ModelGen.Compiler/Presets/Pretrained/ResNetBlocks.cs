using System.Collections.Generic;
using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>Residual blocks of two 3 x 3 convolutions, or of 1 x 1, 3 x 3 and 1 x 1.</summary>
/// <param name="reduction">1: basic blocks; otherwise how much narrower the middle is.</param>
/// <param name="isEarly">The first convolution of a bottleneck has the stride, as in the paper; otherwise the second.</param>
internal sealed class ResNetBlocks(Family family, ResNetNames names, int reduction, bool isEarly, ArgumentSpec epsilon, ArgumentSpec momentum, LayerSpec activation)
{
    public LayerSpec Activation => activation;

    public LayerSpec Norm(string name, string file) => family.Layer("BatchNorm", Name(name), File(file), epsilon, momentum);

    public BlockSpec Block(string name, int inputs, int outputs, int stride)
    {
        var steps = new BlockSteps(family);
        var branch = new List<LayerSpec>();
        if (reduction == 1)
        {
            branch.AddRange([Convolution(0, outputs, 3, stride), Norm("Norm1", names.Norm(0)), activation, Convolution(1, outputs, 3, 1), Norm("Norm2", names.Norm(1))]);
        }
        else
        {
            int middle = System.Math.Max(outputs / reduction, 1);
            branch.AddRange([Convolution(0, middle, 1, isEarly ? stride : 1), Norm("Norm1", names.Norm(0)), activation]);
            branch.AddRange([Convolution(1, middle, 3, isEarly ? 1 : stride), Norm("Norm2", names.Norm(1)), activation]);
            branch.AddRange([Convolution(2, outputs, 1, 1), Norm("Norm3", names.Norm(2))]);
        }

        int u = steps.Run(0, branch, null);
        int s = inputs == outputs && stride == 1 ? 0 : steps.Run(
            0,
            family.Layer("Conv2d", Of("channels", outputs), Of("Kernel", 1), Of("Stride", stride), Of("Bias", false), Name("Shortcut"), File(names.Shortcut)),
            Norm("ShortcutNorm", names.ShortcutNorm));
        return steps.Block(name, steps.Run(steps.Add(u, s), activation));
    }

    private LayerSpec Convolution(int index, int channels, int kernel, int stride) => family.Layer(
        "Conv2d", Of("channels", channels), Of("Kernel", kernel), Of("Stride", stride), Of("Padding", kernel / 2), Of("Bias", false), Name("Conv" + Layers.LayerText.Number(index + 1)), File(names.Convolution(index)));
}

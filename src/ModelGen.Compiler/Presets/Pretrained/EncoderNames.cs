using ModelGen.Compiler.Spec;
using static ModelGen.Compiler.Presets.PresetWriter;
using static ModelGen.Compiler.Spec.ArgumentSpec;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>A post-norm encoder layer, by the names that a family has for its parts.</summary>
internal sealed record EncoderNames(string Attention, string AttendNorm, string Up, string Down, string ThinkNorm)
{
    public BlockSpec[] Blocks(Family f, int heads, int width, int hidden, double epsilon, LayerSpec activation)
    {
        BlockSpec attend = f.Writer.Block("Attend", f.Layer("SelfAttention", Of("Heads", heads), Of("Dropout", f.Rate), Flat, File(Attention), f.Initial), f.Dropout);
        BlockSpec think = f.Writer.Block(
            "Think",
            f.Layer("Linear", Of("outFeatures", hidden), Name("Up"), File(Up), f.Initial),
            activation,
            f.Layer("Linear", Of("outFeatures", width), Name("Down"), File(Down), f.Initial),
            f.Dropout);
        BlockSpec layer = f.Writer.Block(
            "Layer",
            f.Writer.Use("Residual", "Attend", Name("Attend"), File("")),
            f.Layer("LayerNorm", Name("AttendNorm"), File(AttendNorm), Of("Epsilon", epsilon)),
            f.Writer.Use("Residual", "Think", Name("Think"), File("")),
            f.Layer("LayerNorm", Name("ThinkNorm"), File(ThinkNorm), Of("Epsilon", epsilon)));
        return [layer, attend, think];
    }
}

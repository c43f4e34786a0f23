using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>What a forward pass of several outputs returns: a tuple cannot hold spans.</summary>
internal static class ForwardOutputsWriter
{
    public static void Write(CodeWriter code, Surface surface)
    {
        if (surface.Outputs.Count == 1)
        {
            return;
        }

        string[] names = [.. surface.Outputs.Select(output => CSharpNames.Escape(CSharpNames.Pascal(output.Name)))];
        string[] parameters = [.. surface.Outputs.Select(output => CSharpNames.Escape(output.Parameter))];
        code.Line("/// <summary>The outputs of a forward pass, valid until the workspace is used again.</summary>");
        using (code.Block($"public readonly ref struct {Surface.ForwardOutputs}"))
        {
            using (code.Block($"internal {Surface.ForwardOutputs}({string.Join(", ", parameters.Select(name => $"{Surface.ReadOnlyFloats} {name}"))})"))
            {
                for (int i = 0; i < names.Length; i++)
                {
                    code.Line($"{names[i]} = {parameters[i]};");
                }
            }

            code.Line();
            for (int i = 0; i < names.Length; i++)
            {
                code.Line($"/// <summary>{(surface.Outputs[i].Type is null ? "Not known: the model has an error" : surface.Outputs[i].Expected)}.</summary>");
                code.Line($"public {Surface.ReadOnlyFloats} {names[i]} {{ get; }}").Line();
            }

            code.Line("/// <summary>The outputs one by one, in their order.</summary>");
            using (code.Block($"public void Deconstruct({string.Join(", ", parameters.Select(name => $"out {Surface.ReadOnlyFloats} {name}"))})"))
            {
                for (int i = 0; i < names.Length; i++)
                {
                    code.Line($"{parameters[i]} = {names[i]};");
                }
            }
        }

        code.Line();
    }
}

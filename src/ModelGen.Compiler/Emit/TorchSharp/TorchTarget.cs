using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Presets;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>A nested <c>nn.Module</c> for libtorch, made from the unfused forward graph: libtorch differentiates and fuses.</summary>
internal static class TorchTarget
{
    public const string Name = "TorchSharp";

    /// <returns>The file, or null and the reason.</returns>
    public static (EmittedFile? File, ModelError? Error) Emit(ModelSpec spec, LoweredModel model, string? version)
    {
        if (version is null)
        {
            return (null, new(
                ErrorId.PackageMissing,
                new SourceRef(spec.Type.Key, SourceRef.BackendsAttribute),
                $"Backend.TorchSharp of {spec.Type.Name} needs a TorchSharp package: dotnet add package TorchSharp-cpu (or TorchSharp-cuda-windows, TorchSharp-cuda-linux)"));
        }

        if (TorchLimits.Fault(model.Main) is { } missing)
        {
            return (null, missing);
        }

        TorchModel torch = TorchModel.Of(model);
        return Clash(spec, torch) is { } clash ? (null, clash) : (Write(model, torch, TorchFeatures.Of(version)), null);
    }

    private static EmittedFile Write(LoweredModel model, TorchModel torch, TorchFeatures features) =>
        EmittedType.File(model.Type, ".Torch", "", "", code =>
        {
            var helpers = new HashSet<string>(StringComparer.Ordinal);
            var classes = new ClassWriter(code, torch, features, helpers);
            code.Line($"/// <summary>{Literals.Xml(model.Type.Name)} as a module of TorchSharp: its <c>state_dict</c> has the names of the model's weight file.</summary>");
            using (code.Block($"public sealed class {torch.Root.Name} : {ClassWriter.Base(torch.Root)}"))
            {
                new RootWriter(code, torch, classes).Write();
                foreach (TorchClass nested in torch.Classes)
                {
                    code.Line();
                    classes.Write(nested);
                }

                SupportWriter.Write(code, helpers);
            }
        }, "using Sharp = global::TorchSharp;");

    // A field must be called as the weight file has it, and nn.Module has members already.
    private static ModelError? Clash(ModelSpec spec, TorchModel torch)
    {
        string? taken = torch.Classes.Prepend(torch.Root).SelectMany(each => each.Fields).FirstOrDefault(TorchNames.OfModule.Contains);
        if (taken is null)
        {
            return null;
        }

        ModelSpec expanded = spec.Layers.Any(Roles.IsPreset) ? ExpandPreset.Run(spec).Spec : spec;
        foreach (EquatableArray<LayerSpec> sequence in expanded.Blocks.Select(block => block.Layers).Prepend(expanded.Layers))
        {
            List<LayerSpec> layers = [.. sequence.Where(Roles.IsLayer)];
            IReadOnlyList<LayerName> names = LayerNames.Assign(layers, _ => { });
            for (int i = 0; i < layers.Count; i++)
            {
                if (names[i].File.Split('.').Contains(taken))
                {
                    SourceRef place = layers[i].Has("Name") ? layers[i].Source.At("Name") : layers[i].Source;
                    return new(ErrorId.NotOnTarget, place, $"Backend.TorchSharp cannot express a layer called '{taken}', which is a member of nn.Module: give '{LayerText.Of(layers[i])}' another Name");
                }
            }
        }

        throw new InvalidOperationException($"No layer is called '{taken}'");
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Presets;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>A nested <c>nn.Module</c> for libtorch, made from the unfused forward graph: libtorch differentiates and fuses.</summary>
internal static class TorchTarget
{
    public const string Name = "TorchSharp";

    /// <summary>MGEN3001; null where the package is referenced.</summary>
    public static ModelError? Package(ModelSpec spec, TargetEnvironment environment) => environment.TorchSharpVersion is not null ? null : new(
        ErrorId.PackageMissing,
        new SourceRef(spec.Type.Key, SourceRef.BackendsAttribute),
        $"Backend.TorchSharp of {spec.Type.Name} needs a TorchSharp package: dotnet add package TorchSharp-cpu (or TorchSharp-cuda-windows, TorchSharp-cuda-linux)");

    /// <param name="version">Of the TorchSharp that is referenced.</param>
    public static EmittedFile Emit(LoweredModel model, string version) => Write(model, TorchModel.Of(model), TorchFeatures.Of(version));

    private static EmittedFile Write(LoweredModel model, TorchModel torch, TorchFeatures features) =>
        EmittedType.File(model.Type, ".Torch", "", "", code =>
        {
            var helpers = new HashSet<string>(StringComparer.Ordinal);
            var classes = new ClassWriter(code, torch, features, helpers);
            code.Line($"/// <summary>{Literals.Xml(model.Type.Name)} as a module of TorchSharp: its <c>state_dict</c> has the names of the model's weight file.</summary>");
            using (code.Block($"public sealed class {torch.Root.Name} : {ClassWriter.Base(torch.Root, model.OutputNames)}"))
            {
                CodeWriter modules = code.Beside();
                Modules(modules, torch, features, helpers);
                new RootWriter(code, torch, classes, features, helpers).Write();
                code.Append(modules);

                SupportWriter.Write(code, helpers);
            }
        }, "using Sharp = global::TorchSharp;");

    // Before the root, which calls them as they are called in the end: of elements of a list that are alike one class is enough.
    private static void Modules(CodeWriter code, TorchModel torch, TorchFeatures features, HashSet<string> helpers)
    {
        var written = new List<(TorchClass Class, string Text)>();
        foreach (TorchClass nested in torch.Classes)
        {
            string own = nested.Name;
            foreach ((TorchClass other, string text) in written.Where(each => torch.AreOfOneList(each.Class, nested)))
            {
                nested.Name = other.Name;
                if (Text(nested) == text)
                {
                    break;
                }

                nested.Name = own;
            }

            if (nested.Name == own)
            {
                written.Add((nested, Text(nested)));
            }
        }

        foreach ((TorchClass nested, _) in written)
        {
            code.Line();
            new ClassWriter(code, torch, features, helpers).Write(nested);
        }

        string Text(TorchClass nested)
        {
            var text = new CodeWriter();
            new ClassWriter(text, torch, features, helpers).Write(nested);
            return text.ToString();
        }
    }

    /// <summary>A field must be called as the weight file has it: what cannot; null where all can.</summary>
    public static ModelError? Fault(ModelSpec spec, LoweredModel model, TargetEnvironment environment)
    {
        ModelSpec expanded = spec.Layers.Any(Roles.IsPreset) ? ExpandPreset.Run(spec).Spec : spec;
        List<EquatableArray<LayerSpec>> sequences = [.. expanded.Blocks.Select(block => block.Layers).Prepend(expanded.Layers)];
        if (TorchStems.Fault(model.Main, TorchFeatures.Of(environment.TorchSharpVersion!)) is { } fault)
        {
            // The word may be that of a block around the layer.
            List<LayerSpec> called = [.. sequences.SelectMany(sequence => Called(sequence, fault.Word))];
            LayerSpec layer = called.FirstOrDefault(each => ReferenceEquals(each, fault.Layer)) ?? called.FirstOrDefault() ?? fault.Layer!;
            string argument = layer.Has("WeightName") ? "WeightName" : "Name";
            return new(ErrorId.NotOnTarget, layer.Has(argument) ? layer.Source.At(argument) : layer.Source, $"Backend.{Name} cannot express {fault.Reason}: give '{LayerText.Of(layer)}' another {argument}");
        }

        return null;
    }

    /// <summary>The layers whose names in weight files have this word.</summary>
    private static IEnumerable<LayerSpec> Called(IEnumerable<LayerSpec> sequence, string word)
    {
        List<LayerSpec> layers = [.. sequence.Where(Roles.IsLayer)];
        IReadOnlyList<LayerName> names = LayerNames.Assign(layers, _ => { });
        return layers.Where((_, i) => (names[i].Files.Count > 0 ? names[i].Files : new(names[i].File)).Any(file => file.Split('.').Contains(word)));
    }
}

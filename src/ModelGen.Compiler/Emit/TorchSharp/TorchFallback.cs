using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>The module of a model that has an error: every public member, with a body that throws the diagnostic's text.</summary>
internal static class TorchFallback
{
    public static EmittedFile Write(ModelSpec spec, Surface surface, string exception) => EmittedType.File(spec.Type, ".Torch", "The model has an error; see the diagnostics.", "", code =>
    {
        var members = new TorchMembers(surface, CSharpNames.Escape(surface.Name));
        code.Line("/// <summary>Not available: the model has an error.</summary>");
        using (code.Block($"public sealed class {TorchNames.Root} : Sharp::torch.nn.Module<{ClassWriter.Takes(surface.Inputs.Count)}, {members.Result}>"))
        {
            foreach (Member member in members.All.Concat(spec.Entries.Select(entry => new TorchMembers(Surface.Guess(spec, entry), CSharpNames.Escape(surface.Name), CSharpNames.Pascal(entry.Name)).Predict)))
            {
                member.WriteThrow(code, exception);
            }
        }
    }, "using Sharp = global::TorchSharp;");
}

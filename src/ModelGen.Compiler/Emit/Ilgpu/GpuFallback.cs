using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>The session of a model that has an error: every public member, with a body that throws the diagnostic's text.</summary>
internal static class GpuFallback
{
    public static EmittedFile Write(ModelSpec spec, Surface surface, string exception) => EmittedType.File(spec.Type, ".Gpu", "The model has an error; see the diagnostics.", "", code =>
    {
        const string Nothing = "/// <summary>Not available: the model has an error.</summary>";
        var members = new GpuMembers(surface, CSharpNames.Escape(surface.Name));
        code.Line(Nothing);
        using (code.Block($"public sealed class Gpu : global::System.IDisposable{(surface.HasLoss ? ", " + members.Session : "")}"))
        {
            foreach (Member member in members.All.Concat(spec.Entries.SelectMany(entry => GpuMembers.OfEntry(Surface.Guess(spec, entry), CSharpNames.Escape(surface.Name), CSharpNames.Pascal(entry.Name)))))
            {
                member.WriteThrow(code, exception);
            }

            code.Line(Nothing);
            code.Line("public void Dispose() { }");
            if (surface.CanDecode && surface.Inputs.Count == 1)
            {
                code.Line();
                code.Line(Nothing);
                using (code.Block("public abstract class Decoder : global::ModelGen.Decoding.TokenDecoder, global::System.IDisposable"))
                {
                    code.Line(Nothing);
                    code.Line($"public void Dispose() => {exception};");
                }
            }
        }
    });
}

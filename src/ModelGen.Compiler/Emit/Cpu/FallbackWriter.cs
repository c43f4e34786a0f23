using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>
/// The public surface of a model that has an error: every member is there, so that one wrong number does not become twenty
/// errors in the user's code, and every body throws the diagnostic's text.
/// </summary>
internal static class FallbackWriter
{
    /// <summary>What makes a build fail that would go on without what could not be written.</summary>
    public static string Failure(ModelError error) => $"#error {ErrorCatalog.Code(error.Id)}: {error.Message.Replace('\r', ' ').Replace('\n', ' ')}";

    /// <param name="error">Null when it is C#'s own to report, such as an argument that is not written yet.</param>
    public static EquatableArray<EmittedFile> Emit(ModelSpec spec, ModelError? error)
    {
        // A class that cannot have another half gets none.
        if (spec.Type.Problem != TypeProblem.None
            || ReservedNames.Contains(spec.Type, isModel: true))
        {
            return default;
        }

        Surface surface = Surface.Guess(spec);
        string exception = Throw(spec, error);
        EmittedFile file = EmittedType.File(spec.Type, "", "The model has an error; see the diagnostics.", surface.Interfaces, code =>
        {
            if (error?.Id == ErrorId.Internal)
            {
                code.Line(Failure(error)).Line();
            }

            foreach (Member member in Members.Of(surface).Concat(spec.Entries.SelectMany(entry => Members.Prediction(Surface.Guess(spec, entry), Ir.CSharpNames.Pascal(entry.Name)))))
            {
                member.WriteThrow(code, exception);
            }

            ForwardOutputsWriter.Write(code, surface);
            BatchWriter.Write(code, surface, null, exception);
            code.Line("/// <summary>Not known: the model has an error.</summary>");
            code.Line("public sealed class ParameterTree;");
        });
        return new(file);
    }

    /// <summary>The throw expression of every body.</summary>
    public static string Throw(ModelSpec spec, ModelError? error) =>
        $"throw new global::System.InvalidOperationException({Literals.Text(error?.ToString() ?? $"The declaration of {spec.Type.Name} has an error")})";
}

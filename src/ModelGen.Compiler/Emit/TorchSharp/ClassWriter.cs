using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Module classes: fields, constructor, <c>forward</c>.</summary>
internal sealed class ClassWriter(CodeWriter code, TorchModel model, TorchFeatures features, HashSet<string> helpers)
{
    public const string Tensor = "Sharp::torch.Tensor";
    public const string DeviceType = "Sharp::torch.Device";
    public const string ScalarType = "Sharp::torch.ScalarType";

    /// <summary>Module&lt;T1, ..., T6, TResult&gt;: more are one array.</summary>
    public const int MostInputs = 6;

    /// <summary>A nested class.</summary>
    public void Write(TorchClass of)
    {
        using (code.Block($"private sealed class {of.Name} : {Base(of)}"))
        {
            Fields(of);
            string tables = string.Concat(of.RotaryTables.Select(table => $", RotaryTable {CSharpNames.Camel(RootWriter.TableName(table))}"));
            using (code.Block($"internal {of.Name}({DeviceType} device, {ScalarType} dtype{tables}) : base({Literals.Text(of.Name)})"))
            {
                foreach (int table in of.RotaryTables)
                {
                    code.Line($"{RootWriter.TableName(table)} = {CSharpNames.Camel(RootWriter.TableName(table))};");
                }

                Creations(of);
                code.Line("RegisterComponents();");
            }

            if (of.RotaryTables.Count > 0)
            {
                code.Line();
                Tables(of);
            }

            if (of.Steps is not null)
            {
                code.Line();
                Forward(of, "");
            }
        }
    }

    public void Fields(TorchClass of, string access = "internal")
    {
        foreach (TorchMember member in of.Members)
        {
            if (member.Name != member.Field)
            {
                code.Line($"[Sharp::Utils.ComponentName(Name = {Literals.Text(member.Field)})]");
            }

            code.Line($"{access} readonly {member.Type} {CSharpNames.Escape(member.Name)};");
        }

        code.Line();
    }

    /// <summary>Tables are properties: a field that holds a tensor would become a buffer of the module.</summary>
    public void Tables(TorchClass of)
    {
        foreach (int table in of.RotaryTables)
        {
            code.Line($"private RotaryTable {RootWriter.TableName(table)} {{ get; }}");
        }
    }

    public void Creations(TorchClass of)
    {
        foreach (TorchMember member in of.Members)
        {
            // Arguments and the loop's index may have a field's name.
            string name = (member.Name is "device" or "dtype" or "i" or "model" or "seed" or "parameter" || member.Name.StartsWith("rotary", System.StringComparison.Ordinal) ? "this." : "") + CSharpNames.Escape(member.Name);
            if (member is { Copies: 0, Class: not { IsList: true } })
            {
                code.Line($"{name} = {Creation(member)};");
                continue;
            }

            string[] elements = member.Copies > 0 ? [.. Enumerable.Repeat(One(member), member.Copies)] : [.. Elements(member.Class!)];
            code.Line($"{name} = new {member.Type}();");
            if (member.Copies == 0 && (elements.Length == 1 || elements.Distinct().Count() > 1))
            {
                foreach (string element in elements)
                {
                    code.Line($"{name}.Add({element});");
                }
            }
            else
            {
                using (code.Block($"for (int i = 0; i < {Literals.Int(elements.Length)}; i++)"))
                {
                    code.Line($"{name}.Add({elements[0]});");
                }
            }

            code.Line();
        }
    }

    private static string Creation(TorchMember member) =>
        member.Copies > 0 ? $"new {member.Type}({string.Join(", ", Enumerable.Repeat(One(member), member.Copies))})"
        : member.Class is { IsList: true } list ? $"new {member.Type}({string.Join(", ", Elements(list))})"
        : One(member);

    private static string One(TorchMember member) => member.Leaf?.Creation
        ?? $"new {member.Class!.Name}(device, dtype{string.Concat(member.Class.RotaryTables.Select(table => $", {RootWriter.TableName(table)}"))})";

    private static IEnumerable<string> Elements(TorchClass list) => TorchList.Elements(list).Select(element => element is null ? TorchText.Nn + "Identity()" : Creation(element));

    /// <param name="check">A statement before all others, with {0} for the inputs.</param>
    /// <param name="wishes">Names of the arguments; null: by their types.</param>
    /// <param name="outputs">Names of the results, where there are several.</param>
    public void Forward(TorchClass of, string check, IReadOnlyList<string>? wishes = null, IReadOnlyList<string>? outputs = null)
    {
        code.Line("/// <inheritdoc/>");
        Body(of, "public override", "forward", check, wishes, outputs);
    }

    /// <summary>The method of a further graph method.</summary>
    public void Entry(TorchClass of, string method, string check, IReadOnlyList<string> wishes, IReadOnlyList<string> outputs) => Body(of, "private", method, check, wishes, outputs);

    private void Body(TorchClass of, string access, string method, string check, IReadOnlyList<string>? wishes, IReadOnlyList<string>? outputs)
    {
        var writer = new ForwardWriter(of, wishes: wishes);
        writer.Write(model, features, helpers);
        string? array = method == "forward" && writer.Arguments.Count > MostInputs ? writer.Local("inputs") : null;
        string arguments = array is null ? string.Join(", ", writer.Arguments.Select(argument => $"{Tensor} {argument}")) : $"{Tensor}[] {array}";
        using (code.Block($"{access} {Result(outputs)} {method}({arguments})"))
        {
            for (int i = 0; array is not null && i < writer.Arguments.Count; i++)
            {
                code.Line($"{Tensor} {writer.Arguments[i]} = {array}[{Literals.Int(i)}];");
            }

            if (check.Length > 0)
            {
                code.Line(string.Format(System.Globalization.CultureInfo.InvariantCulture, check, string.Join(", ", writer.Arguments)));
            }

            code.Line($"using Sharp::DisposeScope {writer.Scope} = Sharp::torch.NewDisposeScope();");
            if (writer.UsesSizes)
            {
                string first = writer.Arguments[0];
                code.Line(of.Inputs[0].Type.Axes.Count < 2 ? $"long {Symbol.Batch} = {first}.shape[0];" : $"(long {Symbol.Batch}, long {Symbol.Length}) = ({first}.shape[0], {first}.shape[1]);");
            }

            foreach (string line in writer.Lines)
            {
                code.Line(line);
            }

            string[] results = [.. writer.Results.Select(result => result + ".MoveToOuterDisposeScope()")];
            code.Line($"return {(results.Length == 1 ? results[0] : $"({string.Join(", ", results)})")};");
        }
    }

    /// <summary>A tensor, or a tuple of tensors by their names.</summary>
    public static string Result(IReadOnlyList<string>? outputs) => outputs is null or { Count: 1 } ? Tensor : $"({string.Join(", ", outputs.Select(output => $"{Tensor} {CSharpNames.Escape(output)}"))})";

    public static string Base(TorchClass of, IReadOnlyList<string>? outputs = null) => of.Steps is null
        ? "Sharp::torch.nn.Module"
        : $"Sharp::torch.nn.Module<{Takes(of.Inputs.Count)}, {Result(outputs)}>";

    /// <summary>The types of a module's inputs.</summary>
    public static string Takes(int inputs) => inputs > MostInputs ? Tensor + "[]" : string.Join(", ", Enumerable.Repeat(Tensor, inputs));

    /// <summary>The arguments of its call.</summary>
    public static string Given(IReadOnlyList<string> arguments) => arguments.Count > MostInputs ? $"new[] {{ {string.Join(", ", arguments)} }}" : string.Join(", ", arguments);
}

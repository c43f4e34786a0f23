using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit;

/// <summary>A model's class as code inside of it names it.</summary>
internal static class TypeText
{
    /// <param name="type">The class.</param>
    /// <param name="nearer">Classes that C# would see first: of their names it has its whole one.</param>
    public static string Of(TypeSpec type, IEnumerable<string> nearer) =>
        nearer.Contains(type.Name) ? "global::" + string.Join(".", type.Key.Split('.', '+').Select(CSharpNames.Escape)) : CSharpNames.Escape(type.Name);
}

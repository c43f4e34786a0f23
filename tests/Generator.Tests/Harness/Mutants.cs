using System;
using System.Text;

namespace ModelGen.Tests.Harness;

/// <summary>Sources as they are while somebody types, cuts and pastes.</summary>
internal static class Mutants
{
    private static readonly string[] Splinters =
        ["", " ", "[", "]", "(", ")", "<", ">", "{", "}", ",", ";", "=", "\"", "'", "@", "-1", "0", "null", "default", "typeof(int)", "2147483648", "1e400", "\"x\"", "true",
            "Linear(", "Use<", "Use<M>", "partial", "class", "static", "record", "namespace A;", "new[] { 1 }", "new int[0]", "(Loss)9", "nameof(M)", "/*", "//", "#if X\n", "\0", "\uD800", "🙂"];

    public static string Mutate(string source, Random random, int edits)
    {
        StringBuilder text = new(source);
        for (int i = 0; i < edits; i++)
        {
            int at = random.Next(text.Length);
            int length = Math.Min(random.Next(4) == 0 ? random.Next(40) : random.Next(6), text.Length - at);
            text.Remove(at, length).Insert(at, Splinters[random.Next(Splinters.Length)]);
        }

        return text.ToString();
    }
}

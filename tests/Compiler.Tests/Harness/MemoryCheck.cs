using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;
using Xunit;

namespace ModelGen.Compiler.Tests.Harness;

/// <summary>Runs a plan without numbers: each buffer remembers whose values it holds, and a reader must find those that it wants.</summary>
internal static class MemoryCheck
{
    public static void Run(IReadOnlyList<Node> nodes, Frame frame)
    {
        var names = new Aliases(nodes);
        var held = new Dictionary<Place, Value>();
        HashSet<Value> own = [.. nodes.SelectMany(node => node.Outputs)];
        foreach (Node node in nodes.Where(node => !node.Op.IsAlias))
        {
            foreach (Value input in node.Inputs.Where(input => input is { Parameter: null }).Select(input => input!))
            {
                Value root = names.Of(input);
                Assert.True(frame.Places.ContainsKey(input) || frame.Places.ContainsKey(root), $"{input} has no place");
                Place place = frame.Places[frame.Places.ContainsKey(input) ? input : root];
                if (own.Contains(root) && place.Region is Region.Scratch or Region.Result)
                {
                    Assert.True(held.TryGetValue(place, out Value? value) && value == root, $"{node.Op.Name} wants {input} in {place}, which holds {value}");
                    Assert.True(root.Type.Count.IsAtMost(Size(frame, place, root)), $"{input} is larger than {place}");
                }
            }

            // A result may stand in an input's place only where the op says so; and never two results in one place.
            var written = new HashSet<Place>();
            Value[] results = [.. node.Outputs, .. frame.Temporaries.GetValueOrDefault(node, [])];
            for (int i = 0; i < results.Length; i++)
            {
                if (!frame.Places.TryGetValue(results[i], out Place? place) || place.Region is not (Region.Scratch or Region.Result))
                {
                    continue;
                }

                Assert.True(written.Add(place), $"{node.Op.Name} writes {place} twice");
                for (int j = 0; j < node.Inputs.Count; j++)
                {
                    bool shares = node.Inputs[j] is { Parameter: null } input && frame.Places.TryGetValue(input, out Place? other) && other == place;
                    Assert.True(!shares || (i == 0 && node.Op.MayOverwrite == j), $"{node.Op.Name} writes {results[i]} over its input {node.Inputs[j]}");
                }

                held[place] = results[i];
            }
        }
    }

    private static Dim Size(Frame frame, Place place, Value value) => place.Region == Region.Scratch ? frame.Scratch.Size(place.Slot) : value.Type.Count;
}

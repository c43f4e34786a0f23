using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Linear scan over a node list: a value takes the smallest free slot that fits, and gives it back after its last reader.
/// An op that may write over its input does so when it is the input's last reader.
/// </summary>
internal sealed class ScratchAllocator(Frame frame, Aliases aliases, IReadOnlyList<Node> nodes)
{
    private readonly Dictionary<Value, int> _lastUse = [];
    private readonly HashSet<int> _free = [];

    public void Run()
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            foreach (Value input in nodes[i].Inputs.Where(input => input is { Parameter: null }).Select(input => input!))
            {
                _lastUse[aliases.Of(input)] = i;
            }
        }

        foreach (ResultCopy copy in frame.Copies)
        {
            _lastUse[aliases.Of(copy.Value)] = nodes.Count;
        }

        for (int i = 0; i < nodes.Count; i++)
        {
            Visit(nodes[i], i);
        }
    }

    private void Visit(Node node, int index)
    {
        var dying = new List<int>();
        foreach (Value temporary in frame.Temporaries.TryGetValue(node, out IReadOnlyList<Value>? temporaries) ? temporaries : [])
        {
            frame.Places[temporary] = Allocate(temporary.Type.Count);
            dying.Add(frame.Places[temporary].Slot);
        }

        for (int o = 0; o < node.Outputs.Count; o++)
        {
            Value output = node.Outputs[o];
            Value root = aliases.Of(output);
            if (frame.Places.ContainsKey(output) || (o > 0 && !_lastUse.ContainsKey(root) && node.Op.Callee is null))
            {
                continue; // placed already, or a statistic that nobody reads
            }

            if (root == output && Overwritten(node, o, index) is { } input)
            {
                aliases.Join(output, input);
                _lastUse[input] = _lastUse.TryGetValue(output, out int last) ? last : index;
                root = input;
            }
            else if (!frame.Places.ContainsKey(root))
            {
                frame.Places[root] = Allocate(root.Type.Count);
            }

            frame.Places[output] = frame.Places[root];
            if (!_lastUse.ContainsKey(root))
            {
                _lastUse[root] = index; // the first output, and each of a block, is written even when nobody reads it
            }
        }

        foreach (Value root in node.Inputs.Where(input => input is { Parameter: null }).Concat(node.Outputs).Select(value => aliases.Of(value!)).Distinct())
        {
            if (_lastUse.TryGetValue(root, out int last) && last == index && frame.Places.TryGetValue(root, out Place? place) && place.Region == Region.Scratch)
            {
                dying.Add(place.Slot);
            }
        }

        _free.UnionWith(dying);
    }

    private Value? Overwritten(Node node, int output, int index)
    {
        int input = output == 0 ? node.Op.MayOverwrite : -1;
        if (input < 0)
        {
            return null;
        }

        Value root = aliases.Of(node.Input(input));
        bool onlyReader = node.Inputs.Count(other => other is not null && aliases.Of(other) == root) == 1;
        return onlyReader
            && frame.Places.TryGetValue(root, out Place? place)
            && place.Region == Region.Scratch
            && _lastUse[root] == index
            && root.Type.Count.Equals(node.Outputs[output].Type.Count)
            ? root
            : null;
    }

    private Place Allocate(Dim size)
    {
        Slots slots = frame.Scratch;
        int best = -1;
        foreach (int slot in _free.OrderBy(slot => slot))
        {
            if (size.IsAtMost(slots.Size(slot)) && slots.Takes(slot, size) && (best < 0 || slots.Size(slot).IsAtMost(slots.Size(best))))
            {
                best = slot;
            }
        }

        if (best < 0)
        {
            // A free slot that is smaller for every B and T may grow; sizes that cannot be compared get a slot of their own.
            best = _free.OrderBy(slot => slot).Where(slot => slots.Size(slot).IsAtMost(size) && slots.MayGrow(slot, size)).DefaultIfEmpty(-1).First();
            if (best >= 0)
            {
                slots.Grow(best, size);
            }
        }

        if (best < 0)
        {
            return new(Region.Scratch, slots.Add(size));
        }

        _free.Remove(best);
        return new(Region.Scratch, best);
    }
}

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
            foreach (Value? input in nodes[i].Inputs)
            {
                if (input is { Parameter: null })
                {
                    _lastUse[aliases.Of(input)] = i;
                }
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

        foreach (Value? input in node.Inputs)
        {
            Release(input, index);
        }

        foreach (Value output in node.Outputs)
        {
            Release(output, index);
        }

        _free.UnionWith(dying);
    }

    private void Release(Value? value, int index)
    {
        if (value is { Parameter: null } && aliases.Of(value) is var root && _lastUse.TryGetValue(root, out int last) && last == index && frame.Places.TryGetValue(root, out Place? place) && place.Region == Region.Scratch)
        {
            _free.Add(place.Slot);
        }
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
        for (int slot = 0; slot < slots.Count; slot++)
        {
            if (_free.Contains(slot) && size.IsAtMost(slots.Size(slot)) && slots.Takes(slot, size) && (best < 0 || slots.Size(slot).IsAtMost(slots.Size(best))))
            {
                best = slot;
            }
        }

        // A free slot that is smaller for every B and T may grow; sizes that cannot be compared get a slot of their own.
        for (int slot = 0; slot < slots.Count && best < 0; slot++)
        {
            if (_free.Contains(slot) && slots.Size(slot).IsAtMost(size) && slots.MayGrow(slot, size))
            {
                slots.Grow(slot, size);
                best = slot;
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

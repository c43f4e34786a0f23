using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>Which values of a prediction in 16 bits are rounded where they are made: those that only products and attention read. They lie in the first half of their place.</summary>
internal sealed class TensorPlan
{
    private readonly HashSet<Value> _rounded = [];
    private readonly Dictionary<Value, List<(Node Node, int Input)>> _readers = [];
    private readonly List<Dim> _operands = [];

    public TensorPlan(IReadOnlyList<PlannedPass> passes)
    {
        foreach (PlannedPass pass in passes)
        {
            foreach (Node node in pass.Nodes)
            {
                Read(node);
            }
        }

        foreach (PlannedPass pass in passes)
        {
            foreach (Node node in pass.Nodes.Where(node => !pass.Graph.Outputs.Contains(node.Output) && CanRound(node) && Readers(node.Output).All(reader => Takes(reader.Node, reader.Input))))
            {
                _rounded.Add(node.Output);
            }
        }
    }

    /// <summary>The sizes of operands that must be rounded before they are multiplied.</summary>
    public IReadOnlyList<Dim> Operands => _operands;

    public bool IsRounded(Value value) => _rounded.Contains(value);

    /// <summary>Attention on tensor cores writes 16 bits, so only products may read it.</summary>
    public bool IsTensor(PackedAttentionOp op, Node node) =>
        op.Window == 0 && TensorAttentionKernel.Supports(op.Heads) && Readers(node.Output).All(reader => reader.Node.Op is LinearOp && reader.Input == 0);

    private IReadOnlyList<(Node Node, int Input)> Readers(Value value) => _readers.TryGetValue(value, out List<(Node, int)>? readers) ? readers : [];

    private void Read(Node node)
    {
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            if (node.Inputs[i] is { Parameter: null } value)
            {
                if (!_readers.TryGetValue(value, out List<(Node, int)>? readers))
                {
                    _readers.Add(value, readers = []);
                }

                readers.Add((node, i));
            }
        }

        if (node.Op is LinearOp or PackedAttentionOp)
        {
            TensorType type = node.Input(0).Type;
            _operands.Add(type.Rows * TensorProduct.Pitch(type.Last.Size.Constant));
        }
    }

    // A residual may lie where the result goes, in 32 bits, and a value before the activation has no 16-bit form.
    private bool CanRound(Node node) => node.Op switch
    {
        LinearOp => !node.Has(3) && TensorProduct.CanRound(node.Output.Type.Last.Size.Constant),
        PackedAttentionOp attention => IsTensor(attention, node),
        _ => false,
    };

    private bool Takes(Node reader, int input) => input == 0 && reader.Op switch
    {
        LinearOp => true,
        PackedAttentionOp attention => attention.RotaryBase == 0 && IsTensor(attention, reader),
        _ => false,
    };
}
